// Who a process in a new user namespace is.

#ifndef CLOSESPEC_HARNESS_SANDBOX_ID_MAPS_H_
#define CLOSESPEC_HARNESS_SANDBOX_ID_MAPS_H_

#include <sys/types.h>

#include "peers/os/result.h"

namespace closespec {

// `process` stands in a user namespace that this one has made for it and has no map yet. Root keeps
// every user and group; anybody else becomes root there, and is nobody else.
Status WriteIdMaps(pid_t process);

}  // namespace closespec

#endif  // CLOSESPEC_HARNESS_SANDBOX_ID_MAPS_H_
