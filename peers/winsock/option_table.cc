#include "peers/winsock/option_table.h"

#include <algorithm>
#include <iterator>

namespace closespec::socket_peer {
namespace {

constexpr int kSocketLevel = 0xffff;
constexpr int kTcpLevel = 6;

// SO_RCVLOWAT has a number and, says its page, no support.
constexpr WinsockOption kOptions[] = {
    {"SO_REUSEADDR", kSocketLevel, 0x0004, OptionKind::kValue},
    {"SO_KEEPALIVE", kSocketLevel, 0x0008, OptionKind::kValue},
    {"SO_LINGER", kSocketLevel, 0x0080, OptionKind::kLinger},
    {"SO_DONTLINGER", kSocketLevel, ~0x0080, OptionKind::kValue},
    {"SO_OOBINLINE", kSocketLevel, 0x0100, OptionKind::kValue},
    {"SO_SNDBUF", kSocketLevel, 0x1001, OptionKind::kValue},
    {"SO_RCVBUF", kSocketLevel, 0x1002, OptionKind::kValue},
    {"SO_SNDTIMEO", kSocketLevel, 0x1005, OptionKind::kMilliseconds},
    {"SO_RCVTIMEO", kSocketLevel, 0x1006, OptionKind::kMilliseconds},
    {"SO_ERROR", kSocketLevel, 0x1007, OptionKind::kError},
    {"TCP_NODELAY", kTcpLevel, 1, OptionKind::kValue},
    // TCP_KEEPALIVE, of which the headers have TCP_KEEPIDLE as another name.
    {"TCP_KEEPIDLE", kTcpLevel, 3, OptionKind::kSeconds},
    {"TCP_KEEPCNT", kTcpLevel, 16, OptionKind::kValue},
    {"TCP_KEEPINTVL", kTcpLevel, 17, OptionKind::kSeconds},
};

}  // namespace

const WinsockOption* FindWinsockOption(std::string_view name) {
  const auto* found = std::find_if(std::begin(kOptions), std::end(kOptions),
                                   [name](const auto& row) { return row.name == name; });
  return found == std::end(kOptions) ? nullptr : found;
}

}  // namespace closespec::socket_peer
