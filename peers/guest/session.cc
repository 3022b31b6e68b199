#include "peers/guest/session.h"

#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <utility>

#include "peers/guest/talk.h"
#include "peers/os/frame_io.h"
#include "peers/os/kernel_log.h"
#include "peers/os/stream_io.h"

namespace closespec::guest {
namespace {

constexpr std::string_view kQuit = " quit\n";

void Forward(const FileDescriptor& from, const FileDescriptor& to) {
  // What there is no room for is lost, as on any link; so is what a link that has ended gives.
  (void)ReadFrames(from, [&to](std::span<const std::byte> frame) { (void)OfferFrame(to, frame); });
}

// What can be read without waiting; empty at the end.
std::string ReadNow(const FileDescriptor& from) {
  std::array<char, 4096> octets;
  const ssize_t count = ::read(from.Raw(), octets.data(), octets.size());
  return count > 0 ? std::string(octets.data(), static_cast<std::size_t>(count)) : std::string();
}

bool CanRead(const FileDescriptor& from) {
  pollfd polled{from.Raw(), POLLIN, 0};
  return ::poll(&polled, 1, 0) > 0 && (polled.revents & POLLIN) != 0;
}

}  // namespace

Session::Session(int slot, Caller caller, const FileDescriptor& control, Machine::SlotEnds& ends)
    : slot_(slot), caller_(std::move(caller)), control_(control), ends_(ends) {
  protocol::Message begin = caller_.begin;
  begin.tag = std::to_string(slot_);
  (void)WriteAll(control_, protocol::Format(begin) + "\n");
}

// The machine's end is seen on its control line, so a word that does not reach it is not missed.
void Session::Tell(const char* word) {
  (void)WriteAll(control_, protocol::Format({std::to_string(slot_), word, {}}) + "\n");
}

void Session::Await(std::vector<pollfd>& polled) const {
  const bool moving = Moving();
  const auto add = [&polled](bool wanted, const FileDescriptor& from, int events) {
    polled.push_back({wanted ? from.Raw() : -1, static_cast<short>(events), 0});
  };
  add(static_cast<bool>(caller_.connection), caller_.connection, POLLIN);
  add(moving && !input_ended_ && requests_.empty(), caller_.input, POLLIN);
  // Each side that takes what was read for it is waited for before more is read.
  add(phase_ != Phase::kOver, ends_.lines,
      (answers_.empty() ? POLLIN : 0) | (requests_.empty() ? 0 : POLLOUT));
  add(!answers_.empty(), caller_.output, POLLOUT);
  add(moving, caller_.link, POLLIN);
  add(moving, ends_.frames, POLLIN);
}

void Session::Move(const pollfd* ready) {
  // Of a launcher that was killed, or has nothing more to wait for.
  if (ready[0].revents != 0) {
    caller_.connection = FileDescriptor();
    if (phase_ == Phase::kBeginning || phase_ == Phase::kRunning) return Stop();
  }
  if (ready[4].revents != 0) Forward(caller_.link, ends_.frames);
  if (ready[5].revents != 0) Forward(ends_.frames, caller_.link);
  if (ready[1].revents != 0) ReadRequests();
  if ((ready[2].revents & POLLIN) != 0) ReadAnswers();
  if ((ready[2].revents & POLLOUT) != 0) PassOn(requests_, ends_.lines);
  if (ready[3].revents != 0) PassOn(answers_, caller_.output);
}

void Session::ReadRequests() {
  requests_ = ReadNow(caller_.input);
  input_ended_ = requests_.empty();
  if (phase_ == Phase::kWithoutPeer) {
    requests_.clear();
    if (input_ended_) Stop();
    return;
  }
  last_request_ += requests_;
  if (last_request_.size() > kQuit.size()) {
    last_request_.erase(0, last_request_.size() - kQuit.size());
  }
  told_to_quit_ |= last_request_ == kQuit;
  // A request rests on the segments that came before it.
  Forward(caller_.link, ends_.frames);
  PassOn(requests_, ends_.lines);
}

void Session::ReadAnswers() {
  answers_ = ReadNow(ends_.lines);
  if (!Moving() && phase_ != Phase::kBeginning) answers_.clear();
  if (answers_.empty()) return;
  between_lines_ = answers_.back() == '\n';
  if (between_lines_) answers_ += std::exchange(complaints_, {});
  PassOn(answers_, caller_.output);
}

void Session::Complain(const std::string& text) {
  if (phase_ != Phase::kRunning) return;
  complaints_ += protocol::Format({"-", "complaint", {{"text", text}}}) + "\n";
  if (between_lines_) answers_ += std::exchange(complaints_, {});
  PassOn(answers_, caller_.output);
}

// As much as there is room for; all of it when nobody will take it any more.
void Session::PassOn(std::string& octets, const FileDescriptor& to) {
  pollfd room{to.Raw(), POLLOUT, 0};
  if (octets.empty() || ::poll(&room, 1, 0) <= 0) return;
  // A pipe that has room at all has room for so much.
  constexpr std::size_t kPiece = 4096;
  ssize_t count = ::send(to.Raw(), octets.data(), octets.size(), MSG_DONTWAIT | MSG_NOSIGNAL);
  if (count < 0 && errno == ENOTSOCK) {
    count = ::write(to.Raw(), octets.data(), std::min(octets.size(), kPiece));
  }
  if (count < 0 && (errno == EAGAIN || errno == EINTR)) return;
  octets.erase(0, count < 0 ? octets.size() : static_cast<std::size_t>(count));
}

void Session::Hear(const protocol::Message& said) {
  if (said.word == "ready" && phase_ == Phase::kBeginning) {
    // Of whoever was here before.
    DropFrames();
    phase_ = Phase::kRunning;
  } else if (said.word == "unsupported" && phase_ == Phase::kBeginning) {
    (void)WriteAll(caller_.output, protocol::Format({"-", "unsupported", said.values}) + "\n");
    (void)guest::Say(caller_.connection, {"peer", "ended", {{"status", "0"}}});
    Stop();
  } else if (said.word == "ended" && phase_ == Phase::kRunning) {
    PeerEnded(said);
  } else if (said.word == "stopped" && phase_ == Phase::kStopping) {
    Tell("clean");
    phase_ = Phase::kCleaning;
    (void)WriteAll(ends_.lines, std::string(1, kEndOfLines));
  } else if (said.word == "free" && phase_ == Phase::kCleaning) {
    while (CanRead(ends_.lines) && !ReadNow(ends_.lines).empty()) {
    }
    phase_ = Phase::kOver;
  }
}

// Its last lines are there before the guest says that it has ended.
void Session::PeerEnded(const protocol::Message& said) {
  for (std::string last = std::move(answers_); !last.empty();
       last = CanRead(ends_.lines) ? ReadNow(ends_.lines) : std::string()) {
    if (!WriteAll(caller_.output, last)) break;
  }
  (void)WriteAll(caller_.output, complaints_);
  answers_.clear();
  (void)guest::Say(caller_.connection, {"peer", "ended", said.values});
  if (told_to_quit_ || input_ended_) return Stop();
  // Its connections are left to the stack, which goes on without it until the case is over, and
  // with it the harness's end of the input.
  requests_.clear();
  caller_.output = FileDescriptor();
  phase_ = Phase::kWithoutPeer;
}

void Session::Lose(const std::string& why) {
  if (IsComplaint(why, Warnings::kAll)) Complain(why);
  (void)guest::Say(caller_.connection, {"peer", "lost", {{"why", why}}});
}

void Session::DropFrames() {
  (void)ReadFrames(ends_.frames, [](std::span<const std::byte>) {});
}

void Session::Stop() {
  phase_ = Phase::kStopping;
  requests_.clear();
  answers_.clear();
  caller_.input = FileDescriptor();
  caller_.output = FileDescriptor();
  caller_.link = FileDescriptor();
  Tell("stop");
}

}  // namespace closespec::guest
