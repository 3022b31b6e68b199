// What a kernel has as modules and not inside.

#ifndef CLOSESPEC_PEERS_GUEST_MODULES_H_
#define CLOSESPEC_PEERS_GUEST_MODULES_H_

#include <filesystem>

#include "peers/os/result.h"

namespace closespec::guest {

// All files in `folder`, by the order of their names. Names the first that could not be loaded.
Status LoadModules(const std::filesystem::path& folder);

}  // namespace closespec::guest

#endif  // CLOSESPEC_PEERS_GUEST_MODULES_H_
