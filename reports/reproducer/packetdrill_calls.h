// The SUT's socket calls as packetdrill writes them, without their times.

#ifndef CLOSESPEC_REPORTS_REPRODUCER_PACKETDRILL_CALLS_H_
#define CLOSESPEC_REPORTS_REPRODUCER_PACKETDRILL_CALLS_H_

#include <map>
#include <string>
#include <vector>

#include "suites/model/journal.h"
#include "suites/model/scenario.h"

namespace closespec {

class PacketdrillCalls {
 public:
  explicit PacketdrillCalls(const Case& reproduced);

  // "recv(4, ..., 4096, 0) = 0", and what else the call is there; nothing where the call only looks
  // or waits in a way that packetdrill has not. Throws Inexpressible.
  std::vector<std::string> Lines(const CallBegan& call, const Outcome& outcome);

  // A connect() that is to be answered: it is made without blocking, and what it came to is asked
  // for, so that nothing of the peer overtakes its return.
  std::vector<std::string> BeginConnect(const CallBegan& call);
  std::vector<std::string> FinishConnect(const CallBegan& call, const Outcome& outcome);

 private:
  std::string Made(const std::string& name);
  [[nodiscard]] std::string Number(const std::string& name) const;
  std::string SetOption(const SocketCall& call) const;
  std::string GetOption(const SocketCall& call, const Outcome& outcome) const;

  bool has_connection_ = false;  // the SUT listens or connects; else a socket would be in the way
  std::map<std::string, int> numbers_;
  int next_ = 3;
};

// The first alternative, which is all that packetdrill can demand. Fields that it does not name are
// as they were seen. Throws Inexpressible.
Outcome DemandedOutcome(const Expectation& expectation, const Outcome& seen);

}  // namespace closespec

#endif  // CLOSESPEC_REPORTS_REPRODUCER_PACKETDRILL_CALLS_H_
