#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

#include "harness/judge/invariant_clauses.h"
#include "harness/judge/invariants.h"
#include "harness/judge/transfers.h"
#include "suites/model/connection_variables.h"

namespace closespec {
namespace {

// RFC 9293 3.6: all buffers sent before the connection was closed are delivered reliably.
constexpr const char* kOctetsClause = InvariantClauseNamed("rfc9293-3.6-p4");

// One direction of one connection, as its two ends and the wire tell it.
struct Account {
  Actor writer = Actor::kSut;
  std::uint64_t accepted = 0;
  std::optional<std::uint64_t> accepted_at_most;
  std::uint64_t read = 0;
  bool all_reads_known = true;
  bool end_was_read = false;
  bool altered = false;
  std::optional<std::size_t> entry;  // of the last read
  // As the whole capture shows them, if there is one.
  std::optional<std::uint64_t> octets_sent;
  std::optional<std::uint64_t> octets_before_fin;
  bool fin_followed_reset = false;
};

enum class Loss : std::uint8_t { kNotTold, kByReset, kByCall };

Actor Other(Actor actor) { return actor == Actor::kSut ? Actor::kPeer : Actor::kSut; }

// Positions in the pattern are counted by each socket name and process for itself.
bool SharesNames(const std::vector<Transfer>& transfers, Actor actor, bool sends) {
  const CallBegan* first = nullptr;
  for (const Transfer& each : transfers) {
    if (each.actor != actor || each.sends != sends) continue;
    if (each.in_child) return true;
    if (first == nullptr) first = each.call->began;
    if (each.call->began->on != first->on) return true;
  }
  return false;
}

Account AccountOf(const std::vector<Transfer>& transfers, Actor writer) {
  Account account{.writer = writer, .accepted_at_most = 0};
  const bool one_pattern =
      !SharesNames(transfers, writer, true) && !SharesNames(transfers, Other(writer), false);
  for (const Transfer& each : transfers) {
    if (each.sends && each.actor == writer) {
      account.accepted += each.octets;
      *account.accepted_at_most += each.at_most;
    } else if (!each.sends && each.actor != writer) {
      account.end_was_read |= each.end_of_stream;
      account.altered |= one_pattern && !each.intact;
      if (each.call->outcome != nullptr) account.entry = each.call->ended_entry;
      if (each.peeked) continue;
      account.read += each.octets;
      account.all_reads_known &= each.octets == each.at_most || each.call->outcome == nullptr;
    }
  }
  return account;
}

// What one side put on the wire.
struct WireSide {
  std::optional<SequenceNumber> iss;
  std::optional<std::uint64_t> sent;  // octets of the stream, up to the highest
  std::optional<std::uint64_t> before_fin;
  bool reset = false;
  bool fin_followed_reset = false;  // of either side
  bool reincarnated = false;
  bool fin_counts = true;  // a wire peer's may be one that the SUT must not take

