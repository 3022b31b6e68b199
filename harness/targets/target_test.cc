#include "harness/targets/target.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "suites/model/document_error.h"

namespace closespec {
namespace {

namespace fs = std::filesystem;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

constexpr const char* kToday = "2026-11-25";

CheckResult Broken(Verdict verdict, const std::string& signature) {
  CheckResult check;
  check.verdict = verdict;
  check.signature = signature;
  return check;
}

CaseResult ResultWith(std::vector<CheckResult> checks) {
  CaseResult result;
  result.id = "linger/a[family=ipv4]";
  result.scenario = "linger/a";
  result.checks = std::move(checks);
  for (const CheckResult& each : result.checks) {
    result.verdict = Worsen(result.verdict, each.verdict);
  }
  return result;
}

Target Knows(const std::string& signature, const std::string& expires = "") {
  Target target;
  target.deviations = {{.cases = "linger/*",
                        .signature = signature,
                        .why = "it always was so",
                        .evidence = "docs",
                        .expires = expires}};
  return target;
}

bool IsKnown(const Target& target, CaseResult result) {
  MarkKnown(target, kToday, result);
  return result.known;
}

TEST(PlanFor, FillsPlacesInWordsAndEnvironment) {
  Target target;
  target.folder = "/own";
  target.launch = {"{folder}/launch", "--with={programs}/x", "{peer}{peer}"};
  target.environment = {{"LD_PRELOAD", "{folder}/y.so"}};
  target.install = {"{folder}/install", "{programs}"};
  const LaunchPlan plan = PlanFor(target, "/bin/closespec-peer");
  EXPECT_THAT(plan.command, ElementsAre("/own/launch", "--with=/bin/x",
                                        "/bin/closespec-peer/bin/closespec-peer"));
  EXPECT_EQ(plan.environment.at("LD_PRELOAD"), "/own/y.so");
  EXPECT_THAT(InstallPlanFor(target, "/bin/closespec-peer").command,
              ElementsAre("/own/install", "/bin"));
  EXPECT_THAT(InstallPlanFor(Target{}, "/bin/closespec-peer").command, testing::IsEmpty());
}

TEST(PlanFor, PutsThePeerInAndFindsTheWrapperAsAShellDoes) {
  Target target;
  target.launch = {"sh", "-c", "exec \"$0\"", "{peer}"};
  const LaunchPlan plan = PlanFor(target, "/somewhere/closespec-peer");
  EXPECT_EQ(plan.command.back(), "/somewhere/closespec-peer");
  EXPECT_EQ(std::filesystem::path(plan.command.front()).filename(), "sh");
  EXPECT_TRUE(std::filesystem::path(plan.command.front()).is_absolute());
}

TEST(PlanFor, LeavesAPathAndWhatIsNowhereAsTheyAre) {
  Target target;
  target.launch = {"./no/such"};
  EXPECT_EQ(PlanFor(target, "peer").command.front(), "./no/such");
  target.launch = {"no-such-program"};
  EXPECT_EQ(PlanFor(target, "peer").command.front(), "no-such-program");
}

class LoadingTarget : public ::testing::Test {
 protected:
  LoadingTarget() {
    std::string name = (fs::temp_directory_path() / "target_test.XXXXXX").string();
    folder_ = ::mkdtemp(name.data());
  }
  ~LoadingTarget() override { fs::remove_all(folder_); }

  std::string Write(const std::string& text) {
    std::ofstream(folder_ / "mine.json") << text;
    return (folder_ / "mine.json").string();
  }
  std::string TroubleWith(const std::string& name_or_file) {
    try {
      LoadTarget(name_or_file, folder_);
    } catch (const DocumentError& error) {
      return error.what();
    }
    return "";
  }

