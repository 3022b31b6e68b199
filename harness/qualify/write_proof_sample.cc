// Writes the sample proof to the named file, for the test of the schema.

#include <iostream>

#include "harness/qualify/proof_json.h"
#include "harness/qualify/sample_proof.h"

int main(int argc, char** argv) {
  if (argc != 2) return 2;
  const closespec::ProofHead head{.closespec = "0.1.0",
                                  .suite_revision = "abc",
                                  .target = "linux",
                                  .started = "2026-11-24T23:18:00Z",
                                  .finished = "2026-11-24T23:20:00Z",
                                  .baseline_runs = 3};
  const auto written = closespec::WriteProof(argv[1], head, closespec::SampleProof());
  if (!written) std::cerr << written.trouble().what << "\n";
  return written ? 0 : 1;
}
