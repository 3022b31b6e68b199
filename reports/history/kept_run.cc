#include "reports/history/kept_run.h"

#include <algorithm>
#include <array>
#include <fstream>
#include <map>

#include "reports/diff/case_facts.h"
#include "reports/json/results_reader.h"
#include "suites/model/document_error.h"
#include "suites/model/sha256.h"

namespace closespec {
namespace {

using std::chrono::duration_cast;
using std::chrono::microseconds;
using std::chrono::milliseconds;

struct Times {
  std::vector<microseconds> durations;
  std::vector<microseconds> latenesses;
};

std::string DigestOf(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  Sha256 hash;
  std::array<char, 65536> piece{};
  while (in.read(piece.data(), piece.size()) || in.gcount() > 0) {
    hash.Add({piece.data(), static_cast<std::size_t>(in.gcount())});
  }
  return hash.Finish();
}

void RequireWhole(const std::string& file, const Run& head) {
  if (head.finished.empty()) {
    throw DocumentError(file + ": the run did not come to its end; a history keeps those that did");
  }
  if (head.selection && !head.selection->shard.empty()) {
    throw DocumentError(file + ": is shard " + head.selection->shard +
                        " of a run; a history keeps whole runs, which closespec merge makes");
  }
}

std::string SignatureOf(const CaseFacts& facts) {
  const auto found = std::ranges::find(facts.broken, facts.verdict, &BrokenCheck::verdict);
  return found == facts.broken.end() ? "" : found->signature;
}

}  // namespace

std::chrono::microseconds MedianOf(std::vector<microseconds> values) {
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::ranges::nth_element(values, middle);
  return *middle;
}

KeptRun ReadKeptRun(const std::filesystem::path& folder) {
  const std::filesystem::path file = folder / "results.json";
  std::vector<CaseFacts> facts;
  std::map<std::string, Times, std::less<>> times;
  KeptRun run;
  run.head = ReadResults(file, {.on_case =
                                    [&](CaseResult&& result) {
                                      facts.push_back(CaseFactsOf(result));
                                      Times& own = times[result.id];
                                      own.durations.push_back(result.duration);
                                      own.latenesses.push_back(result.lateness);
                                    },
                                .met_checks = MetChecks::kLeftOut});
  RequireWhole(file.string(), run.head);
  run.digest = DigestOf(file);
  run.folder = std::filesystem::absolute(folder).lexically_normal().string();
  SortAndMerge(facts);
  for (const CaseFacts& each : facts) {
    const Times& own = times.find(each.id)->second;
    run.cases.push_back(
        {.id = each.id,
         .verdict = each.verdict,
         .known = each.counts.known > 0 && each.counts.known == each.counts.Of(each.verdict),
         .signature = SignatureOf(each),
         .duration = MedianOf(own.durations),
         .lateness = duration_cast<milliseconds>(MedianOf(own.latenesses))});
  }
  return run;
}

}  // namespace closespec
