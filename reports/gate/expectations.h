// What is expected to fail: a JSON file with comments, like a target's deviations, but each with
// an owner and a day on which it expires (docs/gate.md).
//
//   const Expectations expectations = Expectations::Read("expectations.json");
//   for (const ExpectedFailure* each : expectations.Of(case_id)) ...

#ifndef CLOSESPEC_REPORTS_GATE_EXPECTATIONS_H_
#define CLOSESPEC_REPORTS_GATE_EXPECTATIONS_H_

#include <filesystem>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "reports/results/deviation.h"

namespace closespec {

struct ExpectedFailure {
  Deviation deviation;
  std::string place;  // "expectations.json:12"; empty: not from a file

  bool operator==(const ExpectedFailure&) const = default;
};

class Expectations {
 public:
  Expectations() = default;
  explicit Expectations(std::vector<ExpectedFailure> all);
  // Finding goes by pointers into this.
  Expectations(const Expectations&) = delete;
  Expectations& operator=(const Expectations&) = delete;
  Expectations(Expectations&&) = default;
  Expectations& operator=(Expectations&&) = default;

  // A DocumentError names file, line, what was found and what is allowed; so it does of two that
  // expect the same.
  static Expectations Read(const std::filesystem::path& file);

  [[nodiscard]] const std::vector<ExpectedFailure>& All() const { return all_; }
  // Those that fit the case, in the order of the file.
  [[nodiscard]] std::vector<const ExpectedFailure*> Of(std::string_view case_id) const;
  [[nodiscard]] std::set<const ExpectedFailure*> FittingNoneOf(
      const std::vector<std::string>& case_ids) const;

 private:
  std::vector<ExpectedFailure> all_;
  // Indices into `all_`. Most are named outright, so that few have to be tried on every case.
  std::unordered_map<std::string, std::vector<std::size_t>> by_name_;
  std::vector<std::size_t> patterns_;
};

// As gate --update writes them: sorted, one a line.
std::string ToText(std::vector<Deviation> expectations);

}  // namespace closespec

#endif  // CLOSESPEC_REPORTS_GATE_EXPECTATIONS_H_
