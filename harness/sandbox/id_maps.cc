#include "harness/sandbox/id_maps.h"

#include <fcntl.h>
#include <unistd.h>

#include <cstdint>
#include <fstream>
#include <string>

#include "peers/os/file_descriptor.h"

namespace closespec {
namespace {

Status WriteTo(const std::string& path, const std::string& text) {
  const FileDescriptor file(::open(path.c_str(), O_WRONLY | O_CLOEXEC));
  if (!file) return OsError("open(" + path + ")");
  // The kernel takes a map in one write or not at all. user_namespaces(7)
  if (::write(file.Raw(), text.data(), text.size()) < 0) return OsError("write(" + path + ")");
  return Done{};
}

// Every identity that exists here, as itself.
std::string SameIds(const std::string& own_map) {
  std::ifstream file(own_map);
  std::string map;
  for (std::uint64_t inside = 0, outside = 0, count = 0; file >> inside >> outside >> count;) {
    map +=
        std::to_string(inside) + " " + std::to_string(inside) + " " + std::to_string(count) + "\n";
  }
  return map;
}

}  // namespace

Status WriteIdMaps(pid_t process) {
  const std::string folder = "/proc/" + std::to_string(process) + "/";
  if (::geteuid() == 0) {
    const Status users = WriteTo(folder + "uid_map", SameIds("/proc/self/uid_map"));
    const Status groups = WriteTo(folder + "gid_map", SameIds("/proc/self/gid_map"));
    if (users && groups) return Done{};
    if (users || groups) return users ? groups.trouble() : users.trouble();
  }
  // Without this an ordinary user may not map groups. user_namespaces(7)
  if (Status denied = WriteTo(folder + "setgroups", "deny"); !denied) return denied;
  if (Status users = WriteTo(folder + "uid_map", "0 " + std::to_string(::geteuid()) + " 1");
      !users) {
    return users;
  }
  return WriteTo(folder + "gid_map", "0 " + std::to_string(::getegid()) + " 1");
}

}  // namespace closespec
