#include "reports/reproducer/packetdrill_body.h"

#include <algorithm>
#include <array>
#include <set>
#include <utility>
#include <variant>

#include "reports/results/plain_text.h"

namespace closespec {
namespace {

using std::chrono::milliseconds;

constexpr milliseconds kAtOnce{1000};
constexpr std::string_view kNoSuchCheck = "the check that broke is none that packetdrill makes";

std::string Seconds(milliseconds time) {
  std::string text = std::to_string(time.count() % 1000);
  text.insert(0, 3 - text.size(), '0');
  return std::to_string(time.count() / 1000) + "." + text;
}

// Of an argument of "segments" or "icmp".
std::string Word(const std::string& words, std::string_view key) {
  const std::string wanted = std::string(key) + ":";
  const std::size_t begin = words.starts_with(wanted) ? 0 : words.find(" " + wanted);
  if (begin == std::string::npos) return "";
  const std::size_t value = words.find(':', begin) + 1;
  return words.substr(value, words.find(' ', value) - value);
}

std::string_view IcmpWords(Family family, const std::string& error) {
  using Row = std::array<std::string_view, 3>;
  constexpr std::array kRows = {
      Row{"net_unreachable", "unreachable net_unreachable", ""},
      Row{"host_unreachable", "unreachable host_unreachable", "unreachable address_unreachable"},
      Row{"protocol_unreachable", "unreachable protocol_unreachable", ""},
      Row{"port_unreachable", "unreachable port_unreachable", "unreachable port_unreachable"},
      Row{"fragmentation_needed", "unreachable frag_needed", "packet_too_big"},
      Row{"source_route_failed", "unreachable source_route_failed", ""},
      Row{"admin_prohibited", "unreachable packet_filtered", "unreachable admin_prohibited"},
      Row{"time_exceeded", "time_exceeded", "time_exceeded exceeded_hop_limit"},
      Row{"parameter_problem", "parameter_problem", "parameter_problem header_field"},
      Row{"source_quench", "source_quench", ""},
  };
  const auto* row = std::ranges::find(kRows, error, [](const Row& each) { return each[0]; });
  const std::string_view words = row == kRows.end() ? "" : row->at(family == Family::kIpv4 ? 1 : 2);
  if (words.empty()) throw Inexpressible{"packetdrill has no ICMP error " + error};
  return words;
}

}  // namespace

PacketdrillBody::PacketdrillBody(const ReproducedCase& reproduced, const Journal& journal,
                                 std::optional<std::size_t> entry)
    : case_(reproduced.judged),
      journal_(journal),
      entry_(entry),
      unmet_(reproduced.unmet),
      calls_(case_),
      numbers_(case_.wire_peer.value_or(WirePeer{})) {
  if (reproduced.broken != nullptr) broken_ = reproduced.broken->step;
}

const Step* PacketdrillBody::At() const {
  return at_ < case_.steps.size() ? &case_.steps[at_] : nullptr;
}

std::string PacketdrillBody::Text() {
  RequireWords();
  for (index_ = 0; index_ < journal_.entries.size() && !over_; ++index_) {
    const Entry& entry = journal_.entries[index_];
    if (std::holds_alternative<EpilogueBegan>(entry.event)) break;
    Add(entry);
  }
  if (broken_ && !over_) {
    at_ = *broken_;
    throw Inexpressible{forbidden_.empty()
                            ? std::string(kNoSuchCheck)
                            : "packetdrill sees a segment that must not come only by another one "
                              "that comes next, and here none does"};
  }
  std::string text;
  for (const Line& each : lines_) text += each.text + "\n";
  return text;
}

// What is plain before anything is written.
void PacketdrillBody::RequireWords() {
  std::set<std::set<Endpoint>> connections;
  for (const Entry& entry : journal_.entries) {
    if (std::holds_alternative<EpilogueBegan>(entry.event)) break;
    if (const auto* seen = std::get_if<SegmentSeen>(&entry.event)) {
      connections.insert({seen->segment.source, seen->segment.destination});
    }
  }
  if (connections.size() > 1) {
    throw Inexpressible{"packetdrill follows one connection, and here are " +
                        std::to_string(connections.size())};
  }
  if (broken_ && case_.steps[*broken_].within) {
    at_ = *broken_;
    throw Inexpressible{"how long it takes is not measured"};
  }
}

void PacketdrillBody::Add(const Entry& entry) {
  if (const auto* began = std::get_if<StepBegan>(&entry.event)) at_ = began->step;
  if (const auto* call = std::get_if<CallBegan>(&entry.event)) Add(*call);
  if (const auto* call = std::get_if<CallEnded>(&entry.event)) Add(*call);
  if (const auto* seen = std::get_if<SegmentSeen>(&entry.event)) Add(*seen);
  if (const auto* ended = std::get_if<StepEnded>(&entry.event)) Add(*ended);
  if (std::holds_alternative<PeerGone>(entry.event)) {
    throw Inexpressible{"packetdrill's application does not end before its script"};
  }
}

void PacketdrillBody::Add(const CallBegan& call) {
  if (call.actor == Actor::kSut) return AddCall(call);
  if (call.action == "segments") return AddInjection(call);
  if (call.action == "icmp") AddIcmp(call);
}

void PacketdrillBody::AddInjection(const CallBegan& call) {
  for (const auto& [number, words] : call.arguments) {
    for (const std::string_view key : {"checksum", "sack", "user_timeout", "urgent"}) {
      if (!Word(words, key).empty()) {
        throw Inexpressible{"a journal does not show \"" + std::string(key) + "\" of a segment"};
      }
    }
  }
}

void PacketdrillBody::AddIcmp(const CallBegan& call) {
  std::map<std::string, std::string> given(call.arguments.begin(), call.arguments.end());
  const auto quoted = ParseSequenceExpression(
      given["quotes"].empty() ? std::string_view("SND.UNA") : std::string_view(given["quotes"]));
  const auto number = quoted ? Evaluate(*quoted, variables_) : std::nullopt;
  if (!number) throw Inexpressible{"it quotes a number that is not known"};
  const std::string seq = std::to_string(numbers_.OfSut(*number));
  const std::string mtu = given["mtu"].empty() ? "" : " mtu " + given["mtu"];
  Write("< icmp " + std::string(IcmpWords(case_.family, given["error"])) + mtu + " [" + seq + ":" +
        seq + "(0)]");
}

std::optional<std::size_t> PacketdrillBody::EndOf(const CallBegan& call) const {
  for (std::size_t i = index_ + 1; i < journal_.entries.size(); ++i) {
    const Event& event = journal_.entries[i].event;
    if (std::holds_alternative<EpilogueBegan>(event)) break;
    const auto* end = std::get_if<CallEnded>(&event);
    if (end != nullptr && end->step == call.step && end->repetition == call.repetition &&
        end->actor == call.actor) {
      return i;
    }
  }
  return std::nullopt;
}

// A segment of the peer comes before it returns, or nobody waits that it does.
bool PacketdrillBody::WaitsForPeer(const CallBegan& call) const {
  if (!call.background.empty()) return true;
  const std::size_t end = EndOf(call).value_or(journal_.entries.size());
  for (std::size_t i = index_ + 1; i < end; ++i) {
    const auto* seen = std::get_if<SegmentSeen>(&journal_.entries[i].event);
    if (seen != nullptr && seen->direction == Direction::kToSut) return true;
  }
  return false;
}

bool PacketdrillBody::IsBroken(std::size_t step) const {
  if (!broken_) return false;
  const auto* finish = std::get_if<FinishCall>(&case_.steps[*broken_].action);
  const auto* call =
      step < case_.steps.size() ? std::get_if<SocketCall>(&case_.steps[step].action) : nullptr;
  return step == *broken_ ||
         (finish != nullptr && call != nullptr && call->background == finish->call);
}

Outcome PacketdrillBody::Demanded(const Outcome& seen) {
  const auto& expect = case_.steps[*broken_].expect;
  if (!expect) throw Inexpressible{std::string(kNoSuchCheck)};
  Comment("demanded: " + ToText(*expect) + "; seen: " + Observed(*expect, seen));
  return DemandedOutcome(*expect, seen);
}

void PacketdrillBody::AddCall(const CallBegan& call) {
  if (call.action == "connect") numbers_.SutConnects();
  if (call.action == "connect" && WaitsForPeer(call)) {
    connecting_.push_back(&call);
    return WriteCalls(calls_.BeginConnect(call));
  }
  const auto end = EndOf(call);
  if (!end) throw Inexpressible{"it does not return"};
  const bool broken = IsBroken(call.step);
  const Outcome& seen = std::get<CallEnded>(journal_.entries[*end].event).outcome;
  const Outcome outcome = broken ? Demanded(seen) : seen;
  const auto lines = calls_.Lines(call, outcome);
  if (broken && lines.empty()) throw Inexpressible{"packetdrill has no such call"};
  WriteCalls(lines, WaitsForPeer(call) ? journal_.entries[*end].at - journal_.entries[index_].at
                                       : std::chrono::nanoseconds(0));
  if (broken && call.step == *broken_) over_ = true;
}

void PacketdrillBody::Add(const CallEnded& end) {
  const auto begun = std::ranges::find_if(connecting_, [&end](const CallBegan* each) {
    return each->step == end.step && each->repetition == end.repetition;
  });
  if (end.actor != Actor::kSut || begun == connecting_.end()) return;
  const CallBegan* call = *begun;
  connecting_.erase(begun);
  Outcome outcome = end.outcome;
  const bool broken = IsBroken(call->step);
  if (broken) outcome = Demanded(outcome);
  WriteCalls(calls_.FinishConnect(*call, outcome));
  over_ = broken;
}

void PacketdrillBody::Add(const StepEnded& end) {
  const Action& action = case_.steps.at(end.step).action;
  const auto took = std::chrono::duration_cast<milliseconds>(journal_.entries[index_].at - last_);
  if (std::holds_alternative<Silence>(action) || std::holds_alternative<StillBlocked>(action)) {
    pause_ = std::max(pause_, end.budget);
  } else if (std::holds_alternative<WaitState>(action) && took > kAtOnce) {
    pause_ = took;
  }
  const auto* await = std::get_if<AwaitSegment>(&action);
  if (await != nullptr && await->direction == Direction::kFromSut && !forbidden_.empty()) {
    if (unmet_.count(end.step) > 0) Demand(*await);
    over_ = lines_.back().from_sut && !lines_.back().text.ends_with(forbidden_);
    return;
  }
  if (!IsBroken(end.step)) return;
  if (await != nullptr) Demand(*await);
  if (std::holds_alternative<FinishCall>(action)) over_ = true;
}

bool PacketdrillBody::IsForbidden(const SegmentSeen& seen) const {
  if (!broken_ || !entry_ || index_ < *entry_ || seen.direction != Direction::kFromSut)
    return false;
  const auto* never = std::get_if<NeverSegment>(&case_.steps[*broken_].action);
  if (never != nullptr) return Matches(never->pattern, seen.segment, variables_);
  const bool silence = std::holds_alternative<Silence>(case_.steps[*broken_].action);
  return silence && (index_ == *entry_ || at_ <= *broken_);
}

void PacketdrillBody::Add(const SegmentSeen& seen) {
  if (!began_) began_ = seen.segment.captured_at;
  const PacketdrillNumbers before = numbers_;
  const std::string text = numbers_.Line(seen.segment, seen.direction);
  if (IsForbidden(seen)) {
    Comment("this shall not come, and came: " + text);
    if (forbidden_.empty()) forbidden_ = text;
  } else {
    const bool from_sut = seen.direction == Direction::kFromSut;
    Write(text, from_sut);
    lines_.back().numbers = before;
    if (from_sut && IsRetransmission(seen.segment, variables_))
      AllowUntil(seen.segment.captured_at - *began_);
  }
  Count(seen.segment, seen.direction, variables_);
}

void PacketdrillBody::Demand(const AwaitSegment& wanted) {
  while (!lines_.empty() && lines_.back().from_sut) {
    variables_ = lines_.back().before;
    numbers_ = lines_.back().numbers;
    lines_.pop_back();
  }
  const SegmentPattern& pattern = wanted.any.front();
  Segment segment;
  segment.flags = pattern.flags.value_or(TcpFlags{});
  const auto seq = pattern.seq ? Evaluate(*pattern.seq, variables_) : variables_.snd_nxt;
  const auto ack = pattern.ack ? Evaluate(*pattern.ack, variables_) : variables_.rcv_nxt;
  segment.flags.ack = segment.flags.ack || pattern.ack.has_value();
  if (pattern.seq_above || pattern.timestamp || (!seq && !segment.flags.syn) ||
      (!ack && segment.flags.ack)) {
    throw Inexpressible{"packetdrill demands single numbers, not " + ToText(pattern)};
  }
  segment.seq = seq.value_or(SequenceNumber(0));
  segment.ack = ack.value_or(SequenceNumber(0));
  if (pattern.bytes) segment.length = static_cast<std::uint32_t>(pattern.bytes->minimum);
  if (pattern.window) segment.window = static_cast<std::uint32_t>(pattern.window->minimum);
  Comment("demanded: " + ToText(pattern) +
          (wanted.any.size() > 1 ? ", or one of others that packetdrill cannot name too" : ""));
  Write(numbers_.Line(segment, Direction::kFromSut, pattern.window.has_value()), true);
  over_ = true;
}

void PacketdrillBody::Write(const std::string& text, bool from_sut) {
  std::string time = "+0";
  if (!from_sut && pause_.count() > 0) time = "+" + Seconds(pause_);
  pause_ = milliseconds(0);
  last_ = journal_.entries[index_].at;
  lines_.push_back({time + " " + text, from_sut, variables_, numbers_});
}

// A timer sends it, which began at another time than the line before.
void PacketdrillBody::AllowUntil(std::chrono::nanoseconds since_first_segment) {
  const auto most = std::chrono::duration_cast<milliseconds>(since_first_segment) + kAtOnce;
  lines_.back().text.insert(2, "~+" + Seconds(most));
}

void PacketdrillBody::WriteCalls(const std::vector<std::string>& texts,
                                 std::chrono::nanoseconds waits) {
  for (const std::string& each : texts) {
    Write(each);
    if (waits.count() == 0) continue;
    // A range of its time makes a call wait while the script goes on.
    std::string& line = lines_.back().text;
    line.insert(line.find(' '),
                "..." + Seconds(std::chrono::duration_cast<milliseconds>(waits) + kAtOnce));
  }
}

void PacketdrillBody::Comment(std::string_view text) {
  lines_.push_back({"// " + PlainLine(text), false, variables_, numbers_});
}

}  // namespace closespec
