// How a server that was named on the command line is reached from this machine.

#ifndef CLOSESPEC_HARNESS_CLI_SERVER_WAY_H_
#define CLOSESPEC_HARNESS_CLI_SERVER_WAY_H_

#include <string>

#include "harness/targets/target.h"

namespace closespec {

// Fills in the device and, from `wire_address`, whose name the wire peer speaks in. DocumentError
// where the server is not on a network that this machine is on, or the address not on the same. For
// any other target there must be no address, and nothing is done.
void FindWay(const std::string& wire_address, Target& target);

}  // namespace closespec

#endif  // CLOSESPEC_HARNESS_CLI_SERVER_WAY_H_
