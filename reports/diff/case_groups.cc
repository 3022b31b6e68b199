#include "reports/diff/case_groups.h"

#include <utility>

namespace closespec {

void CaseGroups::Add(const std::string& id, std::vector<std::string> lines) {
  std::string key = id.substr(0, id.find('[')) + '\n';
  for (const std::string& line : lines) key += line + '\n';
  const auto [place, is_new] = places_.try_emplace(std::move(key), groups_.size());
  if (is_new) groups_.push_back({std::move(lines), {}, added_});
  groups_[place->second].ids.push_back(id);
  ++added_;
}

std::string Counted(std::size_t number, const std::string& what) {
  return std::to_string(number) + " " + what + (number == 1 ? "" : "s");
}

std::vector<std::string> LinesOf(const CaseGroup& group) {
  std::vector<std::string> lines = {group.ids.front()};
  for (const std::string& each : group.lines) lines.push_back("  " + each);
  if (group.ids.size() > 1) {
    lines.push_back("  the same in " + Counted(group.ids.size() - 1, "more case"));
  }
  return lines;
}

}  // namespace closespec
