#include "harness/schedule/canary.h"

#include <algorithm>

namespace closespec {
namespace {

bool Passes(const CaseResult& result) {
  return result.verdict == Verdict::kPass || result.verdict == Verdict::kPermitted;
}

std::string Describe(const CaseResult& result) {
  std::string text(ToText(result.verdict));
  for (const CheckResult& check : result.checks) {
    if (!check.signature.empty()) text += ", " + check.signature;
  }
  if (!result.reason.empty()) text += ", " + result.reason;
  return text;
}

// Of two that pass: what the stack was seen to do otherwise.
std::optional<std::string> Difference(const CaseResult& fresh, const CaseResult& now) {
  if (fresh.verdict != now.verdict) {
    return Describe(now) + " where it was " + std::string(ToText(fresh.verdict));
  }
  const std::size_t records = std::min(fresh.records.size(), now.records.size());
  for (std::size_t i = 0; i < records; ++i) {
    if (fresh.records[i] == now.records[i]) continue;
    return now.records[i].what + ": " + now.records[i].observed + " where it was " +
           fresh.records[i].observed;
  }
  return std::nullopt;
}

}  // namespace

std::optional<std::string> Canary::Distrust(const CaseResult& result) {
  const bool is_fresh = !fresh_.has_value();
  if (is_fresh) fresh_ = result;
  if (!Passes(*fresh_)) {
    return "the canary " + result.id + " did not pass on the fresh stack: " + Describe(*fresh_);
  }
  const std::optional<std::string> how =
      Passes(result) ? Difference(*fresh_, result) : Describe(result);
  if (!how) return std::nullopt;
  return "the canary " + result.id + " no longer came out as on the fresh stack: " + *how;
}

}  // namespace closespec
