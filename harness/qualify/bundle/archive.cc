#include "harness/qualify/bundle/archive.h"

#include <archive.h>
#include <archive_entry.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdio>
#include <memory>
#include <string>
#include <string_view>
#include <system_error>
#include <vector>

#include "harness/qualify/bundle/gunzip.h"
#include "harness/qualify/bundle/manifest.h"

namespace closespec {
namespace {

constexpr std::size_t kPiece = 65536;

struct FreeReader {
  void operator()(archive* open) const { archive_read_free(open); }
};
struct FreeWriter {
  void operator()(archive* open) const { archive_write_free(open); }
};
struct FreeEntry {
  void operator()(archive_entry* entry) const { archive_entry_free(entry); }
};
struct CloseFile {
  void operator()(std::FILE* file) const { (void)std::fclose(file); }
};
using File = std::unique_ptr<std::FILE, CloseFile>;

Trouble TroubleOf(archive* open) {
  const char* why = archive_error_string(open);
  return Trouble{why == nullptr ? "no archive" : why};
}

Status PackFile(archive* out, const std::filesystem::path& folder, const std::string& path) {
  const File file(std::fopen((folder / path).c_str(), "rbe"));
  if (!file) return OsError("open " + path);
  const std::unique_ptr<archive_entry, FreeEntry> entry(archive_entry_new());
  archive_entry_set_pathname(entry.get(), path.c_str());
  archive_entry_set_size(entry.get(),
                         static_cast<la_int64_t>(std::filesystem::file_size(folder / path)));
  archive_entry_set_filetype(entry.get(), AE_IFREG);
  archive_entry_set_perm(entry.get(), 0644);
  if (archive_write_header(out, entry.get()) != ARCHIVE_OK) return TroubleOf(out);
  std::array<char, kPiece> octets{};
  std::size_t got = 0;
  while ((got = std::fread(octets.data(), 1, octets.size(), file.get())) > 0) {
    if (archive_write_data(out, octets.data(), got) < 0) return TroubleOf(out);
  }
  return Done{};
}

// Nothing but names, so that it can only be below the folder it is unpacked in.
bool IsPlain(const std::filesystem::path& path) {
  return !path.empty() && path.is_relative() && path.string() == path.lexically_normal().string() &&
         std::ranges::none_of(path, [](const std::filesystem::path& part) {
           return part == ".." || part == "." || part.empty();
         });
}

class Unpacking {
 public:
  Unpacking(archive* in, const std::filesystem::path& folder, const ArchiveLimits& limits)
      : in_(in), folder_(folder), limits_(limits) {}

  Status All() {
    archive_entry* entry = nullptr;
    int read = ARCHIVE_OK;
    while ((read = archive_read_next_header(in_, &entry)) == ARCHIVE_OK) {
      if (Status unpacked = One(entry); !unpacked) return unpacked;
    }
    if (read != ARCHIVE_EOF) return TroubleOf(in_);
    return Done{};
  }

 private:
  Status One(archive_entry* entry) {
    const char* name = archive_entry_pathname(entry);
    if (name == nullptr) return Trouble{"an entry without a name"};
    const std::string path = name;
    if (!IsPlain(path)) return Trouble{"\"" + path + "\" is no path below a folder"};
    if (archive_entry_filetype(entry) != AE_IFREG || archive_entry_hardlink(entry) != nullptr) {
      return Trouble{"\"" + path + "\" is no plain file"};
    }
    if (++files_ > limits_.files) {
      return Trouble{"more than " + std::to_string(limits_.files) + " files"};
    }
    std::error_code error;
    std::filesystem::create_directories((folder_ / path).parent_path(), error);
    if (error) return Trouble{"\"" + path + "\": " + error.message()};
    // "x": not over what is there.
    const File file(std::fopen((folder_ / path).c_str(), "wbxe"));
    if (!file) return OsError("\"" + path + "\"");
    return Content(path, file.get());
  }

  Status Content(const std::string& path, std::FILE* file) {
    std::array<char, kPiece> octets{};
    std::uint64_t bytes = 0;
    la_ssize_t got = 0;
    while ((got = archive_read_data(in_, octets.data(), octets.size())) > 0) {
      bytes += static_cast<std::uint64_t>(got);
      all_bytes_ += static_cast<std::uint64_t>(got);
      if (bytes > limits_.file_bytes) {
        return Trouble{"\"" + path + "\" has more than " + std::to_string(limits_.file_bytes) +
                       " octets"};
      }
      if (all_bytes_ > limits_.all_bytes) {
        return Trouble{"more than " + std::to_string(limits_.all_bytes) + " octets in all"};
      }
      if (std::fwrite(octets.data(), 1, static_cast<std::size_t>(got), file) !=
          static_cast<std::size_t>(got)) {
        return OsError("write " + path);
      }
    }
    if (got < 0) return TroubleOf(in_);
    return Done{};
  }

  archive* in_;
  const std::filesystem::path& folder_;
  const ArchiveLimits& limits_;
  std::uint64_t files_ = 0;
  std::uint64_t all_bytes_ = 0;
};

la_ssize_t ReadOn(archive* in, void* source, const void** piece) {
  auto& octets = *static_cast<Gunzip*>(source);
  const std::string_view next = octets.Next();
  if (octets.Failed()) {
    archive_set_error(in, EINVAL, "%s", octets.Failed()->c_str());
    return -1;
  }
  *piece = next.data();
  return static_cast<la_ssize_t>(next.size());
}

}  // namespace

Status PackFolder(const std::filesystem::path& folder, const std::filesystem::path& archive) {
  const std::unique_ptr<struct archive, FreeWriter> out(archive_write_new());
  archive_write_add_filter_gzip(out.get());
  archive_write_set_filter_option(out.get(), "gzip", "timestamp", nullptr);
  archive_write_set_format_pax_restricted(out.get());
  if (archive_write_open_filename(out.get(), archive.c_str()) != ARCHIVE_OK) {
    return TroubleOf(out.get());
  }
  std::vector<std::string> files = FilesBelow(folder);
  files.insert(files.begin(), kManifest);
  for (const std::string& path : files) {
    if (Status packed = PackFile(out.get(), folder, path); !packed) return packed;
  }
  if (archive_write_close(out.get()) != ARCHIVE_OK) return TroubleOf(out.get());
  return Done{};
}

Status UnpackArchive(const std::filesystem::path& archive, const std::filesystem::path& folder,
                     const ArchiveLimits& limits) {
  Gunzip octets(archive);
  const std::unique_ptr<struct archive, FreeReader> in(archive_read_new());
  archive_read_support_format_tar(in.get());
  if (archive_read_open(in.get(), &octets, nullptr, ReadOn, nullptr) != ARCHIVE_OK) {
    return octets.Failed() ? Trouble{*octets.Failed()} : TroubleOf(in.get());
  }
  const Status unpacked = Unpacking(in.get(), folder, limits).All();
  if (octets.Failed()) return Trouble{*octets.Failed()};
  if (!unpacked) return unpacked;
  return octets.EndsAt(static_cast<std::uint64_t>(archive_filter_bytes(in.get(), 0)));
}

}  // namespace closespec
