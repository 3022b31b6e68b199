#include "suites/model/unread.h"

#include <algorithm>
#include <cstdlib>
#include <map>
#include <set>
#include <string_view>
#include <utility>

namespace closespec {
namespace {

constexpr std::int64_t kDefaultRecv = 4096;

Actor Other(Actor actor) { return actor == Actor::kSut ? Actor::kPeer : Actor::kSut; }

std::int64_t Number(const SocketCall& call, std::string_view name, std::int64_t otherwise) {
  for (const auto& [key, value] : call.arguments) {
    if (key == name) return std::atoll(value.c_str());
  }
  return otherwise;
}

bool Peeks(const SocketCall& call) {
  return std::any_of(call.arguments.begin(), call.arguments.end(), [](const auto& argument) {
    return argument.first == "flags" && argument.second.find("peek") != std::string::npos;
  });
}

std::string Octets(std::int64_t octets) { return std::to_string(octets) + " octets"; }

class UnreadCount {
 public:
  std::vector<UnreadTrouble> Find(const Case& examined) {
    for (std::size_t i = examined.preamble_steps; i < examined.steps.size(); ++i) {
      const Step& step = examined.steps[i];
      if (const auto* call = std::get_if<SocketCall>(&step.action)) Count(step, *call);
    }
    return std::move(troubles_);
  }

 private:
  void Count(const Step& step, const SocketCall& call) {
    std::int64_t& unread = unread_[{call.actor, call.on}];
    if (call.action == "send" || call.action == "send_all") {
      if (!call.background.empty() || reads_on_.contains({Other(call.actor), call.on})) return;
      unread_[{Other(call.actor), call.on}] += Number(call, "bytes", 0) * step.times;
    } else if (call.action == "recv" && !Peeks(call)) {
      unread -= std::min(unread, Number(call, "bytes", kDefaultRecv) * step.times);
    } else if (call.action == "recv_all") {
      unread -= std::min(unread, Number(call, "until", unread));
      if (!call.background.empty()) reads_on_.insert({call.actor, call.on});
    } else if (call.action == "wait_readable" && Number(call, "bytes", 1) > kMostUnread) {
      Warn(step, "waits for " + Octets(Number(call, "bytes", 1)) + " to be unread");
    } else if (call.action == "close" && unread > kMostUnread) {
      Warn(step, "leaves " + Octets(unread) + " unread");
    }
  }

  void Warn(const Step& step, const std::string& what) {
    troubles_.push_back({&step, what + ": more than " + Octets(kMostUnread) +
                                    " fit into the receive buffer of some stacks only"});
  }

  std::map<std::pair<Actor, std::string>, std::int64_t> unread_;
  std::set<std::pair<Actor, std::string>> reads_on_;  // by a recv_all in the background
  std::vector<UnreadTrouble> troubles_;
};

}  // namespace

std::vector<UnreadTrouble> FindUnread(const Case& examined) { return UnreadCount().Find(examined); }

}  // namespace closespec
