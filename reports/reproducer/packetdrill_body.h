// The events of a packetdrill script: what a journal has of calls and segments, up to the check
// that broke.

#ifndef CLOSESPEC_REPORTS_REPRODUCER_PACKETDRILL_BODY_H_
#define CLOSESPEC_REPORTS_REPRODUCER_PACKETDRILL_BODY_H_

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "reports/reproducer/packetdrill_calls.h"
#include "reports/reproducer/packetdrill_numbers.h"
#include "reports/reproducer/reproduced_case.h"
#include "suites/model/connection_variables.h"
#include "suites/model/journal.h"

namespace closespec {

class PacketdrillBody {
 public:
  // `entry`: where the journal shows what broke; of the same case.
  PacketdrillBody(const ReproducedCase& reproduced, const Journal& journal,
                  std::optional<std::size_t> entry);

  // Throws Inexpressible for the step At() is at.
  std::string Text();
  [[nodiscard]] const Step* At() const;

 private:
  // A line of the script, and what was known before it.
  struct Line {
    std::string text;
    bool from_sut = false;
    ConnectionVariables before;
    PacketdrillNumbers numbers;
  };

  void RequireWords();
  void Add(const Entry& entry);
  void Add(const CallBegan& call);
  void Add(const CallEnded& end);
  void Add(const SegmentSeen& seen);
  void Add(const StepEnded& end);
  void AddInjection(const CallBegan& call);
  void AddIcmp(const CallBegan& call);
  void AddCall(const CallBegan& call);

  Outcome Demanded(const Outcome& seen);
  // The segment that a clause demands, in place of all that came since the last stimulus.
  void Demand(const AwaitSegment& wanted);
  void Write(const std::string& text, bool from_sut = false);
  void AllowUntil(std::chrono::nanoseconds since_first_segment);
  void WriteCalls(const std::vector<std::string>& texts, std::chrono::nanoseconds waits = {});
  void Comment(std::string_view text);
  [[nodiscard]] bool IsBroken(std::size_t step) const;
  [[nodiscard]] std::optional<std::size_t> EndOf(const CallBegan& call) const;
  [[nodiscard]] bool WaitsForPeer(const CallBegan& call) const;
  [[nodiscard]] bool IsForbidden(const SegmentSeen& seen) const;

  const Case& case_;
  const Journal& journal_;
  std::optional<std::size_t> broken_;  // step of the check
  std::optional<std::size_t> entry_;   // of the journal, that shows it
  const std::set<std::size_t>& unmet_;
  std::size_t at_ = 0;
  std::size_t index_ = 0;  // of the entry at hand
  bool over_ = false;
  std::string forbidden_;  // line that was left out: the next other one of the SUT shows it
  std::chrono::nanoseconds last_{0};
  std::optional<std::chrono::nanoseconds> began_;  // the first segment was captured
  std::chrono::milliseconds pause_{0};
  PacketdrillCalls calls_;
  PacketdrillNumbers numbers_;
  ConnectionVariables variables_;
  std::vector<Line> lines_;
  std::vector<const CallBegan*> connecting_;  // in the background
};

}  // namespace closespec

#endif  // CLOSESPEC_REPORTS_REPRODUCER_PACKETDRILL_BODY_H_
