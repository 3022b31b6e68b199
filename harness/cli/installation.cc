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
  const std::filesystem::path root = binaries.parent_path();
  // In a build tree these are links into the checkout.
  const std::filesystem::path shared = root / "share/closespec";
  return {Shortest(std::filesystem::weakly_canonical(shared / "suites")),
          Shortest(std::filesystem::weakly_canonical(shared / "targets")),
          binaries / "closespec-peer", binaries / "closespec-wire-peer",
          root / "lib/closespec/libclosespec_faults.so"};
}

}  // namespace closespec
