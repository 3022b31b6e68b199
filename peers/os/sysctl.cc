#include "peers/os/sysctl.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <array>

#include "peers/os/file_descriptor.h"

namespace closespec {
namespace {

std::string PathOf(std::string_view name) {
  std::string path = "/proc/sys/";
  path += name;
  std::ranges::replace(path, '.', '/');
  return path;
}

}  // namespace

Result<std::string> ReadSysctl(std::string_view name) {
  const std::string path = PathOf(name);
  const FileDescriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (!file) return OsError("open(" + path + ")");
  std::array<char, 4096> text;
  const ssize_t length = ::read(file.Raw(), text.data(), text.size());
  if (length < 0) return OsError("read(" + path + ")");
  std::string value(text.data(), static_cast<std::size_t>(length));
  while (!value.empty() && value.back() == '\n') value.pop_back();
  return value;
}

Status WriteSysctl(std::string_view name, std::string_view value) {
  const std::string path = PathOf(name);
  const FileDescriptor file(::open(path.c_str(), O_WRONLY | O_CLOEXEC));
  if (!file) return OsError("open(" + path + ")");
  if (::write(file.Raw(), value.data(), value.size()) < 0) return OsError("write(" + path + ")");
  return Done{};
}

}  // namespace closespec
