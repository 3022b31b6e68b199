// IP addresses in documents and on the command line.

#ifndef CLOSESPEC_HARNESS_TARGETS_ADDRESS_H_
#define CLOSESPEC_HARNESS_TARGETS_ADDRESS_H_

#include <optional>
#include <string>

namespace closespec {

struct Address {
  std::string text;  // as captured segments show it
  bool ipv6 = false;
};

std::optional<Address> ParseAddress(const std::string& text);

}  // namespace closespec

#endif  // CLOSESPEC_HARNESS_TARGETS_ADDRESS_H_
