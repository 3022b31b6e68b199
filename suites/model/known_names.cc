#include "suites/model/known_names.h"

#include <string_view>
#include <vector>

#include "suites/model/actions.h"
#include "suites/model/spelling.h"

namespace closespec {
namespace {

std::string_view SideName(Actor actor) { return actor == Actor::kSut ? "SUT" : "peer"; }
Actor Other(Actor actor) { return actor == Actor::kSut ? Actor::kPeer : Actor::kSut; }

std::string_view NameOf(const std::string& name) { return name; }
template <typename Value>
std::string_view NameOf(const std::pair<const std::string, Value>& entry) {
  return entry.first;
}

// `the SUT has no socket "d" here (it has "c", "l")`.
template <typename Names>
std::string Missing(Actor actor, std::string_view what, const std::string& name,
                    const Names& names) {
  std::string list;
  for (const auto& each : names) {
    if (NameOf(each).empty()) continue;
    list += (list.empty() ? "it has \"" : ", \"") + std::string(NameOf(each)) + "\"";
  }
  return "the " + std::string(SideName(actor)) + " has no " + std::string(what) + " \"" + name +
         "\" here (" + (list.empty() ? "it has none" : list) + ")";
}

std::string Argument(const SocketCall& call, std::string_view name) {
  for (const auto& [key, value] : call.arguments) {
    if (key == name) return value;
  }
  return "";
}

}  // namespace

std::optional<std::string> KnownNames::Objection(const SocketCall& call) const {
  const auto& processes = Of(call.actor).processes;
  const auto process = processes.find(call.in);
  if (process == processes.end()) return Missing(call.actor, "process", call.in, processes);
  if (process->second.ended) {
    return "the " + std::string(SideName(call.actor)) + "'s process" +
           (call.in.empty() ? "" : " \"" + call.in + "\"") + " has ended in an earlier step";
  }
  const ActionRow& row = *FindAction(call.action);
  if (row.on_socket && !process->second.sockets.contains(call.on)) {
    return Missing(call.actor, "socket", call.on, process->second.sockets);
  }
  if (auto objection = ObjectionToArguments(call)) return objection;
  return ObjectionToNewNames(call, process->second);
}

std::optional<std::string> KnownNames::ObjectionToArguments(const SocketCall& call) const {
  if (call.action == "connect") {
    // Where the other side has forked, any of its processes may own the socket.
    const std::string to = Argument(call, "to");
    for (const auto& [name, process] : Of(Other(call.actor)).processes) {
      if (process.sockets.contains(to)) return std::nullopt;
    }
    if (to == call.on) return std::nullopt;
    return Missing(Other(call.actor), "socket", to, Of(Other(call.actor)).processes.at("").sockets);
  }
  for (const std::string_view key : {"same_port_as", "also", "watch"}) {
    const std::string named = Argument(call, key);
    const auto& sockets = Of(call.actor).processes.at(call.in).sockets;
    if (!named.empty() && !sockets.contains(named)) {
      return Missing(call.actor, "socket", named, sockets);
    }
  }
  if (call.action == "dup2") {
    const auto& sockets = Of(call.actor).processes.at(call.in).sockets;
    const std::string over = Argument(call, "over");
    if (!sockets.contains(over)) return Missing(call.actor, "socket", over, sockets);
  }
  if (call.action == "exec" && call.in.empty()) {
    return "the first process cannot \"exec\"; say which forked one does, \"in\"";
  }
  if (call.action == "interrupt") return ObjectionToBackground(call.actor, Argument(call, "call"));
  std::string process = Argument(call, "process");
  if (call.action == "share") process = Argument(call, "to");
  if (!process.empty() && !Of(call.actor).processes.contains(process)) {
    return Missing(call.actor, "process", process, Of(call.actor).processes);
  }
  return std::nullopt;
}

std::optional<std::string> KnownNames::ObjectionToNewNames(const SocketCall& call,
                                                           const Process& process) const {
  const std::string side(SideName(call.actor));
  const Makes makes = FindAction(call.action)->makes;
  if (makes == Makes::kSocket && process.sockets.contains(call.as)) {
    return "the " + side + " has a socket \"" + call.as + "\" already; choose another name";
  }
  if (makes == Makes::kProcess && Of(call.actor).processes.contains(call.as)) {
    return "the " + side + " has a process \"" + call.as + "\" already; choose another name";
  }
  if (!call.background.empty() && Of(call.actor).calls.contains(call.background)) {
    return "the " + side + " has a background call \"" + call.background +
           "\" already; choose another name";
  }
  return std::nullopt;
}

std::optional<std::string> KnownNames::ObjectionToSocket(Actor actor,
                                                         const std::string& socket) const {
  for (const auto& [name, process] : Of(actor).processes) {
    if (process.sockets.contains(socket)) return std::nullopt;
  }
  return Missing(actor, "socket", socket, Of(actor).processes.at("").sockets);
}

void KnownNames::Make(const SocketCall& call) {
  Side& side = Of(call.actor);
  const ActionRow& row = *FindAction(call.action);
  const std::string made = row.makes == Makes::kSocket ? call.as : "";
  if (!call.background.empty()) {
    side.calls[call.background] = {call.action, Argument(call, "option"), call.in, made};
    return;
  }
  if (!made.empty()) side.processes[call.in].sockets.insert(made);
  if (row.makes == Makes::kProcess) side.processes[call.as] = side.processes[call.in];
  if (call.action == "share") side.processes[Argument(call, "to")].sockets.insert(call.on);
  if (EndsPeer(call.action)) side.processes[call.in].ended = true;
}

std::optional<std::string> KnownNames::ObjectionToBackground(Actor actor,
                                                             const std::string& name) const {
  const Side& side = Of(actor);
  const auto call = side.calls.find(name);
  if (call == side.calls.end()) return Missing(actor, "background call", name, side.calls);
  if (side.processes.at(call->second.process).ended) {
    return "the process of the background call \"" + name + "\" has ended in an earlier step";
  }
  return std::nullopt;
}

std::optional<BackgroundCall> KnownNames::Finish(Actor actor, const std::string& name,
                                                 std::string& why) {
  if (auto objection = ObjectionToBackground(actor, name)) {
    why = *std::move(objection);
    return std::nullopt;
  }
  Side& side = Of(actor);
  BackgroundCall call = side.calls.extract(name).mapped();
  if (!call.socket.empty()) side.processes[call.process].sockets.insert(call.socket);
  return call;
}

}  // namespace closespec
