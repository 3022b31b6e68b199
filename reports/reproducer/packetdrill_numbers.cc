#include "reports/reproducer/packetdrill_numbers.h"

#include "reports/reproducer/reproduced_case.h"

namespace closespec {
namespace {

std::string Flags(TcpFlags flags) {
  std::string text;
  if (flags.syn) text += 'S';
  if (flags.fin) text += 'F';
  if (flags.rst) text += 'R';
  if (flags.psh) text += 'P';
  if (flags.urg) text += 'U';
  if (flags.ack) text += '.';
  return text.empty() ? "-" : text;
}

// Each padded as packetdrill wants it: to four octets.
std::string Options(const Segment& segment) {
  std::string text;
  const auto add = [&text](const std::string& option) {
    text += (text.empty() ? "" : ",") + option;
  };
  if (segment.maximum_segment_size) add("mss " + std::to_string(*segment.maximum_segment_size));
  if (segment.sack_permitted) add("nop,nop,sackOK");
  if (segment.window_scale) add("nop,wscale " + std::to_string(*segment.window_scale));
  return text.empty() ? "" : " <" + text + ">";
}

std::string Stretch(std::uint32_t begin, std::uint32_t octets) {
  const std::uint64_t end = std::uint64_t{begin} + octets;
  if (end > UINT32_MAX) throw Inexpressible{"payload runs over the end of the sequence numbers"};
  return std::to_string(begin) + ":" + std::to_string(end) + "(" + std::to_string(octets) + ")";
}

}  // namespace

std::string PacketdrillNumbers::Line(const Segment& segment, Direction direction,
                                     bool with_window) {
  const bool from_sut = direction == Direction::kFromSut;
  const TcpFlags& flags = segment.flags;
  if (segment.timestamp && !(from_sut && flags.syn)) {
    throw Inexpressible{"timestamps depend on the clock of the SUT and on where it puts options"};
  }
  Learn(segment, direction);
  const std::uint32_t seq = from_sut ? OfSut(segment.seq) : OfPeer(segment.seq, flags.syn);
  std::string text = from_sut ? "> " : "< ";
  text += Flags(flags) + " " + Stretch(seq, segment.length);
  if (flags.ack) {
    const std::uint32_t ack = from_sut ? OfPeer(segment.ack, flags.syn) : OfSut(segment.ack);
    text += " ack " + std::to_string(ack);
  }
  if (!from_sut || with_window) text += " win " + std::to_string(segment.window);
  return text + (from_sut ? " <...>" : Options(segment));
}

std::uint32_t PacketdrillNumbers::OfSut(SequenceNumber number) const {
  return number.Bits() - (sut_iss_ ? sut_iss_->Bits() : 0);
}

void PacketdrillNumbers::Learn(const Segment& segment, Direction direction) {
  if (direction == Direction::kToSut) return LearnFromPeer(segment);
  if (segment.flags.syn) {
    if (sut_iss_ && *sut_iss_ != segment.seq) {
      throw Inexpressible{"packetdrill follows one connection, and here begins a second one"};
    }
    sut_iss_ = segment.seq;
  } else if (segment.flags.rst && segment.seq == SequenceNumber(0) && sut_iss_) {
    throw Inexpressible{"it has a reset with the number 0, which packetdrill would count"};
  }
}

// packetdrill takes the peer's first number from the first segment that meets a listener, whatever
// it is, or from the first SYN,ACK that answers the SUT's SYN; until then it adds nothing.
void PacketdrillNumbers::LearnFromPeer(const Segment& segment) {
  const TcpFlags& flags = segment.flags;
  const bool answers = flags.syn && flags.ack && sut_iss_;
  if (!base_) {
    const std::uint32_t relative = segment.seq.Bits() - peer_iss_.Bits();
    const bool begins_itself = sut_connects_ ? answers : flags.syn;
    // Where a listener gets anything else it is counted twice.
    if (begins_itself) {
      base_ = wraps_ ? peer_iss_.Bits() : 0;
    } else {
      BeginAt(sut_connects_ ? 0 : relative);
    }
  }
  if (!origin_known_ && (answers || !sut_connects_)) {
    origin_known_ = true;
    origin_ = flags.syn ? Live(segment.seq) : *base_;
  }
}

void PacketdrillNumbers::BeginAt(std::uint32_t base) {
  if (wraps_) {
    throw Inexpressible{"the peer's numbers shall wrap where packetdrill counts them from 0"};
  }
  base_ = base;
}

std::uint32_t PacketdrillNumbers::Live(SequenceNumber number) const {
  return base_.value_or(0) + number.Bits() - peer_iss_.Bits();
}

std::uint32_t PacketdrillNumbers::OfPeer(SequenceNumber number, bool of_syn) const {
  return Live(number) - (of_syn ? 0 : origin_);
}

}  // namespace closespec
