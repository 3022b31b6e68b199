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

bool FitsEvents(const Expectation& expect, std::string_view events) {
  const Outcome outcome{.returns = events.empty() ? 0 : 1,
                        .facts = {{"events", std::string(events)}}};
  return Fits(expect, outcome).has_value();
}

// What the clause demands of the call is that there is something to read, were it the end.
bool MustFindTheEnd(const SocketCall& call, const Expectation& expect) {
  if (IsOf(call, "recv")) {
    return Fits(expect, Outcome{.returns = 0}) && !Fits(expect, Outcome{.error = "EAGAIN"});
  }
  return Looks(call) && FitsEvents(expect, "IN") && !FitsEvents(expect, "");
}

bool DemandsEof(const Alternative& each) {
  return std::ranges::any_of(each.fields, [](const FieldExpectation& field) {
    const auto* text = std::get_if<IsText>(&field.matcher);
    return field.field == "end" && text != nullptr && *text == IsText{"eof"};
  });
}

// It is the end that must be there, whatever else there is to read.
bool MustFindTheEndItself(const SocketCall& call, const Expectation& expect) {
  if (IsOf(call, "recv_all")) return std::ranges::all_of(expect.any, DemandsEof);
  return Looks(call) && (FitsEvents(expect, "RDHUP") || FitsEvents(expect, "IN,RDHUP")) &&
         !FitsEvents(expect, "IN") && !FitsEvents(expect, "");
}

// Setting and asking it is refused until TCP carries the connection alone; none has to have it.
bool AsksForLinger2OfNoConnection(const Case& run) {
  const auto asks = [](const SocketCall& call) {
    return call.actor == Actor::kSut && ArgumentOf(call, "option") == "TCP_LINGER2";
  };
  const auto connects = [](const SocketCall& call) {
    return IsOf(call, "connect") || IsOf(call, "accept");
  };
  return AnyCall(run, asks) && !AnyCall(run, connects);
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
        if (call->actor == Actor::kSut && step.expect && AsksAtOnce(*call)) {
          if (MustFindTheEndItself(*call, *step.expect)) {
            steps.push_back(WaitForTheEndBefore(step, *call));
          } else if (MustFindTheEnd(*call, *step.expect)) {
            steps.push_back(WaitBefore(step, *call));
          }
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
    return CheckBefore(
        step,
        SocketCall{.actor = call.actor, .action = "wait_readable", .on = call.on, .in = call.in},
        FieldExpectation{"returns", IsText{"0"}});
  }

  // Data that is there already would end a wait for something to read.
  static Step WaitForTheEndBefore(const Step& step, const SocketCall& call) {
    return CheckBefore(step,
                       SocketCall{.actor = call.actor,
                                  .action = "poll",
                                  .on = call.on,
                                  .in = call.in,
                                  .arguments = {{"events", "RDHUP"}, {"wait", "yes"}}},
                       FieldExpectation{"events", HasAndLacks{.has = {"RDHUP"}}});
  }

  static Step CheckBefore(const Step& step, SocketCall call, FieldExpectation expected) {
    Step wait;
    wait.action = std::move(call);
    wait.expect = Expectation{{Alternative{{std::move(expected)}}}};
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
  if (kind == SocketKind::kMptcp && AsksForLinger2OfNoConnection(original)) {
    return DoesNotFit{"an MPTCP socket without a connection has no TCP_LINGER2"};
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
