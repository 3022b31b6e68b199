// SIGINT, SIGTERM and SIGHUP while it lives: calls `interrupt` once, on a thread of its own.

#ifndef CLOSESPEC_HARNESS_CLI_INTERRUPTION_H_
#define CLOSESPEC_HARNESS_CLI_INTERRUPTION_H_

#include <functional>
#include <memory>

namespace closespec {

class Interruption {
 public:
  explicit Interruption(std::function<void()> interrupt);
  ~Interruption();

  [[nodiscard]] bool Came() const;

 private:
  class Watch;
  std::unique_ptr<Watch> watch_;
};

}  // namespace closespec

#endif  // CLOSESPEC_HARNESS_CLI_INTERRUPTION_H_
