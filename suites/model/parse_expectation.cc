#include "suites/model/parse_expectation.h"

#include <array>
#include <span>

#include "suites/model/actions.h"
#include "suites/model/spelling.h"
#include "suites/model/vocabulary.h"

namespace closespec {
namespace {

class ExpectationParser {
 public:
  ExpectationParser(const Reading& reading, const ExpectedCall& call)
      : reading_(reading), call_(call) {}

  Expectation Parse(const Node& node) {
    const Node* several =
        node.kind == Node::Kind::kObject && !node.members.empty() ? node.Find("any") : nullptr;
    if (several == nullptr) return {{ParseAlternative(node)}};
    constexpr std::array<std::string_view, 1> kAny = {"any"};
    AllowKeys(reading_.document, node, kAny, "an expectation of several alternatives");
    if (several->kind != Node::Kind::kArray || several->items.size() < 2) {
      Fail(*several, "must be a list of at least two alternatives");
    }
    Expectation expectation;
    for (const Node& item : several->items) expectation.any.push_back(ParseAlternative(item));
    return expectation;
  }

 private:
  [[noreturn]] void Fail(const Node& node, const std::string& what) {
    reading_.document.Fail(node, what);
  }

  Alternative ParseAlternative(const Node& node) {
    const Node& meant = Meant(reading_, node);
    if (meant.kind == Node::Kind::kInteger) {
      return {{{"returns", IsText{std::to_string(ReadInteger(reading_, node, 0))}}}};
    }
    if (meant.kind == Node::Kind::kString && call_.action == "state") {
      return {{{"state", IsText{ReadWord(reading_, node, States(), "state")}}}};
    }
    if (meant.kind == Node::Kind::kString) {
      Fail(node, "unknown expectation " + Describe(meant) +
                     R"( (an error is written {"error": "ECONNRESET"}))");
    }
    if (meant.kind != Node::Kind::kObject || meant.members.empty()) {
      Fail(node, "must be a number or an object of what is expected, found " + Describe(meant));
    }
    return ParseFields(node);
  }

  Alternative ParseFields(const Node& node) {
    std::vector<std::string_view> allowed = {"returns", "error", "fails"};
    for (const std::string_view fact : Words(call_.facts)) allowed.push_back(fact);
    AllowKeys(reading_.document, node, allowed, "an expectation of " + std::string(call_.action));
    Alternative alternative;
    for (const Member& member : node.members) {
      if ((member.key == "error" || member.key == "fails") && node.members.size() > 1) {
        reading_.document.FailKey(member, "a call that fails gives nothing else to expect");
      }
      alternative.fields.push_back({member.key, ParseField(member.key, member.value)});
    }
    return alternative;
  }

  FieldMatcher ParseField(const std::string& field, const Node& value) {
    if (field == "fails") {
      if (!ReadBoolean(reading_, value)) Fail(value, "must be true or left out");
      return IsAnyError{};
    }
    if (field == "error") return IsText{ReadWord(reading_, value, ErrorNames(), "error")};
    if (field == "state") return IsText{ReadWord(reading_, value, States(), "state")};
    if (field == "events") return ParseSet(value, kEvents, "event");
    if (field == "flags_out") return ParseSet(value, kMessageFlags, "flag");
    if (field == "end") return ParseEnd(value);
    if (field == "exit") return ParseExit(value);
    const bool tells_error = call_.option == "SO_ERROR" || call_.action == "network_events";
    if (field == "value" && tells_error) return ParsePendingError(value);
    if (Meant(reading_, value).kind == Node::Kind::kString) {
      for (const std::string_view text : kTextFacts) {
        if (field == text) return IsText{ReadText(reading_, value)};
      }
    }
    const Range range = ReadRange(reading_, value, field == "returns" ? 0 : -kNoMaximum);
    if (range.minimum == range.maximum) return IsText{std::to_string(range.minimum)};
    return IsInRange{range};
  }

  FieldMatcher ParseSet(const Node& value, std::span<const Word> words, const std::string& what) {
    RequireObject(reading_.document, value);
    constexpr std::array<std::string_view, 2> kKeys = {"has", "lacks"};
    AllowKeys(reading_.document, value, kKeys, "an expectation of " + what + "s");
    HasAndLacks set;
    if (const Node* has = value.Find("has")) set.has = ReadWords(reading_, *has, words, what);
    if (const Node* lacks = value.Find("lacks")) {
      set.lacks = ReadWords(reading_, *lacks, words, what);
    }
    if (set.has.empty() && set.lacks.empty()) {
      Fail(value, R"(needs "has" or "lacks" with at least one )" + what);
    }
    for (const std::string& each : set.has) {
      for (const std::string& other : set.lacks) {
        if (each == other) Fail(value, "has and lacks both name \"" + each + "\"");
      }
    }
    return set;
  }

  FieldMatcher ParseEnd(const Node& value) {
    std::vector<std::string_view> ends = {"eof", "limit"};
    ends.insert(ends.end(), ErrorNames().begin(), ErrorNames().end());
    return IsText{ReadWord(reading_, value, ends, "end")};
  }

  FieldMatcher ParsePendingError(const Node& value) {
    std::vector<std::string_view> errors = {"0"};
    errors.insert(errors.end(), ErrorNames().begin(), ErrorNames().end());
    return IsText{ReadWord(reading_, value, errors, "value of SO_ERROR")};
  }

  FieldMatcher ParseExit(const Node& value) {
    const Node& meant = Meant(reading_, value);
    const std::string text =
        meant.kind == Node::Kind::kInteger ? std::to_string(meant.integer) : meant.text;
    const bool status = !text.empty() && text.find_first_not_of("0123456789") == std::string::npos;
    const bool signal =
        text.starts_with("signal:") && IsName(std::string_view(text).substr(sizeof("signal:") - 1));
    if (!status && !signal) {
      Fail(value,
           R"(must be an exit status such as "0" or a signal such as "signal:PIPE", found )" +
               Describe(meant));
    }
    return IsText{text};
  }

  const Reading& reading_;
  const ExpectedCall& call_;
};

}  // namespace

Expectation ParseExpectation(const Reading& reading, const Node& node, const ExpectedCall& call) {
  return ExpectationParser(reading, call).Parse(node);
}

}  // namespace closespec
