#include "harness/cli/gate_side.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "harness/cli/commands.h"

namespace closespec {

RunFacts GateSide::Conduct(RunOptions options) {
  const std::string name = "run-" + std::to_string(++runs_);
  options.output = output_ / name;
  options.quiet = true;
  RunCommand(installation_, options);
  RunFacts facts = ReadRunFacts(options.output);
  for (CaseFacts& each : facts.cases) {
    if (!each.evidence.empty()) each.evidence = name + "/" + each.evidence;
  }
  return facts;
}

CaseFacts* GateSide::Find(const std::string& id) {
  const auto found = std::ranges::lower_bound(facts_.cases, id, {}, &CaseFacts::id);
  return found == facts_.cases.end() || found->id != id ? nullptr : &*found;
}

void GateSide::RunPart(int index, int count) {
  RunOptions options = options_;
  options.shard_index = index;
  options.shard_count = count;
  RunFacts part = Conduct(options);
  if (runs_ == 1) {
    facts_ = std::move(part);
    return;
  }
  facts_.head.interrupted |= part.head.interrupted;
  facts_.head.finished = part.head.finished;
  std::ranges::move(part.cases, std::back_inserter(facts_.cases));
  SortAndMerge(facts_.cases);
}

void GateSide::RunAgain(const std::vector<std::string>& ids, std::size_t times) {
  RunOptions options = options_;
  options.selectors = ids;
  options.repeat = static_cast<int>(times);
  const RunFacts again = Conduct(options);
  facts_.head.interrupted |= again.head.interrupted || again.head.finished.empty();
  for (const CaseFacts& each : again.cases) {
    CaseFacts* facts = Find(each.id);
    if (facts == nullptr) continue;
    const bool was_broken =
        broken_at_first_.try_emplace(each.id, TimesBroken(*facts) > 0).first->second;
    const std::size_t broken = TimesBroken(each);
    SequentialTest& test = tests_[each.id];
    test.Add(was_broken, broken);
    test.Add(!was_broken, TimesJudged(each) - broken);
    Merge(*facts, each);
  }
}

std::size_t GateSide::Wanted(const std::string& id) const {
  const auto test = tests_.find(id);
  return test == tests_.end() ? SequentialTest().Wanted() : test->second.Wanted();
}

}  // namespace closespec
