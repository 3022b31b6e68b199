// What every check looks at: the case, its journal by index, and the connections of the capture.

#ifndef CLOSESPEC_HARNESS_JUDGE_EVIDENCE_H_
#define CLOSESPEC_HARNESS_JUDGE_EVIDENCE_H_

#include "harness/judge/connections.h"
#include "harness/judge/timeline.h"
#include "suites/model/scenario.h"

namespace closespec {

struct Evidence {
  const Case& judged;
  const Timeline& timeline;
  const Connections& connections;
};

}  // namespace closespec

#endif  // CLOSESPEC_HARNESS_JUDGE_EVIDENCE_H_
