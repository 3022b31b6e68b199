#include "peers/socket_peer/testing/driven_peer.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <poll.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <variant>

namespace closespec::socket_peer {
namespace {

constexpr int kPatienceMilliseconds = 60000;

std::pair<FileDescriptor, FileDescriptor> Pipe() {
  int ends[2] = {-1, -1};
  EXPECT_EQ(::pipe2(ends, O_CLOEXEC), 0);
  return {FileDescriptor(ends[0]), FileDescriptor(ends[1])};
}

std::vector<char*> Pointers(std::vector<std::string>& texts) {
  std::vector<char*> pointers;
  pointers.reserve(texts.size() + 1);
  for (auto& text : texts) pointers.push_back(text.data());
  pointers.push_back(nullptr);
  return pointers;
}

}  // namespace

DrivenPeer::DrivenPeer(const Environment& environment, bool says_hello) {
  Start({CLOSESPEC_PEER}, environment, {});
  if (says_hello) hello_ = Await("hello");
}

DrivenPeer::DrivenPeer(std::vector<std::string> command, const FileDescriptor& inherited) {
  Start(std::move(command), {}, inherited);
  hello_ = Await("hello");
}

void DrivenPeer::Start(std::vector<std::string> command, std::vector<std::string> environment,
                       const FileDescriptor& inherited) {
  // A peer that has died must not take the test with it.
  ::signal(SIGPIPE, SIG_IGN);
  auto [requests_out, requests_in] = Pipe();
  auto [answers_out, answers_in] = Pipe();
  for (char** each = environ; *each != nullptr; ++each) environment.emplace_back(*each);

  posix_spawn_file_actions_t actions;
  ::posix_spawn_file_actions_init(&actions);
  ::posix_spawn_file_actions_adddup2(&actions, requests_out.Raw(), STDIN_FILENO);
  ::posix_spawn_file_actions_adddup2(&actions, answers_in.Raw(), STDOUT_FILENO);
  // Last, because the pipes may have that number here.
  if (inherited) ::posix_spawn_file_actions_adddup2(&actions, inherited.Raw(), 3);
  EXPECT_EQ(::posix_spawn(&pid_, command.front().c_str(), &actions, nullptr,
                          Pointers(command).data(), Pointers(environment).data()),
            0);
  ::posix_spawn_file_actions_destroy(&actions);
  input_ = std::move(requests_in);
  output_ = std::move(answers_out);
}

DrivenPeer::~DrivenPeer() {
  EndInput();
  if (pid_ > 0) ::waitpid(pid_, nullptr, 0);
}

protocol::Message DrivenPeer::Ask(std::string_view request) { return Await(Begin(request)); }

std::string DrivenPeer::Begin(std::string_view request) {
  std::string tag = std::to_string(++last_tag_);
  Write(tag + " " + std::string(request) + "\n");
  return tag;
}

void DrivenPeer::BeginInBackground(const std::string& name, std::string_view request) {
  EXPECT_EQ(Ask(std::string(request) + " background=" + name).word, "started") << request;
}

protocol::Message DrivenPeer::Await(const std::string& tag) {
  for (;;) {
    if (auto found = answers_.extract(tag); !found.empty()) return std::move(found.mapped());
    if (!ReadMore()) break;
    TakeLines();
  }
  ADD_FAILURE() << "no answer to " << tag;
  return {};
}

void DrivenPeer::TakeLines() {
  while (const auto line = lines_.Next()) {
    const auto parsed = protocol::Parse(*line);
    if (const auto* message = std::get_if<protocol::Message>(&parsed)) {
      answers_.emplace(message->tag, *message);
    } else {
      ADD_FAILURE() << "the peer said " << *line;
    }
  }
}

bool DrivenPeer::ReadMore() {
  pollfd polled{output_.Raw(), POLLIN, 0};
  if (::poll(&polled, 1, kPatienceMilliseconds) != 1) return false;
  char octets[4096];
  const ssize_t count = ::read(output_.Raw(), octets, sizeof(octets));
  if (count <= 0) return false;
  lines_.Append({octets, static_cast<std::size_t>(count)});
  return true;
}

void DrivenPeer::Write(std::string_view octets) {
  while (!octets.empty()) {
    const ssize_t count = ::write(input_.Raw(), octets.data(), octets.size());
    if (count <= 0) return;
    octets.remove_prefix(count);
  }
}

std::string DrivenPeer::AwaitEnd() {
  while (ReadMore()) TakeLines();
  int status = 0;
  EXPECT_EQ(::waitpid(pid_, &status, 0), pid_);
  pid_ = -1;
  return WIFSIGNALED(status) ? "signal:" + std::to_string(WTERMSIG(status))
                             : std::to_string(WEXITSTATUS(status));
}

std::string In(const protocol::Message& message, std::string_view key) {
  const std::string* value = protocol::Find(message, key);
  return value == nullptr ? "-" : *value;
}

std::string Result(const protocol::Message& message) {
  if (!message.word.empty()) return message.word;
  return protocol::Find(message, "error") != nullptr ? In(message, "error")
                                                     : In(message, "returns");
}

ConnectedPeers::ConnectedPeers(std::string family, const DrivenPeer::Environment& first)
    : family_(std::move(family)), address_(family_ == "ipv6" ? "::1" : "127.0.0.1"), first_(first) {
  available_ = Result(first_.Ask("socket as=l family=" + family_)) == "0" &&
               Result(first_.Ask("bind on=l port=0 address=" + address_)) == "0" &&
               Result(first_.Ask("listen on=l")) == "0";
  if (!available_) return;
  port_ = In(first_.Ask("getsockname on=l"), "port");
  Connect("c");
}

void ConnectedPeers::Connect(const std::string& as) {
  EXPECT_EQ(Result(second_.Ask("socket as=" + as + " family=" + family_)), "0");
  const auto connected =
      second_.Ask("connect on=" + as + " address=" + address_ + " port=" + port_);
  const auto accepted = first_.Ask("accept on=l as=" + as);
  EXPECT_EQ(Result(connected), "0");
  EXPECT_EQ(Result(accepted), "0");
  EXPECT_EQ(In(connected, "local"), In(accepted, "remote"));
  EXPECT_EQ(In(connected, "remote"), In(accepted, "local"));
}

}  // namespace closespec::socket_peer
