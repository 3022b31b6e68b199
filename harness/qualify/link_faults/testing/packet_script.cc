#include "harness/qualify/link_faults/testing/packet_script.h"

#include <sstream>
#include <stdexcept>
#include <vector>

#include "harness/qualify/link_faults/link_meddler.h"

namespace closespec {
namespace {

Frame Octets(std::initializer_list<int> values) {
  Frame frame;
  for (const int value : values) frame.push_back(static_cast<std::byte>(value));
  return frame;
}

Frame IpHeader(bool from_sut, int protocol) {
  const int source = from_sut ? 1 : 2;
  return Octets({0x45, 0, 0, 0,      0,   0, 0x40, 0,         64, protocol, 0, 0,  //
                 192,  0, 2, source, 192, 0, 2,    3 - source});
}

Packet Empty(bool from_sut) {
  return {.ip = IpHeader(from_sut, 6),
          .source_port = static_cast<std::uint16_t>(from_sut ? 4000 : 80),
          .destination_port = static_cast<std::uint16_t>(from_sut ? 80 : 4000),
          .window = 1000};
}

SequenceNumber NumberIn(std::istream& words) {
  std::uint32_t number = 0;
  if (!(words >> number)) throw std::invalid_argument("a number is missing");
  return SequenceNumber(number);
}

Frame IcmpOf(std::istream& words) {
  int type = 0;
  int code = 0;
  char slash = 0;
  words >> type >> slash >> code;
  Packet quoted = Empty(true);
  quoted.seq = NumberIn(words);
  return Encode(IcmpPacket{.ip = IpHeader(false, 1),
                           .type = static_cast<std::uint8_t>(type),
                           .code = static_cast<std::uint8_t>(code),
                           .rest = Frame(4),
                           .quoted = Encode(quoted)});
}

void Apply(const std::string& word, Packet& packet) {
  const auto number = [&] { return static_cast<std::uint32_t>(std::stoul(word.substr(1))); };
  if (word == "corrupt") {
    packet.checksum_correct = false;
  } else if (word == "urgent") {
    packet.flags.urg = true;
    packet.urgent_pointer = 1;
  } else if (word[0] == '+') {
    packet.payload.assign(number(), std::byte{'a'});
  } else if (word[0] == 'w') {
    packet.window = static_cast<std::uint16_t>(number());
  } else if (word[0] == 't') {
    const std::size_t slash = word.find('/');
    const std::string echo = slash == std::string::npos ? "0" : word.substr(slash + 1);
    SetTimestamp({number(), static_cast<std::uint32_t>(std::stoul(echo))}, packet);
  } else {
    throw std::invalid_argument("what is " + word + "?");
  }
}

std::string LineOf(const IcmpPacket& icmp) {
  return "> icmp " + std::to_string(icmp.type) + "/" + std::to_string(icmp.code) + " " +
         std::to_string(QuotedSeq(icmp).Bits());
}

std::string LineOf(const Packet& packet) {
  TcpFlags flags = packet.flags;
  flags.urg = false;
  std::string line = ToText(flags) + " " + std::to_string(packet.seq.Bits());
  if (flags.ack) line += " " + std::to_string(packet.ack.Bits());
  if (!packet.payload.empty()) line += " +" + std::to_string(packet.payload.size());
  const std::byte last = packet.payload.empty() ? std::byte{'a'} : packet.payload.back();
  if (last != std::byte{'a'}) line += " altered";
  if (packet.window == 0 && !flags.rst) line += " w0";
  if (const auto timestamp = TimestampOf(packet)) {
    line += " t" + std::to_string(timestamp->value);
    if (timestamp->echo != 0) line += "/" + std::to_string(timestamp->echo);
  }
  if (packet.flags.urg) line += " urgent";
  if (!packet.checksum_correct) line += " corrupt";
  return line;
}

}  // namespace

Frame PacketOf(const std::string& line) {
  std::istringstream words(line);
  std::string direction;
  std::string flags;
  words >> direction >> flags;
  if (flags == "icmp") return IcmpOf(words);
  Packet packet = Empty(direction == "<");
  packet.flags = ParseFlags(flags).value();
  packet.seq = NumberIn(words);
  if (packet.flags.ack) packet.ack = NumberIn(words);
  for (std::string word; words >> word;) Apply(word, packet);
  return Encode(packet);
}

std::string LineOf(const Passage& passage) {
  const std::string late = passage.after > std::chrono::milliseconds(0) ? " late" : "";
  if (const auto packet = DecodeTcp(passage.packet)) {
    const std::string to = passage.direction == Direction::kFromSut ? "< " : "> ";
    return to + LineOf(*packet) + late;
  }
  const auto icmp = DecodeIcmp(passage.packet);
  return icmp ? LineOf(*icmp) + late : "nonsense";
}

std::string Meddled(const LinkFault* fault, std::string_view script, std::size_t lines) {
  std::vector<std::string> all;
  std::istringstream in{std::string(script)};
  for (std::string line; std::getline(in >> std::ws, line, ';');) all.push_back(line);
  LinkMeddler meddler(fault);
  std::string told;
  for (std::size_t i = 0; i < all.size(); ++i) {
    const Direction direction = all[i][0] == '<' ? Direction::kFromSut : Direction::kToSut;
    for (const Passage& each : meddler.Meddle(direction, PacketOf(all[i]))) {
      if (i + lines >= all.size()) told += (told.empty() ? "" : "; ") + LineOf(each);
    }
  }
  return told;
}

}  // namespace closespec
