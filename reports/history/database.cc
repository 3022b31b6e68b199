#include "reports/history/database.h"

#include <SQLiteCpp/SQLiteCpp.h>
#include <SQLiteCpp/VariadicBind.h>
#include <sqlite3.h>

#include <algorithm>
#include <map>
#include <stdexcept>
#include <string>
#include <utility>

#include "suites/model/document_error.h"

namespace closespec {
namespace {

constexpr int kApplication = 0x436c6f73;  // "Clos", by which file(1) could know it
constexpr int kVersion = 1;
// A year: whatever says that a case took longer is broken, and sums of such do not overflow.
constexpr std::int64_t kLongest = std::int64_t{366} * 24 * 3600 * 1'000'000;

constexpr const char* kSchema = R"(
PRAGMA application_id = 1131179891;
PRAGMA user_version = 1;
CREATE TABLE runs (
  id INTEGER PRIMARY KEY,
  digest TEXT NOT NULL UNIQUE,
  target TEXT NOT NULL, stack TEXT NOT NULL,
  peer_target TEXT NOT NULL, peer_stack TEXT NOT NULL,
  suite_revision TEXT NOT NULL, closespec TEXT NOT NULL,
  started TEXT NOT NULL, folder TEXT NOT NULL) STRICT;
CREATE TABLE cases (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE) STRICT;
CREATE TABLE signatures (id INTEGER PRIMARY KEY, text TEXT NOT NULL UNIQUE) STRICT;
CREATE TABLE results (
  case_id INTEGER NOT NULL REFERENCES cases, run_id INTEGER NOT NULL REFERENCES runs,
  verdict TEXT NOT NULL, known INTEGER NOT NULL,
  signature_id INTEGER NOT NULL REFERENCES signatures,
  microseconds INTEGER NOT NULL, late_milliseconds INTEGER NOT NULL,
  PRIMARY KEY (case_id, run_id)) STRICT, WITHOUT ROWID;
)";

[[noreturn]] void Rethrow(const std::string& file, const SQLite::Exception& error) {
  switch (error.getErrorCode()) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      throw std::runtime_error(file +
                               ": another process is writing it and does not come to an end");
    case SQLITE_CANTOPEN:
    case SQLITE_READONLY:
    case SQLITE_FULL:
    case SQLITE_IOERR:
    case SQLITE_PERM:
      throw std::runtime_error(file + ": " + error.what());
    default:
      // Whatever else it says is of what stands in the file.
      throw DocumentError(file + ": is no history of closespec: " + error.what());
  }
}

int Number(SQLite::Database& database, const char* question) {
  return database.execAndGet(question).getInt();
}

bool IsFresh(SQLite::Database& database) {
  return Number(database, "PRAGMA application_id") == 0 &&
         Number(database, "SELECT count(*) FROM sqlite_master") == 0;
}

void RequireHistory(const std::string& file, SQLite::Database& database) {
  if (Number(database, "PRAGMA application_id") != kApplication) {
    throw DocumentError(file + ": is a database, but no history of closespec");
  }
  const int version = Number(database, "PRAGMA user_version");
  if (version != kVersion) {
    throw DocumentError(file + ": is a history of version " + std::to_string(version) +
                        "; this closespec knows version " + std::to_string(kVersion));
  }
}

// What each name is called by in `table`; new ones are added.
class Numbers {
 public:
  Numbers(SQLite::Database& database, const std::string& table, const std::string& column)
      : insert_(database, "INSERT INTO " + table + " (" + column + ") VALUES (?) RETURNING id") {
    SQLite::Statement all(database, "SELECT " + column + ", id FROM " + table);
    while (all.executeStep()) numbers_[all.getColumn(0)] = all.getColumn(1).getInt64();
  }

  std::int64_t Of(const std::string& name) {
    const auto [found, is_new] = numbers_.try_emplace(name, 0);
    if (is_new) {
      insert_.bind(1, name);
      (void)insert_.executeStep();
      found->second = insert_.getColumn(0).getInt64();
      insert_.reset();
    }
    return found->second;
  }

 private:
  SQLite::Statement insert_;
  std::map<std::string, std::int64_t> numbers_;
};

// False: it is there already.
bool AddRun(SQLite::Database& database, const KeptRun& run) {
  SQLite::Statement insert(
      database,
      "INSERT INTO runs (digest, target, stack, peer_target, peer_stack, suite_revision, "
      "closespec, started, folder) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) "
      "ON CONFLICT (digest) DO NOTHING");
  const Run& head = run.head;
  SQLite::bind(insert, run.digest, head.sut.target, head.sut.stack, head.peer.target,
               head.peer.stack, head.suite_revision, head.closespec, head.started, run.folder);
  return insert.exec() == 1;
}

std::size_t AddAll(SQLite::Database& database, const std::vector<KeptRun>& runs) {
  Numbers cases(database, "cases", "name");
  Numbers signatures(database, "signatures", "text");
  SQLite::Statement insert(database, "INSERT INTO results VALUES (?, ?, ?, ?, ?, ?, ?)");
  std::size_t added = 0;
  for (const KeptRun& run : runs) {
    if (!AddRun(database, run)) continue;
    ++added;
    const std::int64_t id = database.getLastInsertRowid();
    for (const KeptCase& each : run.cases) {
      SQLite::bind(insert, cases.Of(each.id), id, std::string(ToText(each.verdict)),
                   each.known ? 1 : 0, signatures.Of(each.signature),
                   static_cast<std::int64_t>(each.duration.count()),
                   static_cast<std::int64_t>(each.lateness.count()));
      insert.exec();
      insert.reset();
    }
  }
  return added;
}

class Reading {
 public:
  Reading(std::string file, SQLite::Database& database)
      : file_(std::move(file)), database_(database) {}

