// The functions behind the rows of actions.cc.

#ifndef CLOSESPEC_PEERS_SOCKET_PEER_CALLS_H_
#define CLOSESPEC_PEERS_SOCKET_PEER_CALLS_H_

#include <cstdint>
#include <optional>
#include <string>

#include "peers/socket_peer/actions.h"

namespace closespec::socket_peer {

using MaybeAnswer = std::optional<Answer>;

// The socket that the request is about.
inline Handle OnOf(Surroundings& peer, const Request& request) {
  return peer.sockets.At(request.Text("on")).handle;
}

// What the call has made gets the name; to the asker the call returns 0.
inline MaybeAnswer Made(Surroundings& peer, const std::string& name, std::size_t stream,
                        CallResult result) {
  if (result.Succeeded()) {
    peer.sockets.Add(name, {Handle{static_cast<std::intptr_t>(result.value)}, stream});
    result.value = 0;
  }
  return Answer(result);
}

// actions_connection.cc
MaybeAnswer Open(Surroundings& peer, const Request& request);
MaybeAnswer Bind(Surroundings& peer, const Request& request);
MaybeAnswer Listen(Surroundings& peer, const Request& request);
MaybeAnswer Accept(Surroundings& peer, const Request& request);
MaybeAnswer Connect(Surroundings& peer, const Request& request);
MaybeAnswer Disconnect(Surroundings& peer, const Request& request);
MaybeAnswer Shutdown(Surroundings& peer, const Request& request);
MaybeAnswer Close(Surroundings& peer, const Request& request);
MaybeAnswer Duplicate(Surroundings& peer, const Request& request);
MaybeAnswer DuplicateOver(Surroundings& peer, const Request& request);

// actions_data.cc
MaybeAnswer Send(Surroundings& peer, const Request& request);
MaybeAnswer SendAll(Surroundings& peer, const Request& request);
MaybeAnswer Receive(Surroundings& peer, const Request& request);
MaybeAnswer ReceiveAll(Surroundings& peer, const Request& request);

// actions_readiness.cc
MaybeAnswer WaitReadable(Surroundings& peer, const Request& request);
MaybeAnswer PollEvents(Surroundings& peer, const Request& request);
MaybeAnswer EpollEvents(Surroundings& peer, const Request& request);
MaybeAnswer SelectEvents(Surroundings& peer, const Request& request);
MaybeAnswer UnreadCount(Surroundings& peer, const Request& request);
MaybeAnswer UnsentCount(Surroundings& peer, const Request& request);

// actions_watch.cc
MaybeAnswer Watch(Surroundings& peer, const Request& request);
MaybeAnswer Rearm(Surroundings& peer, const Request& request);
MaybeAnswer Watched(Surroundings& peer, const Request& request);
MaybeAnswer EventSelect(Surroundings& peer, const Request& request);
MaybeAnswer NetworkEvents(Surroundings& peer, const Request& request);
MaybeAnswer SignalOnActivity(Surroundings& peer, const Request& request);
MaybeAnswer AwaitSignal(Surroundings& peer, const Request& request);
MaybeAnswer Interrupt(Surroundings& peer, const Request& request);

// actions_options.cc
MaybeAnswer SetShortLinger(Surroundings& peer, const Request& request);
MaybeAnswer SetBlocking(Surroundings& peer, const Request& request);
MaybeAnswer SetOption(Surroundings& peer, const Request& request);
MaybeAnswer GetOption(Surroundings& peer, const Request& request);
MaybeAnswer LocalName(Surroundings& peer, const Request& request);
MaybeAnswer RemoteName(Surroundings& peer, const Request& request);
MaybeAnswer State(Surroundings& peer, const Request& request);

// actions_process.cc
MaybeAnswer Fork(Surroundings& peer, const Request& request);
MaybeAnswer Share(Surroundings& peer, const Request& request);
MaybeAnswer Adopt(Surroundings& peer, const Request& request);
MaybeAnswer Exit(Surroundings& peer, const Request& request);
MaybeAnswer Abort(Surroundings& peer, const Request& request);
MaybeAnswer Reap(Surroundings& peer, const Request& request);
MaybeAnswer CloseOnExec(Surroundings& peer, const Request& request);
MaybeAnswer Exec(Surroundings& peer, const Request& request);
MaybeAnswer Stop(Surroundings& peer, const Request& request);
MaybeAnswer Continue(Surroundings& peer, const Request& request);

}  // namespace closespec::socket_peer

#endif  // CLOSESPEC_PEERS_SOCKET_PEER_CALLS_H_
