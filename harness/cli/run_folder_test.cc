#include "harness/cli/run_folder.h"

#include <gtest/gtest.h>

#include <fstream>
#include <string>

#include "suites/model/document_error.h"

namespace closespec {
namespace {

namespace fs = std::filesystem;

class RunFolder : public ::testing::Test {
 protected:
  RunFolder() {
    std::string name = (fs::temp_directory_path() / "run_folder_test.XXXXXX").string();
    folder_ = ::mkdtemp(name.data());
    fs::current_path(folder_);
  }
  ~RunFolder() override {
    fs::current_path("/");
    fs::remove_all(folder_);
  }

  fs::path folder_;
};

TEST_F(RunFolder, TwoRunsOfTheSameSecondShareNone) {
  const fs::path first = MakeRunFolder("");
  const fs::path second = MakeRunFolder("");
  EXPECT_NE(first, second);
  EXPECT_TRUE(fs::is_directory(first));
  EXPECT_TRUE(fs::is_directory(second));
}

TEST_F(RunFolder, LatestLeadsToTheNewest) {
  PointLatestAt(MakeRunFolder(""));
  const fs::path newest = MakeRunFolder("");
  PointLatestAt(newest);
  EXPECT_TRUE(fs::equivalent("closespec-results/latest", newest));
  EXPECT_TRUE(fs::read_symlink("closespec-results/latest").is_relative());
}

TEST_F(RunFolder, LatestThatIsNoLinkStays) {
  const fs::path folder = MakeRunFolder("");
  fs::create_directories("closespec-results/latest/kept");
  PointLatestAt(folder);
  EXPECT_TRUE(fs::is_directory("closespec-results/latest/kept"));
}

TEST_F(RunFolder, FileInTheWayIsTold) {
  std::ofstream("taken") << "x";
  EXPECT_EQ(MakeRunFolder("a/b"), "a/b");
  EXPECT_THROW(MakeRunFolder("taken"), DocumentError);
}

}  // namespace
}  // namespace closespec
