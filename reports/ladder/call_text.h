// Calls and what they came to, short enough for a column of a ladder: "recv 4096 → ECONNRESET".

#ifndef CLOSESPEC_REPORTS_LADDER_CALL_TEXT_H_
#define CLOSESPEC_REPORTS_LADDER_CALL_TEXT_H_

#include <string>

#include "suites/model/journal.h"

namespace closespec {

// "recv(d) 4096 peek".
std::string CallText(const CallBegan& call);
// The call without its arguments, for where it ends: "r: recv".
std::string CallName(const CallBegan& call);
// "5", "0 (end)", "ECONNRESET", "blocked", "1 events=IN,RDHUP".
std::string OutcomeText(const CallBegan& call, const Outcome& outcome);

}  // namespace closespec

#endif  // CLOSESPEC_REPORTS_LADDER_CALL_TEXT_H_
