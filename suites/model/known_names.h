// The sockets, processes, background calls and labels that the steps of a case have made so far, on
// each side. Steps may use only what is there; what is wrong is said as a text for the caller to
// place.

#ifndef CLOSESPEC_SUITES_MODEL_KNOWN_NAMES_H_
#define CLOSESPEC_SUITES_MODEL_KNOWN_NAMES_H_

#include <array>
#include <map>
#include <optional>
#include <set>
#include <string>

#include "suites/model/scenario.h"

namespace closespec {

struct BackgroundCall {
  std::string action;
  std::string option;   // of getsockopt
  std::string process;  // in which it was made
  std::string socket;   // that it makes
};

class KnownNames {
 public:
  // Nothing if the call can be made; otherwise why not: `the sut has no socket "d" here ...`.
  [[nodiscard]] std::optional<std::string> Objection(const SocketCall& call) const;
  [[nodiscard]] std::optional<std::string> ObjectionToSocket(Actor actor,
                                                             const std::string& socket) const;
  // Takes what the call makes and ends.
  void Make(const SocketCall& call);

  // The background call of that name, which ends; nothing and the reason if there is none.
  std::optional<BackgroundCall> Finish(Actor actor, const std::string& name, std::string& why);
  [[nodiscard]] std::optional<std::string> ObjectionToBackground(Actor actor,
                                                                 const std::string& name) const;

  [[nodiscard]] bool HasLabel(const std::string& label) const { return labels_.contains(label); }
  void AddLabel(const std::string& label) { labels_.insert(label); }
  [[nodiscard]] const std::set<std::string>& Labels() const { return labels_; }

 private:
  struct Process {
    std::set<std::string> sockets;
    bool ended = false;
  };
  struct Side {
    std::map<std::string, Process> processes = {{"", {}}};
    std::map<std::string, BackgroundCall> calls;
  };

  [[nodiscard]] const Side& Of(Actor actor) const { return sides_[actor == Actor::kSut ? 0 : 1]; }
  [[nodiscard]] Side& Of(Actor actor) { return sides_[actor == Actor::kSut ? 0 : 1]; }
  [[nodiscard]] std::optional<std::string> ObjectionToArguments(const SocketCall& call) const;
  [[nodiscard]] std::optional<std::string> ObjectionToNewNames(const SocketCall& call,
                                                               const Process& process) const;

  std::array<Side, 2> sides_;
  std::set<std::string> labels_;
};

}  // namespace closespec

#endif  // CLOSESPEC_SUITES_MODEL_KNOWN_NAMES_H_
