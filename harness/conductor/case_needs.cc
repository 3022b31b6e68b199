#include "harness/conductor/case_needs.h"

#include <algorithm>

#include "harness/conductor/sockets_known.h"
#include "suites/model/actions.h"

namespace closespec {
namespace {

bool Contains(const std::vector<std::string>& words, std::string_view word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

std::optional<std::string> LackOfCall(const SocketCall& call, const PeerReady& hello) {
  const std::string who(ToText(call.actor));
  if (!Contains(hello.actions, call.action)) return who + " cannot " + call.action;
  if (!call.background.empty() && !Contains(hello.features, "threads")) {
    return who + " has no threads";
  }
  const ActionRow* row = FindAction(call.action);
  if (row != nullptr && !row->needs.empty() && !Contains(hello.features, row->needs)) {
    return who + " has no " + std::string(row->needs);
  }
  return std::nullopt;
}

// `so_far`: as if every call before had succeeded.
std::optional<std::string> LackOfState(Actor actor, const std::string& on, const PeerReady& hello,
                                       const SocketsKnown& so_far) {
  if (!Contains(hello.features, "tcp_info")) {
    return std::string(ToText(actor)) + " cannot tell its state";
  }
  if (so_far.IsOpen(actor, on)) return std::nullopt;
  return std::string(ToText(actor)) + " cannot tell the state of a connection without a descriptor";
}

std::optional<std::string> LackOfSteps(const Case& run, const std::map<Actor, PeerReady>& hello,
                                       bool shows_states) {
  SocketsKnown so_far;
  for (const Step& step : run.steps) {
    std::optional<std::string> lack;
    const auto* wait = std::get_if<WaitState>(&step.action);
    const auto* read = std::get_if<ReadState>(&step.action);
    if (wait != nullptr && !wait->if_able && !shows_states) {
      lack = LackOfState(wait->actor, wait->on, hello.at(wait->actor), so_far);
    } else if (read != nullptr && !read->if_able && !shows_states) {
      lack = LackOfState(read->actor, read->on, hello.at(read->actor), so_far);
    } else if (const auto* call = std::get_if<SocketCall>(&step.action)) {
      lack = LackOfCall(*call, hello.at(call->actor));
      so_far.Learn(*call, {});
    }
    if (lack) return lack;
  }
  return std::nullopt;
}

}  // namespace

std::optional<std::string> LackOf(const Case& run, const std::map<Actor, PeerReady>& hello,
                                  const Sandbox& sandbox) {
  if (auto lack = LackOfSteps(run, hello, sandbox.shows_states)) return lack;
  const PeerReady& sut = hello.at(Actor::kSut);
  for (const std::string& need : run.needs) {
    const bool met = need == "socket_table" ? sandbox.private_sockets
                     : need == "linux"      ? sut.stack.rfind("linux", 0) == 0
                                            : Contains(sut.features, need);
    // What an action of the other peer implies was looked at above.
    const bool implied = std::any_of(Actions().begin(), Actions().end(),
                                     [&](const ActionRow& row) { return row.needs == need; });
    if (!met && !implied && need != "threads") return "sut has no " + need;
  }
  return std::nullopt;
}

}  // namespace closespec
