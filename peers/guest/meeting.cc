#include "peers/guest/meeting.h"

#include <sched.h>
#include <sys/mount.h>
#include <sys/socket.h>
#include <sys/un.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <fstream>
#include <sstream>

namespace closespec::guest {
namespace {

namespace fs = std::filesystem;

constexpr const char* kFolder = "/run";
constexpr const char* kSocket = "/run/closespec-guest";
constexpr int kWaiting = 256;
constexpr std::size_t kHandedOver = 3;

sockaddr_un AddressOf(const std::string& path) {
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  path.copy(address.sun_path, sizeof(address.sun_path) - 1);
  return address;
}

FileDescriptor NewSocket() {
  return FileDescriptor(::socket(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0));
}

std::string CommandLineOf(const fs::path& process) {
  std::ifstream file(process / "cmdline", std::ios::binary);
  std::ostringstream words;
  words << file.rdbuf();
  return std::move(words).str();
}

// Descriptors that come with a message; at most as many as are handed over.
struct Handed {
  std::array<FileDescriptor, kHandedOver> descriptors;
  std::size_t count = 0;
};

std::optional<protocol::Message> Receive(const FileDescriptor& connection, Handed& handed) {
  std::string text(protocol::kMaximumLine, '\0');
  iovec part{text.data(), text.size()};
  alignas(cmsghdr) std::array<char, CMSG_SPACE(kHandedOver * sizeof(int))> beside{};
  msghdr message{};
  message.msg_iov = &part;
  message.msg_iovlen = 1;
  message.msg_control = beside.data();
  message.msg_controllen = beside.size();
  const ssize_t octets = ::recvmsg(connection.Raw(), &message, MSG_CMSG_CLOEXEC);
  if (octets <= 0) return std::nullopt;
  text.resize(static_cast<std::size_t>(octets));
  const cmsghdr* const header = CMSG_FIRSTHDR(&message);
  if (header != nullptr && header->cmsg_type == SCM_RIGHTS) {
    std::array<int, kHandedOver> raw{};
    handed.count = (header->cmsg_len - CMSG_LEN(0)) / sizeof(int);
    std::copy_n(reinterpret_cast<const char*>(CMSG_DATA(header)), handed.count * sizeof(int),
                reinterpret_cast<char*>(raw.data()));
    for (std::size_t i = 0; i < handed.count; ++i) handed.descriptors[i] = FileDescriptor(raw[i]);
  }
  const auto parsed = protocol::Parse(text);
  const auto* const said = std::get_if<protocol::Message>(&parsed);
  return said == nullptr ? std::nullopt : std::optional(*said);
}

}  // namespace

fs::path OwnFile(const std::string& name) { return fs::path(kFolder) / name; }

Result<FileDescriptor> ListenInOwnMounts() {
  if (::unshare(CLONE_NEWNS) < 0) return OsError("unshare(CLONE_NEWNS)");
  if (::mount("none", "/", nullptr, MS_REC | MS_PRIVATE, nullptr) < 0) return OsError("mount /");
  if (::mount("closespec", kFolder, "tmpfs", 0, "mode=700") < 0) return OsError("mount tmpfs");
  FileDescriptor listener = NewSocket();
  const sockaddr_un where = AddressOf(kSocket);
  const auto* const address = reinterpret_cast<const sockaddr*>(&where);
  if (!listener || ::bind(listener.Raw(), address, sizeof(where)) < 0 ||
      ::listen(listener.Raw(), kWaiting) < 0) {
    return OsError(std::string("listen on ") + kSocket);
  }
  return listener;
}

Result<Caller> Accept(const FileDescriptor& listener) {
  Caller caller;
  caller.connection = FileDescriptor(::accept4(listener.Raw(), nullptr, nullptr, SOCK_CLOEXEC));
  if (!caller.connection) return OsError("accept");
  Handed handed;
  auto begin = Receive(caller.connection, handed);
  if (!begin || handed.count != kHandedOver) return Trouble{"a caller left before it had called"};
  caller.begin = *std::move(begin);
  caller.input = std::move(handed.descriptors[0]);
  caller.output = std::move(handed.descriptors[1]);
  caller.link = std::move(handed.descriptors[2]);
  return caller;
}

FileDescriptor Meet(const fs::path& folder) {
  std::string wanted = kKeeperName;
  for (const std::string& word : {std::string(kKeeperWord), folder.string(), std::string()}) {
    wanted += '\0' + word;
  }
  std::error_code ignored;
  for (const auto& process : fs::directory_iterator("/proc", ignored)) {
    const std::string name = process.path().filename().string();
    if (std::isdigit(static_cast<unsigned char>(name.front())) == 0) continue;
    if (CommandLineOf(process.path()) != wanted) continue;
    FileDescriptor connection = NewSocket();
    const sockaddr_un where = AddressOf("/proc/" + name + "/root" + kSocket);
    const auto* const address = reinterpret_cast<const sockaddr*>(&where);
    if (connection && ::connect(connection.Raw(), address, sizeof(where)) == 0) return connection;
  }
  return {};
}

Status Call(const FileDescriptor& connection, const protocol::Message& begin) {
  std::string text = protocol::Format(begin);
  iovec part{text.data(), text.size()};
  alignas(cmsghdr) std::array<char, CMSG_SPACE(kHandedOver * sizeof(int))> beside{};
  msghdr message{};
  message.msg_iov = &part;
  message.msg_iovlen = 1;
  message.msg_control = beside.data();
  message.msg_controllen = beside.size();
  cmsghdr* const header = CMSG_FIRSTHDR(&message);
  header->cmsg_level = SOL_SOCKET;
  header->cmsg_type = SCM_RIGHTS;
  header->cmsg_len = CMSG_LEN(kHandedOver * sizeof(int));
  constexpr int kLink = 3;
  const std::array<int, kHandedOver> raw = {STDIN_FILENO, STDOUT_FILENO, kLink};
  std::copy_n(reinterpret_cast<const char*>(raw.data()), sizeof(raw),
              reinterpret_cast<char*>(CMSG_DATA(header)));
  if (::sendmsg(connection.Raw(), &message, MSG_NOSIGNAL) < 0) return OsError("call the keeper");
  return Done{};
}

Status Say(const FileDescriptor& connection, const protocol::Message& message) {
  const std::string text = protocol::Format(message);
  if (::send(connection.Raw(), text.data(), text.size(), MSG_NOSIGNAL) < 0) return OsError("send");
  return Done{};
}

std::optional<protocol::Message> Hear(const FileDescriptor& connection) {
  Handed nothing;
  return Receive(connection, nothing);
}

}  // namespace closespec::guest
