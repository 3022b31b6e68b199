// Segments as packetdrill writes and counts them: each side's sequence numbers from the first one
// that it sent, but a SYN of the peer with the number that it really carries.

#ifndef CLOSESPEC_REPORTS_REPRODUCER_PACKETDRILL_NUMBERS_H_
#define CLOSESPEC_REPORTS_REPRODUCER_PACKETDRILL_NUMBERS_H_

#include <cstdint>
#include <optional>
#include <string>

#include "suites/model/segment.h"
#include "suites/model/wire_peer.h"

namespace closespec {

class PacketdrillNumbers {
 public:
  explicit PacketdrillNumbers(const WirePeer& peer)
      : peer_iss_(peer.iss), wraps_(peer.iss == kWrappingIss) {}

  // The SUT has called connect(): from now on packetdrill waits for its SYN.
  void SutConnects() { sut_connects_ = true; }

  // "< S 0:0(0) win 65535 <mss 1460>". What the SUT sends is told without its window unless
  // `with_window`, and never with its options. In the order of the script. Throws Inexpressible.
  std::string Line(const Segment& segment, Direction direction, bool with_window = false);

  // Of the SUT's own stream. Before its SYN packetdrill leaves numbers as they are.
  [[nodiscard]] std::uint32_t OfSut(SequenceNumber number) const;

 private:
  void Learn(const Segment& segment, Direction direction);
  void LearnFromPeer(const Segment& segment);
  // From here on live numbers of the peer begin at `base`.
  void BeginAt(std::uint32_t base);
  [[nodiscard]] std::uint32_t Live(SequenceNumber number) const;
  [[nodiscard]] std::uint32_t OfPeer(SequenceNumber number, bool of_syn) const;

  SequenceNumber peer_iss_;
  bool wraps_;
  bool sut_connects_ = false;
  std::optional<SequenceNumber> sut_iss_;
  std::optional<std::uint32_t> base_;  // of the peer's numbers when the script runs
  std::uint32_t origin_ = 0;           // what packetdrill adds to those of all but SYNs
  bool origin_known_ = false;
};

}  // namespace closespec

#endif  // CLOSESPEC_REPORTS_REPRODUCER_PACKETDRILL_NUMBERS_H_
