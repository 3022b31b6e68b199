#include "peers/guest/modules.h"

#include <fcntl.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <set>

#include "peers/os/file_descriptor.h"

namespace closespec::guest {
namespace {

Status LoadModule(const std::filesystem::path& file) {
  const FileDescriptor module(::open(file.c_str(), O_RDONLY | O_CLOEXEC));
  if (!module) return OsError("open(" + file.string() + ")");
  if (::syscall(SYS_finit_module, module.Raw(), "", 0) < 0 && errno != EEXIST) {
    return OsError("module " + file.filename().string());
  }
  return Done{};
}

}  // namespace

Status LoadModules(const std::filesystem::path& folder) {
  std::error_code none;
  std::set<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::directory_iterator(folder, none)) {
    files.insert(entry.path());
  }
  for (const std::filesystem::path& file : files) {
    if (Status loaded = LoadModule(file); !loaded) return loaded;
  }
  return Done{};
}

}  // namespace closespec::guest
