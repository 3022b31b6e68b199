#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <map>
#include <random>
#include <string>
#include <vector>

#include "harness/cli/dealing.h"
#include "harness/cli/shard_choice.h"
#include "reports/json/results_writer.h"
#include "reports/json/sample_run.h"
#include "reports/json/temporary_file.h"
#include "suites/model/document_error.h"

namespace closespec {
namespace {

using std::chrono::microseconds;
using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::UnorderedElementsAreArray;

using Variables = std::map<std::string, std::string>;

Shard Chosen(const std::string& text, const Variables& variables) {
  return ChooseShard(text, [&variables](const char* name) {
    const auto found = variables.find(name);
    return found == variables.end() ? nullptr : found->second.c_str();
  });
}

std::string Refusal(const std::string& text, const Variables& variables) {
  try {
    Chosen(text, variables);
  } catch (const DocumentError& error) {
    return error.what();
  }
  return "not refused";
}

const Variables kSlurm = {{"SLURM_ARRAY_TASK_ID", "12"},
                          {"SLURM_ARRAY_TASK_MIN", "10"},
                          {"SLURM_ARRAY_TASK_MAX", "14"},
                          {"SLURM_ARRAY_TASK_COUNT", "5"}};

TEST(ChooseShard, TakesNumbersAsTheyAreWritten) {
  EXPECT_EQ(Chosen("2/3", kSlurm), (Shard{2, 3}));
  EXPECT_EQ(Chosen("1/1", {}), (Shard{1, 1}));
}

TEST(ChooseShard, TakesWhatASchedulerTells) {
  EXPECT_EQ(Chosen("environment", kSlurm), (Shard{3, 5}));
  EXPECT_EQ(Chosen("environment", {{"GTEST_SHARD_INDEX", "0"}, {"GTEST_TOTAL_SHARDS", "4"}}),
            (Shard{1, 4}));
  EXPECT_EQ(Chosen("environment", {{"TEST_SHARD_INDEX", "3"}, {"TEST_TOTAL_SHARDS", "4"}}),
            (Shard{4, 4}));
  EXPECT_EQ(Chosen("environment", {{"CI_NODE_INDEX", "1"}, {"CI_NODE_TOTAL", "2"}}), (Shard{1, 2}));
  EXPECT_EQ(Chosen("environment/6", {{"JOB_COMPLETION_INDEX", "5"}}), (Shard{6, 6}));
}

// Bazel's test-setup.sh sets GoogleTest's variables beside its own.
TEST(ChooseShard, TakesBazelThatSpeaksToGoogleTestTooForOne) {
  Variables variables = {{"TEST_SHARD_INDEX", "1"},
                         {"TEST_TOTAL_SHARDS", "4"},
                         {"GTEST_SHARD_INDEX", "1"},
                         {"GTEST_TOTAL_SHARDS", "4"}};
  EXPECT_EQ(Chosen("environment", variables), (Shard{2, 4}));
  variables["GTEST_SHARD_INDEX"] = "2";
  EXPECT_THAT(Refusal("environment", variables),
              HasSubstr("Bazel (TEST_SHARD_INDEX=1) and GoogleTest (GTEST_SHARD_INDEX=2)"));
}

TEST(ChooseShard, TouchesTheFileByWhichASchedulerAsks) {
  for (const std::string prefix : {"TEST", "GTEST"}) {
    const TemporaryFile status;
    const std::string file = status.Path().string();
    Chosen("environment", {{prefix + "_SHARD_INDEX", "0"},
                           {prefix + "_TOTAL_SHARDS", "2"},
                           {prefix + "_SHARD_STATUS_FILE", file}});
    EXPECT_TRUE(std::filesystem::exists(file)) << prefix;
  }
  EXPECT_THAT(Refusal("environment", {{"TEST_SHARD_INDEX", "0"},
                                      {"TEST_TOTAL_SHARDS", "2"},
                                      {"TEST_SHARD_STATUS_FILE", "/nonexistent/status"}}),
              HasSubstr("/nonexistent/status cannot be written"));
}

TEST(ChooseShard, RefusesAnEnvironmentThatDoesNotTell) {
  EXPECT_THAT(Refusal("environment", {}),
              AllOf(HasSubstr("found none of"), HasSubstr("SLURM_ARRAY_TASK_ID (Slurm)")));
  EXPECT_THAT(Refusal("environment", {{"JOB_COMPLETION_INDEX", "0"}}),
              HasSubstr("say --shard environment/N"));
  EXPECT_THAT(Refusal("environment", {{"CI_NODE_INDEX", "3"}, {"CI_NODE_TOTAL", "2"}}),
              HasSubstr("expected CI_NODE_INDEX from 1 to 2, found 3"));
  EXPECT_THAT(Refusal("environment", {{"CI_NODE_INDEX", "2"}, {"CI_NODE_TOTAL", "two"}}),
              HasSubstr(R"(expected a number in CI_NODE_TOTAL, found "two")"));
  EXPECT_THAT(Refusal("environment", {{"GTEST_SHARD_INDEX", "0"}}),
              HasSubstr(R"(expected a number in GTEST_TOTAL_SHARDS, found "")"));
}

TEST(ChooseShard, RefusesTwoSchedulers) {
  Variables variables = kSlurm;
  variables.insert({{"CI_NODE_INDEX", "1"}, {"CI_NODE_TOTAL", "2"}});
  EXPECT_THAT(Refusal("environment", variables),
              HasSubstr("found GitLab (CI_NODE_INDEX=1) and Slurm (SLURM_ARRAY_TASK_ID=12); "
                        "say --shard I/N"));
}

// One task of an array that is started alone again is told that it is the only one.
TEST(ChooseShard, RefusesAnotherNumberOfShardsThanWasSaid) {
  const Variables alone = {{"SLURM_ARRAY_TASK_ID", "2"},
                           {"SLURM_ARRAY_TASK_MIN", "2"},
                           {"SLURM_ARRAY_TASK_MAX", "2"},
                           {"SLURM_ARRAY_TASK_COUNT", "1"}};
  EXPECT_THAT(Refusal("environment/3", alone),
              HasSubstr("environment/3: found SLURM_ARRAY_TASK_COUNT=1; a shard that is run alone "
                        "again is --shard I/3"));
}

TEST(ChooseShard, RefusesAnArrayWithGaps) {
  Variables gaps = kSlurm;
  gaps["SLURM_ARRAY_TASK_COUNT"] = "3";
  EXPECT_THAT(Refusal("environment", gaps), HasSubstr("must follow one another (--array=1-3)"));
}

TEST(ChooseShard, RefusesOtherTexts) {
  for (const char* text : {"", "3", "0/2", "3/2", "1/0", "-1/2", "1/2x", "1/", "/2", "environment/",
                           "environment/0", "environment/x", "slurm"}) {
    EXPECT_THAT(Refusal(text, kSlurm), HasSubstr("found " + std::string(text))) << text;
  }
}

std::vector<Case> Cases(std::size_t count) {
  std::vector<Case> cases(count);
  for (std::size_t i = 0; i < count; ++i) cases[i].id = "x/" + std::to_string(i);
  return cases;
}

std::vector<const Case*> PointersTo(const std::vector<Case>& cases) {
  std::vector<const Case*> pointers;
  pointers.reserve(cases.size());
  for (const Case& each : cases) pointers.push_back(&each);
  return pointers;
}

TEST(Dealing, InTurnGivesEveryNthCase) {
  const std::vector<Case> cases = Cases(5);
  const auto all = PointersTo(cases);
  EXPECT_THAT(DealtInTurn(all, {1, 2}), ElementsAre(all[0], all[2], all[4]));
  EXPECT_THAT(DealtInTurn(all, {2, 2}), ElementsAre(all[1], all[3]));
  EXPECT_THAT(DealtInTurn(all, {7, 7}), ElementsAre());
}

TEST(Dealing, ByDurationBeginsWithTheLongestAndKeepsTheOrder) {
  const std::vector<Case> cases = Cases(5);
  const auto all = PointersTo(cases);
  const Durations durations = {{"x/0", microseconds(3)},
                               {"x/1", microseconds(3)},
                               {"x/2", microseconds(2)},
                               {"x/3", microseconds(9)},
                               {"x/4", microseconds(1)}};
  EXPECT_THAT(DealtByDuration(all, {1, 2}, durations), ElementsAre(all[3]));
  EXPECT_THAT(DealtByDuration(all, {2, 2}, durations), ElementsAre(all[0], all[1], all[2], all[4]));
}

std::vector<std::vector<const Case*>> AllShards(const std::vector<const Case*>& cases, int count,
                                                const Durations& durations) {
  std::vector<std::vector<const Case*>> shards;
  for (int index = 1; index <= count; ++index) {
    shards.push_back(DealtByDuration(cases, {index, count}, durations));
  }
  return shards;
}

// Shards are made apart from one another, on machines that know nothing of each other.
TEST(Dealing, ShardsTogetherAreTheWholeAndNoneIsMuchLonger) {
  std::mt19937 random(20261127);
  for (int round = 0; round < 300; ++round) {
    const std::vector<Case> cases = Cases(random() % 60);
    const auto all = PointersTo(cases);
    const int count = 1 + static_cast<int>(random() % 9);
    Durations durations;
    for (const Case& each : cases) durations[each.id] = microseconds(random() % 2000);
    std::vector<const Case*> in_turn;
    for (int index = 1; index <= count; ++index) {
      for (const Case* each : DealtInTurn(all, {index, count})) in_turn.push_back(each);
    }
    EXPECT_THAT(in_turn, UnorderedElementsAreArray(all));

    std::vector<const Case*> by_duration;
    std::vector<microseconds> sums;
    for (const auto& shard : AllShards(all, count, durations)) {
      sums.emplace_back(0);
      for (const Case* each : shard) sums.back() += durations.at(each->id);
      by_duration.insert(by_duration.end(), shard.begin(), shard.end());
    }
    EXPECT_THAT(by_duration, UnorderedElementsAreArray(all));
    microseconds longest{0};
    for (const auto& [id, duration] : durations) longest = std::max(longest, duration);
    EXPECT_LE(std::ranges::max(sums) - std::ranges::min(sums), longest);
  }
}

TEST(Dealing, ByDurationTakesTheMeanForWhatIsNew) {
  const std::vector<Case> cases = Cases(4);
  const auto all = PointersTo(cases);
  const Durations durations = {{"x/0", microseconds(2)}, {"x/1", microseconds(10)}};
  EXPECT_THAT(AllShards(all, 2, durations),
              ElementsAre(ElementsAre(all[0], all[1]), ElementsAre(all[2], all[3])));
  EXPECT_THAT(AllShards(all, 2, {}),
              ElementsAre(ElementsAre(all[0], all[2]), ElementsAre(all[1], all[3])));
}

TEST(Dealing, DurationsAreThoseOfARecordedRun) {
  const TemporaryFile results;
  const auto run = SampleRun();
  ASSERT_FALSE(WriteResults(results.Path(), run));
  const Durations durations = DurationsOf(results.Path().parent_path());
  ASSERT_EQ(durations.size(), run.cases.size());
  for (const CaseResult& each : run.cases) EXPECT_EQ(durations.at(each.id), each.duration);
}

}  // namespace
}  // namespace closespec
