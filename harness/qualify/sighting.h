// How one scenario saw one planted fault: by which check or record, or not at all. Values only.

#ifndef CLOSESPEC_HARNESS_QUALIFY_SIGHTING_H_
#define CLOSESPEC_HARNESS_QUALIFY_SIGHTING_H_

#include <string>
#include <string_view>

namespace closespec {

// From the least to the most that is said of a fault.
enum class Catch {
  kNothing,  // the case came out as without the fault
  kUnseen,   // the harness was too late to tell
  kWeak,     // inconclusive or error where there was a verdict
  kRecord,   // a record or a permitted alternative differs
  kCheck,    // a check is broken that was not
};
std::string_view ToText(Catch how);

struct Sighting {
  Catch how = Catch::kNothing;
  std::string case_id;
  std::string by;      // the signature, the record, or the reason
  std::string clause;  // of the check
  bool is_fail = false;

  bool operator==(const Sighting&) const = default;
};

// The one that says more; `left` where they are alike.
const Sighting& Stronger(const Sighting& left, const Sighting& right);

}  // namespace closespec

#endif  // CLOSESPEC_HARNESS_QUALIFY_SIGHTING_H_
