#include "harness/conductor/testing/case_stage.h"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/post.hpp>
#include <stdexcept>

namespace closespec {
namespace {

std::string Who(Actor actor) { return std::string(ToText(actor)) + " "; }

struct Telling {
  std::string operator()(const PeerReady& event) const { return Who(event.actor) + "ready"; }
  std::string operator()(const StepBegan& event) const {
    return "step " + std::to_string(event.step) + (event.repetition > 0 ? " again" : "");
  }
  std::string operator()(const StepEnded& event) const {
    return event.timed_out ? "step " + std::to_string(event.step) + " timed out" : "";
  }
  std::string operator()(const CallBegan& event) const {
    return Who(event.actor) + event.action + (event.on.empty() ? "" : " " + event.on);
  }
  std::string operator()(const CallEnded& event) const {
    return Who(event.actor) + ToText(event.outcome);
  }
  std::string operator()(const SegmentSeen&) const { return "segment"; }
  std::string operator()(const StateRead& event) const {
    return Who(event.actor) + "state " + event.state + " by " + event.source;
  }
  std::string operator()(const PeerGone& event) const {
    return Who(event.actor) + "gone: " + event.how + (event.expected ? " (expected)" : "");
  }
  std::string operator()(const PeerPinged& event) const {
    return Who(event.actor) + "pinged, " + (event.answered ? "answered" : "silent");
  }
  std::string operator()(const CaptureEnded&) const { return "capture ended"; }
  std::string operator()(const EpilogueBegan&) const { return "epilogue"; }
  std::string operator()(const SocketLeft& event) const { return "left: " + event.state; }
  std::string operator()(const StackComplained& event) const { return "complaint: " + event.text; }
  std::string operator()(const HarnessTrouble& event) const { return "trouble: " + event.what; }
};

}  // namespace

Budgets PatientBudgets() {
  constexpr std::chrono::seconds kPatience{60};
  return {.hello = kPatience,
          .event = kPatience,
          .ping = kPatience,
          .silence = std::chrono::milliseconds(1),
          .cleanup = kPatience,
          .give_up = kPatience,
          .quit = kPatience};
}

Case CaseOf(std::vector<Action> actions) {
  Case made;
  made.id = "hand/made[family=ipv4]";
  made.stimulus = "abc";
  for (Action& action : actions) {
    Step step;
    step.action = std::move(action);
    made.steps.push_back(std::move(step));
  }
  return made;
}

SocketCall Call(Actor actor, const std::string& action) {
  SocketCall call;
  call.actor = actor;
  call.action = action;
  return call;
}

SocketCall Background(Actor actor, const std::string& action, const std::string& name) {
  SocketCall call = Call(actor, action);
  call.background = name;
  return call;
}

SocketCall Socket(Actor actor, const std::string& name) {
  SocketCall socket = Call(actor, "socket");
  socket.as = name;
  return socket;
}

CaseStage::CaseStage() : launcher_(std::make_unique<ScriptedLauncher>(io_.get_executor())) {}
CaseStage::~CaseStage() = default;

Lines CaseStage::Conduct(const Case& to_conduct) {
  auto sandbox = MakePlainSandbox();
  if (!sandbox) throw std::runtime_error(sandbox.trouble().what);
  // Addresses that no socket of this machine has, so that its table can stand for the case's own.
  sandbox->sut = {"192.0.2.1", "fd00::1"};
  sandbox->peer = {"192.0.2.2", "fd00::2"};
  sandbox->private_sockets = sandbox->shows_states = socket_table;
  sandbox->shows_states = socket_table;
  sandbox->server_port = server_port;
  if (traffic) {
    auto capture = Capture::Fed(LinkType::kRawIp, {});
    if (!capture) throw std::runtime_error(capture.trouble().what);
    sandbox->capture = *std::move(capture);
  }
  conducted = {};
  io_.restart();
  LatenessMeter lateness(io_.get_executor());
  lateness.Start();
  const LaunchPlan sut{{"sut"}, {}};
  const LaunchPlan peer{{"peer"}, {}};
  CaseRun run(io_.get_executor(), to_conduct,
              {*launcher_, sut, peer, peer, *sandbox, lateness, budgets});
  boost::asio::co_spawn(io_, run.Run(), [&](const std::exception_ptr& failure, Conducted result) {
    lateness.Stop();
    if (failure) std::rethrow_exception(failure);
    conducted = std::move(result);
    io_.stop();  // what a script has for later is of no interest any more
  });
  if (traffic) Feed(*sandbox->capture);
  io_.run();
  Lines story;
  for (const Entry& entry : conducted.journal.entries) {
    std::string line = std::visit(Telling{}, entry.event);
    if (!line.empty()) story.push_back(std::move(line));
  }
  return story;
}

void CaseStage::Feed(Capture& capture) {
  const auto frame = BuildSegment(traffic());
  if (!frame) throw std::runtime_error(frame.trouble().what);
  capture.Feed(*frame);
  boost::asio::post(io_, [this, &capture] { Feed(capture); });
}

}  // namespace closespec
