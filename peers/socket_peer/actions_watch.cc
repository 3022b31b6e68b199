// Being told of events: by a registration that is kept, by a signal.

#include "peers/socket_peer/calls.h"

namespace closespec::socket_peer {
namespace {

constexpr std::string_view kWatchable = "IN OUT PRI RDHUP";

}  // namespace

MaybeAnswer Watch(Surroundings& peer, const Request& request) {
  const std::string name = request.Name("as");
  const Socket watched = peer.sockets.At(request.Text("on"));
  const std::string how = request.Word("how", "level edge oneshot", "level");
  peer.sockets.MustBeFree(name);
  const Trigger trigger = how == "edge"      ? Trigger::kEdge
                          : how == "oneshot" ? Trigger::kOneshot
                                             : Trigger::kLevel;
  return Made(peer, name, watched.stream,
              peer.stack.Watch(watched.handle, request.Words("events", kWatchable), trigger));
}

MaybeAnswer Rearm(Surroundings& peer, const Request& request) {
  return Answer(peer.stack.Rearm(OnOf(peer, request), peer.sockets.At(request.Text("watch")).handle,
                                 request.Words("events", kWatchable)));
}

MaybeAnswer Watched(Surroundings& peer, const Request& request) {
  EventNames seen;
  const bool wait = request.Word("wait", "yes no", "no") == "yes";
  const CallResult result = peer.stack.Watched(OnOf(peer, request), wait, seen);
  Answer answer(result);
  if (result.Succeeded()) answer.Set("events", seen);
  return answer;
}

MaybeAnswer EventSelect(Surroundings& peer, const Request& request) {
  const std::string name = request.Name("as");
  const Socket watched = peer.sockets.At(request.Text("on"));
  peer.sockets.MustBeFree(name);
  return Made(peer, name, watched.stream, peer.stack.EventSelect(watched.handle));
}

MaybeAnswer NetworkEvents(Surroundings& peer, const Request& request) {
  EventNames seen;
  OptionValue error;
  const bool wait = request.Word("wait", "yes no", "no") == "yes";
  const CallResult result = peer.stack.NetworkEvents(
      OnOf(peer, request), peer.sockets.At(request.Text("watch")).handle, wait, seen, error);
  Answer answer(result);
  if (!result.Succeeded()) return answer;
  answer.Set("events", seen);
  if (error.error.empty()) return answer.Set("value", 0);
  return answer.Set("value", error.error).Set("native", error.value);
}

MaybeAnswer SignalOnActivity(Surroundings& peer, const Request& request) {
  return Answer(peer.stack.SignalOnActivity(OnOf(peer, request)));
}

MaybeAnswer AwaitSignal(Surroundings& peer, const Request&) {
  return Answer(peer.stack.AwaitSignal());
}

MaybeAnswer Interrupt(Surroundings& peer, const Request& request) {
  return Answer(peer.stack.Interrupt(request.Name("call")));
}

}  // namespace closespec::socket_peer
