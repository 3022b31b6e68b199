// How long the conductor waits for what. Positive waits end at once when the event comes, so only
// what never comes costs its budget.

#ifndef CLOSESPEC_HARNESS_CONDUCTOR_BUDGETS_H_
#define CLOSESPEC_HARNESS_CONDUCTOR_BUDGETS_H_

#include <chrono>

namespace closespec {

struct Budgets {
  std::chrono::milliseconds hello{15000};   // a launched peer says hello
  std::chrono::milliseconds event{4000};    // a call returns, a segment comes, a state is reached
  std::chrono::milliseconds ping{2000};     // a peer that lives answers a ping
  std::chrono::milliseconds silence{100};   // nothing comes
  std::chrono::milliseconds cleanup{1000};  // each part of the epilogue
  std::chrono::milliseconds give_up{1000};  // nothing is left of what was closed
  std::chrono::milliseconds quit{2000};     // a peer ends when told to, before it is killed
};

}  // namespace closespec

#endif  // CLOSESPEC_HARNESS_CONDUCTOR_BUDGETS_H_
