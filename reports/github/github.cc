#include "reports/github/github.h"

#include <map>
#include <ostream>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "reports/results/account.h"
#include "reports/results/plain_text.h"

namespace closespec {
namespace {

// Of each kind, for one step of a job.
constexpr std::size_t kShown = 10;

std::string Escaped(std::string_view text, std::string_view special) {
  constexpr std::string_view kHexadecimal = "0123456789ABCDEF";
  std::string escaped;
  for (const char each : text) {
    const auto octet = static_cast<unsigned char>(each);
    if (special.find(each) == std::string_view::npos) {
      escaped += each;
    } else {
      escaped += {'%', kHexadecimal[octet >> 4U], kHexadecimal[octet & 0xFU]};
    }
  }
  return escaped;
}

std::string Message(std::string_view text) { return Escaped(text, "%\r\n"); }
std::string Value(std::string_view text) { return Escaped(text, "%\r\n:,"); }

// Cases of one scenario that fell for the same reason.
struct Group {
  const CaseResult* first = nullptr;
  std::size_t cases = 0;
};

std::string_view KindOf(const CaseResult& result) {
  switch (CiStatusOf(result)) {
    case CiStatus::kFailed:
    case CiStatus::kBroken:
      return "error";
    case CiStatus::kPassed:
      return "warning";
    case CiStatus::kSkipped:
      return "notice";
  }
  return "notice";
}

std::string TextOf(const RecordedRun& recorded, const Group& group) {
  const CaseResult& result = *group.first;
  std::string text = HeadlineOf(result);
  const CheckResult* check = DecisiveCheckOf(result);
  const Requirement* clause = check == nullptr ? nullptr : recorded.ClauseOf(*check);
  if (clause != nullptr) text += "\n" + PlainLine(Citation(*clause) + ": " + clause->text);
  if (group.cases > 1) {
    text += "\nThe same in " + std::to_string(group.cases) + " cases of this scenario.";
  }
  return text + "\n" + PlainLine(recorded.RepeatCommand(result));
}

std::string Annotation(const RecordedRun& recorded, const Group& group) {
  const CaseResult& result = *group.first;
  const CheckResult* check = DecisiveCheckOf(result);
  const SourceLine line =
      check == nullptr ? recorded.LineOf(result) : recorded.LineOf(result, *check);
  std::string text = "::" + std::string(KindOf(result)) + " ";
  if (!line.file.empty()) {
    text += "file=" + Value(PlainLine(line.file)) + ",line=" + std::to_string(line.line) + ",";
  }
  const std::string title = std::string(ToText(result.verdict)) + " " + PlainLine(result.id);
  return text + "title=" + Value(title) + "::" + Message(TextOf(recorded, group)) + "\n";
}

std::vector<Group> GroupsOf(const Run& run) {
  std::vector<Group> groups;
  std::map<std::pair<std::string, std::string>, std::size_t> places;
  for (const CaseResult* each : TroublesOf(run)) {
    const std::string why = std::string(ToText(each->verdict)) + HeadlineOf(*each);
    const auto [at, is_new] = places.try_emplace({each->scenario, why}, groups.size());
    if (is_new) groups.push_back({each});
    ++groups[at->second].cases;
  }
  return groups;
}

}  // namespace

void WriteGithub(std::ostream& out, const RecordedRun& recorded) {
  const bool is_whole = IsWhole(recorded.Results());
  if (!is_whole) out << "::error title=closespec::The run did not finish; cases are missing.\n";
  std::map<std::string_view, std::vector<Group>> kinds;
  for (const Group& each : GroupsOf(recorded.Results())) kinds[KindOf(*each.first)].push_back(each);
  for (const auto& [kind, groups] : kinds) {
    const std::size_t room = !is_whole && kind == "error" ? kShown - 1 : kShown;
    const std::size_t shown = groups.size() > room ? room - 1 : groups.size();
    for (std::size_t i = 0; i < shown; ++i) out << Annotation(recorded, groups[i]);
    if (shown < groups.size()) {
      out << "::" << kind << " title=closespec::" << groups.size() - shown << " more of "
          << groups.size() << " are not shown here\n";
    }
  }
}

}  // namespace closespec
