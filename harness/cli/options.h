// The words of the command line as values. main.cc fills them with CLI11; commands read them.

#ifndef CLOSESPEC_HARNESS_CLI_OPTIONS_H_
#define CLOSESPEC_HARNESS_CLI_OPTIONS_H_

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "suites/model/socket_kind.h"

namespace closespec {

// Where the parts of this program are.
struct Installation {
  std::filesystem::path suites;
  std::filesystem::path targets;
  std::filesystem::path peer;  // the native socket peer
  std::filesystem::path wire_peer;
  std::filesystem::path faults;  // the preloaded library of planted faults
};

struct RunOptions {
  std::vector<std::string> selectors;
  std::string target = "linux";
  std::filesystem::path kernel;  // an image to be emulated, in place of a target
  std::string wire_address;      // for a target wire:ADDRESS:PORT/ROLE
  bool all_targets = false;
  std::string peer_target = "linux";
  SocketKind socket = SocketKind::kTcp;
  std::string profile;  // "core", "full"; empty: core without selectors, full with them
  int jobs = 0;         // 0: chosen by the number of cores and the target's limit
  int shard_index = 1;
  int shard_count = 1;
  std::filesystem::path durations;  // folder of a run by which shards are dealt; empty: in turn
  int repeat = 1;
  std::uint64_t seed = 0;
  std::filesystem::path output;  // empty: closespec-results/TIMESTAMP
  bool no_evidence_of_passes = false;
  bool quiet = false;                // no failures and no summary: somebody else tells of them
  std::vector<std::string> command;  // as typed
};

struct DiffOptions {
  std::filesystem::path before;  // output folders of runs
  std::filesystem::path after;
  bool as_json = false;
};

struct MergeOptions {
  std::vector<std::filesystem::path> shards;  // output folders of all shards of a run
  std::filesystem::path output;
};

struct HistoryOptions {
  std::filesystem::path database = "closespec-results/history.sqlite";
  std::vector<std::filesystem::path> runs;  // output folders to be added
  std::vector<std::string> selectors;
  bool as_page = false;
};

struct GateOptions {
  std::vector<std::string> words;      // the folder of a run, or the selectors of what is conducted
  std::filesystem::path baseline;      // folder of a run; or
  std::filesystem::path expectations;  // a file; or
  std::string against;                 // a target
  bool conducts = false;               // else the run is there already
  RunOptions run;                      // of what is conducted
  bool updates = false;                // writes `expectations` anew
  std::string owner;                   // of new ones
  std::string expires;
  std::string explains;  // id of the case; empty: the whole gate
  bool as_json = false;
};

struct BisectOptions {
  RunOptions run;
  std::string signature;  // of the failure that is looked for; empty: any
};

struct ProveOptions {
  std::vector<std::string> selectors;
  std::vector<std::string> faults;  // empty: all
  bool whole_table = false;         // else a fault meets scenarios until one has caught it
  std::string target = "linux";
  int jobs = 0;
  std::filesystem::path output;
  std::filesystem::path catches;  // read first and written when all is proved; empty: neither
};

struct ReportOptions {
  std::vector<std::filesystem::path> folders;  // of runs; more than one for html alone
  std::string format;
  std::string case_id;           // for a format of one case; else empty
  std::filesystem::path output;  // empty: standard output; html: report.html of the first
};

// Exit codes of the program (docs/results.md).
inline constexpr int kAsExpected = 0;
inline constexpr int kFellShort = 1;
inline constexpr int kWrongUsage = 2;
inline constexpr int kRunBroke = 3;
inline constexpr int kNothingSelected = 4;
// Those of bisect, as git bisect run has them: 0, 1 and these.
inline constexpr int kCannotTell = 125;
inline constexpr int kEndsBisection = 128;

}  // namespace closespec

#endif  // CLOSESPEC_HARNESS_CLI_OPTIONS_H_
