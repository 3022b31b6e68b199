#include "reports/diff/shards.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "suites/model/document_error.h"

namespace closespec {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

struct Part {
  std::string file;
  Run head;
  std::vector<std::string> cases;
};

Part PartOf(const std::string& file, const std::string& shard, std::vector<std::string> cases) {
  Part part{.file = file, .cases = std::move(cases)};
  part.head.closespec = "0.1.0";
  part.head.suite_revision = "c0ffee";
  part.head.started = "2026-11-24T23:18:00Z";
  part.head.finished = "2026-11-24T23:19:00Z";
  part.head.kernel = "6.18";
  part.head.selection = {.hash = "beef", .cases = 3, .shard = shard};
  part.head.sut = {"acme", "acme-7.1", {{"net.ipv4.tcp_fin_timeout", "60"}}};
  return part;
}

std::vector<Part> Both() { return {PartOf("one", "1/2", {"a", "c"}), PartOf("two", "2/2", {"b"})}; }

Run Joined(const std::vector<Part>& parts) {
  Shards shards;
  for (const Part& each : parts) {
    shards.Begin(each.file, each.head);
    for (const std::string& id : each.cases) shards.Add(id);
    shards.End(each.head);
  }
  return shards.Whole();
}

std::string Complaint(const std::vector<Part>& parts) {
  try {
    Joined(parts);
  } catch (const DocumentError& error) {
    return error.what();
  }
  return "accepted";
}

using Change = void (*)(Run&);

// What makes a shard one of another run, and what is said of it.
std::vector<std::pair<std::string, Change>> Others() {
  return {{"the version of closespec is 0.2.0, but in one it is 0.1.0",
           [](Run& run) { run.closespec = "0.2.0"; }},
          {"the kind of sockets is mptcp, but in one it is tcp",
           [](Run& run) { run.socket = SocketKind::kMptcp; }},
          {"the suite is decade", [](Run& run) { run.suite_revision = "decade"; }},
          {"the selection is dead", [](Run& run) { run.selection->hash = "dead"; }},
          {"the number of selected cases is 4", [](Run& run) { run.selection->cases = 4; }},
          {"the number of repetitions is 2", [](Run& run) { run.selection->repeat = 2; }},
          {"the number of shards is 3", [](Run& run) { run.selection->shard = "2/3"; }},
          {"the target is lwip", [](Run& run) { run.sut.target = "lwip"; }},
          {"the stack is acme-8", [](Run& run) { run.sut.stack = "acme-8"; }},
          {"the other side's target is lwip", [](Run& run) { run.peer.target = "lwip"; }},
          {"the other side's stack is lwip-2", [](Run& run) { run.peer.stack = "lwip-2"; }},
          {"what the target follows is posix", [](Run& run) { run.follows = {"posix"}; }}};
}

TEST(Shards, MakeUpTheRun) {
  std::vector<Part> parts = Both();
  parts[1].head.started = "2026-11-24T23:17:00Z";
  parts[1].head.finished = "2026-11-24T23:29:00Z";
  const closespec::Run whole = Joined(parts);
  EXPECT_EQ(whole.started, "2026-11-24T23:17:00Z");
  EXPECT_EQ(whole.finished, "2026-11-24T23:29:00Z");
  EXPECT_EQ(whole.selection->shard, "");
  EXPECT_THAT(whole.limitations, IsEmpty());
}

TEST(Shards, AWholeRunIsItsOnlyShard) {
  EXPECT_EQ(Complaint({PartOf("all", "", {"a", "b", "c"})}), "accepted");
}

TEST(Shards, HoldEveryRepetition) {
  std::vector<Part> parts = {PartOf("all", "", {"a", "b", "c", "a", "b", "c"})};
  parts[0].head.selection->repeat = 2;
  EXPECT_EQ(Complaint(parts), "accepted");
  parts[0].cases.pop_back();
  EXPECT_EQ(Complaint(parts), "of 6 results there are 5, though no shard is missing: all");
}

TEST(Shards, OneThatIsMissingIsNamed) {
  std::vector<Part> parts = Both();
  parts.pop_back();
  EXPECT_EQ(Complaint(parts), "shard 2/2 is missing; there are only one");
}

TEST(Shards, SeveralThatAreMissingAreNamed) {
  Part only = PartOf("one", "1/3", {"a"});
  EXPECT_EQ(Complaint({only}), "shards 2/3, 3/3 are missing; there are only one");
}

TEST(Shards, ACaseThatIsMissingIsFound) {
  std::vector<Part> parts = Both();
  parts[0].cases.pop_back();
  EXPECT_EQ(Complaint(parts), "of 3 results there are 2, though no shard is missing: one, two");
}

TEST(Shards, OneGivenTwiceIsRefused) {
  std::vector<Part> parts = Both();
  parts[1].head.selection->shard = "1/2";
  EXPECT_EQ(Complaint(parts), "shard 1/2 is in both one and two");
}

TEST(Shards, ACaseInTwoIsRefused) {
  std::vector<Part> parts = Both();
  parts[1].cases = {"c"};
  EXPECT_EQ(Complaint(parts), "c is in both one and two");
}

TEST(Shards, ACaseTwiceInOneIsRefused) {
  std::vector<Part> parts = Both();
  parts[0].cases = {"a", "a"};
  EXPECT_EQ(Complaint(parts), "one: has a 2 times, though it was run 1 time");
}

TEST(Shards, OneThatWasKilledIsRefused) {
  std::vector<Part> parts = Both();
  parts[1].head.finished = "";
  EXPECT_EQ(Complaint(parts), "two: the run did not come to its end; run shard 2/2 again");
  parts = Both();
  parts[0].head.interrupted = true;
  EXPECT_EQ(Complaint(parts), "one: the run did not come to its end; run shard 1/2 again");
}

TEST(Shards, OfAnotherRunAreRefused) {
  for (const auto& [says, change] : Others()) {
    std::vector<Part> parts = Both();
    change(parts[1].head);
    EXPECT_THAT(Complaint(parts), HasSubstr("two: " + says)) << says;
  }
}

TEST(Shards, OfAnOlderProgramAreRefused) {
  std::vector<Part> parts = Both();
  parts[0].head.selection.reset();
  EXPECT_THAT(Complaint(parts), HasSubstr("one: does not say which cases were selected"));
}

TEST(Shards, AShardMustBeOne) {
  for (const char* each : {"2", "0/2", "3/2", "2/2x", "x/2", "2/", "/2", "-1/2"}) {
    std::vector<Part> parts = Both();
    parts[1].head.selection->shard = each;
    EXPECT_THAT(Complaint(parts), HasSubstr("two: /run/selection/shard: expected I/N")) << each;
  }
}

TEST(Shards, MachinesThatDifferAreALimitation) {
  std::vector<Part> parts = Both();
  parts[0].head.limitations = {"no capture"};
  parts[1].head.kernel = "6.1";
  parts[1].head.sut.settings = {{"net.ipv4.tcp_fin_timeout", "30"}};
  EXPECT_THAT(
      Joined(parts).limitations,
      ElementsAre("no capture", "the kernel is not the same in all shards: 6.18, and 6.1 in two",
                  "net.ipv4.tcp_fin_timeout is not the same in all shards: 60, and 30 in two"));
}

}  // namespace
}  // namespace closespec
