#include "reports/history/database.h"

#include <SQLiteCpp/SQLiteCpp.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <stdexcept>
#include <thread>

#include "reports/json/temporary_file.h"
#include "suites/model/document_error.h"

namespace closespec {
namespace {

using std::chrono::microseconds;
using std::chrono::milliseconds;
using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::ThrowsMessage;

constexpr milliseconds kAtOnce{0};

KeptCase Passing(const std::string& id) { return {.id = id, .duration = microseconds(1834)}; }
KeptCase Failing(const std::string& id) {
  return {.id = id,
          .verdict = Verdict::kFail,
          .known = true,
          .signature = "peer.recv#1: returned 0, expected ECONNRESET",
          .duration = microseconds(60'001'834),
          .lateness = milliseconds(12)};
}

KeptRun RunOn(const std::string& target, const std::string& started, std::vector<KeptCase> cases) {
  KeptRun run{.digest = target + started, .folder = "results/" + started};
  run.head.closespec = "0.1.0";
  run.head.suite_revision = "c0ffee";
  run.head.started = started;
  run.head.sut = {target, target + "-7.1", {}};
  run.head.peer = {"linux", "linux-6.18", {}};
  run.cases = std::move(cases);
  return run;
}

// Gone with the test.
class HistoryFile : public ::testing::Test {
 protected:
  [[nodiscard]] std::filesystem::path File() const { return made_.Path(); }
  void Write(const std::string& text) const { std::ofstream(File()) << text; }
  void Execute(const std::string& statements) const {
    SQLite::Database(File().string(), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE)
        .exec(statements);
  }
  void ReadingFails(const std::string& why) const {
    EXPECT_THAT([&] { (void)ReadHistory(File(), kAtOnce); },
                ThrowsMessage<DocumentError>(AllOf(HasSubstr(File().string()), HasSubstr(why))));
  }
  void AddingFails(const std::string& why) const {
    EXPECT_THAT([&] { (void)AddToHistory(File(), {RunOn("acme", "1", {})}, kAtOnce); },
                ThrowsMessage<DocumentError>(AllOf(HasSubstr(File().string()), HasSubstr(why))));
  }

