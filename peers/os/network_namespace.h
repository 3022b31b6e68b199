// Network namespaces of the calling thread. setns(2), unshare(2)

#ifndef CLOSESPEC_PEERS_OS_NETWORK_NAMESPACE_H_
#define CLOSESPEC_PEERS_OS_NETWORK_NAMESPACE_H_

#include "peers/os/file_descriptor.h"
#include "peers/os/result.h"

namespace closespec {

// A new one, which the calling thread is then in.
Result<FileDescriptor> NewNetworkNamespace();

Status EnterNetworkNamespace(const FileDescriptor& network_namespace);

}  // namespace closespec

#endif  // CLOSESPEC_PEERS_OS_NETWORK_NAMESPACE_H_
