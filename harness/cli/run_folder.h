// The folder that a command leaves its results in.

#ifndef CLOSESPEC_HARNESS_CLI_RUN_FOLDER_H_
#define CLOSESPEC_HARNESS_CLI_RUN_FOLDER_H_

#include <filesystem>

namespace closespec {

// `wanted`, made if need be; when that is empty, a new one below closespec-results, named after the
// time.
std::filesystem::path MakeRunFolder(const std::filesystem::path& wanted);

// Makes "latest" beside `folder` lead to it. Nothing of the run depends on that, so where links are
// refused it only says so.
void PointLatestAt(const std::filesystem::path& folder);

}  // namespace closespec

#endif  // CLOSESPEC_HARNESS_CLI_RUN_FOLDER_H_
