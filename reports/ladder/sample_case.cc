#include "reports/ladder/sample_case.h"

namespace closespec {
namespace {

constexpr SequenceNumber kIss(0xFFFFFFFE);  // wraps at the second octet
constexpr SequenceNumber kIrs(1'000'000);
const Endpoint kSut{"fd00::1", 40000};
const Endpoint kPeer{"fd00::2", 9};

Step CallStep(Actor actor, std::string action, int line) {
  Step step;
  step.action = SocketCall{.actor = actor, .action = std::move(action)};
  step.file = "suites/unread_data/close_with_unread_data_sends_rst.json";
  step.line = line;
  return step;
}

}  // namespace

JournalWriter::JournalWriter() {
  journal.addresses = {{Actor::kSut, kSut.address}, {Actor::kPeer, kPeer.address}};
  journal.capture = true;
  Add(PeerReady{.actor = Actor::kSut, .stack = "linux-6.18.44"});
  Add(PeerReady{.actor = Actor::kPeer, .stack = "linux-6.18.44"});
}

std::size_t JournalWriter::Add(Event event) {
  journal.entries.push_back({now_, std::move(event)});
  now_ += std::chrono::microseconds(23);
  return journal.entries.size() - 1;
}

JournalWriter& JournalWriter::Wait(std::chrono::microseconds time) {
  now_ += time;
  return *this;
}

std::size_t JournalWriter::Call(std::size_t step, Actor actor, const std::string& action,
                                std::vector<std::pair<std::string, std::string>> arguments,
                                Outcome outcome) {
  Add(StepBegan{.step = step});
  Add(CallBegan{.step = step,
                .actor = actor,
                .action = action,
                .on = "c",
                .arguments = std::move(arguments)});
  const std::size_t end =
      Add(CallEnded{.step = step, .actor = actor, .outcome = std::move(outcome)});
  Add(StepEnded{.step = step});
  return end;
}

std::size_t JournalWriter::Sends(Direction direction, TcpFlags flags, SequenceNumber seq,
                                 SequenceNumber ack, std::uint32_t octets) {
  const bool from_sut = direction == Direction::kFromSut;
  return Add(SegmentSeen{.direction = direction,
                         .segment = {.source = from_sut ? kSut : kPeer,
                                     .destination = from_sut ? kPeer : kSut,
                                     .flags = flags,
                                     .seq = seq,
                                     .ack = flags.ack ? ack : SequenceNumber(),
                                     .length = octets,
                                     .window = 64000}});
}

std::size_t JournalWriter::SutSends(TcpFlags flags, std::uint32_t seq, std::uint32_t ack,
                                    std::uint32_t octets) {
  return Sends(Direction::kFromSut, flags, kIss + seq, kIrs + ack, octets);
}

std::size_t JournalWriter::PeerSends(TcpFlags flags, std::uint32_t seq, std::uint32_t ack,
                                     std::uint32_t octets) {
  return Sends(Direction::kToSut, flags, kIrs + seq, kIss + ack, octets);
}

void JournalWriter::Handshake() {
  Call(0, Actor::kPeer, "listen", {{"backlog", "16"}}, {.returns = 0});
  Add(CallBegan{.step = 1, .actor = Actor::kSut, .action = "connect", .on = "c"});
  SutSends({.syn = true}, 0, 0);
  PeerSends({.syn = true, .ack = true}, 0, 1);
  SutSends({.ack = true}, 1, 1);
  Add(CallEnded{.step = 1, .actor = Actor::kSut, .outcome = {.returns = 0}});
  Call(2, Actor::kPeer, "accept", {}, {.returns = 0});
}

Sample UnreadDataSample() {
  Sample sample;
  Case& judged = sample.judged;
  judged.id = "unread_data/close_with_unread_data_sends_rst[unread=5,family=ipv6,opener=sut]";
  judged.scenario = "unread_data/close_with_unread_data_sends_rst";
  judged.chapter = "unread_data";
  judged.preamble_steps = 3;
  judged.steps = {CallStep(Actor::kPeer, "listen", 3),
                  CallStep(Actor::kSut, "connect", 4),
                  CallStep(Actor::kPeer, "accept", 5),
                  CallStep(Actor::kPeer, "send", 9),
                  CallStep(Actor::kSut, "wait_readable", 10),
                  CallStep(Actor::kSut, "close", 11),
                  CallStep(Actor::kSut, "", 12),
                  CallStep(Actor::kPeer, "recv", 13)};
  judged.steps[6].action = AwaitSegment{.any = {SegmentPattern{.flags = TcpFlags{.rst = true}}}};

  JournalWriter writer;
  writer.Handshake();
  writer.Wait(std::chrono::microseconds(140));
  writer.Add(StepBegan{.step = 3});
  writer.Add(
      CallBegan{.step = 3, .actor = Actor::kPeer, .action = "send", .arguments = {{"bytes", "5"}}});
  writer.PeerSends({.psh = true, .ack = true}, 1, 1, 5);
  writer.SutSends({.ack = true}, 1, 6);
  writer.Add(CallEnded{.step = 3, .actor = Actor::kPeer, .outcome = {.returns = 5}});
  writer.Call(4, Actor::kSut, "wait_readable", {{"bytes", "5"}}, {.returns = 0});
  writer.Add(StepBegan{.step = 5});
  writer.Add(CallBegan{.step = 5, .actor = Actor::kSut, .action = "close"});
  const std::size_t fin = writer.SutSends({.fin = true, .ack = true}, 1, 6);
  writer.PeerSends({.ack = true}, 6, 2);
  writer.Add(CallEnded{.step = 5, .actor = Actor::kSut, .outcome = {.returns = 0}});
  writer.Add(StepBegan{.step = 6});
  writer.Wait(std::chrono::seconds(3));
  writer.Add(StepEnded{.step = 6, .timed_out = true, .budget = std::chrono::milliseconds(3000)});
  const std::size_t end = writer.Call(7, Actor::kPeer, "recv", {{"bytes", "4096"}}, {.returns = 0});
  writer.Add(EpilogueBegan{});
  writer.Call(kEpilogue, Actor::kPeer, "close", {}, {.returns = 0});
  writer.PeerSends({.fin = true, .ack = true}, 6, 2);
  writer.SutSends({.ack = true}, 2, 7);
  writer.Add(CaptureEnded{.received = 10});
  sample.journal = std::move(writer.journal);

  CaseResult& result = sample.result;
  result.id = judged.id;
  result.scenario = judged.scenario;
  result.chapter = judged.chapter;
  result.verdict = Verdict::kFail;
  result.blame = Blame::kSut;
  result.evidence = "evidence/0007-unread_data";
  result.checks = {{.step = 6,
                    .expected = "RST, perhaps ACK, seq=SND.NXT",
                    .observed = "FIN|ACK",
                    .clause = "rfc1122-4.2.2.13-p4",
                    .level = Level::kShould,
                    .verdict = Verdict::kDeviates,
                    .signature = "sut_sends#1: FIN|ACK, expected RST",
                    .blame = Blame::kSut,
                    .entry = fin},
                   {.step = 7,
                    .expected = "ECONNRESET",
                    .observed = "returned 0",
                    .clause = "posix-recv-p2",
                    .level = Level::kMust,
                    .verdict = Verdict::kFail,
                    .signature = "peer.recv#1: returned 0, expected ECONNRESET",
                    .blame = Blame::kSut,
                    .entry = end}};
  return sample;
}

Sample LostCaptureSample() {
  using std::chrono::milliseconds;
  Sample sample = UnreadDataSample();
  JournalWriter writer;
  writer.Handshake();
  writer.Add(CallBegan{.step = 3,
                       .actor = Actor::kSut,
                       .action = "recv",
                       .background = "r",
                       .arguments = {{"bytes", "4096"}, {"flags", "waitall"}}});
  for (std::uint32_t i = 0; i < 30; ++i) {
    writer.PeerSends({.ack = true}, 1 + 1448 * i, 1, 1448);
    if (i % 2 == 1) writer.SutSends({.ack = true}, 1, 1 + 1448 * (i + 1));
  }
  writer.Call(4, Actor::kPeer, "setsockopt",
              {{"option", "SO_LINGER"}, {"onoff", "1"}, {"seconds", "0"}}, {.returns = 0});
  writer.Call(5, Actor::kPeer, "close", {}, {.returns = 0});
  writer.PeerSends({.rst = true, .ack = true}, 43441, 1);
  const std::size_t end =
      writer.Add(CallEnded{.step = 3, .actor = Actor::kSut, .outcome = {.returns = 4096}});
  writer.Wait(milliseconds(61234));
  writer.Add(StateRead{.step = 6, .actor = Actor::kSut, .state = "CLOSED"});
  writer.Add(StepEnded{.step = 6, .budget = milliseconds(100), .late = milliseconds(812)});
  writer.Add(PeerPinged{.actor = Actor::kPeer, .answered = false});
  writer.Add(PeerGone{.actor = Actor::kPeer, .how = "killed by SIGSEGV \033[31m"});
  writer.Add(CaptureEnded{.received = 100, .dropped = 12});
  sample.journal = std::move(writer.journal);

  CaseResult& result = sample.result;
  result.verdict = Verdict::kInconclusive;
  result.attempts = 3;
  result.reason = "capture lost 12 of 112 segments";
  result.checks = {{.step = 3,
                    .expected = "ECONNRESET",
                    .observed = "returned 4096",
                    .clause = "posix-recv-p2",
                    .verdict = Verdict::kInconclusive,
                    .signature = "sut.recv#1: returned 4096, expected ECONNRESET",
                    .blame = Blame::kUnattributed,
                    .reason = "the capture lost segments",
                    .entry = end}};
  return sample;
}

Requirements SampleRequirements() {
  return {{"rfc1122-4.2.2.13-p4",
           {.id = "rfc1122-4.2.2.13-p4",
            .source = "RFC 1122",
            .section = "4.2.2.13",
            .level = Level::kShould,
            .text = "If such a host issues a CLOSE call while received data is still pending in "
                    "TCP, or if new data is received after CLOSE is called, its TCP SHOULD send a "
                    "RST to show that data was lost."}},
          {"posix-recv-p2",
           {.id = "posix-recv-p2",
            .source = "POSIX.1-2017",
            .section = "recv()",
            .text = "ECONNRESET A connection was forcibly closed by a peer."}}};
}

}  // namespace closespec
