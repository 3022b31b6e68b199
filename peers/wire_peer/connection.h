// A connection as this end of it: the SUT's variables, counted over everything sent and received,
// and what of this end's own is needed to fill a segment.

#ifndef CLOSESPEC_PEERS_WIRE_PEER_CONNECTION_H_
#define CLOSESPEC_PEERS_WIRE_PEER_CONNECTION_H_

#include <cstdint>
#include <optional>

#include "peers/os/result.h"
#include "peers/wire/segment_builder.h"
#include "peers/wire_peer/segment_grammar.h"
#include "suites/model/connection_variables.h"
#include "suites/model/segment.h"

namespace closespec::wire_peer {

struct Settings {
  bool automatic_acks = false;
  bool automatic_handshake = true;
  std::optional<SequenceNumber> iss;
  bool timestamps = false;
  bool sack = false;
  bool window_scale = false;
  std::uint16_t window = 65535;  // as in the header, unscaled
};

struct Ends {
  Endpoint local;
  Endpoint remote;

  auto operator<=>(const Ends&) const = default;
};

class Connection {
 public:
  Connection(Ends ends, const Settings& settings, SequenceNumber iss)
      : ends_(std::move(ends)), settings_(settings), iss_(iss) {}

  [[nodiscard]] const Ends& BothEnds() const { return ends_; }
  [[nodiscard]] const Settings& HowToBehave() const { return settings_; }
  // The SUT's.
  [[nodiscard]] const ConnectionVariables& Variables() const { return variables_; }
  // The SUT has acknowledged this end's SYN.
  [[nodiscard]] bool SynAcknowledged() const;
  [[nodiscard]] bool WasReset() const { return variables_.reset_sent || variables_.reset_received; }

  // `spec` with the numbers of now. `clock`: milliseconds, for a timestamp. Says which symbol is
  // not known yet.
  [[nodiscard]] Result<SegmentDraft> Draft(const SegmentSpec& spec, std::uint32_t clock) const;
  // Its packet, counted as sent.
  [[nodiscard]] Result<Frame> Compose(const SegmentSpec& spec, std::uint32_t clock);
  void CountReceived(const Segment& segment);

  // A segment of the SUT without anything in it, to be quoted.
  [[nodiscard]] Result<SegmentDraft> DraftOfSut(const SequenceExpression& seq) const;

 private:
  [[nodiscard]] SequenceNumber DefaultSeq(TcpFlags flags) const;
  [[nodiscard]] std::optional<TimestampOption> TimestampFor(const SegmentSpec& spec,
                                                            std::uint32_t clock) const;
  void SetSynOptions(const SegmentSpec& spec, SegmentDraft& draft) const;
  void CountSent(const SegmentDraft& draft, const Segment& segment);

  Ends ends_;
  Settings settings_;
  SequenceNumber iss_;  // this end's
  ConnectionVariables variables_;
  std::optional<std::uint32_t> latest_timestamp_sent_;
  std::optional<std::uint32_t> timestamp_received_;
  bool timestamp_on_own_syn_ = false;
  std::optional<Segment> syn_of_sut_;
};

}  // namespace closespec::wire_peer

#endif  // CLOSESPEC_PEERS_WIRE_PEER_CONNECTION_H_
