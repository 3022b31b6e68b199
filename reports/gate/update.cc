#include "reports/gate/update.h"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "suites/model/document_error.h"

namespace closespec {
namespace {

constexpr const char* kUnexplained = "seen in a run, not explained yet";

using Ids = std::set<std::string>;

std::string ScenarioOfId(const std::string& id) { return id.substr(0, id.find('[')); }

class Updating {
 public:
  Updating(const Expectations& expectations, const RunFacts& run, const UpdateRequest& request)
      : request_(request) {
    for (const CaseFacts& each : run.cases) {
      if (TimesJudged(each) == 0) continue;
      ++cases_of_[ScenarioOfId(each.id)];
      for (const ExpectedFailure* one : expectations.Of(each.id)) Sort(*one, each);
      FindNew(each, expectations);
    }
  }

  UpdatedExpectations Update(const Expectations& expectations) {
    if (!request_.expires.empty() && request_.expires < request_.today) {
      throw DocumentError("gate --update: --expires " + request_.expires + " is over; today is " +
                          request_.today);
    }
    homeless_ = expectations.FittingNoneOf(request_.known_cases);
    for (const ExpectedFailure& each : expectations.All()) Keep(each);
    if (updated_.renewed > 0 && request_.expires.empty()) {
      throw DocumentError("gate --update: what has expired and still fails needs --expires: " +
                          std::to_string(updated_.renewed) + " of " +
                          std::to_string(expectations.All().size()));
    }
    for (const auto& [signature, ids] : new_) {
      for (const std::string& cases : Named(ids)) {
        Put({cases, signature, kUnexplained, request_.run, request_.owner, request_.expires});
        ++updated_.added;
      }
    }
    if (updated_.added > 0 && (request_.owner.empty() || request_.expires.empty())) {
      throw DocumentError("gate --update: what is new needs --owner and --expires: " +
                          std::to_string(updated_.added) + ", the first is \"" +
                          new_.begin()->first + "\" of " + *new_.begin()->second.begin());
    }
    return std::move(updated_);
  }

 private:
  static bool Shows(const CaseFacts& facts, const std::string& signature) {
    return std::ranges::any_of(facts.broken, [&signature](const BrokenCheck& each) {
      return each.signature == signature;
    });
  }

  void Sort(const ExpectedFailure& expected, const CaseFacts& facts) {
    (Shows(facts, expected.deviation.signature) ? held_ : gone_)[&expected].insert(facts.id);
  }

  void FindNew(const CaseFacts& facts, const Expectations& expectations) {
    const auto fitting = expectations.Of(facts.id);
    for (const BrokenCheck& each : facts.broken) {
      const bool is_expected = std::ranges::any_of(fitting, [&each](const ExpectedFailure* one) {
        return one->deviation.signature == each.signature;
      });
      if (each.verdict == Verdict::kFail && !each.known && !is_expected) {
        new_[each.signature].insert(facts.id);
      }
    }
  }

  // A scenario of which all cases are there goes by its name.
  [[nodiscard]] std::vector<std::string> Named(const Ids& ids) const {
    std::map<std::string, std::vector<std::string>> by_scenario;
    for (const std::string& id : ids) by_scenario[ScenarioOfId(id)].push_back(id);
    std::vector<std::string> names;
    for (const auto& [scenario, own] : by_scenario) {
      if (own.size() == cases_of_.at(scenario)) {
        names.push_back(scenario);
      } else {
        names.insert(names.end(), own.begin(), own.end());
      }
    }
    return names;
  }

  // Two that were narrowed may have come to the same.
  void Put(const Deviation& deviation) {
    if (put_.emplace(deviation.cases, deviation.signature).second) {
      updated_.all.push_back(deviation);
    }
  }

  void Keep(const ExpectedFailure& expected) {
    Deviation deviation = expected.deviation;
    const Ids& held = held_[&expected];
    const bool is_narrower = !gone_[&expected].empty();
    if (held.empty() && (is_narrower || homeless_.contains(&expected))) {
      ++updated_.dropped;
      return;
    }
    if (!held.empty() && HasExpired(deviation, request_.today)) {
      deviation.expires = request_.expires;
      if (!request_.owner.empty()) deviation.owner = request_.owner;
      ++updated_.renewed;
    } else {
      ++(is_narrower ? updated_.narrowed : updated_.kept);
    }
    if (!is_narrower) return Put(deviation);
    for (const std::string& cases : Named(held)) {
      deviation.cases = cases;
      Put(deviation);
    }
  }

  const UpdateRequest& request_;
  std::map<std::string, std::size_t> cases_of_;  // judged, by scenario
  std::map<const ExpectedFailure*, Ids> held_;
  std::map<const ExpectedFailure*, Ids> gone_;
  std::set<const ExpectedFailure*> homeless_;
  std::map<std::string, Ids> new_;                     // by signature
  std::set<std::pair<std::string, std::string>> put_;  // cases and signature
  UpdatedExpectations updated_;
};

}  // namespace

UpdatedExpectations Update(const Expectations& expectations, const RunFacts& run,
                           const UpdateRequest& request) {
  return Updating(expectations, run, request).Update(expectations);
}

}  // namespace closespec
