#include "peers/wire/segment_builder.h"

#include <tins/exceptions.h>
#include <tins/ip.h>
#include <tins/ipv6.h>
#include <tins/rawpdu.h>
#include <tins/tcp.h>

#include <stdexcept>

namespace closespec {
namespace {

constexpr std::uint8_t kTimeToLive = 64;
constexpr std::size_t kIpv4Header = 20;
constexpr std::size_t kIpv6Header = 40;
constexpr std::size_t kChecksumInTcp = 16;

Tins::TCP HeaderOf(const SegmentDraft& draft) {
  Tins::TCP tcp(draft.destination.port, draft.source.port);
  tcp.seq(draft.seq.Bits());
  tcp.ack_seq(draft.ack.Bits());
  tcp.window(draft.window);
  tcp.urg_ptr(draft.urgent_pointer);
  tcp.set_flag(Tins::TCP::FIN, draft.flags.fin ? 1 : 0);
  tcp.set_flag(Tins::TCP::SYN, draft.flags.syn ? 1 : 0);
  tcp.set_flag(Tins::TCP::RST, draft.flags.rst ? 1 : 0);
  tcp.set_flag(Tins::TCP::PSH, draft.flags.psh ? 1 : 0);
  tcp.set_flag(Tins::TCP::ACK, draft.flags.ack ? 1 : 0);
  tcp.set_flag(Tins::TCP::URG, draft.flags.urg ? 1 : 0);
  if (draft.maximum_segment_size) tcp.mss(*draft.maximum_segment_size);
  if (draft.sack_permitted) tcp.sack_permitted();
  if (draft.timestamp) tcp.timestamp(draft.timestamp->value, draft.timestamp->echo);
  if (draft.window_scale) tcp.winscale(*draft.window_scale);
  if (draft.sack) tcp.sack({draft.sack->left.Bits(), draft.sack->right.Bits()});
  return tcp;
}

bool IsIpv6(const Endpoint& endpoint) { return endpoint.address.find(':') != std::string::npos; }

Frame PacketOf(const SegmentDraft& draft) {
  Tins::TCP tcp = HeaderOf(draft);
  if (!draft.payload.empty()) tcp /= Tins::RawPDU(draft.payload);
  if (IsIpv6(draft.source)) {
    Tins::IPv6 ip(draft.destination.address, draft.source.address);
    ip.hop_limit(kTimeToLive);
    return FrameOf((ip / tcp).serialize());
  }
  Tins::IP ip(draft.destination.address, draft.source.address);
  ip.ttl(kTimeToLive);
  ip.flags(Tins::IP::DONT_FRAGMENT);
  return FrameOf((ip / tcp).serialize());
}

}  // namespace

Result<Frame> BuildSegment(const SegmentDraft& draft) {
  if (IsIpv6(draft.source) != IsIpv6(draft.destination)) {
    return Trouble{"a segment between two families"};
  }
  try {
    Frame packet = PacketOf(draft);
    if (draft.wrong_checksum) {
      // serialize() has computed the right one. Not all bits: 0 and 0xffff are the same sum.
      const std::size_t header = IsIpv6(draft.source) ? kIpv6Header : kIpv4Header;
      packet[header + kChecksumInTcp] ^= std::byte{0x55};
    }
    return packet;
  } catch (const std::runtime_error& refused) {
    return Trouble{std::string("build a segment: ") + refused.what()};
  }
}

}  // namespace closespec
