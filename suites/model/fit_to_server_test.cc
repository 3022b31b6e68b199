#include "suites/model/fit_to_server.h"

#include <gmock/gmock.h>

#include <algorithm>

#include "suites/model/loader.h"
#include "suites/model/temporary_suite.h"

namespace closespec {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using enum ServerRole;

constexpr const char* kEstablish = R"(
  {"sut": "state", "expect": "ESTABLISHED", "if_able": true},)";
constexpr const char* kHalfCloses = R"(
  {"sut": "shutdown", "how": "write"},
  {"wire": "sut_sends", "flags": "FIN|ACK", "seq": "SND.NXT"})";
constexpr const char* kPeerCloses = R"(
  {"wire": "send", "flags": "FIN|ACK"},
  {"wire": "sut_sends", "flags": "ACK", "flags_may": "none", "ack": "IRS+2"},)";
constexpr const char* kChallenge = R"(
  {"wire": "send", "flags": "RST", "seq": "RCV.NXT+10"},
  {"wire": "sut_sends", "flags": "ACK", "flags_may": "none", "seq": "SND.NXT"})";
constexpr const char* kTakesData = R"(
  {"wire": "send", "flags": "ACK|PSH", "bytes": 5},
  {"wire": "sut_sends", "flags": "ACK", "ack": "RCV.NXT"},
  {"sut": "recv", "bytes": 5, "expect": 5},
  {"sut": "send", "bytes": 5, "expect": 5},
  {"wire": "sut_sends", "flags": "ACK", "seq": "SND.NXT", "bytes": 5},
  {"wire": "send", "flags": "ACK"})";

struct InShort {
  std::string operator()(const SocketCall& call) const {
    std::string text = std::string(ToText(call.actor)) + " " + call.action;
    if (call.action != "segments") return text;
    for (const auto& [name, segment] : call.arguments) text += " " + segment;
    return text;
  }
  std::string operator()(const AwaitSegment& wanted) const {
    return (by_server ? "server's " : "") + ToText(wanted.any.front());
  }
  std::string operator()(const NeverSegment& never) const {
    return "never " + ToText(never.pattern);
  }
  std::string operator()(const Silence&) const { return "silence"; }
  template <typename Other>
  std::string operator()(const Other&) const {
    return "other";
  }
  bool by_server = false;
};

class FitToServerTest : public testing::Test {
 protected:
  Case CaseOf(const std::string& steps, const std::string& more = "") {
    suite_.WriteScenario("chapter/one", steps,
                         R"("wire_peer": {}, "parameters": {"family": ["ipv4"], "opener": ["peer"],
                            "numbers": ["usual"]}, )" +
                             more);
    loaded_ = LoadSuite(suite_.Folder());
    return loaded_.scenarios.front().cases.front();
  }
  std::vector<std::string> Fit(ServerRole role, const std::string& steps) {
    auto fitted = FitToServer(CaseOf(steps), role);
    if (const auto* unfit = std::get_if<DoesNotFit>(&fitted)) return {"unfit: " + unfit->why};
    fitted_ = std::get<Case>(fitted);
    std::vector<std::string> told;
    for (std::size_t i = fitted_.preamble_steps; i < fitted_.steps.size(); ++i) {
      const Step& step = fitted_.steps[i];
      told.push_back(std::visit(InShort{step.by_server}, step.action));
    }
    return told;
  }

  TemporarySuite suite_;
  Suite loaded_;
  Case fitted_;
};

TEST_F(FitToServerTest, CallsOfTheSutAreLeftOutAndWhatIsOnTheWireStays) {
  EXPECT_THAT(
      Fit(kDiscard, std::string(kEstablish) + kChallenge),
      ElementsAre("peer segments flags:RST,seq:RCV.NXT+10", "ACK, perhaps none, seq=SND.NXT"));
  EXPECT_EQ(fitted_.server, kDiscard);
  EXPECT_EQ(fitted_.left_out, "");
  EXPECT_EQ(fitted_.preamble_steps, 2U) << "the wire peer's socket and connect";
  EXPECT_EQ(fitted_.id, CaseOf(std::string(kEstablish) + kChallenge).id);
  EXPECT_NE(fitted_.stimulus, CaseOf(std::string(kEstablish) + kChallenge).stimulus);
  EXPECT_TRUE(std::ranges::none_of(fitted_.steps, [](const Step& each) {
    const auto* call = std::get_if<SocketCall>(&each.action);
    return call != nullptr && call->actor == Actor::kSut;
  }));
}

