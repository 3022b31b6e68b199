#include "reports/ladder/ladder_rows.h"

#include <algorithm>
#include <string>
#include <utility>
#include <variant>

#include "reports/ladder/row_builder.h"

namespace closespec {
namespace {

using Rows = std::vector<LadderRow>;

bool IsMarked(const LadderRow& row, const std::set<std::size_t>& marked) {
  return std::ranges::any_of(row.entries,
                             [&marked](std::size_t each) { return marked.count(each) > 0; });
}

std::string Counted(std::size_t count, const char* noun) {
  return std::to_string(count) + " " + noun + (count == 1 ? "" : "s");
}

// One remark instead of the rows [begin, end).
void Fold(Rows& rows, std::size_t begin, std::size_t end, std::string text) {
  LadderRow folded;
  folded.at = rows[end - 1].at;
  folded.text = std::move(text);
  for (std::size_t i = begin; i < end; ++i) {
    folded.entries.insert(rows[i].entries.begin(), rows[i].entries.end());
  }
  const auto first = rows.begin() + static_cast<std::ptrdiff_t>(begin);
  *first = std::move(folded);
  rows.erase(first + 1, rows.begin() + static_cast<std::ptrdiff_t>(end));
}

std::string Contents(const Rows& rows, std::size_t begin, std::size_t end) {
  std::size_t calls = 0;
  std::size_t segments = 0;
  for (std::size_t i = begin; i < end; ++i) {
    if (rows[i].segment) ++segments;
    if (rows[i].place != Place::kWire && (rows[i].waiting || !rows[i].came_to.empty())) ++calls;
  }
  return Counted(calls, "call") + ", " + Counted(segments, "segment");
}

// The first entry that belongs to a step of the scenario itself.
std::size_t EndOfPreamble(const Case& judged, const Journal& journal) {
  for (std::size_t i = 0; i < journal.entries.size(); ++i) {
    const auto step = std::visit(
        [](const auto& event) -> std::optional<std::size_t> {
          if constexpr (requires { event.step; }) return event.step;
          return std::nullopt;
        },
        journal.entries[i].event);
    if (step && *step >= judged.preamble_steps) return i;
  }
  return 0;
}

std::size_t BeginOfEpilogue(const Journal& journal) {
  const auto begin = std::ranges::find_if(journal.entries, [](const Entry& each) {
    return std::holds_alternative<EpilogueBegan>(each.event);
  });
  return static_cast<std::size_t>(begin - journal.entries.begin());
}

bool MayFold(const Rows& rows, std::size_t begin, std::size_t end,
             const std::set<std::size_t>& marked) {
  for (std::size_t i = begin; i < end; ++i) {
    if (rows[i].alarming || IsMarked(rows[i], marked)) return false;
  }
  return end > begin;
}

void FoldPreamble(const Case& judged, const Journal& journal, const std::set<std::size_t>& marked,
                  Rows& rows) {
  const std::size_t end_entry = EndOfPreamble(judged, journal);
  std::size_t end = 0;
  while (end < rows.size() && *rows[end].entries.begin() < end_entry) ++end;
  if (judged.preamble_steps == 0 || !MayFold(rows, 0, end, marked)) return;
  Fold(rows, 0, end, "preamble: " + Contents(rows, 0, end));
}

void FoldEpilogue(const Journal& journal, const std::set<std::size_t>& marked, Rows& rows) {
  const std::size_t begin_entry = BeginOfEpilogue(journal);
  std::size_t begin = 0;
  while (begin < rows.size() && *rows[begin].entries.begin() < begin_entry) ++begin;
  if (!MayFold(rows, begin, rows.size(), marked)) return;
  if (rows.size() - begin == 1) {
    rows.pop_back();
    return;
  }
  Fold(rows, begin, rows.size(), "epilogue: " + Contents(rows, begin, rows.size()));
}

bool IsBulk(const LadderRow& row) {
  if (!row.segment) return false;
  const TcpFlags& flags = row.segment->flags;
  return !flags.syn && !flags.fin && !flags.rst && !flags.urg;
}

bool IsSameCall(const LadderRow& row, const LadderRow& other) {
  return row.place != Place::kWire && row.place == other.place && row.step &&
         row.step == other.step && row.text == other.text && row.came_to == other.came_to &&
         row.waiting == other.waiting;
}

std::string BulkText(const Rows& rows, std::size_t begin, std::size_t end) {
  std::uint64_t from_sut = 0;
  std::uint64_t to_sut = 0;
  for (std::size_t i = begin; i < end; ++i) {
    (rows[i].direction == Direction::kFromSut ? from_sut : to_sut) += rows[i].segment->octets;
  }
  std::string text = Counted(end - begin, "segment") + " more";
  if (from_sut > 0) text += ", " + Counted(from_sut, "octet") + " to the peer";
  if (to_sut > 0) text += ", " + Counted(to_sut, "octet") + " to the SUT";
  return text;
}

constexpr std::size_t kShownFirst = 3;
constexpr std::size_t kShownLast = 2;
constexpr std::size_t kLongRun = 8;

// Keeps the first and the last rows of a long run of rows that are alike.
template <typename Alike, typename Describe>
void FoldRuns(const std::set<std::size_t>& marked, Rows& rows, Alike alike, Describe describe) {
  for (std::size_t begin = 0; begin < rows.size(); ++begin) {
    std::size_t end = begin;
    while (end < rows.size() && !IsMarked(rows[end], marked) && alike(rows[begin], rows[end]))
      ++end;
    if (end - begin > kLongRun) {
      const std::size_t first = begin + kShownFirst;
      const std::size_t last = end - kShownLast;
      Fold(rows, first, last, describe(rows, first, last));
      end = first + 1 + kShownLast;
    }
    if (end > begin) begin = end - 1;
  }
}

}  // namespace

std::vector<LadderRow> LadderRows(const Case& judged, const Journal& journal,
                                  const std::set<std::size_t>& marked) {
  Rows rows = RowBuilder(judged, journal, marked).Build();
  FoldEpilogue(journal, marked, rows);
  FoldPreamble(judged, journal, marked, rows);
  FoldRuns(
      marked, rows,
      [](const LadderRow& first, const LadderRow& row) { return IsBulk(first) && IsBulk(row); },
      BulkText);
  FoldRuns(marked, rows, IsSameCall, [](const Rows& /*rows*/, std::size_t first, std::size_t last) {
    return "the same " + Counted(last - first, "time") + " more";
  });
  return rows;
}

std::string StackOf(const Journal& journal, Actor actor) {
  for (const Entry& each : journal.entries) {
    const auto* ready = std::get_if<PeerReady>(&each.event);
    if (ready != nullptr && ready->actor == actor) return ready->stack;
  }
  return "";
}

std::string AddressOf(const Journal& journal, Actor actor) {
  const auto address = journal.addresses.find(actor);
  return address == journal.addresses.end() ? "" : address->second;
}

}  // namespace closespec
