// A case as a C program that a maintainer can compile and run alone: both sides on loopback, in one
// process, with sockets only.
//
//   cc -Wall -Wextra -o case case.c && ./case     0 behaves, 1 shows the failure, 2 shows nothing
//
// Segments are told by what poll() says of the peer's socket: POLLERR for a RST, POLLRDHUP for a
// FIN. A check that sockets cannot see is left out and named in a comment.

#ifndef CLOSESPEC_REPORTS_REPRODUCER_C_PROGRAM_H_
#define CLOSESPEC_REPORTS_REPRODUCER_C_PROGRAM_H_

#include <iosfwd>

#include "reports/results/recorded_run.h"

namespace closespec {

// A DocumentError that names the step where it does something that the program could not: calls in
// the background, other processes, single segments, settings of the machine, bulk data; and where
// the check that broke is none that sockets can see.
void WriteCProgram(std::ostream& out, const RecordedRun& recorded, const CaseResult& result);

}  // namespace closespec

#endif  // CLOSESPEC_REPORTS_REPRODUCER_C_PROGRAM_H_
