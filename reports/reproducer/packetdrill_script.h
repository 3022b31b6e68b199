// A case against a wire peer as a script of packetdrill, for the maintainer who will ask for one:
// what was done in the run is done again, and where the case broke stands what the clause demands.
//
//   packetdrill case.pkt         in a network namespace of its own, as root
//
// The numbers come from the case's journal. packetdrill follows one connection, asks no stack for
// its state, and compares a segment as a whole: what a clause leaves open is as it was seen.

#ifndef CLOSESPEC_REPORTS_REPRODUCER_PACKETDRILL_SCRIPT_H_
#define CLOSESPEC_REPORTS_REPRODUCER_PACKETDRILL_SCRIPT_H_

#include <iosfwd>
#include <string>
#include <utility>
#include <vector>

#include "reports/results/recorded_run.h"

namespace closespec {

// `sysctls`: the case's settings, name and value, as the stack calls them. A DocumentError that
// names the step which packetdrill has no words for, or the journal that is missing or of another
// case.
void WritePacketdrillScript(std::ostream& out, const RecordedRun& recorded,
                            const CaseResult& result,
                            const std::vector<std::pair<std::string, std::string>>& sysctls);

}  // namespace closespec

#endif  // CLOSESPEC_REPORTS_REPRODUCER_PACKETDRILL_SCRIPT_H_
