// Settings of the network namespace that the calling thread is in, by their dotted name:
// ReadSysctl("net.ipv4.tcp_fin_timeout").

#ifndef CLOSESPEC_PEERS_OS_SYSCTL_H_
#define CLOSESPEC_PEERS_OS_SYSCTL_H_

#include <string>
#include <string_view>

#include "peers/os/result.h"

namespace closespec {

Result<std::string> ReadSysctl(std::string_view name);
Status WriteSysctl(std::string_view name, std::string_view value);

}  // namespace closespec

#endif  // CLOSESPEC_PEERS_OS_SYSCTL_H_
