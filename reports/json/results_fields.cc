#include "reports/json/results_fields.h"

#include <algorithm>
#include <array>
#include <limits>
#include <nlohmann/json.hpp>
#include <set>
#include <utility>

#include "reports/json/results_text.h"

namespace closespec {
namespace {

using Json = nlohmann::json;

std::string Shown(const Json& json) {
  std::string text = json.dump(-1, ' ', false, Json::error_handler_t::replace);
  if (text.size() > 40) text = text.substr(0, 37) + "...";
  return text;
}

std::uint64_t NumberFrom(const Json& json, const std::string& place) {
  // "-0" is signed, and 0.
  const bool is_whole =
      json.is_number_unsigned() || (json.is_number_integer() && json.get<std::int64_t>() >= 0);
  if (!is_whole) {
    throw FieldTrouble{place, "expected a whole number, found " + Shown(json)};
  }
  return json.get<std::uint64_t>();
}

std::uint64_t NumberUpTo(std::uint64_t most, const Json& json, const std::string& place) {
  const std::uint64_t number = NumberFrom(json, place);
  if (number > most) throw FieldTrouble{place, "too large a number: " + Shown(json)};
  return number;
}

// An object whose keys are taken one by one; at the end nothing may be left.
class Fields {
 public:
  Fields(const Json& json, std::string place) : json_(json), place_(std::move(place)) {
    if (!json.is_object()) throw FieldTrouble{place_, "expected an object, found " + Shown(json)};
  }

  const Json* Find(const std::string& key) {
    taken_.insert(key);
    const auto found = json_.find(key);
    return found == json_.end() ? nullptr : &*found;
  }
  const Json& Need(const std::string& key) {
    const Json* found = Find(key);
    if (found == nullptr) throw FieldTrouble{place_, "\"" + key + "\" is missing"};
    return *found;
  }
  [[nodiscard]] std::string Place(const std::string& key) const { return place_ + "/" + key; }

  std::string NeedText(const std::string& key) { return TextFrom(Need(key), Place(key)); }
  void Take(const std::string& key, std::string& value) {
    if (const Json* found = Find(key)) value = TextFrom(*found, Place(key));
  }
  void Take(const std::string& key, bool& value) {
    if (const Json* found = Find(key)) value = FlagFrom(*found, Place(key));
  }
  template <typename Integer>
  void TakeNumber(const std::string& key, Integer& value) {
    if (const Json* found = Find(key)) {
      value =
          static_cast<Integer>(NumberUpTo(std::numeric_limits<Integer>::max(), *found, Place(key)));
    }
  }
  void Take(const std::string& key, std::vector<std::string>& value) {
    const Json* found = Find(key);
    if (found == nullptr) return;
    if (!found->is_array()) {
      throw FieldTrouble{Place(key), "expected an array, found " + Shown(*found)};
    }
    for (std::size_t i = 0; i < found->size(); ++i) {
      value.push_back(TextFrom((*found)[i], Place(key) + "/" + std::to_string(i)));
    }
  }
  // One of the words of a closed set.
  template <typename Enum, std::size_t N>
  void Take(const std::string& key, Enum& value, const std::array<Enum, N>& allowed) {
    const Json* found = Find(key);
    if (found == nullptr) return;
    const std::string text = TextFrom(*found, Place(key));
    std::string words;
    for (const Enum each : allowed) {
      if (ToText(each) == text) {
        value = each;
        return;
      }
      words += (words.empty() ? "" : ", ") + std::string(ToText(each));
    }
    throw FieldTrouble{Place(key), "unknown word " + Shown(*found) + " (allowed: " + words + ")"};
  }

  void End() const {
    for (const auto& [key, value] : json_.items()) {
      if (taken_.count(key) == 0) throw FieldTrouble{place_, "unknown key \"" + key + "\""};
    }
  }

