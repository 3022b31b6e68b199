#include "peers/os/tun.h"

#include <fcntl.h>
#include <linux/if_tun.h>
#include <net/if.h>
#include <sys/ioctl.h>

#include <cstring>

namespace closespec {
namespace {

Result<FileDescriptor> OpenDevice(const std::string& name, short kind) {
  FileDescriptor tun(::open("/dev/net/tun", O_RDWR | O_CLOEXEC | O_NONBLOCK));
  if (!tun) return OsError("open(/dev/net/tun)");
  ifreq request{};
  if (name.size() >= sizeof(request.ifr_name)) return Trouble{"no device has so long a name"};
  std::memcpy(request.ifr_name, name.data(), name.size());
  request.ifr_flags = static_cast<short>(kind | IFF_NO_PI);
  if (::ioctl(tun.Raw(), TUNSETIFF, &request) < 0) return OsError("TUNSETIFF " + name);
  if (::ioctl(tun.Raw(), TUNSETPERSIST, 1) < 0) return OsError("TUNSETPERSIST " + name);
  return tun;
}

}  // namespace

Result<FileDescriptor> OpenTun(const std::string& name) { return OpenDevice(name, IFF_TUN); }

Result<FileDescriptor> OpenTap(const std::string& name) { return OpenDevice(name, IFF_TAP); }

}  // namespace closespec