  fs::path folder_;
};

TEST_F(LoadingTarget, TakesAFileOrAShippedName) {
  const std::string file = Write(R"({"name": "m", "launch": ["{peer}"], "follows": ["posix"]})");
  EXPECT_EQ(LoadTarget(file, "/nowhere").name, "m");
  EXPECT_EQ(LoadTarget("mine", folder_).name, "m");
}

TEST_F(LoadingTarget, FolderOfThatNameIsNotMeant) {
  Write(R"({"name": "m", "launch": ["{peer}"], "follows": ["posix"]})");
  const fs::path before = fs::current_path();
  fs::create_directories(folder_ / "work" / "mine");
  fs::current_path(folder_ / "work");
  EXPECT_EQ(LoadTarget("mine", folder_).name, "m");
  fs::current_path(before);
}

// What is not heeded is refused: nobody shall believe that it was.
TEST_F(LoadingTarget, SaysWhatItDoesNotKnow) {
  const std::string needs = Write(R"({"name": "m", "launch": ["p"], "follows": [], "needs": []})");
  EXPECT_THAT(TroubleWith(needs), HasSubstr("mine.json:1: /needs: a target has no key"));
  EXPECT_THAT(TroubleWith("nobody"), HasSubstr("\"nobody\""));
}

TEST_F(LoadingTarget, RefusesWhatNoProcessCanBeGiven) {
  const auto with = [this](const std::string& word, const std::string& variable) {
    return TroubleWith(Write(R"({"name": "m", "follows": [], "launch": ["p)" + word +
                             R"("], "environment": {)" + variable + "}}"));
  };
  EXPECT_EQ(with(R"(\n)", R"("A": "b\nc")"), "") << "a script of several lines";
  EXPECT_THAT(with(R"(\u0000)", ""), HasSubstr("/launch/0: must be a text without NUL"));
  EXPECT_THAT(with("", R"("A": "b\u0000c")"), HasSubstr("/environment/A: must be a text without"));
  EXPECT_THAT(with("", R"("": "b")"), HasSubstr("a variable's name has at least one character"));
  EXPECT_THAT(with("", R"("A=B": "c")"), HasSubstr("/environment/A=B: a variable's name"));
}

TEST_F(LoadingTarget, ReadsWhereAnInterfaceLeadsTo) {
  const auto with = [this](const std::string& link) {
    return Write(R"({"name": "m", "launch": ["p"], "follows": [], "link": )" + link + "}");
  };
  const std::string interface = R"({"kind": "interface", "device": "eth1", )";
  const Target target = LoadTarget(
      with(interface + R"("sut": ["192.0.2.10", "FD00::0010"], "own": ["192.0.2.2"]})"), folder_);
  EXPECT_EQ(target.link, LinkKind::kInterface);
  EXPECT_EQ(target.interface,
            (InterfaceLink{"eth1", {"192.0.2.10", "fd00::10"}, {"192.0.2.2", ""}, {}}));
  EXPECT_EQ(LoadTarget(with(R"({"kind": "veth"})"), folder_).link, LinkKind::kVeth);

  EXPECT_THAT(TroubleWith(with(interface + R"("sut": []})")), HasSubstr("/link/sut: no address"));
  EXPECT_THAT(TroubleWith(with(interface + R"("sut": ["host"]})")),
              HasSubstr("expected an IP address, found \"host\""));
  EXPECT_THAT(TroubleWith(with(interface + R"("sut": ["192.0.2.1", "192.0.2.2"]})")),
              HasSubstr("/link/sut/1: a second address of its family"));
  EXPECT_THAT(TroubleWith(with(R"({"kind": "tap", "device": "eth1"})")),
              HasSubstr("a link has no key \"device\""));
  EXPECT_THAT(TroubleWith(with(R"({"kind": "tape"})")), HasSubstr("\"tap\""));
}

TEST_F(LoadingTarget, ReadsWhatTheStackCanAndCannotBear) {
  const auto with = [this](const std::string& more) {
    return Write(R"({"name": "m", "launch": ["p"], "follows": [], )" + more + "}");
  };
  const Target target = LoadTarget(with(R"("declares": ["linger", "fork"],
              "limits": {"jobs": 1, "sockets": 4, "give_up_seconds": 90, "reset": ["{folder}/relay", "{peer}"]})"),
                                   folder_);
  EXPECT_THAT(target.declares, testing::ElementsAre("fork", "linger"));
  EXPECT_EQ(target.limits.sockets, 4);
  EXPECT_EQ(target.limits.give_up, std::chrono::seconds(90));
  EXPECT_THAT(ResetPlanFor(target, "/bin/peer").command,
              testing::ElementsAre(folder_.string() + "/relay", "/bin/peer"));
  EXPECT_THAT(TroubleWith(with(R"("declares": ["lingers"])")),
              HasSubstr("/declares/0: unknown feature \"lingers\" (did you mean \"linger\"?)"));
  EXPECT_THAT(TroubleWith(with(R"("limits": {"jobs": 2, "reset": ["relay"]})")),
              HasSubstr("/limits/reset: needs \"jobs\": 1 beside it, or a \"canary\""));
  EXPECT_THAT(TroubleWith(with(R"("limits": {"jobs": 1, "reset": []})")),
              HasSubstr("/limits/reset: nothing to run"));
}

