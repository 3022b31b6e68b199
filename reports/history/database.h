// The file in which a history is kept, an SQLite database. Several processes may use it at once:
// who comes second waits, for so long as `patience` is.
//
//   AddToHistory("history.sqlite", {ReadKeptRun("closespec-results/latest")});
//   for (const TargetHistory& each : ReadHistory("history.sqlite")) ...
//
// DocumentError: the file is no history, is broken, or is of a newer closespec. std::runtime_error:
// it cannot be opened or written, or another process did not give it free in time.

#ifndef CLOSESPEC_REPORTS_HISTORY_DATABASE_H_
#define CLOSESPEC_REPORTS_HISTORY_DATABASE_H_

#include <chrono>
#include <filesystem>
#include <vector>

#include "reports/history/kept_run.h"
#include "reports/history/target_history.h"

namespace closespec {

inline constexpr std::chrono::milliseconds kHistoryPatience{10'000};

// Adds all of them or, where anything is wrong, none; begins the file where there is none. Gives
// how many it did not have before.
std::size_t AddToHistory(const std::filesystem::path& file, const std::vector<KeptRun>& runs,
                         std::chrono::milliseconds patience = kHistoryPatience);

// By the names of the targets.
std::vector<TargetHistory> ReadHistory(const std::filesystem::path& file,
                                       std::chrono::milliseconds patience = kHistoryPatience);

}  // namespace closespec

#endif  // CLOSESPEC_REPORTS_HISTORY_DATABASE_H_
