#include "harness/qualify/bundle/statement.h"

#include <nlohmann/json.hpp>
#include <set>
#include <variant>

#include "harness/conductor/case_needs.h"

namespace closespec {
namespace {

using Json = nlohmann::ordered_json;

// Text of peers may be any octets.
std::string Dumped(const Json& value) {
  return value.dump(-1, ' ', true, Json::error_handler_t::replace);
}

Json CountsOf(const VerdictCounts& counts) {
  Json told = Json::object();
  told["cases"] = counts.Cases();
  for (const Verdict each : kAllVerdicts) {
    if (counts.Of(each) != 0) told[std::string(ToText(each))] = counts.Of(each);
  }
  if (counts.known != 0) told["known"] = counts.known;
  return told;
}

Json EnvironmentOf(const StackEnvironment& stack) {
  return {{"target", stack.target}, {"stack", stack.stack}, {"settings", stack.settings}};
}

std::set<std::string> FeaturesOf(const Case& run) {
  std::set<std::string> features;
  for (const Step& step : run.steps) {
    const auto* call = std::get_if<SocketCall>(&step.action);
    if (call == nullptr || call->actor != Actor::kSut) continue;
    if (const std::string feature = FeatureOf(*call); !feature.empty()) features.insert(feature);
  }
  return features;
}

}  // namespace

Statement::Statement(const Target& target, const Run& run) : target_(target), run_(run) {
  for (const std::string& each : target.declares) features_[each];
}

void Statement::Add(const Case& run, const CaseResult& result) {
  all_.Add(result);
  for (const std::string& each : FeaturesOf(run)) features_[each].Add(result);
}

std::string Statement::Text(const std::string& finished) const {
  std::string text = "{\n";
  const auto line = [&text](const std::string& key, const Json& value, bool last = false) {
    text += "  " + Dumped(key) + ": " + Dumped(value) + (last ? "\n" : ",\n");
  };
  line("statement", 1);
  line("closespec", run_.closespec);
  line("suite_revision", run_.suite_revision);
  line("sut", EnvironmentOf(run_.sut));
  line("peer", EnvironmentOf(run_.peer));
  line("kernel", run_.kernel);
  line("started", run_.started);
  line("finished", finished);
  line("follows", run_.follows);
  line("limitations", run_.limitations);
  line("all", CountsOf(all_));
  text += "  \"features\": {";
  bool first = true;
  for (const auto& [feature, counts] : features_) {
    Json told = {{"declared", target_.declares.contains(feature)}};
    told.update(CountsOf(counts));
    text += (first ? "\n    " : ",\n    ") + Dumped(feature) + ": " + Dumped(told);
    first = false;
  }
  return text + "\n  }\n}\n";
}

}  // namespace closespec
