#include "reports/json/results_reader.h"

#include <algorithm>
#include <cstddef>
#include <nlohmann/json.hpp>
#include <string>
#include <utility>
#include <vector>

#include "reports/json/line_source.h"
#include "reports/json/results_fields.h"
#include "reports/json/results_text.h"

namespace closespec {
namespace {

using Json = nlohmann::json;

constexpr std::size_t kDeepest = 8;

// Builds one value below the top level at a time and hands it on: `run`, each case, the ending.
class Document final : public nlohmann::json_sax<Json> {
 public:
  Document(LineSource& source, const ResultsVisitor& visitor)
      : source_(source), visitor_(visitor) {}

  Run Finish() {
    if (torn_) {
      run_.finished = "";
      run_.interrupted = false;
      return std::move(run_);
    }
    for (const char* key : {"format", "version", "run", "cases", "finished", "interrupted"}) {
      if (!Seen(key)) throw source_.Malformed("", "\"" + std::string(key) + "\" is missing");
    }
    return std::move(run_);
  }

  bool null() override { return Value(nullptr); }
  bool boolean(bool value) override { return Value(value); }
  bool number_integer(std::int64_t value) override { return Value(value); }
  bool number_unsigned(std::uint64_t value) override { return Value(value); }
  bool number_float(double value, const std::string& /*text*/) override { return Value(value); }
  bool string(std::string& value) override { return Value(std::move(value)); }
  bool binary(Json::binary_t& value) override { return Value(std::move(value)); }
  bool start_object(std::size_t /*size*/) override { return Open(Json::object()); }
  bool start_array(std::size_t /*size*/) override { return Open(Json::array()); }
  bool end_object() override { return Shut(); }
  bool end_array() override { return Shut(); }

  bool key(std::string& name) override {
    std::string& key = open_.empty() ? top_key_ : key_;
    key = std::move(name);
    const bool twice = open_.empty() ? Seen(key) : open_.back()->contains(key);
    if (twice) throw source_.Malformed(Place(), "duplicate key \"" + key + "\"");
    return true;
  }

  bool parse_error(std::size_t /*octet*/, const std::string& /*token*/,
                   const Json::exception& error) override {
    const std::string what = error.what();
    const std::size_t text = what.find("syntax error");
    if (!ended_ && source_.AtEnd()) {
      // A kill in the middle of a write tears the line behind the last whole case, and no other.
      torn_ = Seen("cases") && source_.Line() <= last_line_ + 1;
      if (torn_) return false;
      throw source_.Malformed(
          "", "the document ends early, behind " + std::to_string(cases_) + " whole cases");
    }
    throw source_.Malformed(Place(), text == std::string::npos ? what : what.substr(text));
  }

 private:
  [[nodiscard]] bool Seen(const std::string& key) const {
    return std::find(seen_.begin(), seen_.end(), key) != seen_.end();
  }
  [[nodiscard]] std::string Place() const {
    if (in_cases_) return "/cases/" + std::to_string(cases_);
    return top_key_.empty() ? "" : "/" + top_key_;
  }

  bool Value(Json value) {
    if (!begun_) throw source_.Malformed("", "expected an object");
    if (open_.empty()) {
      root_ = std::move(value);
      Complete();
    } else {
      Attach(std::move(value));
    }
    return true;
  }

  Json* Attach(Json value) {
    if (open_.back()->is_array()) {
      open_.back()->push_back(std::move(value));
      return &open_.back()->back();
    }
    return &((*open_.back())[key_] = std::move(value));
  }

  bool Open(Json empty) {
    if (!begun_ && empty.is_object()) {
      begun_ = true;
      return true;
    }
    if (!begun_) throw source_.Malformed("", "expected an object");
    if (open_.empty() && !in_cases_ && top_key_ == "cases" && empty.is_array()) {
      BeginCases();
      return true;
    }
    if (open_.size() == kDeepest) throw source_.Malformed(Place(), "nested too deep");
    if (open_.empty()) {
      root_ = std::move(empty);
      open_.push_back(&root_);
    } else {
      open_.push_back(Attach(std::move(empty)));
    }
    return true;
  }

  bool Shut() {
    if (!open_.empty()) {
      open_.pop_back();
      if (open_.empty()) Complete();
    } else if (in_cases_) {
      in_cases_ = false;
    } else {
      ended_ = true;
    }
    return true;
  }

