#include "suites/model/journal_text.h"

#include <gmock/gmock.h>

#include <algorithm>
#include <limits>

namespace closespec {
namespace {

using std::chrono::milliseconds;
using std::chrono::nanoseconds;
using ::testing::HasSubstr;
using ::testing::StartsWith;

constexpr std::string_view kHeader =
    R"({"journal":1,"case_id":"x/y","stimulus":"s","addresses":{},"capture":true,)"
    R"("real_checksums":false,"socket_table":false})";

Segment FullSegment() {
  Segment segment;
  segment.source = {"192.0.2.1", 4711};
  segment.destination = {"fd00::1", 65535};
  segment.flags = {true, true, true, true, true, true};
  segment.seq = SequenceNumber(0xffffffff);
  segment.ack = SequenceNumber(0x80000000);
  segment.length = 1448;
  segment.window = 65535;
  segment.window_scale = 0;
  segment.maximum_segment_size = 65495;
  segment.timestamp = TimestampOption{0xffffffff, 0};
  segment.sack_permitted = true;
  segment.checksum_correct = false;
  segment.captured_at = nanoseconds(1'700'000'000'123'456'789);
  return segment;
}

Outcome FullOutcome() {
  Outcome outcome;
  outcome.returns = std::numeric_limits<std::int64_t>::min();
  outcome.error = "";
  outcome.blocked = true;
  outcome.unsupported = "why";
  outcome.stream = StreamPiece{std::numeric_limits<std::uint64_t>::max(), 0};
  outcome.intact = false;
  outcome.facts = {{"end", "eof"}, {"odd key \n", "\"value\""}};
  outcome.at = nanoseconds(918273645);
  return outcome;
}

// Each event with every field set to something else than usual, and as it is when new.
std::vector<Event> AllEvents() {
  return {
      PeerReady{Actor::kPeer, "linux-6.18.44", {"socket", "recv"}, {"fork"}},
      PeerReady{},
      StepBegan{7, 3},
      StepBegan{kEpilogue, 0},
      StepEnded{kEpilogue, 2, true, milliseconds(5000), milliseconds(-1)},
      StepEnded{},
      CallBegan{4,
                1,
                Actor::kPeer,
                "send",
                "c",
                "d",
                "child",
                "r",
                {{"bytes", "5"}, {"flags", "oob"}, {"bytes", ""}}},
      CallBegan{},
      CallEnded{kEpilogue, 1, Actor::kPeer, FullOutcome()},
      CallEnded{},
      SegmentSeen{Direction::kToSut, FullSegment()},
      SegmentSeen{},
      StateRead{1, 2, Actor::kPeer, "c", "FIN_WAIT_2", "socket_table"},
      StateRead{},
      PeerGone{Actor::kPeer, "said nonsense: \xff\xc3\x28 \"\\\t\x7f\xc3\xbc", true},
      PeerGone{Actor::kSut, std::string("\0", 1), false},
      PeerPinged{Actor::kPeer, true, milliseconds(12)},
      PeerPinged{},
      CaptureEnded{std::numeric_limits<std::uint64_t>::max(), 3},
      CaptureEnded{},
      EpilogueBegan{},
      SocketLeft{{"192.0.2.1", 1}, {"192.0.2.2", 2}, "TIME_WAIT"},
      SocketLeft{},
      StackComplained{"WARNING: CPU: 0 PID: 81 at net/ipv4/tcp.c:2800 tcp_close+0x1/0x2"},
      HarnessTrouble{"capture: EPERM"},
      HarnessTrouble{},
  };
}

std::string ErrorOf(std::string_view text) {
  try {
    ReadJournal(text, "evidence/1.journal");
  } catch (const DocumentError& error) {
    return error.what();
  }
  return "none";
}

std::string ErrorOfLine(std::string_view line) {
  return ErrorOf(std::string(kHeader) + "\n" + std::string(line) + "\n");
}

TEST(JournalText, EveryEventComesBackAsItWas) {
  Journal journal;
  std::int64_t at = -3;
  for (const Event& event : AllEvents()) journal.entries.push_back({nanoseconds(at += 2), event});
  const Journal read = ReadJournal(WriteJournal(journal), "j");
  ASSERT_EQ(read.entries.size(), journal.entries.size());
  for (std::size_t i = 0; i < read.entries.size(); ++i) {
    EXPECT_EQ(read.entries[i], journal.entries[i]) << "entry " << i;
  }
}

TEST(JournalText, TheListAboveLeavesNoEventOut) {
  std::vector<bool> seen(std::variant_size_v<Event>);
  for (const Event& event : AllEvents()) seen[event.index()] = true;
  EXPECT_THAT(seen, ::testing::Each(true));
}

TEST(JournalText, HeaderComesBackAsItWas) {
  Journal journal;
  journal.case_id = "unread_data/x[unread=1,family=ipv6]";
  journal.stimulus = "3a7b";
  journal.addresses = {{Actor::kSut, "fd00::1"}, {Actor::kPeer, "fd00::2"}};
  journal.capture = true;
  EXPECT_EQ(ReadJournal(WriteJournal(journal), "j"), journal);
  journal.capture = false;
  journal.real_checksums = true;
  EXPECT_EQ(ReadJournal(WriteJournal(journal), "j"), journal);
  journal.socket_table = true;
  EXPECT_EQ(ReadJournal(WriteJournal(journal), "j"), journal);
}

TEST(JournalText, EveryOctetComesBack) {
  std::string octets;
  for (int i = 0; i < 256; ++i) octets += static_cast<char>(i);
  Journal journal;
  journal.entries.push_back({nanoseconds(1), HarnessTrouble{octets}});
  const std::string text = WriteJournal(journal);
  EXPECT_TRUE(std::ranges::all_of(
      text, [](char each) { return each == '\n' || (each >= 0x20 && each < 0x7f); }));
  EXPECT_EQ(ReadJournal(text, "j"), journal);
}

TEST(JournalText, IsOneShortLineAnEvent) {
  Journal journal;
  journal.case_id = "x/y";
  journal.entries.push_back({nanoseconds(123), CallBegan{.step = 4, .action = "close", .on = "c"}});
  EXPECT_EQ(WriteJournal(journal),
            R"({"journal":1,"case_id":"x/y","stimulus":"","addresses":{},"capture":false,)"
            R"("real_checksums":false,"socket_table":false})"
            "\n"
            R"({"at":123,"call_began":{"step":4,"actor":"sut","action":"close","on":"c"}})"
            "\n");
}

TEST(JournalText, LastLineNeedsNoEnd) {
  const std::string text = std::string(kHeader) + "\n" + R"({"at":1,"epilogue":{}})";
  EXPECT_EQ(ReadJournal(text, "j").entries.size(), 1U);
}

TEST(JournalText, RefusesWhatIsNotJson) {
  EXPECT_THAT(ErrorOf(""), StartsWith("evidence/1.journal:1: not JSON: "));
  EXPECT_THAT(ErrorOfLine(R"({"at":1,"epilogue":)"),
              StartsWith("evidence/1.journal:2: not JSON: "));
  EXPECT_THAT(ErrorOfLine(""), StartsWith("evidence/1.journal:2: not JSON: "));
  EXPECT_THAT(ErrorOfLine("{\"at\":1,\"harness_trouble\":{\"what\":\"\xff\"}}"),
              StartsWith("evidence/1.journal:2: not JSON: "));
  EXPECT_THAT(ErrorOfLine(R"({"at":1,"epilogue":{}})"
                          "\n[")
                  .c_str(),
              StartsWith("evidence/1.journal:3: not JSON: "));
}

TEST(JournalText, RefusesAnotherHeader) {
  EXPECT_EQ(ErrorOf("[]"), "evidence/1.journal:1: /: an object is wanted, found []");
  EXPECT_EQ(ErrorOf("{}"), "evidence/1.journal:1: /journal is missing");
  EXPECT_EQ(ErrorOf(R"({"journal":2})"),
            "evidence/1.journal:1: /journal: format 1 is read here, found 2");
  EXPECT_EQ(ErrorOf(R"({"journal":1})"), "evidence/1.journal:1: /case_id is missing");
  std::string extra(kHeader);
  extra.insert(1, R"("more":1,)");
  EXPECT_EQ(ErrorOf(extra), "evidence/1.journal:1: /more is not known");
}

TEST(JournalText, RefusesLinesThatAreNoEvent) {
  EXPECT_EQ(ErrorOfLine("5"), "evidence/1.journal:2: /: an object is wanted, found 5");
  EXPECT_EQ(ErrorOfLine(R"({"epilogue":{}})"), "evidence/1.journal:2: /at is missing");
  EXPECT_EQ(ErrorOfLine(R"({"at":1})"),
            R"(evidence/1.journal:2: an event is wanted, found {"at":1})");
  EXPECT_EQ(ErrorOfLine(R"({"at":1,"epilog":{}})"),
            R"(evidence/1.journal:2: unknown event "epilog")");
  EXPECT_THAT(ErrorOfLine(R"({"at":1,"epilogue":{},"peer_gone":{}})"),
              HasSubstr("one event a line is wanted"));
  EXPECT_EQ(ErrorOfLine(R"({"at":1,"epilogue":7})"),
            "evidence/1.journal:2: /epilogue: an object is wanted, found 7");
}

TEST(JournalText, RefusesFieldsThatDoNotFit) {
  const auto of_segment = [](const std::string& fields) {
    return ErrorOfLine(R"({"at":1,"segment":{"from":"sut","flags":"ACK","seq":1)" + fields + "}}");
  };
  EXPECT_EQ(of_segment(""), "none");
  EXPECT_EQ(of_segment(R"(,"bytes":"5")"),
            R"(evidence/1.journal:2: /segment/bytes: this value does not fit: "5")");
  for (const auto* field :
       {R"("bytes":-1)", R"("bytes":4294967296)", R"("bytes":1.5)", R"("ack":4294967296)",
        R"("window_scale":256)", R"("maximum_segment_size":65536)", R"("timestamp":[1])",
        R"("timestamp":[1,2,3])", R"("timestamp":{})", R"("source":"192.0.2.1")",
        R"("sack_permitted":1)", R"("checksum_correct":null)", R"("captured_at":true)"}) {
    EXPECT_THAT(of_segment(std::string(",") + field), HasSubstr("does not fit")) << field;
  }
  EXPECT_THAT(of_segment(R"(,"length":5)"), HasSubstr("/segment/length is not known"));
  EXPECT_THAT(ErrorOfLine(R"({"at":1,"segment":{"from":"me"}})"), HasSubstr("/segment/from"));
  EXPECT_THAT(ErrorOfLine(R"({"at":1,"segment":{"from":"sut","flags":"ECE","seq":1}})"),
              HasSubstr("/segment/flags"));
  EXPECT_EQ(ErrorOfLine(R"({"at":1,"segment":{"from":"sut","flags":"ACK"}})"),
            "evidence/1.journal:2: /segment/seq is missing");
}

TEST(JournalText, RefusesCallsThatDoNotFit) {
  const auto of_call = [](const std::string& fields) {
    return ErrorOfLine(R"({"at":1,"call_began":{"step":0,"actor":"peer","action":"x")" + fields +
                       "}}");
  };
  EXPECT_EQ(of_call(""), "none");
  EXPECT_THAT(of_call(R"(,"arguments":{"bytes":"5"})"), HasSubstr("/call_began/arguments"));
  EXPECT_THAT(of_call(R"(,"arguments":[["bytes",5]])"), HasSubstr("/call_began/arguments"));
  EXPECT_THAT(of_call(R"(,"on":"\u0100")"), HasSubstr("/call_began/on"));
  EXPECT_THAT(ErrorOfLine(R"({"at":1,"step_began":{"step":"last"}})"),
              HasSubstr("/step_began/step"));
  EXPECT_THAT(ErrorOfLine(R"({"at":1,"step_began":{"step":-1}})"), HasSubstr("/step_began/step"));
  EXPECT_THAT(ErrorOfLine(R"({"at":1,"call_ended":{"step":0,"actor":"sut","facts":{"a":1}}})"),
              HasSubstr("/call_ended/facts"));
}

}  // namespace
}  // namespace closespec
