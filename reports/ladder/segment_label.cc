#include "reports/ladder/segment_label.h"

namespace closespec {
namespace {

std::int64_t Relative(SequenceNumber number, const std::optional<SequenceNumber>& initial) {
  return initial ? number - *initial : static_cast<std::int64_t>(number.Bits());
}

std::string Extras(const SegmentLabel& label, bool brief) {
  std::string text;
  if (label.octets > 0 && !brief) {
    text += ", " + std::to_string(label.octets) + (label.octets == 1 ? " octet" : " octets");
  }
  if (label.closed_window) text += ", win 0";
  if (label.again) text += ", again";
  return text;
}

}  // namespace

SegmentLabel SegmentLabels::Next(const SegmentSeen& seen) {
  const Segment& segment = seen.segment;
  const bool from_sut = seen.direction == Direction::kFromSut;
  const Endpoint& sut = from_sut ? segment.source : segment.destination;
  const Endpoint& peer = from_sut ? segment.destination : segment.source;
  const std::size_t next_number = connections_.size();
  const auto [found, is_new] = connections_.try_emplace(ToText(sut) + ", " + ToText(peer));
  if (is_new) found->second.number = next_number;

  ConnectionVariables& variables = found->second.variables;
  SegmentLabel label;
  label.again = from_sut && IsRetransmission(segment, variables);
  Count(segment, seen.direction, variables);
  label.flags = segment.flags;
  label.seq = Relative(segment.seq, from_sut ? variables.iss : variables.irs);
  label.ack = Relative(segment.ack, from_sut ? variables.irs : variables.iss);
  label.octets = segment.length;
  label.closed_window = segment.window == 0 && !segment.flags.rst;
  label.connection = found->second.number;
  return label;
}

std::string Text(const SegmentLabel& label, std::size_t columns) {
  std::string head = ToText(label.flags);
  if (label.connection > 0) head = "#" + std::to_string(label.connection + 1) + " " + head;
  std::string number = std::to_string(label.seq);
  const std::string ack = label.flags.ack ? " ack " + std::to_string(label.ack) : "";
  std::string longest = head + " seq " + number + ack + Extras(label, false);
  if (longest.size() <= columns) return longest;
  if (label.octets > 0) number += "+" + std::to_string(label.octets);
  number += ack + Extras(label, true);
  std::string shorter = head + " seq " + number;
  return shorter.size() <= columns ? shorter : head + " " + number;
}

}  // namespace closespec
