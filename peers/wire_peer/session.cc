#include "peers/wire_peer/session.h"

#include <algorithm>
#include <chrono>
#include <utility>
#include <variant>

namespace closespec::wire_peer {
namespace {

// Of a line that is no message, so that who asked can tell which one was refused.
std::string TagOf(std::string_view line) {
  const auto tag = line.substr(0, std::min<std::size_t>(line.find(' '), 64));
  return protocol::IsName(tag) ? std::string(tag) : "-";
}

protocol::Message Refusal(const std::string& tag, const std::string& why) {
  return {tag, "refused", {{"why", why}}};
}

std::string Now() {
  const auto now = std::chrono::steady_clock::now().time_since_epoch();
  return std::to_string(std::chrono::nanoseconds(now).count());
}

}  // namespace

void Session::SayHello() {
  std::string names;
  for (const auto& row : Actions()) names += std::string(row.name) + ",";
  write_({"hello",
          "closespec-peer",
          {{"protocol", "1"},
           {"stack", "closespec-wire"},
           {"actions", names + "ping,quit"},
           {"features", "threads"}}});
}

bool Session::Take(const std::string& line) {
  const auto parsed = protocol::Parse(line);
  if (const auto* malformed = std::get_if<protocol::Malformed>(&parsed)) {
    write_(Refusal(TagOf(line), malformed->why));
    return true;
  }
  const auto& message = std::get<protocol::Message>(parsed);
  if (message.word == "quit") return false;
  if (message.word == "ping") {
    write_({message.tag, "", {{"returns", "0"}}});
    return true;
  }
  queue_.emplace_back(message);
  Proceed();
  return true;
}

void Session::SegmentArrived() {
  waiting_.remove_if([this](const Waiting& each) { return Try(each); });
  Proceed();
}

void Session::Proceed() {
  while (!queue_.empty() && std::ranges::all_of(waiting_, &Waiting::in_background)) {
    const Request request = std::move(queue_.front());
    queue_.pop_front();
    Begin(request);
  }
}

void Session::Begin(const Request& request) {
  Waiting waiting{.tag = request.Tag()};
  try {
    const ActionRow* row = FindAction(request.Action());
    if (row == nullptr) throw Refused{"no action " + request.Action()};
    request.MustHaveOnly(row->keys);
    waiting.in_background = request.Has("background");
    if (waiting.in_background) waiting.tag = request.Name("background");
    waiting.attempt = row->begin(host_, request);
  } catch (const Refused& refused) {
    write_(Refusal(request.Tag(), refused.why));
    return;
  }
  if (waiting.in_background) write_({request.Tag(), "started", {}});
  if (!Try(waiting)) waiting_.push_back(std::move(waiting));
}

bool Session::Try(const Waiting& waiting) {
  try {
    auto answer = waiting.attempt();
    if (!answer) return false;
    answer->tag = waiting.tag;
    answer->values.emplace_back("at", Now());
    write_(*answer);
  } catch (const Refused& refused) {
    write_(Refusal(waiting.tag, refused.why));
  }
  return true;
}

}  // namespace closespec::wire_peer
