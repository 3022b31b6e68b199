#include "harness/judge/blame.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <vector>

#include "harness/judge/sut_output.h"
#include "harness/judge/transfers.h"

namespace closespec {
namespace {

// What the SUT must have sent, or not sent, for the peer to see what was expected.
struct Need {
  enum Kind { kReset, kEnd, kOctets, kNoReset, kNoEnd, kQuiet, kFinAcknowledged, kUnknown };
  Kind kind = kUnknown;
  std::uint64_t octets = 0;  // kOctets, kEnd: up to this place of the stream
  bool exactly = false;
};

enum class Shown { kWrongOrMissing, kThere, kUnclear };

struct Situation {
  const PeerCheck& check;
  SutOutput by_then;       // what the capture showed when the check ended
  SutOutput ever;          // in the whole scenario, but for resets that answer later data
  std::uint64_t read = 0;  // by the peer, before the check
  bool shut_down = false;  // the peer itself had ended its sending
};

bool IsResetError(const std::optional<std::string>& error) {
  constexpr std::array<std::string_view, 4> kErrors = {"ECONNRESET", "EPIPE", "ENOTCONN",
                                                       "ECONNABORTED"};
  return error && std::count(kErrors.begin(), kErrors.end(), *error) > 0;
}

bool Receives(const std::string& action) { return action == "recv" || action == "recv_all"; }
bool Sends(const std::string& action) { return action == "send" || action == "send_all"; }

std::optional<std::int64_t> Number(const FieldExpectation& field, bool& exactly) {
  if (const auto* range = std::get_if<IsInRange>(&field.matcher)) {
    exactly = range->range.minimum == range->range.maximum;
    return range->range.minimum;
  }
  const auto* is = std::get_if<IsText>(&field.matcher);
  if (is == nullptr) return std::nullopt;
  std::int64_t value = 0;
  const char* end = is->text.data() + is->text.size();
  const auto [stopped, error] = std::from_chars(is->text.data(), end, value);
  if (error != std::errc() || stopped != end) return std::nullopt;
  exactly = true;
  return value;
}

Need NeedOfError(const std::string& action, const std::string& error, const Situation& situation) {
  if (error == "EPIPE" && situation.shut_down) return {Need::kUnknown};
  if (error == "ECONNRESET" || error == "EPIPE" || error == "ECONNREFUSED") return {Need::kReset};
  if (error == "EAGAIN" && Receives(action)) return {Need::kQuiet};
  return {Need::kUnknown};
}

Need NeedOfState(const std::string& state) {
  if (state == "CLOSE_WAIT" || state == "LAST_ACK" || state == "CLOSING") return {Need::kEnd};
  if (state == "FIN_WAIT_2") return {Need::kFinAcknowledged};
  if (state == "ESTABLISHED") return {Need::kNoEnd};
  return {Need::kUnknown};
}

Need NeedOfEvents(const FieldExpectation& field) {
  const auto* set = std::get_if<HasAndLacks>(&field.matcher);
  if (set == nullptr) return {Need::kUnknown};
  const auto has = [&](std::string_view name) {
    return std::count(set->has.begin(), set->has.end(), name) > 0;
  };
  if (has("ERR")) return {Need::kReset};
  if (has("RDHUP")) return {Need::kEnd};
  return {Need::kUnknown};
}

Need NeedOfReceived(std::int64_t number, bool exactly, const Situation& situation) {
  if (number <= 0) return {Need::kEnd, situation.read, true};
  return {Need::kOctets, situation.read + static_cast<std::uint64_t>(number), exactly};
}

Need NeedOf(const FieldExpectation& field, const Situation& situation) {
  const std::string& action = situation.check.action;
  const auto* is = std::get_if<IsText>(&field.matcher);
  bool exactly = false;
  const auto number = Number(field, exactly);
  if (field.field == "error") {
    return is != nullptr ? NeedOfError(action, is->text, situation) : Need{Need::kReset};
  }
  if (field.field == "state") return is != nullptr ? NeedOfState(is->text) : Need{};
  if (field.field == "events") return NeedOfEvents(field);
  if (field.field == "end" && is != nullptr) {
    return is->text == "eof" ? Need{Need::kEnd} : NeedOfError(action, is->text, situation);
  }
  if (field.field == "value" && is != nullptr && is->text == "ECONNRESET") return {Need::kReset};
  if (field.field == "bytes" && number && *number > 0) {
    return NeedOfReceived(*number, exactly, situation);
  }
  if (field.field != "returns" || !number) return {Need::kUnknown};
  if (Receives(action)) return NeedOfReceived(*number, exactly, situation);
  const bool was_refused =
      Sends(action) || IsResetError(situation.check.outcome.error) || action == "still_blocked";
  return was_refused ? Need{Need::kNoReset} : Need{};
}

Shown Look(bool by_then, bool ever) {
  if (by_then) return Shown::kThere;
  // It may have been on its way when the call returned, or be the answer to something later.
  return ever ? Shown::kUnclear : Shown::kWrongOrMissing;
}

bool SawEnd(const Outcome& outcome) {
  const auto end = outcome.facts.find("end");
  return outcome.returns == 0 || (end != outcome.facts.end() && end->second == "eof");
}

Shown LookForOctets(const Need& need, const Situation& situation) {
  const SutOutput& sut = situation.by_then;
  const Outcome& outcome = situation.check.outcome;
  if (sut.reset && IsResetError(outcome.error)) return Shown::kWrongOrMissing;
  const bool reads_all = situation.check.action == "recv_all";
  if (reads_all && need.exactly && sut.octets > need.octets) return Shown::kWrongOrMissing;
  return Look(sut.octets >= need.octets, situation.ever.octets >= need.octets);
}

Shown Look(const Need& need, const Situation& situation) {
  const SutOutput& sut = situation.by_then;
  switch (need.kind) {
    case Need::kReset:
      if (sut.reset && sut.fin_before_reset && SawEnd(situation.check.outcome)) {
        return Shown::kUnclear;  // the end came first, and the peer may have read it then
      }
      return Look(sut.reset, situation.ever.reset);
    case Need::kEnd:
      if (sut.reset || (need.exactly && sut.octets > need.octets)) return Shown::kWrongOrMissing;
      return Look(sut.fin, situation.ever.fin);
    case Need::kOctets:
      return LookForOctets(need, situation);
    case Need::kNoReset:
      return sut.reset ? Shown::kWrongOrMissing : Shown::kThere;
    case Need::kNoEnd:
      return sut.reset || sut.fin ? Shown::kWrongOrMissing : Shown::kThere;
    case Need::kQuiet:
      return sut.reset || sut.fin || sut.octets > situation.read ? Shown::kWrongOrMissing
                                                                 : Shown::kThere;
    case Need::kFinAcknowledged:
      if (sut.reset) return Shown::kWrongOrMissing;
      return Look(sut.fin_acknowledged, situation.ever.fin_acknowledged);
    case Need::kUnknown:
      break;
  }
  return Shown::kUnclear;
}

// One need that the SUT did not meet makes the whole alternative impossible.
Shown Look(const std::vector<Need>& needs, const Situation& situation) {
  Shown worst = needs.empty() ? Shown::kUnclear : Shown::kThere;
  for (const Need& need : needs) {
    const Shown shown = Look(need, situation);
    if (shown == Shown::kWrongOrMissing) return shown;
    if (shown == Shown::kUnclear) worst = shown;
  }
  return worst;
}

// Of all alternatives: the SUT is to blame when it made every one impossible.
Shown LookAtAll(const Situation& situation) {
  if (situation.check.action == "still_blocked") return Look(Need{Need::kQuiet}, situation);
  if (situation.check.expect == nullptr) return Shown::kUnclear;
  bool all_impossible = true;
  Shown best = Shown::kUnclear;
  for (const Alternative& alternative : situation.check.expect->any) {
    std::vector<Need> needs;
    for (const FieldExpectation& field : alternative.fields) {
      needs.push_back(NeedOf(field, situation));
    }
    const Shown shown = Look(needs, situation);
    if (shown != Shown::kWrongOrMissing) all_impossible = false;
    if (shown == Shown::kThere) best = shown;
  }
  return all_impossible ? Shown::kWrongOrMissing : best;
}

bool HasShutDown(const Evidence& evidence, const PeerCheck& check, std::size_t connection) {
  const auto calls = evidence.timeline.Calls();
  return std::any_of(calls.begin(), calls.end(), [&](const CallSpan& call) {
    const CallBegan& began = *call.began;
    const auto how = ArgumentOf(began, "how");
    return began.actor == Actor::kPeer && began.action == "shutdown" && how != "read" &&
           call.began_entry < check.limit &&
           evidence.connections.Of(began.actor, began.in, began.on, call.began_entry) == connection;
  });
}

// Where the peer next sent data behind a check. A reset that was sent behind it answers it, and was
// not on its way when the check was over.
std::size_t NextDataOfPeer(const Connection& shown, std::size_t limit, std::size_t end) {
  for (const CapturedSegment& seen : shown.segments) {
    const bool carries_data = seen.direction == Direction::kToSut && seen.segment.length > 0;
    if (seen.entry >= limit && carries_data) return std::min(seen.entry, end);
  }
  return end;
}

}  // namespace

void Attribute(const Evidence& evidence, const PeerCheck& check, Finding& finding) {
  finding.blame = Blame::kUnattributed;
  if (!evidence.timeline.CaptureIsWhole()) {
    finding.reason = "without a whole capture nobody knows whose doing it is";
    return;
  }
  const auto connection = evidence.connections.Meant(Actor::kPeer, check.in, check.on, check.limit);
  if (!connection) {
    finding.reason = "the capture shows no such connection";
    return;
  }
  if (!check.outcome.intact) {
    finding.reason = "the capture does not show who altered the octets";
    return;
  }
  const Connection& shown = evidence.connections.All()[*connection];
  const std::size_t before = check.call != nullptr ? check.call->began_entry : check.limit;
  const std::size_t end = evidence.timeline.ScenarioEnd();
  SutOutput ever = OutputBefore(shown, end);
  ever.reset = OutputBefore(shown, NextDataOfPeer(shown, check.limit, end)).reset;
  const Situation situation{check, OutputBefore(shown, check.limit), ever,
                            OctetsRead(TransfersOf(evidence, *connection), Actor::kPeer, before),
                            HasShutDown(evidence, check, *connection)};
  switch (LookAtAll(situation)) {
    case Shown::kWrongOrMissing:
      finding.blame = Blame::kSut;
      return;
    case Shown::kThere:
      finding.blame = Blame::kPeer;
      finding.reason = "the capture shows that the SUT sent what it should";
      return;
    case Shown::kUnclear:
      finding.reason = "the capture does not show whose doing it is";
      return;
  }
}

}  // namespace closespec
