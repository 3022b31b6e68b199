#include "harness/schedule/evidence.h"

#include <cstdio>
#include <memory>
#include <system_error>

#include "suites/model/journal_text.h"

namespace closespec {
namespace {

Status WriteText(const std::filesystem::path& path, const std::string& text) {
  const std::unique_ptr<std::FILE, int (*)(std::FILE*)> file(
      std::fopen(path.c_str(), "we"), [](std::FILE* open) { return std::fclose(open); });
  if (!file) return OsError("open " + path.string());
  if (std::fwrite(text.data(), 1, text.size(), file.get()) != text.size() ||
      std::fflush(file.get()) != 0) {
    return OsError("write " + path.string());
  }
  return Done{};
}

}  // namespace

Status WriteEvidence(const std::filesystem::path& stem, const Journal& journal,
                     const Sandbox& sandbox) {
  std::error_code error;
  std::filesystem::create_directories(stem.parent_path(), error);
  if (error) return Trouble{"mkdir " + stem.parent_path().string() + ": " + error.message()};
  Status written = WriteText(stem.string() + ".journal", WriteJournal(journal));
  if (!written || !sandbox.capture) return written;
  return sandbox.capture->Evidence().WriteFile(stem.string() + ".pcap");
}

}  // namespace closespec
