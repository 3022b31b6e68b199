#include "harness/qualify/link_faults/fate.h"

namespace closespec {
namespace {

constexpr std::uint16_t kWindow = 64240;

Packet FromSut(const Passing& p, TcpFlags flags, SequenceNumber seq) {
  Packet packet = TurnedRound(p.packet);
  if (p.direction == Direction::kFromSut) packet = TurnedRound(packet);
  packet.flags = flags;
  packet.seq = seq;
  if (flags.ack) packet.ack = p.RcvNxt();
  if (!flags.rst) packet.window = kWindow;
  return packet;
}

}  // namespace

Packet AckOfSut(const Passing& p) { return FromSut(p, {.ack = true}, p.SndNxt()); }
Packet ResetOfSut(const Passing& p) { return FromSut(p, {.rst = true}, p.SndNxt()); }
Packet FinOfSut(const Passing& p) {
  return FromSut(p, {.fin = true, .ack = true}, p.SndNxt() + -1);
}

}  // namespace closespec