  std::vector<TargetHistory> All() {
    ReadRuns();
    ReadTexts("SELECT id, name FROM cases", names_);
    ReadTexts("SELECT id, text FROM signatures", signatures_);
    ReadResults();
    return std::move(targets_);
  }

 private:
  struct Place {
    std::size_t target;
    std::size_t run;
  };

  void ReadRuns() {
    SQLite::Statement runs(database_,
                           "SELECT id, target, peer_target, stack, peer_stack, suite_revision, "
                           "closespec, started, folder FROM runs "
                           "ORDER BY target, peer_target, started, id");
    while (runs.executeStep()) {
      const std::string target = runs.getColumn(1);
      const std::string peer_target = runs.getColumn(2);
      if (targets_.empty() || targets_.back().target != target ||
          targets_.back().peer_target != peer_target) {
        targets_.push_back({target, peer_target, {}, {}});
      }
      std::vector<PastRun>& own = targets_.back().runs;
      places_[runs.getColumn(0).getInt64()] = {targets_.size() - 1, own.size()};
      own.push_back({runs.getColumn(3), runs.getColumn(4), runs.getColumn(5), runs.getColumn(6),
                     runs.getColumn(7), runs.getColumn(8)});
    }
  }

  void ReadTexts(const char* question, std::map<std::int64_t, std::string>& texts) {
    SQLite::Statement all(database_, question);
    while (all.executeStep()) texts[all.getColumn(0).getInt64()] = all.getColumn(1).getString();
  }

  void ReadResults() {
    // In the order in which they are stored.
    SQLite::Statement all(database_,
                          "SELECT case_id, run_id, verdict, known, signature_id, microseconds, "
                          "late_milliseconds FROM results ORDER BY case_id, run_id");
    std::map<std::int64_t, std::vector<CaseHistory>> by_case;
    std::vector<CaseHistory> of_case(targets_.size());
    std::int64_t current = 0;
    while (all.executeStep()) {
      const std::int64_t id = all.getColumn(0).getInt64();
      if (id != current) Take(of_case);
      current = id;
      const Place place = Find(places_, all.getColumn(1).getInt64(), "run");
      CaseHistory& history = of_case[place.target];
      history.id = Find(names_, id, "case");
      history.outcomes.push_back({place.run, KeptOf(all)});
    }
    Take(of_case);
    for (TargetHistory& each : targets_) std::ranges::sort(each.cases, {}, &CaseHistory::id);
  }

  // Moves what was read of a case to where it belongs.
  void Take(std::vector<CaseHistory>& of_case) {
    for (std::size_t i = 0; i < of_case.size(); ++i) {
      if (of_case[i].outcomes.empty()) continue;
      std::ranges::sort(of_case[i].outcomes, {}, &PastOutcome::run);
      targets_[i].cases.push_back(std::exchange(of_case[i], {}));
    }
  }

  KeptCase KeptOf(SQLite::Statement& row) {
    const std::string word = row.getColumn(2);
    const auto verdict = ParseVerdict(word);
    if (!verdict) Malformed("verdict \"" + word + "\"");
    return {
        .verdict = *verdict,
        .known = row.getColumn(3).getInt() != 0,
        .signature = Find(signatures_, row.getColumn(4).getInt64(), "signature"),
        .duration = std::chrono::microseconds(Time(row.getColumn(5).getInt64(), kLongest)),
        .lateness = std::chrono::milliseconds(Time(row.getColumn(6).getInt64(), kLongest / 1000))};
  }

  std::int64_t Time(std::int64_t time, std::int64_t longest) const {
    if (time < 0 || time > longest) Malformed("time " + std::to_string(time));
    return time;
  }

  template <typename Value>
  const Value& Find(const std::map<std::int64_t, Value>& all, std::int64_t id,
                    const std::string& what) const {
    const auto found = all.find(id);
    if (found == all.end()) Malformed(what + " " + std::to_string(id) + ", which is not there");
    return found->second;
  }

  [[noreturn]] void Malformed(const std::string& what) const {
    throw DocumentError(file_ + ": is broken: table results has " + what);
  }

  std::string file_;
  SQLite::Database& database_;
  std::vector<TargetHistory> targets_;
  std::map<std::int64_t, Place> places_;  // by id of the run
  std::map<std::int64_t, std::string> names_;
  std::map<std::int64_t, std::string> signatures_;
};

}  // namespace

std::size_t AddToHistory(const std::filesystem::path& file, const std::vector<KeptRun>& runs,
                         std::chrono::milliseconds patience) {
  try {
    SQLite::Database database(file.string(), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE,
                              static_cast<int>(patience.count()));
    SQLite::Transaction transaction(database, SQLite::TransactionBehavior::IMMEDIATE);
    if (IsFresh(database)) database.exec(kSchema);
    RequireHistory(file.string(), database);
    const std::size_t added = AddAll(database, runs);
    transaction.commit();
    return added;
  } catch (const SQLite::Exception& error) {
    Rethrow(file.string(), error);
  }
}

std::vector<TargetHistory> ReadHistory(const std::filesystem::path& file,
                                       std::chrono::milliseconds patience) {
  if (!std::filesystem::exists(file)) {
    throw DocumentError(file.string() + ": there is no history; closespec history add begins one");
  }
  try {
    SQLite::Database database(file.string(), SQLite::OPEN_READONLY,
                              static_cast<int>(patience.count()));
    SQLite::Transaction all_at_one_time(database);
    RequireHistory(file.string(), database);
    return Reading(file.string(), database).All();
  } catch (const SQLite::Exception& error) {
    Rethrow(file.string(), error);
  }
}

}  // namespace closespec
