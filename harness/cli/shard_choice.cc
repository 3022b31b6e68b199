#include "harness/cli/shard_choice.h"

#include <charconv>
#include <fstream>
#include <optional>
#include <string_view>
#include <vector>

#include "suites/model/document_error.h"

namespace closespec {
namespace {

// What a scheduler tells each of its shards; null where it tells no such thing.
struct Scheduler {
  const char* name;
  const char* index;
  const char* count;
  int first;           // index of the first shard,
  const char* lowest;  // or the variable that says it
  const char* status_file;
};
constexpr Scheduler kSchedulers[] = {
    // Bazel speaks to its tests in the words of GoogleTest, too: it has to stand before it.
    {"Bazel", "TEST_SHARD_INDEX", "TEST_TOTAL_SHARDS", 0, nullptr, "TEST_SHARD_STATUS_FILE"},
    {"GoogleTest", "GTEST_SHARD_INDEX", "GTEST_TOTAL_SHARDS", 0, nullptr,
     "GTEST_SHARD_STATUS_FILE"},
    {"GitLab", "CI_NODE_INDEX", "CI_NODE_TOTAL", 1, nullptr, nullptr},
    {"Kubernetes", "JOB_COMPLETION_INDEX", nullptr, 0, nullptr, nullptr},
    {"Slurm", "SLURM_ARRAY_TASK_ID", "SLURM_ARRAY_TASK_COUNT", 0, "SLURM_ARRAY_TASK_MIN", nullptr},
};
constexpr std::string_view kWord = "environment";

[[noreturn]] void Refuse(const std::string& why) { throw DocumentError("--shard " + why); }

std::optional<int> NumberIn(std::string_view text) {
  int number = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), number);
  if (read.ec != std::errc() || read.ptr != text.data() + text.size()) return std::nullopt;
  return number;
}

// Empty where there is none.
std::string Value(const Environment& environment, const char* name) {
  const char* value = name == nullptr ? nullptr : environment(name);
  return value == nullptr ? "" : value;
}

int Number(const Environment& environment, const char* name) {
  const std::string value = Value(environment, name);
  const auto number = NumberIn(value);
  if (!number) {
    Refuse("environment: expected a number in " + std::string(name) + ", found \"" + value + "\"");
  }
  return *number;
}

std::string Shown(const Scheduler& scheduler, const Environment& environment) {
  return std::string(scheduler.name) + " (" + scheduler.index + "=" +
         Value(environment, scheduler.index) + ")";
}

// An array that leaves out numbers does not tell which of its tasks the n-th is.
void RequireWithoutGaps(const Environment& environment, int lowest, int count) {
  const int highest = Number(environment, "SLURM_ARRAY_TASK_MAX");
  if (highest - lowest + 1 == count) return;
  Refuse("environment: the numbers of a Slurm array must follow one another (--array=1-" +
         std::to_string(count) + "), found SLURM_ARRAY_TASK_MIN=" + std::to_string(lowest) +
         ", SLURM_ARRAY_TASK_MAX=" + std::to_string(highest) +
         ", SLURM_ARRAY_TASK_COUNT=" + std::to_string(count));
}

int CountOf(const Scheduler& scheduler, const Environment& environment,
            std::optional<int> expected) {
  if (scheduler.count == nullptr) {
    if (!expected) {
      Refuse("environment: " + std::string(scheduler.name) +
             " does not tell how many shards there are; say --shard environment/N");
    }
    return *expected;
  }
  const int count = Number(environment, scheduler.count);
  if (expected && *expected != count) {
    Refuse("environment/" + std::to_string(*expected) + ": found " + scheduler.count + "=" +
           std::to_string(count) + "; a shard that is run alone again is --shard I/" +
           std::to_string(*expected));
  }
  return count;
}

Shard ShardTold(const Scheduler& scheduler, const Environment& environment,
                std::optional<int> expected) {
  const int count = CountOf(scheduler, environment, expected);
  int first = scheduler.first;
  if (scheduler.lowest != nullptr) {
    first = Number(environment, scheduler.lowest);
    RequireWithoutGaps(environment, first, count);
  }
  const Shard shard{Number(environment, scheduler.index) - first + 1, count};
  if (shard.index < 1 || shard.index > shard.count) {
    Refuse("environment: expected " + std::string(scheduler.index) + " from " +
           std::to_string(first) + " to " + std::to_string(first + count - 1) + ", found " +
           Value(environment, scheduler.index));
  }
  return shard;
}

void Touch(const std::string& file) {
  if (!std::ofstream(file, std::ios::app)) Refuse("environment: " + file + " cannot be written");
}

const Scheduler& SchedulerIn(const Environment& environment, std::optional<int> expected) {
  std::vector<const Scheduler*> present;
  std::string all;
  for (const Scheduler& each : kSchedulers) {
    if (!Value(environment, each.index).empty()) present.push_back(&each);
    all += (all.empty() ? "" : ", ") + std::string(each.index) + " (" + each.name + ")";
  }
  if (present.empty()) Refuse("environment: found none of " + all);
  const Scheduler& first = *present.front();
  const bool bazel_alone =
      present.size() == 2 && &first == &kSchedulers[0] && present.back() == &kSchedulers[1] &&
      ShardTold(first, environment, expected) == ShardTold(*present.back(), environment, expected);
  if (present.size() > 1 && !bazel_alone) {
    std::string found;
    for (const Scheduler* each : present) {
      found += (found.empty() ? "" : " and ") + Shown(*each, environment);
    }
    Refuse("environment: found " + found + "; say --shard I/N");
  }
  return first;
}

}  // namespace

Shard ChooseShard(const std::string& text, const Environment& environment) {
  const std::size_t slash = text.find('/');
  const std::string front = text.substr(0, slash);
  std::optional<int> count;
  if (slash != std::string::npos) count = NumberIn(text.substr(slash + 1));
  const bool counted = count && *count >= 1;
  if (front == kWord && (slash == std::string::npos || counted)) {
    const Scheduler& scheduler = SchedulerIn(environment, count);
    const Shard shard = ShardTold(scheduler, environment, count);
    const std::string status_file = Value(environment, scheduler.status_file);
    if (!status_file.empty()) Touch(status_file);
    return shard;
  }
  const auto index = NumberIn(front);
  if (!counted || !index || *index < 1 || *index > *count) {
    Refuse("expects I/N with 1 <= I <= N, environment or environment/N; found " + text);
  }
  return {*index, *count};
}

}  // namespace closespec
