// One peer of one case, spoken to in the peer protocol: numbers the requests, turns answers into
// outcomes, and tells nonsense from an answer. Knows nothing of scenarios.

#ifndef CLOSESPEC_HARNESS_CONDUCTOR_PEER_SESSION_H_
#define CLOSESPEC_HARNESS_CONDUCTOR_PEER_SESSION_H_

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "harness/conductor/launcher.h"
#include "peers/protocol/message.h"
#include "suites/model/journal.h"
#include "suites/model/outcome.h"

namespace closespec {

struct SessionEvents {
  std::function<void(PeerReady hello)> on_hello;
  // Answer to the request with this tag; `started` when it only began in the background.
  std::function<void(const std::string& tag, std::optional<Outcome> outcome)> on_answer;
  std::function<void(const std::string& how)> on_gone;  // once
  // What the kernel over there says of itself. May be left out.
  std::function<void(const std::string& text)> on_complaint;
  // Instead of a hello: what it was started for cannot be had over there. May be left out.
  std::function<void(const std::string& why)> on_unsupported;
};

class PeerSession {
 public:
  PeerSession(Actor actor, SessionEvents events) : actor_(actor), events_(std::move(events)) {}

  Status Start(Launcher& launcher, const LaunchPlan& plan, const FileDescriptor& network_namespace,
               const FileDescriptor& inherited);

  // Sends `action` with these words and gives the tag of its answer. A background call's result
  // comes later under the name in `background`.
  std::string Request(std::string action, std::vector<std::pair<std::string, std::string>> values);

  // "quit": no answer comes, the process ends.
  void Quit();
  void Kill();

  [[nodiscard]] bool Gone() const { return gone_; }

 private:
  void LineCame(std::string_view line);
  void HelloCame(const protocol::Message& message);
  void AnswerCame(const protocol::Message& message);
  void Break(const std::string& how);

  Actor actor_;
  SessionEvents events_;
  std::unique_ptr<PeerProcess> process_;
  std::map<std::string, std::string> awaited_;  // tag -> name of the background call it will begin
  std::uint64_t next_tag_ = 1;
  bool greeted_ = false;
  bool gone_ = false;
};

}  // namespace closespec

#endif  // CLOSESPEC_HARNESS_CONDUCTOR_PEER_SESSION_H_
