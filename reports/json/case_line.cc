#include "reports/json/case_line.h"

#include <rapidjson/document.h>

#include <cstdint>
#include <limits>
#include <string>
#include <utility>
#include <vector>

#include "reports/json/results_text.h"
#include "reports/results/tally.h"

namespace closespec {
namespace {

using Value = rapidjson::Value;

// What stands in no case of an orderly file.
struct NotInOrder {};

void Demand(bool is_so) {
  if (!is_so) throw NotInOrder();
}

std::string_view ViewOf(const Value& value) {
  Demand(value.IsString());
  return {value.GetString(), value.GetStringLength()};
}

template <typename Integer>
Integer NumberOf(const Value& value) {
  Demand(value.IsUint64() &&
         value.GetUint64() <= static_cast<std::uint64_t>(std::numeric_limits<Integer>::max()));
  return static_cast<Integer>(value.GetUint64());
}

void Take(const Value& value, std::string& text) { text = ViewOf(value); }
void Take(const Value& value, bool& flag) {
  Demand(value.IsBool());
  flag = value.GetBool();
}
void Take(const Value& value, std::optional<std::size_t>& index) {
  index = NumberOf<std::size_t>(value);
}
void Take(const Value& value, Verdict& verdict) {
  const auto parsed = ParseVerdict(ViewOf(value));
  Demand(parsed.has_value());
  verdict = *parsed;
}
void Take(const Value& value, Blame& blame) {
  const auto parsed = ParseBlame(ViewOf(value));
  Demand(parsed.has_value());
  blame = *parsed;
}
void Take(const Value& value, Level& level) {
  const std::string_view word = ViewOf(value);
  for (const Level each : {Level::kMust, Level::kShould, Level::kMay, Level::kRecord}) {
    if (ToText(each) != word) continue;
    level = each;
    return;
  }
  throw NotInOrder();
}

// Calls `take(key, value)` for each member, which says whether it knows the key; none comes twice.
template <typename TakeMember>
void ForEachMember(const Value& object, const TakeMember& take) {
  Demand(object.IsObject());
  for (auto member = object.MemberBegin(); member != object.MemberEnd(); ++member) {
    const std::string_view key = ViewOf(member->name);
    for (auto before = object.MemberBegin(); before != member; ++before) {
      Demand(ViewOf(before->name) != key);
    }
    Demand(take(key, member->value));
  }
}

template <typename Target>
bool Took(const Value& value, Target& target) {
  Take(value, target);
  return true;
}

// Strings keep their memory.
void Clear(CheckResult& check) {
  for (std::string* text :
       {&check.expected, &check.observed, &check.clause, &check.signature, &check.reason}) {
    text->clear();
  }
  check.step.reset();
  check.entry.reset();
  check.known.reset();
  check.level = Level::kMust;
  check.verdict = Verdict::kPass;
  check.blame = Blame::kNobody;
}

void ReadCheck(const Value& json, CheckResult& check) {
  Clear(check);
  ForEachMember(json, [&check](std::string_view key, const Value& value) {
    if (key == "step") return Took(value, check.step);
    if (key == "expected") return Took(value, check.expected);
    if (key == "observed") return Took(value, check.observed);
    if (key == "clause") return Took(value, check.clause);
    if (key == "entry") return Took(value, check.entry);
    if (key == "level") return Took(value, check.level);
    if (key == "verdict") return Took(value, check.verdict);
    if (key == "signature") return Took(value, check.signature);
    if (key == "blame") return Took(value, check.blame);
    if (key == "reason") return Took(value, check.reason);
    if (key == "known") return Took(value, check.known.emplace());
    return false;
  });
}

Record RecordOf(const Value& json) {
  Record record;
  int members = 0;
  ForEachMember(json, [&](std::string_view key, const Value& value) {
    ++members;
    if (key == "what") return Took(value, record.what);
    return key == "observed" && Took(value, record.observed);
  });
  Demand(members == 2);
  return record;
}

bool TookRecords(const Value& json, std::vector<Record>& records) {
  Demand(json.IsArray());
  for (const Value& each : json.GetArray()) records.push_back(RecordOf(each));
  return true;
}

// `scratch` is for what is left out.
bool TookChecks(const Value& json, MetChecks met_checks, std::vector<CheckResult>& checks,
                CheckResult& scratch) {
  Demand(json.IsArray());
  if (met_checks == MetChecks::kKept) checks.reserve(json.Size());
  for (const Value& each : json.GetArray()) {
    ReadCheck(each, scratch);
    if (met_checks == MetChecks::kKept || scratch.verdict != Verdict::kPass) {
      checks.push_back(scratch);
    }
  }
  return true;
}

CaseResult CaseOf(const Value& json, MetChecks met_checks, CheckResult& scratch) {
  CaseResult result;
  bool has_verdict = false;
  bool has_duration = false;
  bool has_scenario = false;
  bool has_chapter = false;
  ForEachMember(json, [&](std::string_view key, const Value& value) {
    if (key == "id") return Took(value, result.id);
    if (key == "verdict") return has_verdict = Took(value, result.verdict);
    if (key == "scenario") return has_scenario = Took(value, result.scenario);
    if (key == "chapter") return has_chapter = Took(value, result.chapter);
    if (key == "microseconds") {
      result.duration = std::chrono::microseconds(NumberOf<std::int64_t>(value));
      return has_duration = true;
    }
    if (key == "late_milliseconds") {
      result.lateness = std::chrono::milliseconds(NumberOf<std::int64_t>(value));
      return true;
    }
    if (key == "attempts") {
      result.attempts = NumberOf<int>(value);
      return result.attempts > 0;
    }
    if (key == "blame") return Took(value, result.blame);
    if (key == "known") return Took(value, result.known);
    if (key == "reason") return Took(value, result.reason);
    if (key == "distrusted") return Took(value, result.distrusted);
    if (key == "reset") return Took(value, result.reset);
    if (key == "evidence") return Took(value, result.evidence);
    if (key == "checks") return TookChecks(value, met_checks, result.checks, scratch);
    return key == "records" && TookRecords(value, result.records);
  });
  Demand(json.HasMember("id") && has_verdict && has_duration);
  if (!has_scenario) result.scenario = ScenarioOf(result.id);
  if (!has_chapter) result.chapter = ChapterOf(result.id);
  return result;
}

}  // namespace

// Parses in the text itself, and keeps its memory from line to line.
class CaseLineReader::Parser {
 public:
  explicit Parser(MetChecks met_checks) : met_checks_(met_checks) {}

