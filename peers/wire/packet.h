// A TCP segment in its IP packet, and an ICMP message, taken apart and put together with right
// lengths and checksums. By hand: libtins brings libraries whose loading takes longer than all else
// that a wire peer does to start.

#ifndef CLOSESPEC_PEERS_WIRE_PACKET_H_
#define CLOSESPEC_PEERS_WIRE_PACKET_H_

#include <cstdint>
#include <optional>
#include <span>
#include <string>

#include "peers/wire/frame.h"
#include "suites/model/segment.h"

namespace closespec {

// A header without options or extensions; its lengths and checksum come with Encode(). `protocol`
// is IPPROTO_*, `hops` its hop limit or time to live. Nothing where the addresses are no two of
// one family.
std::optional<Frame> IpHeader(const std::string& source, const std::string& destination,
                              std::uint8_t protocol, std::uint8_t hops = 64);

struct Packet {
  Frame ip;  // its header
  std::uint16_t source_port = 0;
  std::uint16_t destination_port = 0;
  SequenceNumber seq;
  SequenceNumber ack;
  TcpFlags flags;
  std::uint16_t window = 0;
  std::uint16_t urgent_pointer = 0;
  Frame options;
  Frame payload;
  bool checksum_correct = true;

  bool operator==(const Packet&) const = default;
};

// Nothing for what is no TCP, a fragment, or has IPv6 extension headers.
std::optional<Packet> DecodeTcp(std::span<const std::byte> packet);
// A wrong checksum stays wrong.
Frame Encode(const Packet& packet);
// As everybody else sees it.
Segment SegmentOf(const Packet& packet);

// The same ends the other way round, with nothing in it yet: no number, flag, option or payload.
Packet TurnedRound(const Packet& packet);

// RFC 7323 3.
std::optional<TimestampOption> TimestampOf(const Packet& packet);
// In place of all other options.
void SetTimestamp(TimestampOption timestamp, Packet& packet);

// RFC 792, RFC 4443.
struct IcmpPacket {
  Frame ip;
  std::uint8_t type = 0;
  std::uint8_t code = 0;
  Frame rest;    // four octets: MTU, pointer, or unused
  Frame quoted;  // of an error: IP header and what follows

  bool operator==(const IcmpPacket&) const = default;
};

// Nothing for what is no error that quotes a TCP segment.
std::optional<IcmpPacket> DecodeIcmp(std::span<const std::byte> packet);
Frame Encode(const IcmpPacket& icmp);
bool IsIpv6(const Frame& ip);

// Of the quoted segment.
Endpoint QuotedSource(const IcmpPacket& icmp);
Endpoint QuotedDestination(const IcmpPacket& icmp);
SequenceNumber QuotedSeq(const IcmpPacket& icmp);
void SetQuotedSeq(SequenceNumber seq, IcmpPacket& icmp);

}  // namespace closespec

#endif  // CLOSESPEC_PEERS_WIRE_PACKET_H_
