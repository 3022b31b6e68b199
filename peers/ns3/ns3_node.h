// One node of ns-3 on the link's end that the harness gives us: Ethernet frames on a descriptor
// (docs/targets.md), simulated time as fast as the clock. All of ns-3 happens on a thread of its
// own, because its pointers count without a lock.

#ifndef CLOSESPEC_PEERS_NS3_NS3_NODE_H_
#define CLOSESPEC_PEERS_NS3_NS3_NODE_H_

#include <ns3/node.h>

#include <functional>
#include <future>
#include <list>
#include <optional>

#include "peers/socket_peer/stack_peer.h"

namespace closespec::ns3_peer {

// Nothing: what it waits for has not happened yet.
using Attempt = std::function<std::optional<socket_peer::CallResult>()>;

class Ns3Node {
 public:
  // When it is made the node is on the link. The thread runs as long as the process.
  explicit Ns3Node(const socket_peer::GivenLink& link);

  // Makes the attempt on ns-3's thread, and again after each Wake(), until it comes to something.
  socket_peer::CallResult Perform(const Attempt& attempt);

  // These two on ns-3's thread.
  void Wake();
  ns3::Ptr<ns3::Node> Node() const { return node_; }

 private:
  struct Waiting {
    const Attempt& attempt;
    std::promise<socket_peer::CallResult>& outcome;
  };

  static bool Finish(const Waiting& call);
  void TryAgain();

  ns3::Ptr<ns3::Node> node_;
  std::list<Waiting> waiting_;
  bool awake_ = false;
};

}  // namespace closespec::ns3_peer

#endif  // CLOSESPEC_PEERS_NS3_NS3_NODE_H_
