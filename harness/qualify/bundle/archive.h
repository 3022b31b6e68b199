// A folder as one .tar.gz, and back from a file that a stranger sent.

#ifndef CLOSESPEC_HARNESS_QUALIFY_BUNDLE_ARCHIVE_H_
#define CLOSESPEC_HARNESS_QUALIFY_BUNDLE_ARCHIVE_H_

#include <cstdint>
#include <filesystem>

#include "peers/os/result.h"

namespace closespec {

// Files, sorted, without owners and times: of equal folders the archives are equal.
Status PackFolder(const std::filesystem::path& folder, const std::filesystem::path& archive);

// More than a bundle of a hundred thousand cases has.
struct ArchiveLimits {
  std::uint64_t files = 500'000;
  std::uint64_t file_bytes = std::uint64_t{1} << 30;
  std::uint64_t all_bytes = std::uint64_t{8} << 30;
};

// Into `folder`, which is empty. Trouble at the first entry that is no plain file with a relative
// path below it, that comes twice, or that is beyond the limits, however small it is packed; and
// where anything follows the end of the archive.
Status UnpackArchive(const std::filesystem::path& archive, const std::filesystem::path& folder,
                     const ArchiveLimits& limits);

}  // namespace closespec

#endif  // CLOSESPEC_HARNESS_QUALIFY_BUNDLE_ARCHIVE_H_
