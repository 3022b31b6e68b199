#include <algorithm>
#include <functional>
#include <string_view>
#include <unordered_set>

#include "suites/model/loader.h"
#include "suites/model/spelling.h"

namespace closespec {
namespace {

constexpr std::string_view kChapter = "chapter:";
constexpr std::string_view kClause = "clause:";

// '*' is any text, '?' any character; everything else, brackets too, is itself.
bool FitsGlob(std::string_view pattern, std::string_view text) {
  std::size_t p = 0;
  std::size_t t = 0;
  std::size_t star = std::string_view::npos;
  std::size_t star_text = 0;
  while (t < text.size()) {
    if (p < pattern.size() && pattern[p] == '*') {
      star = p++;
      star_text = t;
    } else if (p < pattern.size() && (pattern[p] == '?' || pattern[p] == text[t])) {
      ++p;
      ++t;
    } else if (star != std::string_view::npos) {
      p = star + 1;
      t = ++star_text;
    } else {
      return false;
    }
  }
  return pattern.find_first_not_of('*', p) == std::string_view::npos;
}

bool IsWholePrefix(std::string_view prefix, std::string_view id) {
  if (prefix.empty() || !id.starts_with(prefix) || id.size() == prefix.size()) return false;
  const auto is_boundary = [](char c) { return c == '/' || c == '['; };
  return is_boundary(prefix.back()) || is_boundary(id[prefix.size()]);
}

bool Cites(const Case& each, std::string_view clause) {
  const auto is_it = [clause](const std::string& id) { return id == clause; };
  return std::any_of(each.requirements.begin(), each.requirements.end(), is_it) ||
         std::any_of(each.steps.begin(), each.steps.end(),
                     [&](const Step& step) { return is_it(step.clause); });
}

class Selection {
 public:
  explicit Selection(const Suite& suite) : suite_(suite) {
    for (const Scenario& scenario : suite.scenarios) {
      for (const Case& each : scenario.cases) all_.push_back(&each);
    }
  }

  void Add(std::string_view selector) {
    if (selector.starts_with(kChapter)) {
      const std::string_view chapter = selector.substr(kChapter.size());
      if (!Take([&](const Case& each) { return each.chapter == chapter; })) {
        Refuse(selector, chapter, Chapters(), "is no chapter");
      }
    } else if (selector.starts_with(kClause)) {
      AddClause(selector, selector.substr(kClause.size()));
    } else if (!Take([&](const Case& each) {
                 return each.id == selector || each.scenario == selector;
               }) &&
               !Take([&](const Case& each) { return IsWholePrefix(selector, each.id); }) &&
               !Take([&](const Case& each) {
                 return FitsGlob(selector, each.id) || FitsGlob(selector, each.scenario);
               })) {
      Refuse(selector, selector, Ids(selector), "fits no scenario and no case");
    }
  }

  std::vector<const Case*> InSuiteOrder(bool everything) const {
    std::vector<const Case*> selected;
    for (const Case* each : all_) {
      if (everything || taken_.contains(each)) selected.push_back(each);
    }
    return selected;
  }

 private:
  bool Take(const std::function<bool(const Case&)>& fits) {
    bool any = false;
    for (const Case* each : all_) {
      if (!fits(*each)) continue;
      taken_.insert(each);
      any = true;
    }
    return any;
  }

  void AddClause(std::string_view selector, std::string_view clause) {
    // A step that is no check has no clause: the empty one.
    if (!clause.empty() && Take([&](const Case& each) { return Cites(each, clause); })) return;
    std::vector<std::string_view> ids;
    for (const auto& [id, requirement] : suite_.requirements) ids.push_back(id);
    const bool known = suite_.requirements.contains(clause);
    Refuse(selector, clause, known ? std::vector<std::string_view>() : ids,
           known ? "is a clause that no scenario cites" : "is no clause");
  }

  std::vector<std::string_view> Chapters() const {
    std::vector<std::string_view> chapters;
    for (const Scenario& scenario : suite_.scenarios) {
      if (chapters.empty() || chapters.back() != scenario.chapter) {
        chapters.push_back(scenario.chapter);
      }
    }
    return chapters;
  }

  // What can have been meant: an id of the same kind.
  std::vector<std::string_view> Ids(std::string_view selector) const {
    std::vector<std::string_view> ids;
    if (selector.find('/') == std::string_view::npos) ids = Chapters();
    for (const Scenario& scenario : suite_.scenarios) ids.push_back(scenario.id);
    if (selector.find('[') != std::string_view::npos) {
      for (const Case* each : all_) ids.push_back(each->id);
    }
    return ids;
  }

  [[noreturn]] static void Refuse(std::string_view selector, std::string_view word,
                                  const std::vector<std::string_view>& candidates,
                                  std::string_view why) {
    throw NothingSelected("\"" + std::string(selector) + "\" " + std::string(why) +
                          DidYouMean(word, candidates));
  }

  const Suite& suite_;
  std::vector<const Case*> all_;
  std::unordered_set<const Case*> taken_;
};

}  // namespace

std::vector<const Case*> SelectCases(const Suite& suite, std::span<const std::string> selectors) {
  Selection selection(suite);
  for (const std::string& selector : selectors) selection.Add(selector);
  return selection.InSuiteOrder(selectors.empty());
}

bool CanMean(std::string_view selector, std::string_view scenario) {
  if (selector.starts_with(kClause)) return true;
  if (selector.starts_with(kChapter)) {
    return scenario.starts_with(std::string(selector.substr(kChapter.size())) + "/");
  }
  return scenario.starts_with(selector.substr(0, selector.find_first_of("*?[")));
}

bool FitsSelector(std::string_view selector, std::string_view scenario, std::string_view case_id) {
  if (selector.starts_with(kChapter)) {
    return case_id.starts_with(std::string(selector.substr(kChapter.size())) + "/");
  }
  return case_id == selector || scenario == selector || IsWholePrefix(selector, case_id) ||
         FitsGlob(selector, case_id) || FitsGlob(selector, scenario);
}

}  // namespace closespec
