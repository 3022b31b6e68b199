#include "reports/html/case_data.h"

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>
#include <set>
#include <variant>

#include "reports/ladder/failure_words.h"
#include "reports/ladder/ladder_rows.h"

namespace closespec {
namespace {

using nlohmann::json;

// More would be no picture any more; the journal has them all.
constexpr std::size_t kMostRows = 250;
constexpr std::size_t kLabelColumns = 40;

bool IsMet(Verdict verdict) { return verdict == Verdict::kPass || verdict == Verdict::kPermitted; }

std::string Both(const std::string& stack, const std::string& address) {
  return stack + (stack.empty() || address.empty() ? "" : " · ") + address;
}

// In the order of the page's LADDER_KINDS.
enum class RowKind { kRemark, kSut, kPeer, kSends, kGets, kSendsNot, kGetsNot };

RowKind KindOf(const LadderRow& row) {
  const bool from_sut = row.direction == Direction::kFromSut;
  if (row.segment) return from_sut ? RowKind::kSends : RowKind::kGets;
  if (row.absent) return from_sut ? RowKind::kSendsNot : RowKind::kGetsNot;
  if (row.place == Place::kWire) return RowKind::kRemark;
  return row.place == Place::kSutSide ? RowKind::kSut : RowKind::kPeer;
}

json RowData(const LadderRow& row, const json& marks, TextTable& texts) {
  const auto at = std::chrono::duration_cast<std::chrono::microseconds>(row.at);
  json data = {at.count(), static_cast<int>(KindOf(row)),
               texts.NumberOf(row.segment ? Text(*row.segment, kLabelColumns) : row.text),
               texts.NumberOf(row.came_to), (row.waiting ? 1 : 0) + (row.alarming ? 2 : 0)};
  if (!marks.empty()) data.push_back(marks);
  return data;
}

json Rest(std::size_t rows) {
  return {nullptr, 0, std::to_string(rows) + " rows more are in the journal", "", 0};
}

}  // namespace

json CheckData(const CaseResult& result, TextTable& texts) {
  json checks = json::array();
  for (const CheckResult& each : result.checks) {
    json check = {each.step ? json(*each.step) : json(), texts.NumberOf(each.expected),
                  texts.NumberOf(each.observed),         texts.NumberOf(each.clause),
                  static_cast<int>(each.level),          static_cast<int>(each.verdict)};
    // What holds of itself may not have been judged, and says why.
    const bool is_unjudged = each.level == Level::kRecord && !each.reason.empty();
    if (!IsMet(each.verdict) || is_unjudged) {
      check.push_back(texts.NumberOf(each.signature));
      check.push_back(texts.NumberOf(std::string(Named(each.blame))));
      check.push_back(texts.NumberOf(each.reason));
      check.push_back(texts.NumberOf(each.known.value_or("")));
    }
    checks.push_back(std::move(check));
  }
  return checks;
}

json LadderData(const Case& judged, const CaseResult& result, const Journal& journal,
                TextTable& texts) {
  std::map<std::size_t, std::vector<std::size_t>> checks;  // by the entry that shows them
  std::set<std::size_t> marked;
  for (std::size_t i = 0; i < result.checks.size(); ++i) {
    if (IsMet(result.checks[i].verdict)) continue;
    const auto entry = EntryOf(result.checks[i], journal);
    if (!entry) continue;
    checks[*entry].push_back(i);
    marked.insert(*entry);
  }
  json rows = json::array();
  const std::vector<LadderRow> all = LadderRows(judged, journal, marked);
  for (const LadderRow& row : all) {
    if (rows.size() == kMostRows) {
      rows.push_back(Rest(all.size() - kMostRows));
      break;
    }
    json marks = json::array();
    for (const std::size_t entry : row.entries) {
      const auto shown = checks.find(entry);
      if (shown == checks.end()) continue;
      for (const std::size_t check : shown->second) marks.push_back(check);
    }
    rows.push_back(RowData(row, marks, texts));
  }
  return {texts.NumberOf(Both(StackOf(journal, Actor::kSut), AddressOf(journal, Actor::kSut))),
          texts.NumberOf(Both(StackOf(journal, Actor::kPeer), AddressOf(journal, Actor::kPeer))),
          std::move(rows)};
}

}  // namespace closespec
