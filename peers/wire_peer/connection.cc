#include "peers/wire_peer/connection.h"

#include <utility>

#include "peers/socket_peer/pattern.h"
#include "peers/wire/headers.h"
#include "peers/wire/segment_parser.h"

namespace closespec::wire_peer {
namespace {

// Easily told from any acknowledgement: 0x0badf00d.
constexpr SequenceNumber kAckOfNothing(195948557);
constexpr std::uint16_t kIpv4SegmentSize = 1460;
constexpr std::uint16_t kIpv6SegmentSize = 1440;

// The pattern from `position` on; what lies before the stream is zero.
std::string PayloadAt(std::int32_t position, std::size_t octets) {
  const std::size_t before =
      position < 0 ? std::min(octets, static_cast<std::size_t>(-std::int64_t{position})) : 0;
  const auto offset = static_cast<std::uint64_t>(std::int64_t{position} + std::int64_t(before));
  return std::string(before, '\0') + socket_peer::Pattern(offset, octets - before);
}

bool IsLater(std::uint32_t one, std::uint32_t other) {
  return SequenceNumber(one) > SequenceNumber(other);
}

Result<SequenceNumber> Known(const SequenceExpression& expression,
                             const ConnectionVariables& variables) {
  const auto value = Evaluate(expression, variables);
  if (!value) return Trouble{ToText(expression) + " is not known"};
  return *value;
}

}  // namespace

bool Connection::SynAcknowledged() const {
  return variables_.irs && variables_.last_ack_sent && *variables_.last_ack_sent > *variables_.irs;
}

SequenceNumber Connection::DefaultSeq(TcpFlags flags) const {
  if (variables_.rcv_nxt) return *variables_.rcv_nxt;
  return flags.syn ? iss_ : iss_ + 1;
}

std::optional<TimestampOption> Connection::TimestampFor(const SegmentSpec& spec,
                                                        std::uint32_t clock) const {
  if (spec.no_timestamp) return std::nullopt;
  // RFC 7323 3.2: a SYN offers it, a SYN,ACK only if it was offered, later ones if both did.
  const bool offered = !syn_of_sut_ || syn_of_sut_->timestamp.has_value();
  const bool negotiated = timestamp_on_own_syn_ && syn_of_sut_ && syn_of_sut_->timestamp;
  const bool usual = spec.flags.syn ? settings_.timestamps && offered : negotiated;
  if (!usual && !spec.timestamp_offset) return std::nullopt;
  // Never before what was sent already, which a clock is not, if one from the future was.
  const std::uint32_t latest = latest_timestamp_sent_.value_or(clock);
  std::uint32_t value = IsLater(latest, clock) ? latest : clock;
  if (spec.timestamp_offset) value = latest + static_cast<std::uint32_t>(*spec.timestamp_offset);
  return TimestampOption{.value = value,
                         .echo = spec.flags.ack ? timestamp_received_.value_or(0) : 0};
}

void Connection::SetSynOptions(const SegmentSpec& spec, SegmentDraft& draft) const {
  draft.maximum_segment_size = spec.maximum_segment_size;
  draft.user_timeout = spec.user_timeout;
  if (!spec.flags.syn) return;
  if (!draft.maximum_segment_size) {
    draft.maximum_segment_size = IsIpv6(ends_.local.address) ? kIpv6SegmentSize : kIpv4SegmentSize;
  }
  draft.sack_permitted = settings_.sack && (!syn_of_sut_ || syn_of_sut_->sack_permitted);
  if (settings_.window_scale && (!syn_of_sut_ || syn_of_sut_->window_scale)) {
    draft.window_scale = 0;
  }
}

Result<SegmentDraft> Connection::Draft(const SegmentSpec& spec, std::uint32_t clock) const {
  SegmentDraft draft{.source = ends_.local,
                     .destination = ends_.remote,
                     .flags = spec.flags,
                     .seq = DefaultSeq(spec.flags),
                     .window = spec.window.value_or(settings_.window),
                     .urgent_pointer = spec.urgent_pointer,
                     .timestamp = TimestampFor(spec, clock),
                     .wrong_checksum = spec.wrong_checksum};
  if (spec.flags.ack) draft.ack = variables_.snd_nxt.value_or(kAckOfNothing);
  for (const auto& [expression, field] :
       {std::pair(&spec.seq, &draft.seq), std::pair(&spec.ack, &draft.ack)}) {
    if (!*expression) continue;
    const auto value = Known(**expression, variables_);
    if (!value) return value.trouble();
    *field = *value;
  }
  if (spec.sack) {
    const auto left = Known(spec.sack->left, variables_);
    const auto right = Known(spec.sack->right, variables_);
    if (!left || !right) return left ? right.trouble() : left.trouble();
    draft.sack = SackBlock{*left, *right};
  }
  SetSynOptions(spec, draft);
  const SequenceNumber first_octet = variables_.irs.value_or(iss_) + 1;
  const SequenceNumber payload_begins = draft.seq + (spec.flags.syn ? 1 : 0);
  draft.payload = PayloadAt(payload_begins - first_octet, spec.bytes);
  return draft;
}

Result<Frame> Connection::Compose(const SegmentSpec& spec, std::uint32_t clock) {
  const auto draft = Draft(spec, clock);
  if (!draft) return draft.trouble();
  auto packet = BuildSegment(*draft);
  if (!packet) return packet;
  const auto segment = ParseSegment(*packet, LinkType::kRawIp, std::chrono::nanoseconds(0),
                                    packet->size(), Checksums::kReal);
  if (!segment) return Trouble{"a segment that nobody can read"};
  CountSent(*draft, *segment);
  return packet;
}

void Connection::CountSent(const SegmentDraft& draft, const Segment& segment) {
  if (draft.timestamp &&
      (!latest_timestamp_sent_ || IsLater(draft.timestamp->value, *latest_timestamp_sent_))) {
    latest_timestamp_sent_ = draft.timestamp->value;
  }
  if (draft.flags.syn && !draft.wrong_checksum) timestamp_on_own_syn_ = draft.timestamp.has_value();
  Count(segment, Direction::kToSut, variables_);
}

void Connection::CountReceived(const Segment& segment) {
  if (segment.flags.syn) syn_of_sut_ = segment;
  if (segment.timestamp) timestamp_received_ = segment.timestamp->value;
  Count(segment, Direction::kFromSut, variables_);
}

Result<SegmentDraft> Connection::DraftOfSut(const SequenceExpression& seq) const {
  const auto value = Known(seq, variables_);
  if (!value) return value.trouble();
  return SegmentDraft{.source = ends_.remote,
                      .destination = ends_.local,
                      .flags = {.ack = variables_.rcv_nxt.has_value()},
                      .seq = *value,
                      .ack = variables_.rcv_nxt.value_or(SequenceNumber()),
                      .window = settings_.window};
}

}  // namespace closespec::wire_peer
