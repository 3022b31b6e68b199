#include "suites/model/parse_header.h"

#include <algorithm>
#include <array>

#include "suites/model/actions.h"
#include "suites/model/parse_step.h"
#include "suites/model/parse_wire.h"
#include "suites/model/settings.h"
#include "suites/model/vocabulary.h"

namespace closespec {
namespace {

const Node& RequireList(const Document& document, const Node& node) {
  if (node.kind != Node::Kind::kArray || node.items.empty()) {
    document.Fail(node, "must be a list of at least one, found " + Describe(node));
  }
  return node;
}

// What an id on the command line can hold without quoting troubles.
bool IsValue(const Node& node) {
  if (node.kind == Node::Kind::kInteger) return true;
  constexpr std::string_view kAllowed =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_.:+|-";
  return node.kind == Node::Kind::kString && !node.text.empty() &&
         node.text.find_first_not_of(kAllowed) == std::string::npos;
}

std::string ValueText(const Node& node) {
  return node.kind == Node::Kind::kInteger ? std::to_string(node.integer) : node.text;
}

class HeaderParser {
 public:
  HeaderParser(const Document& document, const Requirements& requirements)
      : document_(document), reading_{document, none_}, requirements_(requirements) {}

  Header Parse(const std::string& id, const Preambles& preambles) {
    const Node& root = document_.Root();
    RequireObject(document_, root);
    AllowKeys(document_, root, kScenarioKeys, "a scenario");
    Header header;
    Scenario& scenario = header.scenario;
    scenario.id = id;
    scenario.chapter = id.substr(0, id.find('/'));
    scenario.file = document_.Name();
    scenario.title = ReadLine("title");
    scenario.purpose = ReadLine("purpose");
    RequireKey("requirements");
    scenario.requirements = ParseClauses(reading_, requirements_, root);
    if (const Node* priority = root.Find("priority")) {
      const std::string word = ReadWord(reading_, *priority, kPriorities, "priority");
      scenario.priority = word == "core"       ? Priority::kCore
                          : word == "extended" ? Priority::kExtended
                                               : Priority::kExotic;
    }
    if (const Node* preamble = root.Find("preamble")) {
      scenario.preamble = ReadWord(reading_, *preamble, preambles.Names(), "preamble");
      scenario.wire_peer = preambles.WirePeerOf(scenario.preamble);
    }
    if (const Node* wire_peer = root.Find("wire_peer")) {
      scenario.wire_peer =
          ParseWirePeer(reading_, *wire_peer, scenario.wire_peer.value_or(WirePeer{}));
    }
    if (const Node* settings = root.Find("settings")) {
      scenario.settings = ReadSettings(reading_, *settings);
    }
    header.parameters = ParseParameters(scenario.wire_peer.has_value());
    for (const Parameter& parameter : header.parameters) {
      auto& [name, values] = scenario.parameters.emplace_back(parameter.name, 0);
      for (const Node& value : parameter.values) values.push_back(ValueText(value));
    }
    scenario.needs = ParseNeeds(reading_, root);
    scenario.leaves = ParseAllowances("leaves", States(), "state");
    scenario.waive = ParseAllowances("waive", kInvariants, "invariant");
    if (const Node* seconds = root.Find("real_time_seconds")) {
      scenario.real_time_seconds =
          static_cast<int>(ReadInteger(reading_, *seconds, 0, kLongestRealTimeSeconds));
    }
    const Node& steps = RequireKey("steps");
    RequireList(document_, steps);
    return header;
  }

 private:
  const Node& RequireKey(std::string_view key) {
    return Require(document_, document_.Root(), key, "a scenario");
  }

  std::string ReadLine(std::string_view key) { return ReadProse(document_, RequireKey(key)); }

