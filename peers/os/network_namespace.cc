#include "peers/os/network_namespace.h"

#include <fcntl.h>
#include <sched.h>

namespace closespec {

Result<FileDescriptor> NewNetworkNamespace() {
  if (::unshare(CLONE_NEWNET) < 0) return OsError("unshare(CLONE_NEWNET)");
  FileDescriptor made(::open("/proc/thread-self/ns/net", O_RDONLY | O_CLOEXEC));
  if (!made) return OsError("open(/proc/thread-self/ns/net)");
  return made;
}

Status EnterNetworkNamespace(const FileDescriptor& network_namespace) {
  if (::setns(network_namespace.Raw(), CLONE_NEWNET) < 0) return OsError("setns(CLONE_NEWNET)");
  return Done{};
}

}  // namespace closespec
