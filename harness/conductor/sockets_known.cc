#include "harness/conductor/sockets_known.h"

#include <algorithm>

#include "suites/model/actions.h"

namespace closespec {
namespace {

std::optional<Endpoint> FactOf(const Outcome& outcome, const std::string& fact) {
  const auto found = outcome.facts.find(fact);
  return found == outcome.facts.end() ? std::nullopt : ParseEndpoint(found->second);
}

}  // namespace

void SocketsKnown::LearnEnds(Actor actor, const std::string& name, const Outcome& outcome) {
  Ends& ends = ends_[{actor, name}];
  if (const auto local = FactOf(outcome, "local")) ends.local = local;
  if (const auto remote = FactOf(outcome, "remote")) ends.remote = remote;
}

void SocketsKnown::Learn(const SocketCall& call, const Outcome& outcome) {
  const Actor actor = call.actor;
  if (call.action == "connect" || call.action == "bind") LearnEnds(actor, call.on, outcome);
  if (EndsPeer(call.action)) return ForgetProcess(actor, call.in);
  if (call.action == "reap") return ForgetProcess(actor, ArgumentOf(call, "process"));
  if (outcome.error || outcome.unsupported || outcome.blocked) return;
  if (call.action == "close") {
    open_.erase({actor, call.in, call.on});
  } else if (call.action == "socket") {
    ends_[{actor, call.as}] = {};
    open_.insert({actor, call.in, call.as});
  } else if (call.action == "accept") {
    LearnEnds(actor, call.as, outcome);
    open_.insert({actor, call.in, call.as});
  } else if (call.action == "dup") {
    ends_[{actor, call.as}] = ends_[{actor, call.on}];
    open_.insert({actor, call.in, call.as});
  } else if (call.action == "dup2") {
    ends_[{actor, ArgumentOf(call, "over")}] = ends_[{actor, call.on}];
    open_.insert({actor, call.in, ArgumentOf(call, "over")});
  } else if (call.action == "share") {
    open_.insert({actor, ArgumentOf(call, "to"), call.on});
  } else if (call.action == "fork") {
    processes_.insert({actor, call.as});
    const std::set<Open> before = open_;
    for (const Open& each : before) {
      if (each.actor == actor && each.process == call.in) open_.insert({actor, call.as, each.name});
    }
  }
}

void SocketsKnown::ForgetProcess(Actor actor, const std::string& process) {
  processes_.erase({actor, process});
  std::erase_if(open_,
                [&](const Open& each) { return each.actor == actor && each.process == process; });
}

std::optional<Endpoint> SocketsKnown::LocalOf(Actor actor, const std::string& name) const {
  const auto found = ends_.find({actor, name});
  return found == ends_.end() ? std::nullopt : found->second.local;
}

bool SocketsKnown::IsOpen(Actor actor, const std::string& name) const {
  return std::any_of(open_.begin(), open_.end(),
                     [&](const Open& each) { return each.actor == actor && each.name == name; });
}

bool SocketsKnown::IsConnected(Actor actor, const std::string& name) const {
  const auto found = ends_.find({actor, name});
  return found != ends_.end() && found->second.remote;
}

std::vector<ConnectionEnds> SocketsKnown::ConnectionsOf(const std::string& name) const {
  std::vector<ConnectionEnds> connections;
  for (const Actor actor : {Actor::kSut, Actor::kPeer}) {
    const auto found = ends_.find({actor, name});
    if (found == ends_.end() || !found->second.local || !found->second.remote) continue;
    const auto& [local, remote] = found->second;
    const bool is_sut = actor == Actor::kSut;
    const ConnectionEnds connection{is_sut ? *local : *remote, is_sut ? *remote : *local};
    if (connections.empty() || connections.front() != connection) {
      connections.push_back(connection);
    }
  }
  return connections;
}

}  // namespace closespec
