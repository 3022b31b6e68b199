// A broken check that is known: of which cases, with which signature, why, and who answers for it
// until when. Target files and expectations are lists of them.

#ifndef CLOSESPEC_REPORTS_RESULTS_DEVIATION_H_
#define CLOSESPEC_REPORTS_RESULTS_DEVIATION_H_

#include <string>
#include <string_view>

#include "reports/results/results.h"
#include "suites/model/document.h"

namespace closespec {

// Pinned to its signature, so that anything new stays red.
struct Deviation {
  std::string cases;      // a selector
  std::string signature;  // of the check
  std::string why;
  std::string evidence;  // where it is written up
  std::string owner;
  std::string expires;  // ISO 8601 date, or empty

  bool operator==(const Deviation&) const = default;
};

enum class Responsibility { kOptional, kRequired };  // owner and expires

// `what` has them in messages: "a deviation". DocumentError with the line of what is wrong.
Deviation ReadDeviation(const Document& document, const Node& node, std::string_view what,
                        Responsibility responsibility);

// "2027-06-30", a day that the calendar has.
bool IsDate(std::string_view text);

// `today`: ISO 8601 date. One that expires today is still good.
bool HasExpired(const Deviation& deviation, std::string_view today);

}  // namespace closespec

#endif  // CLOSESPEC_REPORTS_RESULTS_DEVIATION_H_