  std::optional<CaseResult> Read(std::string_view line) {
    text_ = line;
    pool_.Clear();
    Document document(&pool_, kStack, &stack_);
    // Iterative: the depth of a document is the sender's choice.
    document.ParseInsitu<rapidjson::kParseValidateEncodingFlag | rapidjson::kParseIterativeFlag>(
        text_.data());
    if (document.HasParseError() || line.find('\0') != std::string_view::npos) return std::nullopt;
    try {
      return CaseOf(document, met_checks_, scratch_);
    } catch (const NotInOrder&) {
      return std::nullopt;
    }
  }

 private:
  using Pool = rapidjson::MemoryPoolAllocator<>;
  using Document = rapidjson::GenericDocument<rapidjson::UTF8<>, Pool, rapidjson::CrtAllocator>;
  static constexpr std::size_t kStack = 4096;

  MetChecks met_checks_;
  CheckResult scratch_;
  std::string text_;
  Pool pool_;
  rapidjson::CrtAllocator stack_;
};

CaseLineReader::CaseLineReader(MetChecks met_checks)
    : parser_(std::make_unique<Parser>(met_checks)) {}
CaseLineReader::~CaseLineReader() = default;

std::optional<CaseResult> CaseLineReader::Read(std::string_view line) {
  return parser_->Read(line);
}

}  // namespace closespec
