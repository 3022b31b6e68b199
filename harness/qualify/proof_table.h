// A proof on the terminal: a table of the faults with their best catchers, then what is to be done
// about living faults, weak catches and idle scenarios.

#ifndef CLOSESPEC_HARNESS_QUALIFY_PROOF_TABLE_H_
#define CLOSESPEC_HARNESS_QUALIFY_PROOF_TABLE_H_

#include <iosfwd>

#include "harness/qualify/proof.h"
#include "reports/terminal/look.h"

namespace closespec {

void PrintProof(std::ostream& out, const Look& look, const Proof& proof);

}  // namespace closespec

#endif  // CLOSESPEC_HARNESS_QUALIFY_PROOF_TABLE_H_
