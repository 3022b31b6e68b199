// For tests: a link that keeps what is sent, and segments of the SUT to give to a Host.

#ifndef CLOSESPEC_PEERS_WIRE_PEER_TESTING_SCRIPTED_LINK_H_
#define CLOSESPEC_PEERS_WIRE_PEER_TESTING_SCRIPTED_LINK_H_

#include <string>
#include <utility>
#include <vector>

#include "peers/wire/link.h"
#include "peers/wire/segment_builder.h"
#include "peers/wire/segment_parser.h"

namespace closespec::wire_peer {

class ScriptedLink final : public Link {
 public:
  [[nodiscard]] const FileDescriptor& Descriptor() const override { return none_; }
  Status Send(std::span<const std::byte> packet) override {
    if (broken) return Trouble{"the link is broken"};
    packets.emplace_back(packet.begin(), packet.end());
    return Done{};
  }
  Status Receive(const PacketSink& /*sink*/) override { return Done{}; }

  // The TCP segments sent since the last call.
  std::vector<Segment> TakeSegments() {
    std::vector<Segment> segments;
    for (const Frame& packet : std::exchange(packets, {})) {
      const auto segment = ParseSegment(packet, LinkType::kRawIp, std::chrono::nanoseconds(0),
                                        packet.size(), Checksums::kReal);
      if (segment) segments.push_back(*segment);
    }
    return segments;
  }

  std::vector<Frame> packets;
  bool broken = false;

 private:
  FileDescriptor none_;
};

}  // namespace closespec::wire_peer

#endif  // CLOSESPEC_PEERS_WIRE_PEER_TESTING_SCRIPTED_LINK_H_
