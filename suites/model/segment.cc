#include "suites/model/segment.h"

#include <array>
#include <charconv>

namespace closespec {
namespace {

struct FlagName {
  std::string_view name;
  bool TcpFlags::*bit;
};

constexpr std::array kFlagNames = {
    FlagName{"SYN", &TcpFlags::syn}, FlagName{"RST", &TcpFlags::rst},
    FlagName{"FIN", &TcpFlags::fin}, FlagName{"PSH", &TcpFlags::psh},
    FlagName{"ACK", &TcpFlags::ack}, FlagName{"URG", &TcpFlags::urg},
};

bool SetFlag(std::string_view name, TcpFlags& flags) {
  for (const FlagName& each : kFlagNames) {
    if (each.name != name) continue;
    flags.*each.bit = true;
    return true;
  }
  return false;
}

std::optional<std::uint16_t> ParsePort(std::string_view text) {
  std::uint16_t port = 0;
  const char* end = text.data() + text.size();
  const auto [stopped, error] = std::from_chars(text.data(), end, port);
  if (error != std::errc() || stopped != end) return std::nullopt;
  return port;
}

}  // namespace

std::string ToText(TcpFlags flags) {
  std::string text;
  for (const FlagName& each : kFlagNames) {
    if (!(flags.*each.bit)) continue;
    if (!text.empty()) text += '|';
    text += each.name;
  }
  return text.empty() ? "none" : text;
}

std::optional<TcpFlags> ParseFlags(std::string_view text) {
  TcpFlags flags;
  if (text.empty() || text == "none") return flags;
  while (true) {
    const std::size_t separator = text.find_first_of("|,");
    if (!SetFlag(text.substr(0, separator), flags)) return std::nullopt;
    if (separator == std::string_view::npos) return flags;
    text.remove_prefix(separator + 1);
  }
}

std::string ToText(const Endpoint& endpoint) {
  const bool brackets = endpoint.address.find(':') != std::string::npos;
  std::string text = brackets ? "[" + endpoint.address + "]" : endpoint.address;
  text += ':';
  text += std::to_string(endpoint.port);
  return text;
}

std::optional<Endpoint> ParseEndpoint(std::string_view text) {
  const std::size_t colon = text.rfind(':');
  if (colon == std::string_view::npos) return std::nullopt;
  const auto port = ParsePort(text.substr(colon + 1));
  std::string_view address = text.substr(0, colon);
  const bool brackets = address.size() > 2 && address.front() == '[' && address.back() == ']';
  if (brackets) address = address.substr(1, address.size() - 2);
  if (!port || address.empty() || address.find_first_of("[] ") != std::string_view::npos) {
    return std::nullopt;
  }
  if (brackets != (address.find(':') != std::string_view::npos)) return std::nullopt;
  return Endpoint{std::string(address), *port};
}

std::uint32_t SegmentLength(const Segment& segment) {
  return segment.length + (segment.flags.syn ? 1U : 0U) + (segment.flags.fin ? 1U : 0U);
}

bool IsPureAck(const Segment& segment) {
  const TcpFlags& flags = segment.flags;
  return flags.ack && segment.length == 0 && !flags.syn && !flags.fin && !flags.rst;
}

}  // namespace closespec