TEST_F(LoadingTarget, ReadsTheCanaryOfAStackThatIsKept) {
  const auto with = [this](const std::string& canary) {
    return Write(R"({"name": "m", "launch": ["p"], "follows": [], "canary": )" + canary +
                 R"(, "limits": {"jobs": 12, "reset": ["anew"]}})");
  };
  const Target target =
      LoadTarget(with(R"({"case": "linger/a[family=ipv4]", "every": 50})"), folder_);
  EXPECT_EQ(target.canary, (CanarySetting{"linger/a[family=ipv4]", 50}));
  EXPECT_THAT(target.limits.reset, ElementsAre("anew"));
  EXPECT_THAT(TroubleWith(with(R"({"case": "linger/a[family=ipv4]"})")), HasSubstr("\"every\""));
  EXPECT_THAT(TroubleWith(with(R"({"case": "linger/a", "every": 0})")), HasSubstr("/canary/every"));
}

TEST_F(LoadingTarget, ServerNeedsNoLaunchButALinkToIt) {
  const auto with = [this](const std::string& more) {
    return Write(R"({"name": "m", "follows": [], "server": {"port": 7, "role": "close"}, )" + more +
                 "}");
  };
  const std::string link =
      R"("link": {"kind": "interface", "device": "eth1", "sut": ["192.0.2.10"]})";
  const Target target = LoadTarget(with(link), folder_);
  EXPECT_EQ(target.server, ServerRole::kClose);
  EXPECT_EQ(target.interface.server_port, 7);
  EXPECT_THAT(TroubleWith(with(link + R"(, "launch": ["p"])")),
              HasSubstr("/launch: nothing is launched"));
  EXPECT_THAT(TroubleWith(with(R"("link": {"kind": "tap"})")),
              HasSubstr("/server: a server is reached by a link of kind \"interface\" only"));
  EXPECT_THAT(TroubleWith(Write(R"({"name": "m", "follows": [], "server": {"role": "ecco"}, )" +
                                link + "}")),
              HasSubstr("\"port\""));
}

TEST(MarkKnown, CoversOneSignatureAndNoOther) {
  EXPECT_TRUE(IsKnown(Knows("one"), ResultWith({Broken(Verdict::kFail, "one")})));
  EXPECT_FALSE(IsKnown(Knows("one"), ResultWith({Broken(Verdict::kFail, "two")})));
  EXPECT_FALSE(IsKnown(Knows("one"), ResultWith({Broken(Verdict::kPass, "")})));
}

TEST(MarkKnown, OneFailThatNothingCoversIsEnough) {
  const CaseResult both =
      ResultWith({Broken(Verdict::kFail, "one"), Broken(Verdict::kFail, "two")});
  EXPECT_FALSE(IsKnown(Knows("one"), both));
}

TEST(MarkKnown, BesideAFailADeviationFromAShouldWeighsNothing) {
  const CaseResult both =
      ResultWith({Broken(Verdict::kFail, "one"), Broken(Verdict::kDeviates, "two")});
  EXPECT_TRUE(IsKnown(Knows("one"), both));
  EXPECT_FALSE(IsKnown(Knows("two"), both));
}

TEST(MarkKnown, LastsUntilItExpires) {
  const CaseResult result = ResultWith({Broken(Verdict::kFail, "one")});
  EXPECT_TRUE(IsKnown(Knows("one", "2026-11-25"), result));
  EXPECT_FALSE(IsKnown(Knows("one", "2026-11-24"), result));
}

}  // namespace
}  // namespace closespec
