#include "harness/conductor/case_needs.h"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "harness/conductor/sockets_known.h"
#include "suites/model/actions.h"

namespace closespec {
namespace {

bool Contains(const std::vector<std::string>& words, std::string_view word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

// Its clause lets it make nothing.
bool MayFail(const Step& step) {
  if (!step.expect) return false;
  return std::ranges::any_of(step.expect->any, [](const Alternative& each) {
    return std::ranges::any_of(each.fields, [](const FieldExpectation& field) {
      return field.field == "error" || field.field == "fails";
    });
  });
}

std::optional<Lack> LackOfCall(const SocketCall& call, const PeerReady& hello) {
  if (!Contains(hello.actions, call.action)) {
    return LackBy(call.actor, "cannot " + call.action, FeatureOf(call));
  }
  if (!call.background.empty() && !Contains(hello.features, "threads")) {
    return LackBy(call.actor, "has no threads", "threads");
  }
  const ActionRow* row = FindAction(call.action);
  if (row != nullptr && !row->needs.empty() && !Contains(hello.features, row->needs)) {
    return LackBy(call.actor, "has no " + std::string(row->needs), std::string(row->needs));
  }
  return std::nullopt;
}

// `so_far`: as if every call before had succeeded.
std::optional<Lack> LackOfState(Actor actor, const std::string& on, const PeerReady& hello,
                                const SocketsKnown& so_far) {
  if (!Contains(hello.features, "tcp_info")) {
    return LackBy(actor, "cannot tell its state", "tcp_info");
  }
  if (so_far.IsOpen(actor, on)) return std::nullopt;
  return LackBy(actor, "cannot tell the state of a connection without a descriptor", "");
}

std::optional<Lack> LackOfSteps(const Case& run, const std::map<Actor, PeerReady>& hello,
                                bool shows_states) {
  SocketsKnown so_far;
  for (const Step& step : run.steps) {
    std::optional<Lack> lack;
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

std::optional<Lack> LackTold(const Case& run, std::size_t step, const Outcome& outcome) {
  const auto* call = std::get_if<SocketCall>(&run.steps[step].action);
  if (call == nullptr) return std::nullopt;
  if (outcome.unsupported) {
    return LackBy(call->actor, "cannot " + call->action + ": " + *outcome.unsupported,
                  FeatureOf(*call));
  }
  const bool has_no_option = outcome.error == "ENOPROTOOPT" || outcome.error == "EOPNOTSUPP";
  const bool nobody_asks = IsPreparation(run.steps[step]);
  if (!nobody_asks || call->action != "setsockopt" || !has_no_option) return std::nullopt;
  // A target declares what its ordinary sockets can do.
  return LackBy(call->actor, "has no " + ArgumentOf(*call, "option") + ": " + *outcome.error,
                run.sockets.contains(call->actor) ? "" : FeatureOf(*call));
}

Lack LackBy(Actor actor, std::string_view why, std::string feature) {
  if (actor != Actor::kSut) feature.clear();
  return {std::string(ToText(actor)).append(" ").append(why), std::move(feature)};
}

std::string FeatureOf(const SocketCall& call) {
  if (call.action == "shutdown") {
    // A direction that does not exist is no half of anything.
    const std::string how = ArgumentOf(call, "how");
    const bool is_word = how.find_first_of("0123456789") == std::string::npos;
    return is_word ? "half_close" : "";
  }
  const std::string option = ArgumentOf(call, "option");
  if (option == "SO_LINGER") return "linger";
  const OptionRow* option_row = FindOption(option);
  if (option_row != nullptr && !option_row->needs.empty()) return std::string(option_row->needs);
  const ActionRow* row = FindAction(call.action);
  return row == nullptr ? std::string() : std::string(row->needs);
}

int SocketsAtOnce(const Case& run) {
  SocketsKnown so_far;
  std::map<std::string, std::string> first_names;  // of sockets that have several
  std::size_t most = 0;
  for (const Step& step : run.steps) {
    const auto* call = std::get_if<SocketCall>(&step.action);
    if (call == nullptr || call->actor != Actor::kSut || MayFail(step)) continue;
    so_far.Learn(*call, {});
    if (!call->as.empty()) {
      first_names[call->as] = call->action == "dup" ? first_names[call->on] : call->as;
    }
    if (call->action == "dup2") first_names[ArgumentOf(*call, "over")] = first_names[call->on];
    std::set<std::string> open;
    for (const SocketsKnown::Open& each : so_far.OpenSockets()) open.insert(first_names[each.name]);
    most = std::max(most, open.size());
  }
  return static_cast<int>(most);
}

std::optional<Lack> LackOf(const Case& run, const std::map<Actor, PeerReady>& hello,
                           const TableUse& table) {
  for (const auto& [actor, kind] : run.sockets) {
    if (Contains(hello.at(actor).features, "socket_kinds")) continue;
    return LackBy(actor, std::string("makes no sockets of the kind ").append(ToText(kind)), "");
  }
  if (auto lack = LackOfSteps(run, hello, table.shows_states)) return lack;
  const PeerReady& sut = hello.at(Actor::kSut);
  for (const std::string& need : run.needs) {
    const bool met = need == "socket_table" ? table.private_sockets
                     : need == "linux"      ? sut.stack.rfind("linux", 0) == 0
                                            : Contains(sut.features, need);
    // What an action of the other peer implies was looked at above.
    const bool implied = std::any_of(Actions().begin(), Actions().end(),
                                     [&](const ActionRow& row) { return row.needs == need; });
    if (!met && !implied && need != "threads") return LackBy(Actor::kSut, "has no " + need, need);
  }
  return std::nullopt;
}

std::optional<Lack> LackTold(const Case& run, const Journal& journal) {
  std::map<Actor, PeerReady> hello;
  for (const auto& [at, event] : journal.entries) {
    if (const auto* ready = std::get_if<PeerReady>(&event)) {
      hello[ready->actor] = *ready;
    } else if (const auto* gone = std::get_if<PeerGone>(&event)) {
      const bool refused = gone->expected && gone->how.starts_with(kCannotBeSetUp);
      if (refused && !hello.contains(gone->actor)) return LackBy(gone->actor, gone->how, "");
    }
  }
  if (hello.size() < 2) return std::nullopt;
  // Where nothing is captured, either, the sockets are those of this machine (MakePlainSandbox).
  const TableUse table{.private_sockets = journal.socket_table,
                       .shows_states = journal.socket_table || !journal.capture};
  if (auto lack = LackOf(run, hello, table)) return lack;
  for (const auto& [at, event] : journal.entries) {
    const auto* ended = std::get_if<CallEnded>(&event);
    if (ended == nullptr || ended->step >= run.steps.size()) continue;
    if (auto lack = LackTold(run, ended->step, ended->outcome)) return lack;
  }
  return std::nullopt;
}

}  // namespace closespec
