#include "harness/qualify/catches.h"

#include <algorithm>
#include <cerrno>
#include <fstream>
#include <set>

#include "suites/model/document_error.h"

namespace closespec {
namespace {

void Keep(const ProvedFault& fault, const std::string& scenario, std::set<KnownCatch>& catches) {
  catches.insert({fault.name, fault.sightings.at(scenario).case_id});
}

}  // namespace

std::vector<KnownCatch> CatchesOf(const Proof& proof) {
  std::set<KnownCatch> catches;
  std::set<std::string> proved;
  for (const ProvedFault& fault : proof.faults) {
    const std::string best = BestCatcher(proof, fault);
    if (best.empty()) continue;
    Keep(fault, best, catches);
    if (fault.sightings.at(best).how >= Catch::kRecord) proved.insert(best);
  }
  for (const ProvedFault& fault : proof.faults) {
    for (const std::string& scenario : Catchers(fault, Catch::kRecord)) {
      if (proved.insert(scenario).second) Keep(fault, scenario, catches);
    }
  }
  return {catches.begin(), catches.end()};
}

std::vector<KnownCatch> ReadCatches(const std::filesystem::path& file) {
  std::vector<KnownCatch> catches;
  std::ifstream lines(file);
  int number = 0;
  for (std::string line; std::getline(lines, line);) {
    ++number;
    const std::size_t space = line.find(' ');
    const bool is_catch = space != std::string::npos && space > 0 && space + 1 < line.size() &&
                          line.find(' ', space + 1) == std::string::npos;
    if (!is_catch) {
      throw DocumentError(file.string() + ":" + std::to_string(number) + ": found \"" + line +
                          "\"; a line is the name of a fault, a space, and a case");
    }
    catches.push_back({line.substr(0, space), line.substr(space + 1)});
  }
  return catches;
}

Status WriteCatches(const std::filesystem::path& file, const std::vector<KnownCatch>& catches) {
  errno = 0;
  std::ofstream lines(file, std::ios::binary);
  for (const KnownCatch& each : catches) lines << each.fault << ' ' << each.case_id << '\n';
  lines.close();
  if (!lines) return OsError("write " + file.string());
  return Done{};
}

}  // namespace closespec