 private:
  const Json& json_;
  std::string place_;
  std::set<std::string> taken_;
};

constexpr std::array kLevels = {Level::kMust, Level::kShould, Level::kMay, Level::kRecord};
constexpr std::array kAllSocketKinds = {SocketKind::kTcp, SocketKind::kMapped, SocketKind::kMptcp};
constexpr std::array kBlames = {Blame::kNobody, Blame::kSut, Blame::kPeer, Blame::kHarness,
                                Blame::kUnattributed};

StackEnvironment EnvironmentFrom(const Json& json, const std::string& place) {
  Fields fields(json, place);
  StackEnvironment environment;
  environment.target = fields.NeedText("target");
  environment.stack = fields.NeedText("stack");
  if (const Json* settings = fields.Find("settings")) {
    const Fields words(*settings, fields.Place("settings"));
    for (const auto& [name, value] : settings->items()) {
      environment.settings[name] = TextFrom(value, words.Place(name));
    }
  }
  fields.End();
  return environment;
}

RunSelection SelectionFrom(const Json& json, const std::string& place) {
  Fields fields(json, place);
  RunSelection selection;
  selection.hash = fields.NeedText("hash");
  selection.cases = NumberFrom(fields.Need("cases"), fields.Place("cases"));
  fields.TakeNumber("repeat", selection.repeat);
  if (selection.repeat == 0) throw FieldTrouble{fields.Place("repeat"), "expected 1 or more"};
  fields.Take("shard", selection.shard);
  fields.End();
  return selection;
}

CheckResult CheckFrom(const Json& json, const std::string& place) {
  Fields fields(json, place);
  CheckResult check;
  if (const Json* step = fields.Find("step")) {
    check.step = NumberFrom(*step, fields.Place("step"));
  }
  fields.Take("expected", check.expected);
  fields.Take("observed", check.observed);
  fields.Take("clause", check.clause);
  fields.Take("level", check.level, kLevels);
  fields.Take("verdict", check.verdict, kAllVerdicts);
  fields.Take("signature", check.signature);
  fields.Take("blame", check.blame, kBlames);
  fields.Take("reason", check.reason);
  if (const Json* entry = fields.Find("entry")) {
    check.entry = NumberFrom(*entry, fields.Place("entry"));
  }
  if (const Json* known = fields.Find("known")) {
    check.known = TextFrom(*known, fields.Place("known"));
  }
  fields.End();
  return check;
}

Record RecordFrom(const Json& json, const std::string& place) {
  Fields fields(json, place);
  Record record{fields.NeedText("what"), fields.NeedText("observed")};
  fields.End();
  return record;
}

template <typename Value>
void TakeEach(Fields& fields, const std::string& key, std::vector<Value>& values,
              Value (*from)(const Json&, const std::string&)) {
  const Json* found = fields.Find(key);
  if (found == nullptr) return;
  if (!found->is_array()) {
    throw FieldTrouble{fields.Place(key), "expected an array, found " + Shown(*found)};
  }
  for (std::size_t i = 0; i < found->size(); ++i) {
    values.push_back(from((*found)[i], fields.Place(key) + "/" + std::to_string(i)));
  }
}

VerdictCounts CountFrom(Fields& fields) {
  VerdictCounts count;
  for (const Verdict each : kAllVerdicts) {
    fields.TakeNumber(std::string(ToText(each)),
                      count.by_verdict.at(static_cast<std::size_t>(each)));
  }
  fields.TakeNumber("known", count.known);
  fields.TakeNumber("rerun", count.rerun);
  if (NumberFrom(fields.Need("cases"), fields.Place("cases")) != count.Cases()) {
    throw FieldTrouble{fields.Place("cases"), "is not the sum of its verdicts"};
  }
  return count;
}

}  // namespace

std::string TextFrom(const Json& json, const std::string& place) {
  if (!json.is_string()) throw FieldTrouble{place, "expected a string, found " + Shown(json)};
  return json.get<std::string>();
}

bool FlagFrom(const Json& json, const std::string& place) {
  if (!json.is_boolean()) throw FieldTrouble{place, "expected true or false, found " + Shown(json)};
  return json.get<bool>();
}

Run RunFrom(const Json& json, const std::string& place) {
  Fields fields(json, place);
  Run run;
  run.closespec = fields.NeedText("closespec");
  run.suite_revision = fields.NeedText("suite_revision");
  run.started = fields.NeedText("started");
  run.kernel = fields.NeedText("kernel");
  fields.Take("command", run.command);
  fields.Take("follows", run.follows);
  fields.Take("canary", run.canary);
  fields.Take("socket", run.socket, kAllSocketKinds);
  fields.Take("limitations", run.limitations);
  run.seed = NumberFrom(fields.Need("seed"), fields.Place("seed"));
  fields.TakeNumber("jobs", run.jobs);
  if (const Json* selection = fields.Find("selection")) {
    run.selection = SelectionFrom(*selection, fields.Place("selection"));
  }
  run.sut = EnvironmentFrom(fields.Need("sut"), fields.Place("sut"));
  run.peer = EnvironmentFrom(fields.Need("peer"), fields.Place("peer"));
  fields.End();
  return run;
}

CaseResult CaseFrom(const Json& json, const std::string& place) {
  Fields fields(json, place);
  CaseResult result;
  result.id = fields.NeedText("id");
  result.scenario = ScenarioOf(result.id);
  result.chapter = ChapterOf(result.id);
  fields.Take("scenario", result.scenario);
  fields.Take("chapter", result.chapter);
  fields.Need("verdict");
  fields.Take("verdict", result.verdict, kAllVerdicts);
  std::int64_t microseconds = 0;
  std::int64_t late = 0;
  fields.Need("microseconds");
  fields.TakeNumber("microseconds", microseconds);
  fields.TakeNumber("late_milliseconds", late);
  result.duration = std::chrono::microseconds(microseconds);
  result.lateness = std::chrono::milliseconds(late);
  fields.TakeNumber("attempts", result.attempts);
  if (result.attempts == 0) throw FieldTrouble{fields.Place("attempts"), "expected 1 or more"};
  fields.Take("blame", result.blame, kBlames);
  fields.Take("known", result.known);
  fields.Take("reason", result.reason);
  fields.Take("distrusted", result.distrusted);
  fields.Take("reset", result.reset);
  fields.Take("evidence", result.evidence);
  TakeEach(fields, "checks", result.checks, CheckFrom);
  TakeEach(fields, "records", result.records, RecordFrom);
  fields.End();
  return result;
}

Tally TallyFrom(const Json& json, const std::string& place) {
  Fields fields(json, place);
  Tally tally;
  tally.total = CountFrom(fields);
  const Json& chapters = fields.Need("chapters");
  const Fields names(chapters, fields.Place("chapters"));
  for (const auto& [chapter, value] : chapters.items()) {
    Fields counts(value, names.Place(chapter));
    tally.chapters[chapter] = CountFrom(counts);
    counts.End();
  }
  fields.End();
  return tally;
}

}  // namespace closespec
