#include "suites/model/fit_to_socket.h"

#include <algorithm>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "suites/model/sent_text.h"
#include "suites/model/stimulus.h"

namespace closespec {
namespace {

bool IsOf(const SocketCall& call, std::string_view action) { return call.action == action; }

bool HasFlag(const SocketCall& call, std::string_view flag) {
  return ArgumentOf(call, "flags").find(flag) != std::string::npos;
}

template <typename Predicate>
bool AnyCall(const Case& run, const Predicate& fits) {
  return std::ranges::any_of(run.steps, [&](const Step& step) {
    const auto* call = std::get_if<SocketCall>(&step.action);
    return call != nullptr && fits(*call);
  });
}

// At segments of the connection, or at states that the sockets interface does not have.
bool LooksAtTcp(const Case& run) {
  if (run.wire_peer || std::ranges::count(run.needs, "socket_table") != 0) return true;
  return std::ranges::any_of(run.steps, [](const Step& step) {
    return !std::holds_alternative<SocketCall>(step.action) &&
           !std::holds_alternative<FinishCall>(step.action) &&
           !std::holds_alternative<StillBlocked>(step.action);
  });
}

bool Looks(const SocketCall& call) {
  return IsOf(call, "poll") || IsOf(call, "select") || IsOf(call, "epoll") || IsOf(call, "watched");
}

// What the clause demands of the call is that there is something to read, were it the end.
bool MustFindTheEnd(const SocketCall& call, const Expectation& expect) {
  if (IsOf(call, "recv")) {
    return Fits(expect, Outcome{.returns = 0}) && !Fits(expect, Outcome{.error = "EAGAIN"});
  }
  return Looks(call) && Fits(expect, Outcome{.returns = 1, .facts = {{"events", "IN"}}}) &&
         !Fits(expect, Outcome{.returns = 0, .facts = {{"events", ""}}});
}

// Puts a wait before each call that asks the SUT at once for the end of its stream.
class WaitingSteps {
 public:
  explicit WaitingSteps(Case& fitted) : fitted_(fitted) {}

  void Insert() {
    std::vector<Step> steps;
    std::size_t preamble = 0;
    for (std::size_t i = 0; i < fitted_.steps.size(); ++i) {
      const Step& step = fitted_.steps[i];
      if (const auto* call = std::get_if<SocketCall>(&step.action); call != nullptr) {
        if (call->actor == Actor::kSut && step.expect && AsksAtOnce(*call) &&
            MustFindTheEnd(*call, *step.expect)) {
          steps.push_back(WaitBefore(step, *call));
        }
        if (IsOf(*call, "set_blocking")) blocks_[call->on] = ArgumentOf(*call, "blocking") == "yes";
      }
      steps.push_back(step);
      if (i + 1 == fitted_.preamble_steps) preamble = steps.size();
    }
    fitted_.steps = std::move(steps);
    fitted_.preamble_steps = preamble;
  }

 private:
  bool AsksAtOnce(const SocketCall& call) const {
    if (Looks(call)) return ArgumentOf(call, "wait") != "yes";
    const auto blocks = blocks_.find(call.on);
    return HasFlag(call, "dontwait") || (blocks != blocks_.end() && !blocks->second);
  }

  static Step WaitBefore(const Step& step, const SocketCall& call) {
    Step wait;
    wait.action =
        SocketCall{.actor = call.actor, .action = "wait_readable", .on = call.on, .in = call.in};
    wait.expect = Expectation{{Alternative{{FieldExpectation{"returns", IsText{"0"}}}}}};
    wait.clause = step.clause;
    wait.file = step.file;
    wait.line = step.line;
    return wait;
  }

  Case& fitted_;
  std::map<std::string, bool> blocks_;  // of the sockets that were told
};

}  // namespace

std::variant<Case, DoesNotFit> FitToSocket(const Case& original, SocketKind kind) {
  if (kind == SocketKind::kMapped && original.family == Family::kIpv6) {
    return DoesNotFit{"IPv4-mapped addresses are for IPv4"};
  }
  Case fitted = original;
  fitted.sockets[Actor::kSut] = kind;
  // A mapped address is nothing that the other side could see.
  const bool for_both = kind == SocketKind::kMptcp && !LooksAtTcp(fitted);
  if (for_both) fitted.sockets[Actor::kPeer] = kind;
  // TCP takes a FIN at once and a worker of the kernel's tells the MPTCP socket of it some time
  // later (docs/findings/linux-sockets.md). What such a socket accepts from TCP is an ordinary one.
  if (kind == SocketKind::kMptcp && !for_both && fitted.opener == Actor::kSut) {
    WaitingSteps(fitted).Insert();
  }
  fitted.stimulus = StimulusOf(fitted);
  return fitted;
}

}  // namespace closespec
