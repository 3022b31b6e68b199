#include "harness/cli/dealing.h"

#include <algorithm>
#include <tuple>

#include "reports/json/results_reader.h"

namespace closespec {
namespace {

using std::chrono::microseconds;

microseconds MeanOf(const std::vector<const Case*>& cases, const Durations& durations) {
  microseconds sum{0};
  int known = 0;
  for (const Case* each : cases) {
    const auto found = durations.find(each->id);
    if (found == durations.end()) continue;
    sum += found->second;
    ++known;
  }
  return known == 0 ? sum : sum / known;
}

struct Lot {
  microseconds duration;
  const Case* run;
  std::size_t place;  // in the selection
};

struct Load {
  microseconds duration{0};
  std::size_t cases = 0;

  auto operator<=>(const Load&) const = default;
};

}  // namespace

Durations DurationsOf(const std::filesystem::path& folder) {
  Durations durations;
  ReadResults(folder / "results.json", {.on_case = [&durations](CaseResult&& result) {
                microseconds& longest = durations[result.id];
                longest = std::max(longest, result.duration);
              }});
  return durations;
}

std::vector<const Case*> DealtInTurn(const std::vector<const Case*>& cases, const Shard& shard) {
  std::vector<const Case*> chosen;
  for (auto i = static_cast<std::size_t>(shard.index - 1); i < cases.size();
       i += static_cast<std::size_t>(shard.count)) {
    chosen.push_back(cases[i]);
  }
  return chosen;
}

std::vector<const Case*> DealtByDuration(const std::vector<const Case*>& cases, const Shard& shard,
                                         const Durations& durations) {
  const microseconds mean = MeanOf(cases, durations);
  std::vector<Lot> lots;
  for (const Case* each : cases) {
    const auto found = durations.find(each->id);
    lots.push_back({found == durations.end() ? mean : found->second, each, lots.size()});
  }
  std::ranges::sort(lots, [](const Lot& a, const Lot& b) {
    return std::tie(b.duration, a.run->id) < std::tie(a.duration, b.run->id);
  });
  std::vector<Load> loads(static_cast<std::size_t>(shard.count));
  const auto own = loads.begin() + (shard.index - 1);
  std::vector<std::size_t> places;
  for (const Lot& each : lots) {
    const auto least = std::ranges::min_element(loads);
    least->duration += each.duration;
    ++least->cases;
    if (least == own) places.push_back(each.place);
  }
  std::ranges::sort(places);
  std::vector<const Case*> chosen;
  chosen.reserve(places.size());
  for (const std::size_t place : places) chosen.push_back(cases[place]);
  return chosen;
}

}  // namespace closespec
