#include "reports/profile/profile.h"

#include <algorithm>
#include <set>
#include <utility>

#include "reports/results/plain_text.h"
#include "suites/model/document_error.h"

namespace closespec {
namespace {

constexpr std::string_view kFirstLine = "closespec profile 1";
constexpr std::string_view kStack = "stack ";

bool WasJudged(Verdict verdict) {
  return verdict != Verdict::kUnsupported && verdict != Verdict::kError &&
         verdict != Verdict::kInconclusive;
}

// "a/x[n=1,family=ipv4,opener=sut]" becomes "a/x[n=1]".
std::string WithoutSides(const std::string& id) {
  const std::size_t bracket = id.find('[');
  if (bracket == std::string::npos) return id;
  std::string kept;
  std::size_t begin = bracket + 1;
  while (begin < id.size()) {
    const std::size_t end = std::min(id.find(',', begin), id.size() - 1);
    const std::string parameter = id.substr(begin, end - begin);
    if (!parameter.starts_with("family=") && !parameter.starts_with("opener=")) {
      kept += (kept.empty() ? "" : ",") + parameter;
    }
    begin = end + 1;
  }
  return id.substr(0, bracket) + (kept.empty() ? "" : "[" + kept + "]");
}

// Line by line, with the number for complaints.
class Lines {
 public:
  Lines(std::string_view text, const std::string& name) : rest_(text), name_(name) {}

  bool Next(std::string_view& line) {
    if (rest_.empty()) return false;
    const std::size_t end = std::min(rest_.find('\n'), rest_.size());
    line = rest_.substr(0, end);
    rest_.remove_prefix(std::min(end + 1, rest_.size()));
    ++number_;
    return true;
  }
  [[noreturn]] void Fail(std::string_view found, std::string_view allowed) const {
    throw DocumentError(name_ + ":" + std::to_string(number_) + ": found \"" + std::string(found) +
                        "\", allowed is " + std::string(allowed));
  }

 private:
  std::string_view rest_;
  const std::string& name_;
  int number_ = 0;
};

// But for the tab of a record.
bool IsPrintable(std::string_view line) {
  std::string shown(line);
  std::ranges::replace(shown, '\t', ' ');
  return PlainText(shown) == shown;
}

bool IsCaseId(std::string_view line) {
  return line.find(' ') == std::string_view::npos && line.find('/') != std::string_view::npos &&
         line.find('/') > 0;
}

std::string Shown(const std::string& observed) {
  return observed.empty() ? "not on record" : observed;
}

}  // namespace

ProfileBuilder::ProfileBuilder(std::string stack) { all_.stack = std::move(stack); }

void ProfileBuilder::Add(const CaseResult& result) {
  if (WasJudged(result.verdict) && !result.records.empty()) {
    all_.cases.try_emplace(result.id, result.records);
  }
}

Profile ProfileBuilder::Build() const {
  std::map<std::string, std::set<const CaseProfile*>> alike;
  for (const auto& [id, records] : all_.cases) alike[WithoutSides(id)].insert(&records);
  Profile profile{.stack = all_.stack};
  for (const auto& [id, records] : all_.cases) {
    const std::string common = WithoutSides(id);
    const auto& others = alike[common];
    const bool is_same =
        std::all_of(others.begin(), others.end(),
                    [&own = records](const CaseProfile* each) { return *each == own; });
    profile.cases.try_emplace(is_same ? common : id, records);
  }
  return profile;
}

std::string ToText(const Profile& profile) {
  std::string text(kFirstLine);
  text += "\n" + std::string(kStack) + profile.stack + "\n";
  for (const auto& [id, records] : profile.cases) {
    text += "\n" + id + "\n";
    for (const Record& each : records) text += "  " + each.what + "\t" + each.observed + "\n";
  }
  return text;
}

Profile ParseProfile(std::string_view text, const std::string& name) {
  Lines lines(text, name);
  std::string_view line;
  if (!lines.Next(line) || line != kFirstLine) {
    lines.Fail(line.substr(0, 80), "\"" + std::string(kFirstLine) + "\"");
  }
  if (!lines.Next(line) || !line.starts_with(kStack)) {
    lines.Fail(line, "\"stack NAME\"");
  }
  Profile profile{.stack = std::string(line.substr(kStack.size()))};
  CaseProfile* records = nullptr;
  while (lines.Next(line)) {
    if (line.empty()) continue;
    if (!IsPrintable(line)) lines.Fail(PlainLine(line), "text without control characters");
    if (!line.starts_with("  ")) {
      if (!IsCaseId(line)) lines.Fail(line, "the id of a case, such as \"linger/close[n=1]\"");
      const auto [entry, is_new] = profile.cases.try_emplace(std::string(line));
      if (!is_new) lines.Fail(line, "a case that was not named before");
      records = &entry->second;
      continue;
    }
    const std::size_t tab = line.find('\t');
    if (records == nullptr || tab == std::string_view::npos) {
      lines.Fail(line, "a case, or two spaces, a record's name, a tab and what was seen");
    }
    records->push_back({std::string(line.substr(2, tab - 2)), std::string(line.substr(tab + 1))});
  }
  return profile;
}

ProfileComparison Compare(const Profile& left, const Profile& right) {
  ProfileComparison comparison;
  for (const auto& [id, records] : right.cases) comparison.only_right += !left.cases.contains(id);
  for (const auto& [id, records] : left.cases) {
    const auto other = right.cases.find(id);
    if (other == right.cases.end()) {
      ++comparison.only_left;
      continue;
    }
    // A name that is on record several times is told apart by its turn.
    std::map<std::pair<std::string, int>, std::pair<std::string, std::string>> seen;
    std::map<std::string, int> turn;
    for (const Record& each : records) {
      seen[{each.what, ++turn[each.what]}].first = each.observed;
    }
    turn.clear();
    for (const Record& each : other->second) {
      seen[{each.what, ++turn[each.what]}].second = each.observed;
    }
    for (const auto& [what, observed] : seen) {
      if (observed.first == observed.second) {
        ++comparison.same;
      } else {
        comparison.differences.push_back({id, what.first, observed.first, observed.second});
      }
    }
  }
  return comparison;
}

std::string ToText(const ProfileComparison& comparison, const Profile& left, const Profile& right) {
  std::string text;
  std::string_view last;
  for (const ProfileDifference& each : comparison.differences) {
    if (each.where != last) text += each.where + "\n";
    last = each.where;
    text += "  " + each.what + "\n    " + left.stack + ": " + Shown(each.left) + "\n    " +
            right.stack + ": " + Shown(each.right) + "\n";
  }
  text += std::to_string(comparison.same) + " records are the same, " +
          std::to_string(comparison.differences.size()) + " differ";
  if (comparison.only_left + comparison.only_right > 0) {
    text += "; not compared: " + std::to_string(comparison.only_left) + " cases of " + left.stack +
            " and " + std::to_string(comparison.only_right) + " of " + right.stack + " alone";
  }
  return text + "\n";
}

}  // namespace closespec
