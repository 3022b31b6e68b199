// A proof as a JSON document, prove.schema.json: every fault with what each scenario saw of it.

#ifndef CLOSESPEC_HARNESS_QUALIFY_PROOF_JSON_H_
#define CLOSESPEC_HARNESS_QUALIFY_PROOF_JSON_H_

#include <filesystem>
#include <string>

#include "harness/qualify/proof.h"
#include "peers/os/result.h"

namespace closespec {

struct ProofHead {
  std::string closespec;       // version of this program
  std::string suite_revision;  // Suite::revision
  std::string target;
  std::string started;  // UTC, ISO 8601
  std::string finished;
  bool interrupted = false;
  int baseline_runs = 0;
  bool whole_table = false;  // else a fault met scenarios only until it was caught
  std::string not_planted;   // why no fault was planted on the link; else empty
};

std::string ProofText(const ProofHead& head, const Proof& proof);
Status WriteProof(const std::filesystem::path& file, const ProofHead& head, const Proof& proof);

}  // namespace closespec

#endif  // CLOSESPEC_HARNESS_QUALIFY_PROOF_JSON_H_