 private:
  TemporaryFile made_;
};

TEST_F(HistoryFile, GivesBackWhatWasAddedInTheOrderInWhichItBegan) {
  EXPECT_EQ(AddToHistory(File(), {RunOn("acme", "2", {Passing("a/x"), Failing("a/y")}),
                                  RunOn("linux", "9", {Passing("b/z")})}),
            2U);
  EXPECT_EQ(AddToHistory(File(), {RunOn("acme", "1", {Failing("a/y"), Passing("b/z")})}), 1U);

  const std::vector<TargetHistory> targets = ReadHistory(File());
  ASSERT_EQ(targets.size(), 2U);
  const PastRun first = {"acme-7.1", "linux-6.18", "c0ffee", "0.1.0", "1", "results/1"};
  const PastRun second = {"acme-7.1", "linux-6.18", "c0ffee", "0.1.0", "2", "results/2"};
  const KeptCase passing = Passing("");
  const KeptCase failing = Failing("");
  EXPECT_EQ(targets[0], (TargetHistory{.target = "acme",
                                       .peer_target = "linux",
                                       .runs = {first, second},
                                       .cases = {{"a/x", {{1, passing}}},
                                                 {"a/y", {{0, failing}, {1, failing}}},
                                                 {"b/z", {{0, passing}}}}}));
  EXPECT_EQ(targets[1].target, "linux");
  EXPECT_EQ(targets[1].cases, (std::vector<CaseHistory>{{"b/z", {{0, passing}}}}));
}

TEST_F(HistoryFile, ATargetBesideAnotherPeerIsAnother) {
  KeptRun beside = RunOn("acme", "2", {Passing("a/x")});
  beside.head.peer.target = "lwip";
  EXPECT_EQ(AddToHistory(File(), {RunOn("acme", "1", {Passing("a/x")}), beside}), 2U);
  EXPECT_EQ(ReadHistory(File()).size(), 2U);
}

TEST_F(HistoryFile, ARunIsThereOnce) {
  const KeptRun run = RunOn("acme", "1", {Passing("a/x")});
  EXPECT_EQ(AddToHistory(File(), {run, run}), 1U);
  const std::vector<TargetHistory> before = ReadHistory(File());
  EXPECT_EQ(AddToHistory(File(), {run}), 0U);
  EXPECT_EQ(ReadHistory(File()), before);
}

TEST_F(HistoryFile, MustBeAHistory) {
  ReadingFails("there is no history; closespec history add begins one");
  Write("no database at all, but longer than the head of one, which has a hundred octets. . . . .");
  ReadingFails("is no history of closespec: file is not a database");
  AddingFails("is no history of closespec: file is not a database");
}

TEST_F(HistoryFile, SomebodyElsesDatabaseIsLeftAlone) {
  Execute("CREATE TABLE theirs (x)");
  ReadingFails("is a database, but no history of closespec");
  AddingFails("is a database, but no history of closespec");
}

TEST_F(HistoryFile, OfANewerProgramIsRefused) {
  AddToHistory(File(), {RunOn("acme", "1", {Passing("a/x")})});
  Execute("PRAGMA user_version = 2");
  ReadingFails("is a history of version 2; this closespec knows version 1");
  AddingFails("is a history of version 2; this closespec knows version 1");
}

TEST_F(HistoryFile, BrokenContentsAreNamed) {
  AddToHistory(File(), {RunOn("acme", "1", {Passing("a/x")})});
  Execute("UPDATE results SET verdict = 'fine'");
  ReadingFails("table results has verdict \"fine\"");
  Execute("UPDATE results SET verdict = 'pass', microseconds = -1");
  ReadingFails("table results has time -1");
  Execute("UPDATE results SET microseconds = 9223372036854775807");
  ReadingFails("table results has time 9223372036854775807");
  Execute("UPDATE results SET microseconds = 0; DELETE FROM cases");
  ReadingFails("table results has case 1, which is not there");
  Execute("DROP TABLE results");
  ReadingFails("is no history of closespec: no such table: results");
}

TEST_F(HistoryFile, ATornFileIsNamed) {
  std::vector<KeptCase> cases;
  cases.reserve(2000);
  for (int i = 0; i < 2000; ++i) cases.push_back(Passing("a/" + std::to_string(10'000 + i)));
  AddToHistory(File(), {RunOn("acme", "1", cases)});
  std::filesystem::resize_file(File(), std::filesystem::file_size(File()) / 2);
  ReadingFails("is no history of closespec: ");
}

TEST_F(HistoryFile, WhatCannotBeMadeIsNoMalformedDocument) {
  const std::filesystem::path nowhere = File().parent_path() / "none" / "history.sqlite";
  EXPECT_THAT([&] { (void)AddToHistory(nowhere, {}); },
              ThrowsMessage<std::runtime_error>(HasSubstr("unable to open database file")));
}

TEST_F(HistoryFile, WhoeverWritesKeepsOthersOut) {
  AddToHistory(File(), {RunOn("acme", "1", {Passing("a/x")})});
  SQLite::Database other(File().string(), SQLite::OPEN_READWRITE);
  {
    const SQLite::Transaction writing(other, SQLite::TransactionBehavior::EXCLUSIVE);
    const auto busy = ThrowsMessage<std::runtime_error>(
        AllOf(HasSubstr(File().string()), HasSubstr("another process is writing it")));
    EXPECT_THAT([&] { (void)AddToHistory(File(), {RunOn("acme", "2", {})}, kAtOnce); }, busy);
    EXPECT_THAT([&] { (void)ReadHistory(File(), kAtOnce); }, busy);
  }
  EXPECT_EQ(AddToHistory(File(), {RunOn("acme", "2", {})}, kAtOnce), 1U);
}

TEST_F(HistoryFile, NothingIsAddedIfNotAll) {
  const KeptRun good = RunOn("acme", "1", {Passing("a/x")});
  AddToHistory(File(), {good});
  const std::vector<TargetHistory> before = ReadHistory(File());
  // A case twice in one run cannot be.
  EXPECT_THROW((void)AddToHistory(File(), {RunOn("acme", "2", {Passing("a/y")}),
                                           RunOn("acme", "3", {Passing("a/x"), Passing("a/x")})}),
               DocumentError);
  EXPECT_EQ(ReadHistory(File()), before);
}

TEST_F(HistoryFile, TwoWhoBeginItAtOnceBothAdd) {
  constexpr int kEach = 20;
  const auto add = [this](const std::string& target) {
    for (int i = 0; i < kEach; ++i) {
      AddToHistory(File(), {RunOn(target, std::to_string(10 + i), {Passing("a/x")})},
                   std::chrono::minutes(4));
    }
  };
  std::thread one(add, "acme");
  std::thread other(add, "linux");
  one.join();
  other.join();
  const std::vector<TargetHistory> targets = ReadHistory(File());
  ASSERT_EQ(targets.size(), 2U);
  for (const TargetHistory& each : targets) {
    EXPECT_EQ(each.runs.size(), static_cast<std::size_t>(kEach));
    EXPECT_EQ(each.cases.at(0).outcomes.size(), static_cast<std::size_t>(kEach));
  }
}

}  // namespace
}  // namespace closespec
