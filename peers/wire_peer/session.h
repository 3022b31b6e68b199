// The wire peer's conversation, without a thread: Take() what was asked, say when a segment has
// arrived. What has to wait for segments of the SUT waits here.

#ifndef CLOSESPEC_PEERS_WIRE_PEER_SESSION_H_
#define CLOSESPEC_PEERS_WIRE_PEER_SESSION_H_

#include <deque>
#include <functional>
#include <list>
#include <string>

#include "peers/protocol/message.h"
#include "peers/wire_peer/actions.h"

namespace closespec::wire_peer {

class Session {
 public:
  using Writer = std::function<void(const protocol::Message&)>;

  Session(Host& host, Writer write) : host_(host), write_(std::move(write)) {}

  void SayHello();
  // One line. False when it was `quit`.
  bool Take(const std::string& line);
  void SegmentArrived();

 private:
  struct Waiting {
    std::string tag;
    Attempt attempt;
    bool in_background = false;
  };

  // Begins what was asked, in order, until one in the foreground has to wait.
  void Proceed();
  void Begin(const Request& request);
  // False when it has to wait.
  bool Try(const Waiting& waiting);

  Host& host_;
  Writer write_;
  std::deque<Request> queue_;
  std::list<Waiting> waiting_;
};

}  // namespace closespec::wire_peer

#endif  // CLOSESPEC_PEERS_WIRE_PEER_SESSION_H_
