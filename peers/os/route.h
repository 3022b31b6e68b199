// By which device of the current network namespace an address is reached.

#ifndef CLOSESPEC_PEERS_OS_ROUTE_H_
#define CLOSESPEC_PEERS_OS_ROUTE_H_

#include <string>

#include "peers/os/result.h"

namespace closespec {

struct Route {
  std::string device;
  std::string gateway;  // empty: the address is on the device's own network
  bool own = false;     // it is an address of this machine

  bool operator==(const Route&) const = default;
};

// As the kernel would send to it.
Result<Route> RouteTo(const std::string& address);

}  // namespace closespec

#endif  // CLOSESPEC_PEERS_OS_ROUTE_H_
