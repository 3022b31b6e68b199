#include "harness/qualify/proof_json.h"

#include <cerrno>
#include <fstream>
#include <nlohmann/json.hpp>

namespace closespec {
namespace {

using Json = nlohmann::ordered_json;

Json ToJson(const Sighting& sighting) {
  Json json{{"how", ToText(sighting.how)}};
  if (sighting.how != Catch::kNothing) {
    json["case"] = sighting.case_id;
    json["by"] = sighting.by;
  }
  if (!sighting.clause.empty()) json["clause"] = sighting.clause;
  if (sighting.how == Catch::kCheck) json["verdict"] = sighting.is_fail ? "fail" : "deviates";
  return json;
}

Json ToJson(const Proof& proof, const ProvedFault& fault) {
  Json json{{"name", fault.name},
            {"alters", fault.alters},
            {"chapter", fault.chapter},
            {"planted", ToText(fault.where)},
            {"must_be_caught", fault.must_be_caught},
            {"caught", ToText(StrongestOf(fault))}};
  if (const std::string best = BestCatcher(proof, fault); !best.empty()) json["best"] = best;
  json["scenarios"] = Json::object();
  for (const auto& [scenario, sighting] : fault.sightings) {
    json["scenarios"][scenario] = ToJson(sighting);
  }
  return json;
}

Json ToJson(const Proof& proof, const ProvedScenario& scenario) {
  return {{"id", scenario.id},
          {"could_run", scenario.could_run},
          {"trouble", scenario.trouble},
          {"must_catch", scenario.must_catch},
          {"catches", CaughtBy(proof, scenario.id)},
          {"unstable", scenario.unstable}};
}

template <typename Proved>
Json NamesOf(const std::vector<const Proved*>& some, std::string Proved::*name) {
  Json names = Json::array();
  for (const Proved* each : some) names.push_back(each->*name);
  return names;
}

}  // namespace

std::string ProofText(const ProofHead& head, const Proof& proof) {
  Json json{{"format", "closespec-proof"},
            {"version", 1},
            {"closespec", head.closespec},
            {"suite_revision", head.suite_revision},
            {"target", head.target},
            {"started", head.started},
            {"finished", head.finished},
            {"interrupted", head.interrupted},
            {"baseline_runs", head.baseline_runs},
            {"whole_table", head.whole_table},
            {"not_planted", head.not_planted},
            {"summary",
             {{"living", NamesOf(Living(proof), &ProvedFault::name)},
              {"weakly", NamesOf(CaughtWeakly(proof), &ProvedFault::name)},
              {"idle", NamesOf(Idle(proof), &ProvedScenario::id)},
              {"unseen", Unseen(proof)}}}};
  json["faults"] = Json::array();
  for (const ProvedFault& each : proof.faults) json["faults"].push_back(ToJson(proof, each));
  json["scenarios"] = Json::array();
  for (const ProvedScenario& each : proof.scenarios) {
    json["scenarios"].push_back(ToJson(proof, each));
  }
  return json.dump(1, ' ', false, Json::error_handler_t::replace) + "\n";
}

Status WriteProof(const std::filesystem::path& file, const ProofHead& head, const Proof& proof) {
  errno = 0;
  std::ofstream out(file, std::ios::binary);
  out << ProofText(head, proof);
  out.close();
  if (!out) return OsError("write " + file.string());
  return Done{};
}

}  // namespace closespec
