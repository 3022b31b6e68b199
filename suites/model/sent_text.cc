#include "suites/model/sent_text.h"

#include <algorithm>
#include <charconv>

#include "suites/model/spelling.h"

namespace closespec {
namespace {

std::pair<std::string_view, std::string_view> Cut(std::string_view field) {
  const std::size_t colon = std::min(field.find(':'), field.size());
  return {field.substr(0, colon), field.substr(std::min(colon + 1, field.size()))};
}

std::int64_t NumberIn(std::string_view value) {
  std::int64_t number = 0;
  std::from_chars(value.data(), value.data() + value.size(), number);
  return number;
}

enum class Place { kOld, kNext, kAhead, kOutside, kUnclear };

Place PlaceOf(std::int64_t ahead, std::int64_t length) {
  if (ahead == 0) return Place::kNext;
  if (ahead > 0) return Place::kAhead;
  return length <= -ahead ? Place::kOld : Place::kUnclear;
}

Place PlaceOf(const SentSegment& segment, const SendingSide& side) {
  if (!segment.seq) return Place::kNext;
  const SequenceExpression& seq = *segment.seq;
  if (seq.variable == Variable::kRcvNxt && seq.plus == Variable::kRcvWnd) {
    return seq.offset >= 0 ? Place::kOutside : Place::kAhead;
  }
  if (seq.plus) return Place::kUnclear;
  if (seq.variable == Variable::kRcvNxt) return PlaceOf(seq.offset, segment.TextLength());
  if (seq.variable == Variable::kIrs && side.sent) {
    return PlaceOf(seq.offset - 1 - *side.sent, segment.TextLength());
  }
  return Place::kUnclear;
}

enum class Acknowledges { kAcceptable, kTooMuch, kUnclear };

Acknowledges AcknowledgesOf(const SentSegment& segment, const SendingSide& side) {
  if (!segment.ack) return Acknowledges::kAcceptable;
  const SequenceExpression& ack = *segment.ack;
  if (ack.plus) return Acknowledges::kUnclear;
  if (ack.variable == Variable::kSndNxt && ack.offset > 0) return Acknowledges::kTooMuch;
  if (ack.variable == Variable::kSndNxt && ack.offset >= -1) return Acknowledges::kAcceptable;
  if (ack.variable == Variable::kSndUna && ack.offset == 0) return Acknowledges::kAcceptable;
  // RFC 9293 3.10.7.4: SYN-RECEIVED resets what does not acknowledge its SYN.
  if (ack.variable == Variable::kIss && ack.offset == 0 && !side.open) {
    return Acknowledges::kTooMuch;
  }
  if (ack.variable == Variable::kIss && ack.offset == 1) return Acknowledges::kAcceptable;
  return Acknowledges::kUnclear;
}

}  // namespace

SentSegment ReadSentSegment(std::string_view text) {
  SentSegment segment;
  for (const std::string_view field : Words(text, ",")) {
    const auto [name, value] = Cut(field);
    if (name == "flags") {
      std::string flags(value);
      std::ranges::replace(flags, '+', '|');
      segment.flags = ParseFlags(flags).value_or(TcpFlags{});
    } else if (name == "seq") {
      segment.seq = ParseSequenceExpression(value);
    } else if (name == "ack") {
      segment.ack = ParseSequenceExpression(value);
    } else if (name == "bytes") {
      segment.bytes = NumberIn(value);
    } else if (name == "checksum") {
      segment.wrong_checksum = value == "wrong";
    } else if (name == "delay") {
      segment.delay = std::chrono::milliseconds(NumberIn(value));
    }
  }
  return segment;
}

SequenceExpression MovedOn(SequenceExpression expression, std::int64_t octets) {
  if (expression.variable == Variable::kIrs && expression.offset >= 1) expression.offset += octets;
  return expression;
}

std::string MovedOn(std::string_view text, std::int64_t octets) {
  std::string moved;
  for (const std::string_view field : Words(text, ",")) {
    const auto [name, value] = Cut(field);
    if (!moved.empty()) moved += ',';
    moved.append(name).append(":");
    const auto expression =
        name == "seq" || name == "ack" ? ParseSequenceExpression(value) : std::nullopt;
    moved += expression ? ToText(MovedOn(*expression, octets)) : std::string(value);
  }
  return moved;
}

Delivered TextDelivered(const SentSegment& segment, const SendingSide& side) {
  const TcpFlags& flags = segment.flags;
  if (segment.TextLength() == 0 || segment.wrong_checksum || flags.rst) return Delivered::kNothing;
  // LISTEN may keep what comes with a SYN (RFC 9293 3.10.7.2); no later state takes any.
  if (flags.syn) return side.syn_sent ? Delivered::kNothing : Delivered::kUnclear;
  if (!flags.ack || !side.syn_sent) return Delivered::kNothing;
  const Acknowledges acknowledges = AcknowledgesOf(segment, side);
  if (acknowledges == Acknowledges::kTooMuch) return Delivered::kNothing;
  const Place place = PlaceOf(segment, side);
  if (place == Place::kOld || place == Place::kOutside) return Delivered::kNothing;
  if (place == Place::kUnclear || acknowledges == Acknowledges::kUnclear) {
    return Delivered::kUnclear;
  }
  return place == Place::kNext ? Delivered::kAll : Delivered::kLater;
}

}  // namespace closespec
