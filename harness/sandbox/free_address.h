// Whether somebody on a network has an address, before we speak in its name.

#ifndef CLOSESPEC_HARNESS_SANDBOX_FREE_ADDRESS_H_
#define CLOSESPEC_HARNESS_SANDBOX_FREE_ADDRESS_H_

#include <string>

#include "peers/os/result.h"

namespace closespec {

// The hardware address of who has it; empty when nobody answers. Takes some hundred milliseconds
// then. `device` is one of the calling thread's namespace.
Result<std::string> OwnerOf(const std::string& address, const std::string& device);

}  // namespace closespec

#endif  // CLOSESPEC_HARNESS_SANDBOX_FREE_ADDRESS_H_
