// How late an event loop is: a timer that should fire every few milliseconds says by how much it
// fired too late. A verdict that rests on "it did not come in time" needs to know.

#ifndef CLOSESPEC_HARNESS_CONDUCTOR_LATENESS_H_
#define CLOSESPEC_HARNESS_CONDUCTOR_LATENESS_H_

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/steady_timer.hpp>
#include <chrono>
#include <deque>

namespace closespec {

class LatenessMeter {
 public:
  explicit LatenessMeter(const boost::asio::any_io_executor& executor) : timer_(executor) {}

  void Start();
  // Lets the loop run out of work.
  void Stop();

  // The worst lateness at any moment since `start`, also of a tick that is overdue right now.
  [[nodiscard]] std::chrono::milliseconds WorstSince(
      std::chrono::steady_clock::time_point start) const;

 private:
  struct Sample {
    std::chrono::steady_clock::time_point at;
    std::chrono::steady_clock::duration late;
  };

  void Tick();

  boost::asio::steady_timer timer_;
  std::chrono::steady_clock::time_point due_{};
  std::deque<Sample> samples_;  // late ones only
  bool stopped_ = false;
};

}  // namespace closespec

#endif  // CLOSESPEC_HARNESS_CONDUCTOR_LATENESS_H_
