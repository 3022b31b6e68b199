// The options that Winsock has: by name, with level, number and kind of value. Numbers alone, so
// that it is tested where there is no Windows; winsock_options.cc holds them against the headers.

#ifndef CLOSESPEC_PEERS_WINSOCK_OPTION_TABLE_H_
#define CLOSESPEC_PEERS_WINSOCK_OPTION_TABLE_H_

#include <string_view>

namespace closespec::socket_peer {

enum class OptionKind { kValue, kSeconds, kMilliseconds, kLinger, kError };

struct WinsockOption {
  std::string_view name;
  int level;
  int number;
  OptionKind kind;
};

// Null when Winsock has no such option.
const WinsockOption* FindWinsockOption(std::string_view name);

}  // namespace closespec::socket_peer

#endif  // CLOSESPEC_PEERS_WINSOCK_OPTION_TABLE_H_
