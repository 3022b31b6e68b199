#include "harness/qualify/bundle/manifest.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <fstream>
#include <memory>
#include <set>

#include "suites/model/document_error.h"
#include "suites/model/sha256.h"

namespace closespec {
namespace {

constexpr std::size_t kDigits = 64;

struct Close {
  void operator()(std::FILE* file) const { (void)std::fclose(file); }
};

std::string LineOf(const std::filesystem::path& folder, const std::string& path) {
  return Sha256OfFile(folder / path) + "  " + path;
}

}  // namespace

std::filesystem::path SumFileOf(const std::filesystem::path& archive) {
  return archive.string() + ".sha256";
}

std::string Sha256OfFile(const std::filesystem::path& file) {
  const std::unique_ptr<std::FILE, Close> open(std::fopen(file.c_str(), "rbe"));
  if (!open) throw DocumentError(file.string() + ": cannot be read");
  Sha256 hash;
  std::array<char, 65536> octets{};
  std::size_t got = 0;
  while ((got = std::fread(octets.data(), 1, octets.size(), open.get())) > 0) {
    hash.Add({octets.data(), got});
  }
  if (std::ferror(open.get()) != 0) throw DocumentError(file.string() + ": cannot be read");
  return hash.Finish();
}

std::vector<std::string> FilesBelow(const std::filesystem::path& folder) {
  std::vector<std::string> files;
  for (const auto& each : std::filesystem::recursive_directory_iterator(folder)) {
    if (each.is_directory()) continue;
    std::string path = each.path().lexically_relative(folder).string();
    if (path != kManifest) files.push_back(std::move(path));
  }
  std::ranges::sort(files);
  return files;
}

std::string ManifestOf(const std::filesystem::path& folder) {
  std::string manifest;
  for (const std::string& path : FilesBelow(folder)) manifest += LineOf(folder, path) + '\n';
  return manifest;
}

std::vector<std::string> DifferencesFromManifest(const std::filesystem::path& folder) {
  std::ifstream manifest(folder / kManifest, std::ios::binary);
  if (!manifest) throw DocumentError((folder / kManifest).string() + ": cannot be read");
  const std::vector<std::string> files = FilesBelow(folder);
  std::set<std::string> unlisted(files.begin(), files.end());
  std::vector<std::string> differences;
  std::string last;
  for (std::string line; std::getline(manifest, line);) {
    if (line.size() <= kDigits + 2) {
      differences.push_back(std::string(kManifest) + ": no line of it is \"" + line + '"');
      continue;
    }
    const std::string path = line.substr(kDigits + 2);
    if (path <= last) differences.push_back(path + ": not where it belongs in the manifest");
    last = path;
    if (unlisted.erase(path) == 0) {
      differences.push_back(path + ": in the manifest and not in the bundle");
    } else if (LineOf(folder, path) != line) {
      differences.push_back(path + ": its content is not that of the manifest");
    }
  }
  for (const std::string& path : unlisted) {
    differences.push_back(path + ": in the bundle and not in the manifest");
  }
  return differences;
}

}  // namespace closespec