// The FIN is the application's doing: only what the stack then does is judged.
TEST_F(FitToServerTest, ServerThatReadsTheEndClosesAndIsWaitedFor) {
  for (const ServerRole role : {kEcho, kDiscard, kClose}) {
    EXPECT_THAT(
        Fit(role, std::string(kPeerCloses) + kHalfCloses + "," + kChallenge),
        ElementsAre("peer segments flags:FIN+ACK", "server's FIN|ACK, seq=SND.NXT",
                    "peer segments flags:RST,seq:RCV.NXT+10", "ACK, perhaps none, seq=SND.NXT"));
  }
  const auto fin = std::ranges::find_if(fitted_.steps, &Step::by_server);
  ASSERT_NE(fin, fitted_.steps.end());
  EXPECT_TRUE(IsPreparation(*fin));
}

TEST_F(FitToServerTest, ClosingServerIsGivenARequestAndNumbersMoveOn) {
  EXPECT_THAT(Fit(kClose, std::string(kHalfCloses) + R"(,
                {"wire": "send", "flags": "ACK", "seq": "IRS+1"},
                {"wire": "sut_sends", "flags": "ACK", "ack": "IRS+1"})"),
              ElementsAre("peer segments flags:ACK+PSH,bytes:1", "server's FIN|ACK, seq=SND.NXT",
                          "peer segments flags:ACK,seq:IRS+2", "ACK, ack=IRS+2"));
  EXPECT_THAT(Fit(kEcho, kHalfCloses),
              ElementsAre("unfit: the SUT calls shutdown, which an echo server does not do there"));
}

TEST_F(FitToServerTest, EchoIsWaitedForOnlyWhereMoreIsChecked) {
  EXPECT_THAT(Fit(kEcho, kTakesData),
              ElementsAre("peer segments flags:ACK+PSH,bytes:5", "ACK, ack=RCV.NXT"));
  EXPECT_THAT(fitted_.left_out, HasSubstr("come between"));
  EXPECT_THAT(
      Fit(kEcho, std::string(kTakesData) + "," + kChallenge),
      ElementsAre("peer segments flags:ACK+PSH,bytes:5", "server's ACK, seq=SND.NXT, bytes=5",
                  "peer segments flags:ACK", "peer segments flags:RST,seq:RCV.NXT+10",
                  "ACK, perhaps none, seq=SND.NXT"));
}

TEST_F(FitToServerTest, EchoIsAskedForWhatTheScenarioSends) {
  EXPECT_THAT(
      Fit(kEcho, R"({"sut": "send", "bytes": 3},
                {"wire": "sut_sends", "flags": "ACK", "seq": "SND.NXT", "bytes": 3},)" +
                     std::string(kChallenge)),
      ElementsAre("peer segments flags:ACK+PSH,bytes:3", "server's ACK, seq=SND.NXT, bytes=3",
                  "peer segments flags:RST,seq:RCV.NXT+10", "ACK, perhaps none, seq=SND.NXT"));
}

// An acknowledgement alone may never come where data or a FIN follows at once.
TEST_F(FitToServerTest, NothingIsDemandedThatTheServersOwnSegmentMayReplace) {
  constexpr const char* kStrict = R"(
    {"wire": "send", "flags": "ACK|PSH", "bytes": 5},
    {"wire": "sut_sends", "flags": "ACK", "flags_may": "none", "ack": "RCV.NXT"})";
  EXPECT_THAT(Fit(kDiscard, kStrict),
              ElementsAre("peer segments flags:ACK+PSH,bytes:5", "ACK, perhaps none, ack=RCV.NXT"));
  EXPECT_THAT(Fit(kEcho, kStrict), ElementsAre(HasSubstr("unfit: the server's own segments")));
  EXPECT_THAT(Fit(kClose, kStrict), ElementsAre(HasSubstr("unfit: the server's own segments")));
  EXPECT_THAT(Fit(kDiscard, std::string(kPeerCloses) + R"({"wire": "silence"})"),
              ElementsAre(HasSubstr("unfit: the server's own segments")));
}

