// What can be learnt of a socket without reading from it.

#include "peers/socket_peer/calls.h"

namespace closespec::socket_peer {
namespace {

MaybeAnswer Events(Surroundings& peer, const Request& request, Readiness how,
                   std::string_view allowed) {
  const Handle handle = OnOf(peer, request);
  const EventNames wanted = request.Words("events", allowed);
  const bool wait = request.Word("wait", "yes no", "no") == "yes";
  EventNames seen;
  const CallResult result = peer.stack.Events(handle, how, wanted, wait, seen);
  Answer answer(result);
  if (result.Succeeded()) answer.Set("events", seen);
  return answer;
}

MaybeAnswer EventsOfBoth(Surroundings& peer, const Request& request) {
  const Handle handle = OnOf(peer, request);
  const Handle also = peer.sockets.At(request.Text("also")).handle;
  EventNames seen;
  const CallResult result =
      peer.stack.PollBoth(handle, also, request.Words("events", "IN OUT PRI RDHUP"),
                          request.Word("wait", "yes no", "no") == "yes", seen);
  Answer answer(result);
  if (result.Succeeded()) answer.Set("events", seen);
  return answer;
}

// The count is the value; the call itself returns 0.
MaybeAnswer Counted(CallResult result) {
  if (!result.Succeeded()) return Answer(result);
  const std::int64_t count = result.value;
  result.value = 0;
  return Answer(result).Set("value", count);
}

}  // namespace

MaybeAnswer WaitReadable(Surroundings& peer, const Request& request) {
  const int bytes = request.Number("bytes", 1, 1, 1 << 30);
  return Answer(peer.stack.WaitReadable(OnOf(peer, request), bytes));
}

MaybeAnswer PollEvents(Surroundings& peer, const Request& request) {
  if (request.Has("also")) return EventsOfBoth(peer, request);
  return Events(peer, request, Readiness::kPoll, "IN OUT PRI RDHUP");
}

MaybeAnswer EpollEvents(Surroundings& peer, const Request& request) {
  return Events(peer, request, Readiness::kEpoll, "IN OUT PRI RDHUP");
}

MaybeAnswer SelectEvents(Surroundings& peer, const Request& request) {
  return Events(peer, request, Readiness::kSelect, "IN OUT PRI");
}

MaybeAnswer UnreadCount(Surroundings& peer, const Request& request) {
  return Counted(peer.stack.UnreadCount(OnOf(peer, request)));
}

MaybeAnswer UnsentCount(Surroundings& peer, const Request& request) {
  return Counted(peer.stack.UnsentCount(OnOf(peer, request)));
}

}  // namespace closespec::socket_peer
