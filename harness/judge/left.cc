#include <algorithm>

#include "harness/judge/invariant_clauses.h"
#include "harness/judge/invariants.h"
#include "suites/model/connection_variables.h"

namespace closespec {
namespace {

// RFC 9293 3.6: the endpoint waits until its own FIN is acknowledged, whereupon it deletes the
// connection.
constexpr const char* kEndClause = InvariantClauseNamed("rfc9293-3.6-p11");

bool IsOfSut(const SocketLeft& left, const Journal& journal) {
  const auto address = journal.addresses.find(Actor::kSut);
  return address == journal.addresses.end() || left.local.address == address->second;
}

bool MayStay(const SocketLeft& left, const Case& judged) {
  return left.state == "TIME_WAIT" || left.state == "CLOSED" ||
         std::any_of(judged.leaves.begin(), judged.leaves.end(),
                     [&](const Allowance& each) { return each.what == left.state; });
}

bool WaitsForAck(const std::string& state) {
  return state == "FIN_WAIT_1" || state == "CLOSING" || state == "LAST_ACK";
}

// The SUT may wait for what the other peer owes it. Nothing when it owes nothing.
std::string Owed(const SocketLeft& left, const Connection& connection) {
  ConnectionVariables variables;
  for (const CapturedSegment& seen : connection.segments) {
    Count(seen.segment, seen.direction, variables);
  }
  if (variables.reset_received || variables.reset_sent) return "";
  if (WaitsForAck(left.state) && variables.fin_sent && variables.snd_una != variables.snd_nxt) {
    return "the other peer never acknowledged the FIN";
  }
  if (left.state == "FIN_WAIT_2" && !variables.fin_received) {
    return "the other peer never sent its FIN";
  }
  return "";
}

// The SUT's application has let go of the connection: its peer ended, or closed every name it had.
bool WasReleased(const Evidence& evidence, std::size_t connection, std::size_t entry) {
  const Timeline& timeline = evidence.timeline;
  if (timeline.WasToldToEnd(Actor::kSut, entry)) return true;
  const auto names = evidence.connections.NamesOf(connection, Actor::kSut);
  std::size_t closed = 0;
  for (const CallSpan& call : timeline.Calls()) {
    const CallBegan& began = *call.began;
    if (began.actor != Actor::kSut) continue;
    if (began.action == "fork" || began.action == "share") return false;
    const bool succeeded = call.outcome != nullptr && !call.outcome->error;
    if (began.action == "close" && succeeded && std::count(names.begin(), names.end(), began.on)) {
      ++closed;
    }
  }
  return !names.empty() && closed >= names.size();
}

void Attribute(const Evidence& evidence, const SocketLeft& left, Finding& finding) {
  finding.blame = Blame::kUnattributed;
  finding.reason = "the capture does not show why it stays";
  if (!evidence.timeline.CaptureIsWhole()) return;
  if (left.state == "LISTEN") {
    finding.blame = Blame::kSut;
    finding.reason.clear();
    return;
  }
  const auto connections = evidence.connections.All();
  for (std::size_t index = 0; index < connections.size(); ++index) {
    const Connection& each = connections[index];
    if (each.sut != left.local || each.peer != left.remote) continue;
    if (!WasReleased(evidence, index, *finding.entry)) {
      finding.reason = "it may still be open in the SUT's peer";
      return;
    }
    finding.reason = Owed(left, each);
    finding.blame = finding.reason.empty() ? Blame::kSut : Blame::kPeer;
    return;
  }
}

}  // namespace

Breach JudgeNothingLeft(const Evidence& evidence) {
  const Journal& journal = evidence.timeline.Source();
  Breach breach{.finding = {.met = true, .expected = "nothing beyond TIME_WAIT"},
                .clause = kEndClause};
  if (!journal.socket_table) breach.unjudged = "no socket table";
  for (std::size_t entry = 0; entry < journal.entries.size(); ++entry) {
    const auto* left = std::get_if<SocketLeft>(&journal.entries[entry].event);
    if (left == nullptr || !IsOfSut(*left, journal) || MayStay(*left, evidence.judged)) continue;
    Finding& finding = breach.finding;
    const bool was_unproved = finding.met || finding.blame != Blame::kSut;
    if (!was_unproved) break;
    finding.met = false;
    finding.observed = left->state;
    finding.entry = entry;
    Attribute(evidence, *left, finding);
  }
  return breach;
}

}  // namespace closespec
