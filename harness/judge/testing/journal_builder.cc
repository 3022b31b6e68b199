#include "harness/judge/testing/journal_builder.h"

#include "harness/judge/judge.h"

namespace closespec {

using std::chrono::milliseconds;

namespace {
constexpr milliseconds kBudget{1000};
constexpr const char* kClause = "must";
}  // namespace

Outcome Returned(std::int64_t value) {
  Outcome outcome;
  outcome.returns = value;
  return outcome;
}

Outcome Failed(const std::string& error) {
  Outcome outcome;
  outcome.error = error;
  return outcome;
}

Outcome Blocked() {
  Outcome outcome;
  outcome.blocked = true;
  return outcome;
}

Outcome Told(const std::string& fact, const std::string& value) {
  Outcome outcome = Returned(0);
  outcome.facts[fact] = value;
  return outcome;
}

Alternative Number(std::int64_t value) { return Field("returns", std::to_string(value)); }
Alternative Error(const std::string& error) { return Field("error", error); }
Alternative Field(const std::string& field, const std::string& text) {
  return {{{field, IsText{text}}}};
}
Expectation Expect(Alternative alternative) { return {{std::move(alternative)}}; }
Expectation ExpectAny(std::vector<Alternative> alternatives) { return {std::move(alternatives)}; }

SegmentPattern Pattern(const std::string& flags) { return {.flags = ParseFlags(flags)}; }
SegmentPattern Pattern(const std::string& flags, const std::string& seq) {
  return {.flags = ParseFlags(flags), .seq = ParseSequenceExpression(seq)};
}

JournalBuilder::JournalBuilder()
    : sut_{{"192.0.2.1", 80}, SequenceNumber(1000)},
      peer_{{"192.0.2.2", 4711}, SequenceNumber(5000)} {
  judged.id = "chapter/scenario[family=ipv4]";
  judged.scenario = "chapter/scenario";
  judged.chapter = "chapter";
  judged.requirements = {kClause};
  judged.levels = {{kClause, Level::kMust}};
  journal.case_id = judged.id;
  journal.addresses = {{Actor::kSut, "192.0.2.1"}, {Actor::kPeer, "192.0.2.2"}};
  journal.capture = true;
  journal.socket_table = true;
  ping_ = {Actor::kSut, true, milliseconds(1)};
  Handshake();
}

void JournalBuilder::Handshake() {
  PeerSends("SYN");
  SutSends("SYN|ACK");
  PeerSends("ACK");
  Outcome accepted = Returned(0);
  accepted.facts = {{"local", ToText(sut_.endpoint)}, {"remote", ToText(peer_.endpoint)}};
  Outcome connected = Returned(0);
  connected.facts = {{"local", ToText(peer_.endpoint)}, {"remote", ToText(sut_.endpoint)}};
  Call(Actor::kPeer, "connect", connected, {{"to", "l"}});
  On("l").Call(Actor::kSut, "accept", accepted, {}, "c");
  judged.preamble_steps = judged.steps.size();
  preamble_entries_ = journal.entries.size();
}

JournalBuilder& JournalBuilder::Add(Event event) {
  now_ += std::chrono::microseconds(100);
  journal.entries.push_back({now_, std::move(event)});
  return *this;
}

std::size_t JournalBuilder::Begin(Step step) {
  if (IsCheck(step)) step.clause = kClause;
  judged.steps.push_back(std::move(step));
  const std::size_t index = judged.steps.size() - 1;
  if (preamble_entries_ != 0 && index == judged.preamble_steps) {
    // What a test sends before its first step is the scenario's, not the preamble's.
    const auto at = journal.entries.begin() + static_cast<std::ptrdiff_t>(preamble_entries_);
    journal.entries.insert(at, {journal.entries[preamble_entries_ - 1].at, StepBegan{index, 0}});
  } else {
    Add(StepBegan{index, 0});
  }
  return index;
}

void JournalBuilder::End(std::size_t step, bool timed_out, Actor asked) {
  if (timed_out) {
    now_ += kBudget;
    ping_.actor = asked;
    if (pings_) Add(ping_);
  }
  Add(StepEnded{step, 0, timed_out, kBudget, late_});
  late_ = milliseconds(0);
  pings_ = true;
  ping_ = {Actor::kSut, true, milliseconds(1)};
  on_ = "c";
  in_.clear();
}

void JournalBuilder::AddCall(std::size_t step, const SocketCall& call, const Outcome& outcome) {
  CallBegan began{.step = step, .actor = call.actor, .action = call.action, .on = call.on};
  began.as = call.as;
  began.in = call.in;
  began.background = call.background;
  began.arguments = call.arguments;
  Add(began);
  if (!call.background.empty()) return;
  if (!outcome.blocked) Add(CallEnded{step, 0, call.actor, outcome});
}

JournalBuilder& JournalBuilder::Call(Actor actor, const std::string& action, const Outcome& outcome,
                                     Arguments arguments, const std::string& as) {
  SocketCall call{.actor = actor, .action = action, .on = on_, .as = as, .in = in_};
  call.arguments = std::move(arguments);
  if (epilogue_) {
    AddCall(kEpilogue, call, outcome);
    return *this;
  }
  const std::size_t step = Begin({.action = call});
  AddCall(step, call, outcome);
  End(step, outcome.blocked, actor);
  return *this;
}

JournalBuilder& JournalBuilder::Check(Actor actor, const std::string& action,
                                      const Expectation& expect, const Outcome& outcome,
                                      Arguments arguments) {
  SocketCall call{.actor = actor, .action = action, .on = on_, .in = in_};
  call.arguments = std::move(arguments);
  const std::size_t step = Begin({.action = call, .expect = expect});
  AddCall(step, call, outcome);
  End(step, outcome.blocked, actor);
  return *this;
}

JournalBuilder& JournalBuilder::Record(const std::string& what, Actor actor,
                                       const std::string& action, const Outcome& outcome) {
  const SocketCall call{.actor = actor, .action = action, .on = on_};
  const std::size_t step = Begin({.action = call, .record = what});
  AddCall(step, call, outcome);
  End(step, outcome.blocked, actor);
  return *this;
}

JournalBuilder& JournalBuilder::Background(Actor actor, const std::string& action,
                                           const std::string& name, Arguments arguments) {
  const SocketCall call{.actor = actor,
                        .action = action,
                        .on = on_,
                        .background = name,
                        .arguments = std::move(arguments)};
  const std::size_t step = Begin({.action = call});
  AddCall(step, call, Outcome());
  End(step, false, actor);
  return *this;
}

JournalBuilder& JournalBuilder::BackgroundReturns(const std::string& name, const Outcome& outcome) {
  for (std::size_t step = 0; step < judged.steps.size(); ++step) {
    const auto* call = std::get_if<SocketCall>(&judged.steps[step].action);
    if (call == nullptr || call->background != name) continue;
    return Add(CallEnded{step, 0, call->actor, outcome});
  }
  return *this;
}

JournalBuilder& JournalBuilder::Finish(Actor actor, const std::string& name,
                                       const Expectation& expect) {
  const std::size_t step = Begin({.action = FinishCall{actor, name}, .expect = expect});
  End(step, false, actor);
  return *this;
}

JournalBuilder& JournalBuilder::StillBlocked(Actor actor, const std::string& name) {
  const std::size_t step = Begin({.action = closespec::StillBlocked{actor, name}});
  End(step, true, actor);
  return *this;
}

JournalBuilder& JournalBuilder::SutSendsStep(std::vector<SegmentPattern> any, bool came) {
  const AwaitSegment wanted{Direction::kFromSut, std::move(any), on_};
  const std::size_t step = Begin({.action = wanted});
  End(step, !came, Actor::kSut);
  return *this;
}

JournalBuilder& JournalBuilder::SutGetsStep(const SegmentPattern& pattern, bool came) {
  const std::size_t step = Begin({.action = AwaitSegment{Direction::kToSut, {pattern}, on_}});
  End(step, !came, Actor::kPeer);
  return *this;
}

JournalBuilder& JournalBuilder::NeverStep(const SegmentPattern& pattern) {
  const std::size_t step = Begin({.action = NeverSegment{pattern, on_}});
  End(step, false, Actor::kSut);
  return *this;
}

JournalBuilder& JournalBuilder::SilenceStep() {
  const std::size_t step = Begin({.action = Silence{on_}});
  End(step, true, Actor::kSut);
  return *this;
}

JournalBuilder& JournalBuilder::StateStep(Actor actor, const Expectation& expect,
                                          const std::string& state, bool if_able) {
  const std::size_t step = Begin({.action = ReadState{actor, "c", if_able}, .expect = expect});
  Add(StateRead{step, 0, actor, "c", state, "socket_table"});
  End(step, false, actor);
  return *this;
}

JournalBuilder& JournalBuilder::WaitStateStep(Actor actor, const std::string& state, bool came) {
  const std::size_t step = Begin({.action = WaitState{actor, "c", {state}}});
  End(step, !came, actor);
  return *this;
}

JournalBuilder& JournalBuilder::Late(milliseconds late) {
  late_ = late;
  return *this;
}
JournalBuilder& JournalBuilder::Ping(bool answered, milliseconds took) {
  ping_ = {Actor::kSut, answered, took};
  return *this;
}
JournalBuilder& JournalBuilder::NoPing() {
  pings_ = false;
  return *this;
}
JournalBuilder& JournalBuilder::On(const std::string& name) {
  on_ = name;
  return *this;
}
JournalBuilder& JournalBuilder::In(const std::string& process) {
  in_ = process;
  return *this;
}

JournalBuilder& JournalBuilder::Clause(const std::string& clause, Level level) {
  judged.steps.back().clause = clause;
  judged.levels[clause] = level;
  return *this;
}
JournalBuilder& JournalBuilder::Within(std::int64_t minimum, std::int64_t maximum,
                                       const std::string& after) {
  judged.steps.back().within = Range{minimum, maximum};
  judged.steps.back().after = after;
  return *this;
}
JournalBuilder& JournalBuilder::Label(const std::string& label) {
  judged.steps.back().label = label;
  return *this;
}

JournalBuilder& JournalBuilder::Send(Side& from, Side& to, Direction direction,
                                     const std::string& flags, const Shape& shape) {
  Segment segment;
  segment.source = from.endpoint;
  segment.destination = to.endpoint;
  segment.flags = ParseFlags(flags).value();
  segment.seq = from.next + shape.seq;
  segment.ack = segment.flags.ack ? to.next + shape.ack : SequenceNumber(0);
  segment.length = shape.octets;
  segment.window = 1000;
  segment.checksum_correct = shape.checksum_correct;
  now_ += shape.after;
  segment.captured_at = now_;
  const SequenceNumber end = segment.seq + SegmentLength(segment);
  const bool occupies = !segment.flags.rst && SegmentLength(segment) > 0;
  if (occupies && end > from.next) from.next = end;
  return Add(SegmentSeen{direction, segment});
}

JournalBuilder& JournalBuilder::SutSends(const std::string& flags, Shape shape) {
  return Send(sut_, peer_, Direction::kFromSut, flags, shape);
}
JournalBuilder& JournalBuilder::PeerSends(const std::string& flags, Shape shape) {
  return Send(peer_, sut_, Direction::kToSut, flags, shape);
}
JournalBuilder& JournalBuilder::Wait(milliseconds time) {
  now_ += time;
  return *this;
}

JournalBuilder& JournalBuilder::Epilogue() {
  epilogue_ = true;
  return Add(EpilogueBegan{});
}
JournalBuilder& JournalBuilder::Left(const std::string& state) {
  return Add(SocketLeft{sut_.endpoint, peer_.endpoint, state});
}

CaseResult JournalBuilder::Judge() { return closespec::Judge(judged, journal); }

}  // namespace closespec
