// What of a segment that a wire peer sends reaches the application of a SUT that does what RFC 9293
// says: payload and FIN, if they can be accepted where the connection is.

#ifndef CLOSESPEC_SUITES_MODEL_SENT_TEXT_H_
#define CLOSESPEC_SUITES_MODEL_SENT_TEXT_H_

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "suites/model/segment.h"
#include "suites/model/segment_pattern.h"

namespace closespec {

// As far as it matters here.
struct SentSegment {
  TcpFlags flags;
  std::optional<SequenceExpression> seq;
  std::optional<SequenceExpression> ack;
  std::int64_t bytes = 0;
  bool wrong_checksum = false;
  std::chrono::milliseconds delay{0};

  [[nodiscard]] std::int64_t TextLength() const { return bytes + (flags.fin ? 1 : 0); }
};

// Of an argument of the action "segments".
SentSegment ReadSentSegment(std::string_view text);
// The same text with numbers of the stream (IRS+1 and later) moved on by so many octets.
std::string MovedOn(std::string_view text, std::int64_t octets);
SequenceExpression MovedOn(SequenceExpression expression, std::int64_t octets);

enum class Delivered {
  kNothing,
  kAll,      // at once
  kLater,    // it lies behind a hole
  kUnclear,  // the text leaves it open, or it cannot be told from here
};

// How far a connection has come, seen from who sends on it.
struct SendingSide {
  bool syn_sent = false;
  bool open = false;
  std::optional<std::int64_t> sent = 0;  // octets and FIN that were accepted; nothing: unclear
};

Delivered TextDelivered(const SentSegment& segment, const SendingSide& side);

}  // namespace closespec

#endif  // CLOSESPEC_SUITES_MODEL_SENT_TEXT_H_
