// The result of a run: what was seen and how it is judged. Values only; reports/json writes and
// reads them, reports/terminal prints them.

#ifndef CLOSESPEC_REPORTS_RESULTS_RESULTS_H_
#define CLOSESPEC_REPORTS_RESULTS_RESULTS_H_

#include <chrono>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "suites/model/requirement.h"
#include "suites/model/socket_kind.h"

namespace closespec {

// From best to worst; a verdict is only ever worsened (design, section 5).
enum class Verdict {
  kPass,
  kPermitted,
  kDeviates,
  kInconclusive,
  kError,
  kFail,
  kUnsupported,  // decided before the first step; stands alone
};
std::string_view ToText(Verdict verdict);
std::optional<Verdict> ParseVerdict(std::string_view text);
// The worse of two; kUnsupported never meets another.
Verdict Worsen(Verdict verdict, Verdict other);

// Whom the evidence names: the stack, the other peer, the harness, or nobody yet.
enum class Blame { kNobody, kSut, kPeer, kHarness, kUnattributed };
std::string_view ToText(Blame blame);
std::optional<Blame> ParseBlame(std::string_view text);

// One judged expectation. `step` indexes Case::steps; invariants and preparation have none.
struct CheckResult {
  std::optional<std::size_t> step;
  std::string expected;  // "ECONNRESET"
  std::string observed;  // "returned 0"
  std::string clause;    // "posix-recv-p2"
  Level level = Level::kMust;
  Verdict verdict = Verdict::kPass;
  std::string signature;  // "peer.recv#2: returned 0, expected ECONNRESET"; empty when met
  Blame blame = Blame::kNobody;
  std::string reason;  // why the verdict is not simply met or broken: "harness late by 812 ms"
  std::optional<std::size_t> entry;  // index into Journal::entries of the observation
  std::optional<std::string> known;  // why, from the target's deviations

  bool operator==(const CheckResult&) const = default;
};

// An observation that is taken into the stack's profile and judges nothing.
struct Record {
  std::string what;
  std::string observed;

  bool operator==(const Record&) const = default;
};

// The target says that the stack has the feature, and its peer says why not. Of no clause.
CheckResult BrokenDeclaration(const std::string& feature, const std::string& why);
bool IsOfDeclaration(const CheckResult& check);
bool IsOfDeclaration(std::string_view signature);

struct CaseResult {
  std::string id;
  std::string scenario;
  std::string chapter;
  Verdict verdict = Verdict::kPass;
  Blame blame = Blame::kNobody;
  std::string reason;               // of unsupported, error, inconclusive; empty otherwise
  std::vector<CheckResult> checks;  // in step order, then invariants
  std::vector<Record> records;
  std::chrono::microseconds duration{0};
  std::chrono::milliseconds lateness{0};  // worst of the harness in this case
  int attempts = 1;                       // more than 1: inconclusive before
  std::string distrusted;  // why an attempt does not count, other than its own result
  std::string reset;       // how the reset of the stack ended that followed; empty: none did
  std::string evidence;    // file stem below the run's folder: "evidence/0001-..." or empty
  bool known = false;      // every check that makes the verdict is covered by a deviation

  bool operator==(const CaseResult&) const = default;
};

// One side's stack as its peer's hello and the sandbox tell it.
struct StackEnvironment {
  std::string target;                           // "linux"
  std::string stack;                            // "linux-6.18.44"
  std::map<std::string, std::string> settings;  // sysctls and link settings that matter

  bool operator==(const StackEnvironment&) const = default;
};

// What was selected, of which the run may be a shard.
struct RunSelection {
  std::string hash;       // SHA-256 over the ids of the selected cases, of all shards together
  std::size_t cases = 0;  // so many they are
  int repeat = 1;
  std::string shard;  // "2/5", or empty

  bool operator==(const RunSelection&) const = default;
};

struct Run {
  std::string closespec;       // version of this program
  std::string suite_revision;  // Suite::revision
  std::string started;         // UTC, ISO 8601
  std::string finished;        // empty while it runs
  std::string kernel;          // uname -r of the machine that conducted
  std::vector<std::string> command;
  std::vector<std::string> follows;
  std::string canary;  // case that shows that the stack, which is kept, stays as it is
  SocketKind socket = SocketKind::kTcp;
  std::vector<std::string> limitations;  // what was lost: no namespaces, no capture ...
  std::uint64_t seed = 0;
  int jobs = 0;
  bool interrupted = false;
  std::optional<RunSelection> selection;  // nothing in files of older versions
  StackEnvironment sut;
  StackEnvironment peer;
  std::vector<CaseResult> cases;

  bool operator==(const Run&) const = default;
};

// 0 as expected, 1 the stack fell short, 3 the run broke or stayed inconclusive (design, section
// 5).
int ExitCode(const CaseResult& result);
int ExitCode(const Run& run);
// Of two reasons to exit the one that is told: 2 over 1 over 3 over 0.
int WorseExit(int code, int other);

}  // namespace closespec

#endif  // CLOSESPEC_REPORTS_RESULTS_RESULTS_H_