  void BeginCases() {
    for (const char* key : {"format", "version", "run"}) {
      if (!Seen(key)) {
        throw source_.Malformed("/cases",
                                "\"" + std::string(key) + "\" must stand before the cases");
      }
    }
    seen_.emplace_back("cases");
    last_line_ = source_.Line();
    in_cases_ = true;
    if (visitor_.on_head) visitor_.on_head(run_);
    TakeCaseLines();
  }

  // As long as there is one case a line, as it was written. At the first line that is not so the
  // parser goes on, which sees everything that is wrong.
  void TakeCaseLines() {
    CaseLineReader lines(visitor_.met_checks);
    const std::string_view first = source_.LineAndNext();
    if (first.size() != 2) return;  // something stands behind the bracket
    source_.SkipLine(first);
    for (;;) {
      std::string_view line = source_.LineAndNext();
      if (line.size() < 4) return;
      const bool is_last = line.back() == ']';
      if (!is_last && line.back() != '{') return;
      const std::size_t behind = is_last ? 2 : 3;  // new line and next, with a comma before
      if (!is_last && line[line.size() - behind] != ',') return;
      auto result = lines.Read(line.substr(0, line.size() - behind));
      if (!result) return;
      source_.SkipLine(line);
      Take(*std::move(result));
    }
  }

  // A value of the top level or a case is whole.
  void Complete() {
    try {
      if (in_cases_) {
        Take(CaseFrom(root_, Place()));
      } else {
        TakeTop();
      }
    } catch (const FieldTrouble& trouble) {
      throw source_.Malformed(trouble.place, trouble.message);
    }
  }

  void Take(CaseResult&& result) {
    ++cases_;
    last_line_ = source_.Line();
    counted_.Add(result);
    if (visitor_.met_checks == MetChecks::kLeftOut) {
      std::erase_if(result.checks,
                    [](const CheckResult& each) { return each.verdict == Verdict::kPass; });
    }
    if (visitor_.on_case) visitor_.on_case(std::move(result));
  }

  void TakeTop() {
    seen_.push_back(top_key_);
    const std::string place = Place();
    if (top_key_ == "format") {
      if (root_ != kResultsFormat) {
        throw FieldTrouble{place, "not a results file of closespec: " + root_.dump()};
      }
    } else if (top_key_ == "version") {
      if (root_ != kResultsVersion) {
        throw FieldTrouble{place, "version " + root_.dump() +
                                      " of the format is not known here, only " +
                                      std::to_string(kResultsVersion) +
                                      "; use the closespec that wrote it or a newer one"};
      }
    } else if (top_key_ == "run") {
      run_ = RunFrom(root_, place);
    } else if (top_key_ == "cases") {
      throw FieldTrouble{place, "expected an array"};
    } else if (top_key_ == "finished") {
      run_.finished = TextFrom(root_, place);
    } else if (top_key_ == "interrupted") {
      run_.interrupted = FlagFrom(root_, place);
    } else if (top_key_ == "summary") {
      if (TallyFrom(root_, place) != counted_) {
        throw FieldTrouble{place, "does not agree with the cases"};
      }
    } else {
      throw FieldTrouble{"", "unknown key \"" + top_key_ + "\""};
    }
  }

  LineSource& source_;
  const ResultsVisitor& visitor_;
  bool begun_ = false;
  bool ended_ = false;
  bool torn_ = false;
  bool in_cases_ = false;
  std::string top_key_;
  std::vector<std::string> seen_;
  Json root_;
  std::vector<Json*> open_;  // containers of root_ that are not closed yet
  std::string key_;
  std::size_t cases_ = 0;
  std::size_t last_line_ = 0;  // of the last whole case
  Tally counted_;
  Run run_;
};

}  // namespace

Run ReadResults(const std::filesystem::path& file, const ResultsVisitor& visitor) {
  LineSource source(file);
  Document document(source, visitor);
  Json::sax_parse(Octets{&source}, Octets{}, &document);
  return document.Finish();
}

Run ReadRun(const std::filesystem::path& file) {
  std::vector<CaseResult> cases;
  Run run = ReadResults(
      file, {.on_case = [&cases](CaseResult&& each) { cases.push_back(std::move(each)); }});
  run.cases = std::move(cases);
  return run;
}

}  // namespace closespec
