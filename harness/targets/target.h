// A target: how a stack's socket peer is launched, what reaches it, which texts it follows, what it
// declares, how it is set up, and which of its deviations are known. A JSON file says so
// (docs/targets.md).

#ifndef CLOSESPEC_HARNESS_TARGETS_TARGET_H_
#define CLOSESPEC_HARNESS_TARGETS_TARGET_H_

#include <chrono>
#include <filesystem>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "harness/conductor/launcher.h"
#include "harness/sandbox/sandbox.h"
#include "reports/results/deviation.h"
#include "reports/results/results.h"
#include "suites/model/server_role.h"

namespace closespec {

struct Limits {
  int jobs = 0;     // at once; 0: as many as the machine bears
  int sockets = 0;  // at once in one case; 0: as many as it takes
  std::chrono::milliseconds silence{100};
  std::chrono::milliseconds event{4000};
  std::chrono::milliseconds hello{15000};
  std::chrono::milliseconds give_up{1000};  // nothing is left then of what was closed
  std::vector<std::string> reset;  // brings back a stack that answers no more; with such places

  bool operator==(const Limits&) const = default;
};

// Of a stack that is kept over many cases.
struct CanarySetting {
  std::string case_id;    // conducted first, and again after each batch
  std::size_t every = 0;  // so many cases are a batch

  bool operator==(const CanarySetting&) const = default;
};

enum class DurationUnit { kSeconds, kMilliseconds, kMicroseconds };

// Where the value stands in what is written.
inline constexpr std::string_view kValuePlace = "{value}";

// What a setting is on this stack (suites/model/settings.h has the neutral names).
struct SettingMapping {
  std::string sysctl;
  DurationUnit unit = DurationUnit::kMilliseconds;  // of a duration
  std::string on = "1";                             // of a switch
  std::string off = "0";
  std::string text = std::string(kValuePlace);

  bool operator==(const SettingMapping&) const = default;
};

struct Target {
  std::string name;
  std::filesystem::path folder;                    // of its file
  std::vector<std::string> launch;                 // with places that PlanFor() fills
  std::optional<ServerRole> server;                // is there already, and nothing is launched
  std::map<std::string, std::string> environment;  // with such places
  // Installs what the stack needs here, or with --check as its last word says what is missing; with
  // such places. Empty: nothing is needed.
  std::vector<std::string> install;
  LinkKind link = LinkKind::kLoopback;  // that connects the other side to this stack
  InterfaceLink interface;              // where `link` is one
  std::set<std::string> follows;
  std::set<std::string> declares;
  Limits limits;
  std::optional<CanarySetting> canary;
  std::map<std::string, SettingMapping> settings;  // by neutral name
  std::vector<Deviation> deviations;
  std::map<SocketKind, std::vector<Deviation>> socket_deviations;  // of such sockets beside those

  bool operator==(const Target&) const = default;
};

// Where the target that is named so stands. DocumentError when there is none, as for a server.
std::filesystem::path TargetFile(const std::string& name_or_file,
                                 const std::filesystem::path& shipped);
// `name_or_file`: a file, the name of one that is shipped in `shipped`, or a server
// (server_target.h). DocumentError when it is malformed or unknown.
Target LoadTarget(const std::string& name_or_file, const std::filesystem::path& shipped);
// Names of the shipped ones, sorted.
std::vector<std::string> ShippedTargets(const std::filesystem::path& shipped);

// Whether a server has an address of that family; every other stack has.
bool HasAddress(const Target& target, Family family);

// Who speaks for a side that this stack is on.
LinkEnd EndOf(const Target& target);

// `native_peer` is what "{peer}" stands for, its folder what "{programs}" does; "{folder}" is the
// target's.
LaunchPlan PlanFor(const Target& target, const std::filesystem::path& native_peer);
// The same for what installs it; nothing to launch when nothing need be installed.
LaunchPlan InstallPlanFor(const Target& target, const std::filesystem::path& native_peer);
// The same for what resets it.
LaunchPlan ResetPlanFor(const Target& target, const std::filesystem::path& native_peer);

// Marks the broken checks that a deviation of the target covers; the result is known when all are
// that make its verdict.
// `today`: ISO 8601; a deviation that has expired covers nothing.
void MarkKnown(const Target& target, const std::string& today, CaseResult& result);

}  // namespace closespec

#endif  // CLOSESPEC_HARNESS_TARGETS_TARGET_H_