TEST_F(FitToServerTest, SilenceProvesNothingBehindDataThatTheServerReads) {
  constexpr const char* kThenSilence = R"(
    {"wire": "send", "flags": "ACK|PSH", "bytes": 5},
    {"wire": "sut_sends", "flags": "ACK", "flags_may": "none", "ack": "RCV.NXT"},
    {"wire": "silence"})";
  Fit(kDiscard, kThenSilence);
  EXPECT_THAT(fitted_.left_out, HasSubstr("open the window"));
  EXPECT_EQ(fitted_.steps.size(), fitted_.preamble_steps + 2);
}

TEST_F(FitToServerTest, ScenarioEndsWhereTheServerDoesNotGoAlong) {
  EXPECT_THAT(Fit(kDiscard, std::string(kChallenge) + R"(, {"sut": "send", "bytes": 5},
                {"wire": "sut_sends", "flags": "ACK", "bytes": 5},
                {"wire": "never", "flags": "RST"}, {"wire": "never", "flags": "FIN"})"),
              ElementsAre("peer segments flags:RST,seq:RCV.NXT+10",
                          "ACK, perhaps none, seq=SND.NXT", "never RST"))
      << "a reset is none of the server's; its FIN would be";
  EXPECT_EQ(fitted_.left_out, "the SUT calls send, which a discard server does not do there");
}

TEST_F(FitToServerTest, DataBehindTheServersCloseIsAnotherMatter) {
  EXPECT_THAT(Fit(kClose, std::string(kHalfCloses) +
                              R"(, {"wire": "send", "flags": "ACK|PSH", "bytes": 5},
                {"wire": "sut_sends", "flags": "ACK", "ack": "RCV.NXT"})"),
              ElementsAre("unfit: data comes after the server has closed"));
}

TEST_F(FitToServerTest, TellsWhyACaseIsNone) {
  const auto why = [&](const Case& original) {
    const auto fitted = FitToServer(original, kEcho);
    const auto* unfit = std::get_if<DoesNotFit>(&fitted);
    return unfit == nullptr ? "" : unfit->why;
  };
  Case one = CaseOf(kChallenge);
  EXPECT_EQ(why(one), "");
  Case calls = one;
  calls.wire_peer.reset();
  EXPECT_EQ(why(calls), "both sides make calls");
  Case set = one;
  set.settings = {{"sack", "false"}};
  EXPECT_EQ(why(set), "it needs settings on the SUT");
  Case table = one;
  table.needs = {"socket_table"};
  EXPECT_EQ(why(table), "it needs socket_table");
  Case deaf = one;
  std::erase_if(deaf.steps, [](const Step& step) {
    const auto* call = std::get_if<SocketCall>(&step.action);
    return call != nullptr && call->action == "listen";
  });
  EXPECT_EQ(why(deaf), "nothing listens on the SUT's port");
  Case opens = one;
  for (Step& step : opens.steps) {
    if (auto* call = std::get_if<SocketCall>(&step.action); call && call->action == "connect") {
      call->actor = Actor::kSut;
    }
  }
  EXPECT_EQ(why(opens), "the SUT connects");
  EXPECT_EQ(why(CaseOf(R"({"sut": "recv", "expect": 0})")), "nothing is left that the wire shows");
}

TEST_F(FitToServerTest, TimesAreForgottenWhoseBeginningIsLeftOut) {
  Fit(kClose, R"({"sut": "shutdown", "how": "write", "label": "shut"},
    {"wire": "sut_sends", "flags": "FIN|ACK", "label": "first", "after": "shut",
     "within": {"milliseconds": [0, 5]}},
    {"wire": "sut_sends", "flags": "FIN|ACK", "after": "shut", "within": {"milliseconds": [1, 9]}},
    {"wire": "sut_sends", "flags": "FIN|ACK", "after": "first", "within": {"milliseconds": [1, 9]}})");
  ASSERT_EQ(fitted_.steps.size(), fitted_.preamble_steps + 4);
  const auto step = [&](std::size_t i) { return fitted_.steps[fitted_.preamble_steps + i]; };
  EXPECT_FALSE(step(1).within) << "it is the server's";
  EXPECT_FALSE(step(2).within);
  EXPECT_TRUE(step(3).within);
}

}  // namespace
}  // namespace closespec