  std::vector<Parameter> ParseParameters(bool wire_peer) {
    std::vector<Parameter> parameters;
    if (const Node* given = document_.Root().Find("parameters")) {
      RequireObject(document_, *given);
      for (const Member& member : given->members) {
        parameters.push_back({member.key, ParseValues(member)});
      }
    }
    AddUnlessGiven("family", kFamilies, parameters);
    AddUnlessGiven("opener", kOpeners, parameters);
    if (wire_peer) AddUnlessGiven("numbers", kNumbers, parameters);
    return parameters;
  }

  std::vector<Node> ParseValues(const Member& member) {
    if (!IsName(member.key)) {
      document_.FailKey(member, "a parameter has a name of letters, digits and _");
    }
    RequireList(document_, member.value);
    std::vector<std::string> seen;
    for (const Node& item : member.value.items) {
      if (!IsValue(item)) {
        document_.Fail(item,
                       "must be a whole number or a word of letters, digits and _.:+|-, "
                       "found " +
                           Describe(item));
      }
      if (member.key == "family") ReadWord(reading_, item, kFamilies, "family");
      if (member.key == "opener") ReadWord(reading_, item, kOpeners, "opener");
      if (member.key == "numbers") ReadWord(reading_, item, kNumbers, "word");
      if (std::find(seen.begin(), seen.end(), ValueText(item)) != seen.end()) {
        document_.Fail(item, "the value " + Describe(item) + " is given twice");
      }
      seen.push_back(ValueText(item));
    }
    return member.value.items;
  }

  static void AddUnlessGiven(const std::string& name, std::span<const std::string_view> values,
                             std::vector<Parameter>& parameters) {
    for (const Parameter& each : parameters) {
      if (each.name == name) return;
    }
    Parameter& added = parameters.emplace_back(Parameter{name, {}});
    for (const std::string_view value : values) {
      added.values.push_back({.kind = Node::Kind::kString, .text = std::string(value)});
    }
  }

  std::vector<Allowance> ParseAllowances(std::string_view key,
                                         std::span<const std::string_view> allowed,
                                         std::string_view what) {
    std::vector<Allowance> allowances;
    const Node* list = document_.Root().Find(key);
    if (list == nullptr) return allowances;
    for (const Node& item : RequireList(document_, *list).items) {
      RequireObject(document_, item);
      constexpr std::array<std::string_view, 2> kAllowanceKeys = {"what", "clause"};
      AllowKeys(document_, item, kAllowanceKeys, key);
      const Node& clause = Require(document_, item, "clause", key);
      allowances.push_back(
          {ReadWord(reading_, Require(document_, item, "what", key), allowed, what),
           ReadClause(reading_, requirements_, clause)});
    }
    return allowances;
  }

  const Document& document_;
  const Bindings none_;
  const Reading reading_;
  const Requirements& requirements_;
};

}  // namespace

Header ParseHeader(const Document& document, const std::string& id,
                   const Requirements& requirements, const Preambles& preambles) {
  return HeaderParser(document, requirements).Parse(id, preambles);
}

std::vector<std::string> ParseNeeds(const Reading& reading, const Node& object) {
  std::vector<std::string> needs;
  const Node* list = object.Find("needs");
  if (list == nullptr) return needs;
  for (const Node& item : RequireList(reading.document, *list).items) {
    needs.push_back(ReadWord(reading, item, kCapabilities, "capability"));
  }
  return needs;
}

std::vector<std::string> ParseClauses(const Reading& reading, const Requirements& requirements,
                                      const Node& object) {
  std::vector<std::string> ids;
  const Node* list = object.Find("requirements");
  if (list == nullptr) return ids;
  for (const Node& item : RequireList(reading.document, *list).items) {
    // Beside the first, a scenario may name explanations that it makes visible.
    std::string id = ReadText(reading, item);
    if (ids.empty() || !requirements.contains(id)) id = ReadClause(reading, requirements, item);
    if (std::find(ids.begin(), ids.end(), id) != ids.end()) {
      reading.document.Fail(item, "the clause \"" + id + "\" is named twice");
    }
    ids.push_back(std::move(id));
  }
  return ids;
}

}  // namespace closespec
