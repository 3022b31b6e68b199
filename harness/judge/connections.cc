#include "harness/judge/connections.h"

#include <algorithm>

namespace closespec {

Connections::Connections(const Timeline& timeline) {
  const Journal& journal = timeline.Source();
  for (std::size_t entry = 0; entry < journal.entries.size(); ++entry) {
    const auto* seen = std::get_if<SegmentSeen>(&journal.entries[entry].event);
    if (seen == nullptr) continue;
    const Segment& segment = seen->segment;
    // Of a connection to itself no capture tells which end has sent it.
    if (segment.source == segment.destination) continue;
    const bool from_sut = seen->direction == Direction::kFromSut;
    const std::size_t index = Find(from_sut ? segment.source : segment.destination,
                                   from_sut ? segment.destination : segment.source);
    all_[index].segments.push_back({entry, seen->direction, segment});
  }
  std::vector<const CallSpan*> by_end;
  for (const CallSpan& call : timeline.Calls()) {
    if (call.outcome != nullptr) by_end.push_back(&call);
  }
  std::sort(by_end.begin(), by_end.end(), [](const CallSpan* left, const CallSpan* right) {
    return left->ended_entry < right->ended_entry;
  });
  for (const CallSpan* call : by_end) Bind(*call);
}

std::size_t Connections::Find(const Endpoint& sut, const Endpoint& peer) {
  const auto found = std::find_if(all_.begin(), all_.end(), [&](const Connection& each) {
    return each.sut == sut && each.peer == peer;
  });
  if (found != all_.end()) return static_cast<std::size_t>(found - all_.begin());
  all_.push_back({sut, peer, {}});
  return all_.size() - 1;
}

void Connections::Bind(const CallSpan& call) {
  const CallBegan& began = *call.began;
  Binding binding{call.ended_entry, began.actor, began.in, began.as, std::nullopt};
  if (began.action == "connect") {
    binding.name = began.on;
  } else if (began.action == "dup") {
    binding.connection = Of(began.actor, began.in, began.on, call.ended_entry);
  } else if (began.action == "dup2") {
    for (const auto& [key, value] : began.arguments) {
      if (key == "over") binding.name = value;
    }
    binding.connection = Of(began.actor, began.in, began.on, call.ended_entry);
  } else if (began.action != "accept" && began.action != "socket") {
    return;
  }
  const auto& facts = call.outcome->facts;
  const auto local = facts.find("local");
  const auto remote = facts.find("remote");
  if (began.action == "connect" || began.action == "accept") {
    if (local == facts.end() || remote == facts.end()) return;
    const auto here = ParseEndpoint(local->second);
    const auto there = ParseEndpoint(remote->second);
    if (!here || !there) return;
    const bool is_sut = began.actor == Actor::kSut;
    const Endpoint& sut = is_sut ? *here : *there;
    const Endpoint& peer = is_sut ? *there : *here;
    binding.connection = began.action == "accept" && !IsCaptured(sut, peer)
                             ? OfOther(began.actor, binding.name, call.ended_entry)
                             : std::nullopt;
    if (!binding.connection) binding.connection = Find(sut, peer);
  }
  bindings_.push_back(std::move(binding));
}

bool Connections::IsCaptured(const Endpoint& sut, const Endpoint& peer) const {
  return std::ranges::any_of(all_, [&](const Connection& each) {
    return each.sut == sut && each.peer == peer && !each.segments.empty();
  });
}

std::optional<std::size_t> Connections::OfOther(Actor actor, std::string_view name,
                                                std::size_t entry) const {
  const Actor other = actor == Actor::kSut ? Actor::kPeer : Actor::kSut;
  const Binding* last = Last(other, "", name, entry);
  return last == nullptr ? std::nullopt : last->connection;
}

const Connections::Binding* Connections::Last(Actor actor, std::string_view process,
                                              std::string_view name, std::size_t entry) const {
  // A forked process has a copy of what its parent had; what it makes itself hides that.
  const Binding* last = nullptr;
  for (const Binding& each : bindings_) {
    if (each.entry > entry) break;
    if (each.actor != actor || each.name != name) continue;
    if (each.process == process || each.process.empty()) last = &each;
  }
  return last;
}

std::optional<std::size_t> Connections::Of(Actor actor, std::string_view process,
                                           std::string_view name, std::size_t entry) const {
  if (const Binding* last = Last(actor, process, name, entry)) return last->connection;
  if (all_.size() == 1) return 0;
  return std::nullopt;
}

std::optional<std::size_t> Connections::Meant(Actor actor, std::string_view process,
                                              std::string_view name, std::size_t entry) const {
  const Actor other = actor == Actor::kSut ? Actor::kPeer : Actor::kSut;
  for (const Actor each : {actor, other}) {
    const Binding* last = Last(each, each == actor ? process : "", name, entry);
    if (last != nullptr && last->connection) return last->connection;
  }
  for (std::size_t index = 0; index < all_.size(); ++index) {
    const auto& segments = all_[index].segments;
    if (!segments.empty() && segments.front().segment.flags.syn) return index;
  }
  if (all_.empty()) return std::nullopt;
  return 0;
}

bool Connections::HasEnd(std::size_t connection, Actor actor) const {
  return std::any_of(bindings_.begin(), bindings_.end(), [&](const Binding& each) {
    return each.connection == connection && each.actor == actor;
  });
}

std::vector<std::string> Connections::NamesOf(std::size_t connection, Actor actor) const {
  std::vector<std::string> names;
  for (const Binding& each : bindings_) {
    if (each.connection == connection && each.actor == actor) names.push_back(each.name);
  }
  return names;
}

std::optional<std::size_t> Connections::MadeAt(std::size_t connection) const {
  for (const Binding& each : bindings_) {
    if (each.connection == connection) return each.entry;
  }
  return std::nullopt;
}

}  // namespace closespec
