// Processes that share sockets, and their ends.

#include "peers/socket_peer/calls.h"

namespace closespec::socket_peer {

MaybeAnswer Fork(Surroundings& peer, const Request& request) {
  return Answer(peer.processes.Fork(request.Name("as")));
}

// The descriptor goes ahead, then the other process is asked to take it and gives the answer.
MaybeAnswer Share(Surroundings& peer, const Request& request) {
  const std::string process = request.Text("to");
  const std::string name = request.Has("as") ? request.Name("as") : request.Name("on");
  const CallResult result = peer.processes.Share(process, peer.sockets.At(request.Text("on")));
  if (!result.Succeeded()) return Answer(result);
  peer.processes.Forward(process, {request.Tag(), "adopt", {{"as", name}}});
  return std::nullopt;
}

MaybeAnswer Adopt(Surroundings& peer, const Request& request) {
  const std::string name = request.Name("as");
  Socket socket;
  const CallResult result = peer.processes.Adopt(socket);
  if (!result.Succeeded()) return Answer(result);
  try {
    peer.sockets.MustBeFree(name);
  } catch (const Refused&) {
    peer.stack.Close(socket.handle);
    throw;
  }
  peer.sockets.Add(name, socket);
  return Answer(result);
}

MaybeAnswer Exit(Surroundings& peer, const Request& request) {
  return Answer(peer.processes.Exit(request.Number("status", 0, 0, 255)));
}

MaybeAnswer Abort(Surroundings& peer, const Request& request) {
  return Answer(peer.processes.Abort(request.Word("signal", "ABRT KILL TERM SEGV", "ABRT")));
}

MaybeAnswer Reap(Surroundings& peer, const Request& request) {
  std::string exit;
  const CallResult result = peer.processes.Reap(request.Text("process"), exit);
  Answer answer(result);
  if (result.Succeeded()) answer.Set("exit", exit);
  return answer;
}

MaybeAnswer CloseOnExec(Surroundings& peer, const Request& request) {
  return Answer(peer.stack.CloseOnExec(OnOf(peer, request)));
}

MaybeAnswer Exec(Surroundings& peer, const Request&) { return Answer(peer.processes.Exec()); }

MaybeAnswer Stop(Surroundings& peer, const Request& request) {
  return Answer(peer.processes.Stop(request.Text("process")));
}

MaybeAnswer Continue(Surroundings& peer, const Request& request) {
  return Answer(peer.processes.Continue(request.Text("process")));
}

}  // namespace closespec::socket_peer
