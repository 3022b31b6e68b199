// What the conductor knows of the sockets that a case's peers hold: their names, their ends, and
// which processes have them open. Learnt from calls and their answers alone.

#ifndef CLOSESPEC_HARNESS_CONDUCTOR_SOCKETS_KNOWN_H_
#define CLOSESPEC_HARNESS_CONDUCTOR_SOCKETS_KNOWN_H_

#include <map>
#include <optional>
#include <set>
#include <string>
#include <tuple>
#include <vector>

#include "suites/model/outcome.h"
#include "suites/model/scenario.h"
#include "suites/model/segment.h"

namespace closespec {

// A connection seen from the SUT.
struct ConnectionEnds {
  Endpoint sut;
  Endpoint peer;

  auto operator<=>(const ConnectionEnds&) const = default;
};

class SocketsKnown {
 public:
  struct Open {
    Actor actor = Actor::kSut;
    std::string process;  // empty: the peer itself
    std::string name;

    auto operator<=>(const Open&) const = default;
  };

  void Learn(const SocketCall& call, const Outcome& outcome);
  // Where something is that no call of the case's has made.
  void Place(Actor actor, const std::string& name, const Endpoint& local) {
    ends_[{actor, name}].local = local;
  }

  [[nodiscard]] std::optional<Endpoint> LocalOf(Actor actor, const std::string& name) const;
  // By the SUT's socket of that name, then by the peer's: more than one where they say otherwise.
  [[nodiscard]] std::vector<ConnectionEnds> ConnectionsOf(const std::string& name) const;
  [[nodiscard]] bool IsConnected(Actor actor, const std::string& name) const;
  // In any process.
  [[nodiscard]] bool IsOpen(Actor actor, const std::string& name) const;
  [[nodiscard]] const std::set<Open>& OpenSockets() const { return open_; }
  // Forked processes that were not seen to end.
  [[nodiscard]] const std::set<std::pair<Actor, std::string>>& Processes() const {
    return processes_;
  }

 private:
  struct Ends {
    std::optional<Endpoint> local;
    std::optional<Endpoint> remote;
  };

  void LearnEnds(Actor actor, const std::string& name, const Outcome& outcome);
  void ForgetProcess(Actor actor, const std::string& process);

  std::map<std::pair<Actor, std::string>, Ends> ends_;
  std::set<Open> open_;
  std::set<std::pair<Actor, std::string>> processes_;
};

}  // namespace closespec

#endif  // CLOSESPEC_HARNESS_CONDUCTOR_SOCKETS_KNOWN_H_
