#include "harness/judge/transfers.h"

#include <algorithm>
#include <charconv>
#include <map>
#include <optional>
#include <span>

namespace closespec {
namespace {

std::optional<std::uint64_t> Number(std::string_view text) {
  std::uint64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

bool Sends(const CallBegan& call) { return call.action == "send" || call.action == "send_all"; }
bool Receives(const CallBegan& call) { return call.action == "recv" || call.action == "recv_all"; }

// How many octets the call says that it moved.
std::optional<std::uint64_t> Moved(const Outcome& outcome) {
  if (outcome.stream) return outcome.stream->octets;
  const auto bytes = outcome.facts.find("bytes");
  if (bytes != outcome.facts.end()) return Number(bytes->second);
  if (outcome.returns && *outcome.returns >= 0) return static_cast<std::uint64_t>(*outcome.returns);
  return std::nullopt;
}

bool TellsEnd(const CallBegan& call, const Outcome& outcome) {
  if (call.action == "recv_all") {
    const auto end = outcome.facts.find("end");
    return end != outcome.facts.end() && end->second == "eof";
  }
  return outcome.returns == 0 && CountArgument(call, "bytes", 1) > 0;
}

// Others called and returned in the meantime.
bool Waited(const CallSpan& call, std::span<const CallSpan> all) {
  return std::ranges::any_of(all, [&call](const CallSpan& other) {
    return other.outcome != nullptr && other.began_entry > call.began_entry &&
           other.ended_entry < call.ended_entry;
  });
}

Transfer TransferOf(const CallSpan& call, bool sends, std::span<const CallSpan> all) {
  const CallBegan& began = *call.began;
  Transfer transfer{.call = &call, .actor = began.actor, .sends = sends};
  transfer.peeked = HasFlag(began, "peek");
  transfer.urgent = HasFlag(began, "oob");
  transfer.in_child = !began.in.empty();
  // A call that has not returned, or an error that does not say how far it came: also that of a
  // send() that waited. A SEND that is outstanding may have been sent in part when its response is
  // "reset" (RFC 9293 3.10.7.4).
  transfer.at_most = sends ? CountArgument(began, "bytes", 0) : UINT64_MAX;
  if (call.outcome == nullptr) return transfer;
  const auto moved = Moved(*call.outcome);
  const bool is_single = began.action == "send" || began.action == "recv";
  if (moved || (is_single && call.outcome->error && !(sends && Waited(call, all)))) {
    transfer.octets = moved.value_or(0);
    transfer.at_most = transfer.octets;
  }
  transfer.intact = call.outcome->intact || HasFlag(began, "trunc");
  transfer.end_of_stream = !sends && !transfer.urgent && TellsEnd(began, *call.outcome);
  return transfer;
}

bool EndsReading(const CallBegan& call) {
  const std::string_view how = ArgumentOf(call, "how");
  return call.action == "shutdown" && (how == "read" || how == "both");
}

}  // namespace

std::string_view ArgumentOf(const CallBegan& call, std::string_view name) {
  const auto found = std::find_if(call.arguments.begin(), call.arguments.end(),
                                  [&](const auto& each) { return each.first == name; });
  return found == call.arguments.end() ? std::string_view() : std::string_view(found->second);
}

std::uint64_t CountArgument(const CallBegan& call, std::string_view name, std::uint64_t otherwise) {
  return Number(ArgumentOf(call, name)).value_or(otherwise);
}

bool HasFlag(const CallBegan& call, std::string_view flag) {
  std::string_view flags = ArgumentOf(call, "flags");
  while (!flags.empty()) {
    const std::size_t end = flags.find_first_of(", ");
    if (flags.substr(0, end) == flag) return true;
    if (end == std::string_view::npos) break;
    flags.remove_prefix(end + 1);
  }
  return false;
}

std::vector<Transfer> TransfersOf(const Evidence& evidence, std::size_t connection) {
  std::vector<Transfer> transfers;
  // From here on an end of the stream may be this side's own doing, also for a call that waits.
  std::map<Actor, std::size_t> reading_ended;
  for (const CallSpan& call : evidence.timeline.Calls()) {
    const CallBegan& began = *call.began;
    const bool sends = Sends(began);
    const bool receives = Receives(began);
    if (!sends && !receives && began.action != "shutdown") continue;
    const auto on = evidence.connections.Of(began.actor, began.in, began.on, call.began_entry);
    if (on != connection) continue;
    if (EndsReading(began)) reading_ended.emplace(began.actor, call.began_entry);
    if (sends || receives) {
      transfers.push_back(TransferOf(call, sends, evidence.timeline.Calls()));
    }
  }
  for (Transfer& each : transfers) {
    const auto ended = reading_ended.find(each.actor);
    if (ended != reading_ended.end() && each.call->ended_entry > ended->second) {
      each.end_of_stream = false;
    }
  }
  return transfers;
}

bool AllTransfersAreKnown(const Evidence& evidence) {
  const auto calls = evidence.timeline.Calls();
  return std::all_of(calls.begin(), calls.end(), [&](const CallSpan& call) {
    const CallBegan& began = *call.began;
    if (!Sends(began) && !Receives(began)) return true;
    if (evidence.connections.Of(began.actor, began.in, began.on, call.began_entry)) return true;
    const Transfer transfer = TransferOf(call, Sends(began), calls);
    return transfer.octets == 0 && transfer.at_most == 0;
  });
}

std::uint64_t OctetsRead(const std::vector<Transfer>& transfers, Actor actor, std::size_t entry) {
  std::uint64_t octets = 0;
  for (const Transfer& each : transfers) {
    const bool counts = !each.sends && !each.peeked && !each.urgent && each.actor == actor;
    if (counts && each.call->outcome != nullptr && each.call->ended_entry < entry) {
      octets += each.octets;
    }
  }
  return octets;
}

}  // namespace closespec
