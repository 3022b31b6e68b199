// libFuzzer: any file is read as results or refused with a DocumentError.

#include <unistd.h>

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <string>

#include "reports/json/results_reader.h"
#include "suites/model/document_error.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* octets, std::size_t size) {
  // One file a process, so that fuzzers can run beside each other.
  static const std::filesystem::path file =
      std::filesystem::temp_directory_path() /
      ("closespec-results-fuzz-" + std::to_string(::getpid()) + ".json");
  std::ofstream(file, std::ios::binary)
      .write(reinterpret_cast<const char*>(octets), static_cast<std::streamsize>(size));
  try {
    (void)closespec::ReadRun(file);
  } catch (const closespec::DocumentError&) {
    return 0;
  }
  return 0;
}
