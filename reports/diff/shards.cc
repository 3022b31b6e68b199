#include "reports/diff/shards.h"

#include <algorithm>
#include <charconv>
#include <map>
#include <set>
#include <utility>

#include "suites/model/document_error.h"

namespace closespec {
namespace {

struct Place {
  int index = 1;
  int count = 1;
};

Place PlaceOf(const std::string& file, const std::string& shard) {
  if (shard.empty()) return {};
  Place place;
  const char* const end = shard.data() + shard.size();
  const auto index = std::from_chars(shard.data(), end, place.index);
  const bool is_cut = index.ec == std::errc() && index.ptr != end && *index.ptr == '/';
  const auto count = is_cut ? std::from_chars(index.ptr + 1, end, place.count) : index;
  if (!is_cut || count.ec != std::errc() || count.ptr != end || place.index < 1 ||
      place.index > place.count) {
    throw DocumentError(file + ": /run/selection/shard: expected I/N, found \"" + shard + "\"");
  }
  return place;
}

std::string Follows(const Run& run) {
  std::string text;
  for (const std::string& each : run.follows) text += (text.empty() ? "" : ", ") + each;
  return text;
}

// What must be the same in all shards, by the name that messages give it.
std::vector<std::pair<std::string, std::string>> IdentityOf(const std::string& file,
                                                            const Run& run) {
  return {{"the version of closespec", run.closespec},
          {"the suite", run.suite_revision},
          {"the selection", run.selection->hash},
          {"the number of selected cases", std::to_string(run.selection->cases)},
          {"the number of repetitions", std::to_string(run.selection->repeat)},
          {"the number of shards", std::to_string(PlaceOf(file, run.selection->shard).count)},
          {"the target", run.sut.target},
          {"the stack", run.sut.stack},
          {"the kind of sockets", std::string(ToText(run.socket))},
          {"the other side's target", run.peer.target},
          {"the other side's stack", run.peer.stack},
          {"what the target follows", Follows(run)}};
}

void NoteOthers(const std::string& what, const std::string& first, const std::string& other,
                const std::string& file, std::vector<std::string>& notes) {
  if (first == other) return;
  notes.push_back(what + " is not the same in all shards: " + first + ", and " + other + " in " +
                  file);
}

}  // namespace

void Shards::Begin(const std::string& file, const Run& head) {
  if (!head.selection) {
    throw DocumentError(file +
                        ": does not say which cases were selected; run it again with a "
                        "newer closespec");
  }
  const Shard shard{file, head};
  if (!shards_.empty()) RequireSameRun(shard);
  for (const Shard& other : shards_) {
    if (other.head.selection->shard != head.selection->shard) continue;
    throw DocumentError(
        (head.selection->shard.empty() ? "the whole run" : "shard " + head.selection->shard) +
        " is in both " + other.file + " and " + file);
  }
  shards_.push_back(shard);
}

void Shards::RequireSameRun(const Shard& shard) const {
  const Shard& first = shards_.front();
  const auto expected = IdentityOf(first.file, first.head);
  const auto found = IdentityOf(shard.file, shard.head);
  for (std::size_t i = 0; i < expected.size(); ++i) {
    if (expected[i].second == found[i].second) continue;
    throw DocumentError(shard.file + ": " + found[i].first + " is " + found[i].second +
                        ", but in " + first.file + " it is " + expected[i].second +
                        ": these are no shards of one run");
  }
}

void Shards::Add(const std::string& case_id) {
  const std::size_t now = shards_.size() - 1;
  ++shards_[now].results;
  Seen& seen = seen_.try_emplace(case_id, Seen{now, 0}).first->second;
  if (seen.shard != now) {
    throw DocumentError(case_id + " is in both " + shards_[seen.shard].file + " and " +
                        shards_[now].file);
  }
  if (++seen.times > shards_[now].head.selection->repeat) {
    throw DocumentError(shards_[now].file + ": has " + case_id + " " + std::to_string(seen.times) +
                        " times, though it was run " +
                        std::to_string(shards_[now].head.selection->repeat) +
                        (shards_[now].head.selection->repeat == 1 ? " time" : " times"));
  }
}

void Shards::End(const Run& run) {
  Shard& shard = shards_.back();
  if (run.finished.empty() || run.interrupted) {
    const std::string& place = shard.head.selection->shard;
    throw DocumentError(shard.file + ": the run did not come to its end" +
                        (place.empty() ? "" : "; run shard " + place + " again"));
  }
  shard.head = run;
}

std::string Shards::Files() const {
  std::string files;
  for (const Shard& each : shards_) files += (files.empty() ? "" : ", ") + each.file;
  return files;
}

void Shards::RequireAllShards() const {
  std::set<int> found;
  int count = 1;
  for (const Shard& each : shards_) {
    const Place place = PlaceOf(each.file, each.head.selection->shard);
    found.insert(place.index);
    count = place.count;
  }
  std::string missing;
  int lacking = 0;
  for (int index = 1; index <= count; ++index) {
    if (found.contains(index)) continue;
    ++lacking;
    missing += (missing.empty() ? "" : ", ") + std::to_string(index) + "/" + std::to_string(count);
  }
  if (missing.empty()) return;
  throw DocumentError((lacking == 1 ? "shard " + missing + " is" : "shards " + missing + " are") +
                      " missing; there are only " + Files());
}

Run Shards::Whole() const {
  RequireAllShards();
  Run whole = shards_.front().head;
  const std::size_t expected =
      whole.selection->cases * static_cast<std::size_t>(whole.selection->repeat);
  std::size_t results = 0;
  std::set<std::string> limitations;
  std::vector<std::string> notes;
  for (const Shard& each : shards_) {
    results += each.results;
    limitations.insert(each.head.limitations.begin(), each.head.limitations.end());
    whole.started = std::min(whole.started, each.head.started);
    whole.finished = std::max(whole.finished, each.head.finished);
    NoteOthers("the kernel", whole.kernel, each.head.kernel, each.file, notes);
    for (const auto& [name, value] : whole.sut.settings) {
      const auto other = each.head.sut.settings.find(name);
      NoteOthers(name, value, other == each.head.sut.settings.end() ? "not set" : other->second,
                 each.file, notes);
    }
  }
  if (results != expected) {
    throw DocumentError("of " + std::to_string(expected) + " results there are " +
                        std::to_string(results) + ", though no shard is missing: " + Files());
  }
  whole.limitations.assign(limitations.begin(), limitations.end());
  whole.limitations.insert(whole.limitations.end(), notes.begin(), notes.end());
  whole.selection->shard.clear();
  return whole;
}

}  // namespace closespec
