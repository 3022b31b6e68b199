#include "harness/cli/installation.h"

namespace closespec {
namespace {

// As somebody who stands in the checkout would write it.
std::filesystem::path Shortest(const std::filesystem::path& path) {
  const std::filesystem::path near = std::filesystem::proximate(path);
  return near.begin() != near.end() && *near.begin() == ".." ? path : near;
}

}  // namespace

Installation FindInstallation() {
  const std::filesystem::path binaries =
      std::filesystem::read_symlink("/proc/self/exe").parent_path();
  return {Shortest(CLOSESPEC_SUITES_FOLDER), Shortest(CLOSESPEC_TARGETS_FOLDER),
          binaries / "closespec-peer", binaries / "closespec-wire-peer",
          binaries / "libclosespec_faults.so"};
}

}  // namespace closespec
