// A TCP sequence number: an unsigned 32-bit number that wraps. Arithmetic and order are those of
// RFC 9293 3.4 (modulo 2^32), so two numbers more than 2^31 apart have no meaningful order.

#ifndef CLOSESPEC_SUITES_MODEL_SEQUENCE_NUMBER_H_
#define CLOSESPEC_SUITES_MODEL_SEQUENCE_NUMBER_H_

#include <cstdint>

namespace closespec {

class SequenceNumber {
 public:
  constexpr SequenceNumber() = default;
  constexpr explicit SequenceNumber(std::uint32_t value) : value_(value) {}

  // The 32 bits as they stand in the segment's header.
  [[nodiscard]] constexpr std::uint32_t Bits() const { return value_; }

  constexpr SequenceNumber operator+(std::int64_t octets) const {
    return SequenceNumber(static_cast<std::uint32_t>(value_ + octets));
  }
  // Signed distance in octets; RFC 9293 3.4.
  constexpr std::int32_t operator-(SequenceNumber other) const {
    return static_cast<std::int32_t>(value_ - other.value_);
  }
  constexpr bool operator==(const SequenceNumber&) const = default;
  constexpr bool operator<(SequenceNumber other) const { return *this - other < 0; }
  constexpr bool operator<=(SequenceNumber other) const { return *this - other <= 0; }
  constexpr bool operator>(SequenceNumber other) const { return other < *this; }
  constexpr bool operator>=(SequenceNumber other) const { return other <= *this; }

 private:
  std::uint32_t value_ = 0;
};

}  // namespace closespec

#endif  // CLOSESPEC_SUITES_MODEL_SEQUENCE_NUMBER_H_
