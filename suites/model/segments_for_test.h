// Segments written short, for tests: flags, seq, ack, payload octets.
//
//   Count(A("FIN|ACK", 101, 501), kFromSut, variables);

#ifndef CLOSESPEC_SUITES_MODEL_SEGMENTS_FOR_TEST_H_
#define CLOSESPEC_SUITES_MODEL_SEGMENTS_FOR_TEST_H_

#include "suites/model/segment.h"

namespace closespec {

inline constexpr Direction kFromSut = Direction::kFromSut;
inline constexpr Direction kToSut = Direction::kToSut;

inline Segment A(std::string_view flags, std::uint32_t seq, std::uint32_t ack,
                 std::uint32_t octets = 0) {
  Segment segment;
  segment.flags = ParseFlags(flags).value();
  segment.seq = SequenceNumber(seq);
  segment.ack = SequenceNumber(ack);
  segment.length = octets;
  segment.window = 1000;
  return segment;
}

inline Segment WithWindow(std::uint32_t window, Segment segment) {
  segment.window = window;
  return segment;
}

inline Segment WithScale(std::uint8_t scale, Segment segment) {
  segment.window_scale = scale;
  return segment;
}

}  // namespace closespec

#endif  // CLOSESPEC_SUITES_MODEL_SEGMENTS_FOR_TEST_H_