  void Add(const Segment& segment) {
    reset |= segment.flags.rst;
    if (segment.flags.syn) {
      reincarnated |= iss && *iss != segment.seq;
      iss = segment.seq;
    }
    if (!iss || segment.flags.rst) return;
    const SequenceNumber end = segment.seq + segment.length + (segment.flags.syn ? 1 : 0);
    const std::int32_t octets = end - *iss - 1;
    const auto reached = static_cast<std::uint64_t>(std::max(octets, 0));
    // A keep-alive's garbage octet (RFC 9293 3.8.4) may stand at the FIN's number.
    if (before_fin && reached > *before_fin) return;
    if (segment.length > 0 || !sent) sent = std::max(sent.value_or(0), reached);
    if (segment.flags.fin && fin_counts) before_fin = reached;
  }
};

struct WireStory {
  WireSide sut;
  WireSide peer;
};

WireStory Read(const Connection& connection, bool wire_peer) {
  WireStory story;
  story.peer.fin_counts = !wire_peer;
  for (const CapturedSegment& seen : connection.segments) {
    WireSide& side = seen.direction == Direction::kFromSut ? story.sut : story.peer;
    const bool had_fin = side.before_fin.has_value();
    side.Add(seen.segment);
    if (!had_fin && side.before_fin) side.fin_followed_reset = story.sut.reset || story.peer.reset;
  }
  return story;
}

bool TellsLoss(const CallSpan& call) {
  constexpr std::array<std::string_view, 7> kErrors = {
      "ECONNRESET",   "EPIPE",       "ECONNABORTED", "ETIMEDOUT",
      "EHOSTUNREACH", "ENETUNREACH", "ECONNREFUSED"};
  const auto is_loss = [&](const std::string& error) {
    return std::count(kErrors.begin(), kErrors.end(), error) > 0;
  };
  if (call.outcome == nullptr) return false;
  if (call.outcome->error && is_loss(*call.outcome->error)) return true;
  for (const char* fact : {"end", "value"}) {
    const auto found = call.outcome->facts.find(fact);
    if (found != call.outcome->facts.end() && is_loss(found->second)) return true;
  }
  return false;
}

bool LossWasTold(const Evidence& evidence, std::size_t connection) {
  const auto calls = evidence.timeline.Calls();
  return std::any_of(calls.begin(), calls.end(), [&](const CallSpan& call) {
    const CallBegan& began = *call.began;
    return TellsLoss(call) &&
           evidence.connections.Of(began.actor, began.in, began.on, call.began_entry) == connection;
  });
}

Blame BlameOf(Actor actor) { return actor == Actor::kSut ? Blame::kSut : Blame::kPeer; }

void Break(const char* observed, Blame blame, const Account& account, Finding& finding) {
  finding.met = false;
  finding.observed = observed;
  finding.blame = blame;
  finding.entry = account.entry;
  finding.reason.clear();
  if (blame == Blame::kPeer) finding.reason = "the capture shows that the other peer did it";
  if (blame == Blame::kUnattributed) finding.reason = "the capture does not show whose doing it is";
}

// Without the wire nobody knows on which side octets went missing or were added.
Blame BlameByWire(const Account& account, bool writer_is_wrong) {
  if (!account.octets_sent) return Blame::kUnattributed;
  return BlameOf(writer_is_wrong ? account.writer : Other(account.writer));
}

void Audit(const Account& account, Loss told, Finding& finding) {
  const bool adds_on_wire = account.octets_sent && *account.octets_sent > *account.accepted_at_most;
  const bool loses_on_wire =
      account.octets_before_fin && *account.octets_before_fin < account.accepted;
  if (account.altered) {
    const bool reader_is_sut = account.writer == Actor::kPeer;
    Break("octets altered", reader_is_sut ? Blame::kSut : Blame::kUnattributed, account, finding);
  } else if (account.read > *account.accepted_at_most) {
    Break("octets doubled", BlameByWire(account, adds_on_wire), account, finding);
  } else if (adds_on_wire) {
    Break("octets doubled on the wire", BlameOf(account.writer), account, finding);
  } else if (loses_on_wire && !account.fin_followed_reset && told != Loss::kByCall) {
    // A reset behind such a FIN did not make it lose anything.
    Break("FIN before octets that a send accepted", BlameOf(account.writer), account, finding);
  } else if (told != Loss::kNotTold) {
    return;
  } else if (account.end_was_read && account.all_reads_known && account.read < account.accepted) {
    Break("end of stream before octets that a send accepted", BlameByWire(account, false), account,
          finding);
  }
}

// Multipath TCP sends octets again under new numbers of its TCP connection (RFC 8684 3.3.6).
bool MayRepeatOctets(const Case& judged) {
  return std::ranges::any_of(judged.sockets,
                             [](const auto& side) { return side.second == SocketKind::kMptcp; });
}

void AuditConnection(const Evidence& evidence, std::size_t index, Finding& finding) {
  const Connections& connections = evidence.connections;
  if (!connections.HasEnd(index, Actor::kSut) || !connections.HasEnd(index, Actor::kPeer)) return;
  const auto transfers = TransfersOf(evidence, index);
  const WireStory story = Read(connections.All()[index], evidence.judged.wire_peer.has_value());
  const bool urgent = std::any_of(transfers.begin(), transfers.end(),
                                  [](const Transfer& each) { return each.urgent; });
  if (urgent || story.sut.reincarnated || story.peer.reincarnated) return;
  const Loss told = LossWasTold(evidence, index)          ? Loss::kByCall
                    : story.sut.reset || story.peer.reset ? Loss::kByReset
                                                          : Loss::kNotTold;
  for (const Actor writer : {Actor::kSut, Actor::kPeer}) {
    if (!finding.met && finding.blame == Blame::kSut) return;
    Account account = AccountOf(transfers, writer);
    const WireSide& side = writer == Actor::kSut ? story.sut : story.peer;
    if (evidence.judged.wire_peer && writer == Actor::kPeer) {
      // A wire peer accepts nothing from anybody; what it sends need not be acceptable either.
      if (!evidence.timeline.CaptureIsWhole()) continue;
      account.accepted_at_most = side.sent.value_or(0);
    } else if (evidence.timeline.CaptureIsWhole()) {
      if (!MayRepeatOctets(evidence.judged)) account.octets_sent = side.sent;
      account.octets_before_fin = side.before_fin;
      account.fin_followed_reset = side.fin_followed_reset;
    }
    Audit(account, told, finding);
  }
}

}  // namespace

Breach JudgeByteLedger(const Evidence& evidence) {
  Breach breach{.finding = {.met = true}, .clause = kOctetsClause};
  breach.finding.expected = "what was accepted is read, or its loss is told";
  if (!AllTransfersAreKnown(evidence)) {
    breach.unjudged = "nobody said which connection a call was made on";
    return breach;
  }
  for (std::size_t index = 0; index < evidence.connections.All().size(); ++index) {
    AuditConnection(evidence, index, breach.finding);
  }
  return breach;
}

}  // namespace closespec
