#include "harness/targets/kernel_target.h"

#include <algorithm>
#include <array>
#include <fstream>
#include <string>
#include <string_view>

#include "suites/model/document.h"

namespace closespec {
namespace {

namespace fs = std::filesystem;

// The head of what a boot loader loads. Documentation/arch/x86/boot.rst in Linux
constexpr std::streamoff kMarkOffset = 0x202;
constexpr std::string_view kMark = "HdrS";

void RequireKernel(const fs::path& image) {
  if (!fs::is_regular_file(image))
    throw DocumentError("--kernel " + image.string() + ": no such file");
  std::array<char, kMark.size()> mark{};
  std::ifstream(image, std::ios::binary).seekg(kMarkOffset).read(mark.data(), mark.size());
  if (std::string_view(mark.data(), mark.size()) == kMark) return;
  throw DocumentError("--kernel " + image.string() +
                      ": no kernel image (bzImage or vmlinuz of x86): no \"HdrS\" at octet 514");
}

// A folder for each image, by its path.
std::string BuiltFor(const fs::path& image) {
  std::string name = image.string();
  std::replace(name.begin(), name.end(), '/', '+');
  return "kernel" + name;
}

}  // namespace

Target KernelTarget(const fs::path& image, const fs::path& shipped) {
  RequireKernel(image);
  const fs::path whole = fs::canonical(image);
  Target target = LoadTarget((shipped / "kernel" / "any.json").string(), shipped);
  target.name = "linux from " + image.string();
  const std::string built = (shipped / "../../build/stacks" / BuiltFor(whole)).lexically_normal();
  target.launch.push_back(built);
  target.limits.reset.push_back(built);
  target.install.insert(target.install.end(), {whole.string(), built});
  return target;
}

}  // namespace closespec
