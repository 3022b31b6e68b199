#include "harness/cli/run_folder.h"

#include <unistd.h>

#include <iostream>
#include <stdexcept>
#include <string>
#include <system_error>

#include "harness/cli/timestamp.h"
#include "suites/model/document_error.h"

namespace closespec {
namespace {

namespace fs = std::filesystem;

[[noreturn]] void Refuse(const fs::path& folder, const std::error_code& error) {
  const std::string what = "--output " + folder.string() + ": " + error.message();
  if (error == std::errc::no_space_on_device) throw std::runtime_error(what);
  throw DocumentError(what);
}

fs::path MakeNamedAfterTheTime(const fs::path& below) {
  std::string stamp = TimestampNow();
  std::erase(stamp, ':');
  std::error_code error;
  fs::path folder = below / stamp;
  // Another run may have begun in the same second.
  for (int number = 2; !fs::create_directory(folder, error); ++number) {
    if (error) Refuse(folder, error);
    folder = below / (stamp + "-" + std::to_string(number));
  }
  return folder;
}

}  // namespace

fs::path MakeRunFolder(const fs::path& wanted) {
  const fs::path folder = wanted.empty() ? fs::path("closespec-results") : wanted;
  std::error_code error;
  fs::create_directories(folder, error);
  if (error) Refuse(folder, error);
  return wanted.empty() ? MakeNamedAfterTheTime(folder) : folder;
}

void PointLatestAt(const fs::path& folder) {
  const fs::path latest = folder.parent_path() / "latest";
  // Renamed over the old one, so that there is never none.
  const fs::path fresh = latest.string() + "." + std::to_string(::getpid());
  std::error_code error;
  fs::create_directory_symlink(folder.filename(), fresh, error);
  if (!error) fs::rename(fresh, latest, error);
  if (!error) return;
  std::cerr << "closespec: " << latest.string() << " stays as it is: " << error.message() << '\n';
  fs::remove(fresh, error);
}

}  // namespace closespec
