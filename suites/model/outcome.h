// What a socket call came to, in the words of the peer protocol: it returned a number, it failed
// with an error (POSIX name), or it had not returned when its budget was over.

#ifndef CLOSESPEC_SUITES_MODEL_OUTCOME_H_
#define CLOSESPEC_SUITES_MODEL_OUTCOME_H_

#include <chrono>
#include <cstdint>
#include <map>
#include <optional>
#include <string>

namespace closespec {

// A contiguous piece of the data pattern: `octets` starting at stream position `offset`.
struct StreamPiece {
  std::uint64_t offset = 0;
  std::uint64_t octets = 0;

  bool operator==(const StreamPiece&) const = default;
};

struct Outcome {
  std::optional<std::int64_t> returns;
  std::optional<std::string> error;        // "ECONNRESET"
  bool blocked = false;                    // did not return within its budget
  std::optional<std::string> unsupported;  // why
  std::optional<StreamPiece> stream;       // what a send accepted or a recv gave
  bool intact = true;                      // received octets are the pattern at that position
  std::map<std::string, std::string>
      facts;                       // everything else: "end", "events", "value", "local" ...
  std::chrono::nanoseconds at{0};  // the peer's own monotonic clock

  bool operator==(const Outcome&) const = default;
};

// "returned 5", "failed with ECONNRESET", "blocked"; facts that an expectation may name follow.
std::string ToText(const Outcome& outcome);

}  // namespace closespec

#endif  // CLOSESPEC_SUITES_MODEL_OUTCOME_H_
