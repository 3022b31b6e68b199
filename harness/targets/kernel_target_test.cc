#include "harness/targets/kernel_target.h"

#include <gmock/gmock.h>
#include <unistd.h>

#include <fstream>

#include "suites/model/document.h"

namespace closespec {
namespace {

namespace fs = std::filesystem;
using ::testing::EndsWith;
using ::testing::HasSubstr;

class KernelTargetTest : public ::testing::Test {
 protected:
  ~KernelTargetTest() override { fs::remove_all(folder_); }

  fs::path File(const std::string& name, const std::string& content) {
    std::ofstream(folder_ / name, std::ios::binary) << content;
    return folder_ / name;
  }
  static std::string ComplaintAbout(const fs::path& image) {
    try {
      KernelTarget(image, CLOSESPEC_TARGETS_FOLDER);
    } catch (const DocumentError& error) {
      return error.what();
    }
    return "none";
  }

  fs::path folder_ = [] {
    std::string made = fs::temp_directory_path() / "kernel_target_test.XXXXXX";
    return fs::path(::mkdtemp(made.data()));
  }();
};

TEST_F(KernelTargetTest, AnImageHasAPlaceOfItsOwn) {
  const fs::path one = File("bzImage", std::string(514, '\0') + "HdrS");
  const fs::path other = File("vmlinuz", std::string(514, '\0') + "HdrS");
  const Target target = KernelTarget(one, CLOSESPEC_TARGETS_FOLDER);
  EXPECT_THAT(target.launch.back(), EndsWith("+bzImage"));
  EXPECT_EQ(target.install.back(), target.launch.back());
  EXPECT_EQ(target.install.end()[-2], fs::canonical(one).string());
  EXPECT_THAT(target.name, EndsWith("bzImage"));
  EXPECT_EQ(target.link, LinkKind::kTap);
  EXPECT_TRUE(target.deviations.empty());
  EXPECT_NE(KernelTarget(other, CLOSESPEC_TARGETS_FOLDER).launch.back(), target.launch.back());
}

TEST_F(KernelTargetTest, WhatIsNoImageIsRefused) {
  EXPECT_THAT(ComplaintAbout(folder_ / "none"), EndsWith("none: no such file"));
  EXPECT_THAT(ComplaintAbout(folder_), EndsWith(": no such file"));
  for (const std::string& content : {std::string(), std::string(600, 'x'), std::string("HdrS")}) {
    EXPECT_THAT(ComplaintAbout(File("text", content)), HasSubstr("no kernel image"));
  }
}

}  // namespace
}  // namespace closespec
