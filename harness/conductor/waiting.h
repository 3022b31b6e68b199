// CaseRun's ways to wait, shared by its source files.

#ifndef CLOSESPEC_HARNESS_CONDUCTOR_WAITING_H_
#define CLOSESPEC_HARNESS_CONDUCTOR_WAITING_H_

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "harness/conductor/case_run.h"

namespace closespec {

// Nothing runs between the look at `happened` and the wait, so no wake-up is lost.
template <typename Predicate>
boost::asio::awaitable<bool> CaseRun::Until(Predicate happened, Clock::time_point deadline) {
  while (!happened()) {
    if (Clock::now() >= deadline) co_return false;
    wakeup_.expires_at(deadline);
    co_await wakeup_.async_wait(boost::asio::as_tuple(boost::asio::use_awaitable));
  }
  co_return true;
}

template <typename Predicate>
boost::asio::awaitable<bool> CaseRun::InTime(Predicate happened) {
  // GCC 12 makes a program that crashes of a loop whose condition waits.
  while (true) {
    const bool in_time = co_await Until(happened, EventDeadline());
    if (in_time || IsOverdue()) co_return in_time;
  }
}

}  // namespace closespec

#endif  // CLOSESPEC_HARNESS_CONDUCTOR_WAITING_H_
