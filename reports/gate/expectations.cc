#include "reports/gate/expectations.h"

#include <algorithm>
#include <array>
#include <map>
#include <nlohmann/json.hpp>
#include <system_error>
#include <tuple>
#include <utility>

#include "suites/model/document_error.h"
#include "suites/model/loader.h"
#include "suites/model/reading.h"

namespace closespec {
namespace {

constexpr std::array<std::string_view, 1> kKeys = {"expectations"};
constexpr std::string_view kWhat = "an expectation";

bool IsPattern(const std::string& selector) {
  return selector.find_first_of("*?") != std::string::npos;
}

// Every selector without '*' and '?' that fits the case: its id and each prefix that ends at a
// boundary, with the boundary and without.
std::vector<std::string> NamesOf(std::string_view case_id) {
  std::vector<std::string> names;
  for (std::size_t i = 0; i < case_id.size(); ++i) {
    if (case_id[i] != '/' && case_id[i] != '[') continue;
    names.emplace_back(case_id.substr(0, i));
    names.emplace_back(case_id.substr(0, i + 1));
  }
  names.emplace_back(case_id);
  return names;
}

auto OrderOf(const Deviation& each) {
  return std::tie(each.cases, each.signature, each.why, each.evidence, each.owner, each.expires);
}

std::string LineOf(const Deviation& each) {
  const nlohmann::ordered_json json = {{"cases", each.cases}, {"signature", each.signature},
                                       {"why", each.why},     {"evidence", each.evidence},
                                       {"owner", each.owner}, {"expires", each.expires}};
  return json.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
}

}  // namespace

Expectations::Expectations(std::vector<ExpectedFailure> all) : all_(std::move(all)) {
  for (std::size_t i = 0; i < all_.size(); ++i) {
    const std::string& cases = all_[i].deviation.cases;
    if (IsPattern(cases)) {
      patterns_.push_back(i);
    } else {
      by_name_[cases].push_back(i);
    }
  }
}

Expectations Expectations::Read(const std::filesystem::path& file) {
  if (std::error_code ignored; std::filesystem::is_directory(file, ignored)) {
    throw DocumentError(file.string() + ": a folder, where a file of expectations is wanted");
  }
  const Document document = Document::Read(file, file.string());
  const Node& root = document.Root();
  RequireObject(document, root);
  AllowKeys(document, root, kKeys, "a file of expectations");
  const Node& list = Require(document, root, "expectations", "a file of expectations");
  if (list.kind != Node::Kind::kArray) {
    document.Fail(list, "expected a list, found " + Describe(list));
  }
  std::vector<ExpectedFailure> all;
  std::map<std::pair<std::string, std::string>, int> lines;
  for (const Node& item : list.items) {
    Deviation read = ReadDeviation(document, item, kWhat, Responsibility::kRequired);
    const auto [first, is_new] = lines.try_emplace({read.cases, read.signature}, item.line);
    if (!is_new) {
      document.Fail(item,
                    "the same cases and signature as in line " + std::to_string(first->second));
    }
    all.push_back({std::move(read), document.Name() + ":" + std::to_string(item.line)});
  }
  return Expectations(std::move(all));
}

std::vector<const ExpectedFailure*> Expectations::Of(std::string_view case_id) const {
  std::vector<std::size_t> found;
  if (!by_name_.empty()) {
    for (const std::string& name : NamesOf(case_id)) {
      if (const auto named = by_name_.find(name); named != by_name_.end()) {
        found.insert(found.end(), named->second.begin(), named->second.end());
      }
    }
  }
  const std::string_view scenario = case_id.substr(0, case_id.find('['));
  std::ranges::copy_if(patterns_, std::back_inserter(found), [&](std::size_t i) {
    return FitsSelector(all_[i].deviation.cases, scenario, case_id);
  });
  std::ranges::sort(found);
  std::vector<const ExpectedFailure*> fitting;
  fitting.reserve(found.size());
  for (const std::size_t i : found) fitting.push_back(&all_[i]);
  return fitting;
}

std::set<const ExpectedFailure*> Expectations::FittingNoneOf(
    const std::vector<std::string>& case_ids) const {
  std::set<const ExpectedFailure*> left;
  for (const ExpectedFailure& each : all_) left.insert(&each);
  for (const std::string& id : case_ids) {
    for (const ExpectedFailure* each : Of(id)) left.erase(each);
  }
  return left;
}

std::string ToText(std::vector<Deviation> expectations) {
  std::ranges::sort(expectations, [](const Deviation& left, const Deviation& right) {
    return OrderOf(left) < OrderOf(right);
  });
  std::string lines;
  for (const Deviation& each : expectations) {
    lines += (lines.empty() ? "\n    " : ",\n    ") + LineOf(each);
  }
  return "{\n  \"expectations\": [" + lines + (lines.empty() ? "" : "\n  ") + "]\n}\n";
}

}  // namespace closespec
