// The path of a file for one test, in a folder of its own that goes with it.

#ifndef CLOSESPEC_REPORTS_JSON_TEMPORARY_FILE_H_
#define CLOSESPEC_REPORTS_JSON_TEMPORARY_FILE_H_

#include <gtest/gtest.h>
#include <stdlib.h>

#include <filesystem>
#include <string>
#include <system_error>

namespace closespec {

class TemporaryFile {
 public:
  TemporaryFile() {
    std::string folder = ::testing::TempDir() + "closespec-XXXXXX";
    EXPECT_NE(::mkdtemp(folder.data()), nullptr);
    path_ = std::filesystem::path(folder) / "results.json";
  }
  TemporaryFile(const TemporaryFile&) = delete;
  TemporaryFile& operator=(const TemporaryFile&) = delete;
  ~TemporaryFile() {
    std::error_code ignored;
    std::filesystem::remove_all(path_.parent_path(), ignored);
  }

  [[nodiscard]] const std::filesystem::path& Path() const { return path_; }

 private:
  std::filesystem::path path_;
};

}  // namespace closespec

#endif  // CLOSESPEC_REPORTS_JSON_TEMPORARY_FILE_H_
