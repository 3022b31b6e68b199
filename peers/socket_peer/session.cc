#include "peers/socket_peer/session.h"

#include <algorithm>
#include <cstdlib>
#include <string>
#include <system_error>
#include <thread>
#include <utility>
#include <variant>

namespace closespec::socket_peer {
namespace {

// Of a line that is no message, so that who asked can tell which one was refused.
std::string TagOf(std::string_view line) {
  const auto tag = line.substr(0, std::min<std::size_t>(line.find(' '), 64));
  return protocol::IsName(tag) ? std::string(tag) : "-";
}

// Calls that end the process or make one are not for a thread of their own.
bool MayBeInBackground(const ActionRow& row) {
  return row.name != "fork" && row.name != "exit" && row.name != "abort" && row.name != "share" &&
         row.name != "exec";
}

}  // namespace

void Session::SayHello() {
  std::vector<std::string> names;
  for (const auto& row : Actions()) names.emplace_back(row.name);
  names.insert(names.end(), {"ping", "quit"});
  std::vector<std::string> features = {"threads"};
  for (const auto& each : surroundings_.processes.Features()) features.push_back(each);
  for (const auto& each : surroundings_.stack.Features()) features.push_back(each);
  Answer hello;
  hello.Set("protocol", 1).Set("stack", surroundings_.stack.Name());
  protocol::Message message =
      hello.Set("actions", names).Set("features", features).AsMessage("hello");
  message.word = "closespec-peer";
  writer_.Write(message);
}

void Session::Run(LineReader& from) {
  while (const auto line = from.Next()) Take(*line);
  std::_Exit(0);
}

void Session::Take(const std::string& line) {
  const auto parsed = protocol::Parse(line);
  if (const auto* malformed = std::get_if<protocol::Malformed>(&parsed)) {
    writer_.Write(Refusal(TagOf(line), malformed->why));
    return;
  }
  Request request(std::get<protocol::Message>(parsed));
  try {
    if (request.Has("in")) {
      surroundings_.processes.Forward(request.Text("in"), request.AsMessage());
    } else if (request.Action() == "ping") {
      writer_.Write({request.Tag(), "", {{"returns", "0"}}});
    } else if (request.Action() == "quit") {
      std::_Exit(0);
    } else {
      Enqueue(std::move(request));
    }
  } catch (const Refused& refused) {
    writer_.Write(Refusal(request.Tag(), refused.why));
  }
}

void Session::Enqueue(Request request) {
  {
    const std::lock_guard<std::mutex> lock(mutex_);
    queue_.push_back(std::move(request));
  }
  queued_.notify_one();
  // Begun late, so that a peer has said hello before.
  if (!std::exchange(command_thread_runs_, true)) std::thread([this] { PerformQueued(); }).detach();
}

void Session::PerformQueued() {
  for (;;) {
    std::unique_lock<std::mutex> lock(mutex_);
    queued_.wait(lock, [this] { return !queue_.empty(); });
    const Request request = std::move(queue_.front());
    queue_.pop_front();
    lock.unlock();
    Begin(request);
  }
}

void Session::Begin(const Request& request) {
  try {
    const ActionRow* row = FindAction(request.Action());
    if (row == nullptr) throw Refused{"no action " + request.Action()};
    request.MustHaveOnly(row->keys);
    if (!request.Has("background")) {
      Perform(*row, request, request.Tag());
      return;
    }
    const std::string tag = request.Name("background");
    if (!MayBeInBackground(*row)) throw Refused{request.Action() + " has no background"};
    std::thread([this, row, request, tag] {
      surroundings_.stack.BackgroundBegins(tag);
      writer_.Write({request.Tag(), "started", {}});
      Perform(*row, request, tag);
      surroundings_.stack.BackgroundEnds(tag);
    }).detach();
  } catch (const Refused& refused) {
    writer_.Write(Refusal(request.Tag(), refused.why));
  } catch (const std::system_error& no_thread) {
    writer_.Write(Refusal(request.Tag(), no_thread.what()));
  }
}

void Session::Perform(const ActionRow& row, const Request& request, const std::string& tag) {
  try {
    const auto answer = row.perform(surroundings_, request);
    if (answer) writer_.Write(answer->AsMessage(tag));
  } catch (const Refused& refused) {
    writer_.Write(Refusal(tag, refused.why));
  }
}

}  // namespace closespec::socket_peer
