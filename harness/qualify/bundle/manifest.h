// Which files a bundle has and what is in them, in the form of sha256sum(1):
//
//   cd BUNDLE && sha256sum --check manifest.sha256
//
// One line a file but the manifest itself, sorted by path.

#ifndef CLOSESPEC_HARNESS_QUALIFY_BUNDLE_MANIFEST_H_
#define CLOSESPEC_HARNESS_QUALIFY_BUNDLE_MANIFEST_H_

#include <filesystem>
#include <string>
#include <vector>

namespace closespec {

inline constexpr const char* kManifest = "manifest.sha256";

// Where the sum of a bundle's archive stands: beside it, in the same form.
std::filesystem::path SumFileOf(const std::filesystem::path& archive);

// 64 hexadecimal digits. DocumentError when the file cannot be read.
std::string Sha256OfFile(const std::filesystem::path& file);

// Relative paths of all files below `folder` but the manifest, sorted.
std::vector<std::string> FilesBelow(const std::filesystem::path& folder);

// Of what is in `folder` now.
std::string ManifestOf(const std::filesystem::path& folder);

// In what the folder differs from its manifest, a sentence each: another content, a file more, a
// file less, a line that is out of order. DocumentError when there is no manifest.
std::vector<std::string> DifferencesFromManifest(const std::filesystem::path& folder);

}  // namespace closespec

#endif  // CLOSESPEC_HARNESS_QUALIFY_BUNDLE_MANIFEST_H_
