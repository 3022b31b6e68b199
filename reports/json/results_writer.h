// Writes results.json while the run goes on: the head of the run, then one case a line.
//
//   ResultsWriter writer(folder / "results.json");
//   if (auto trouble = writer.Begin(run)) ...
//   if (auto trouble = writer.Add(case_result)) ...
//   if (auto trouble = writer.Finish("2026-11-24T23:18:00Z", false)) ...
//
// The file is a whole JSON document after every call: a case overwrites the closing brackets and
// puts them behind itself. So a killed run leaves a file that any reader takes; it has no `summary`
// and an empty `finished`. (A kill inside the write itself can tear the last line; ReadResults then
// leaves it out.) When the disk is full the file stays as it was before the call.

#ifndef CLOSESPEC_REPORTS_JSON_RESULTS_WRITER_H_
#define CLOSESPEC_REPORTS_JSON_RESULTS_WRITER_H_

#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>

#include "reports/results/results.h"
#include "reports/results/tally.h"

namespace closespec {

// "results.json: No space left on device".
struct WriteTrouble {
  std::string what;
};

// Not for several threads at once.
class ResultsWriter {
 public:
  explicit ResultsWriter(std::filesystem::path file) : path_(std::move(file)) {}

  // Makes the file anew. `run.cases`, `finished` and `interrupted` are not written.
  [[nodiscard]] std::optional<WriteTrouble> Begin(const Run& run);
  [[nodiscard]] std::optional<WriteTrouble> Add(const CaseResult& result);
  // `finished`: UTC, ISO 8601. Adds the summary and closes the file.
  [[nodiscard]] std::optional<WriteTrouble> Finish(const std::string& finished, bool interrupted);

  [[nodiscard]] const Tally& Counted() const { return tally_; }

 private:
  struct Close {
    void operator()(std::FILE* file) const { (void)std::fclose(file); }
  };

  std::optional<WriteTrouble> Replace(const std::string& text, const std::string& ending);
  std::optional<WriteTrouble> WriteAt(std::uint64_t offset, const std::string& text);
  [[nodiscard]] WriteTrouble Trouble() const;

  std::filesystem::path path_;
  std::unique_ptr<std::FILE, Close> file_;
  std::uint64_t content_ = 0;  // octets before the closing brackets
  std::uint64_t size_ = 0;     // octets of the file
  Tally tally_;
};

// The document in one go; ends with `run.finished` as it is.
[[nodiscard]] std::optional<WriteTrouble> WriteResults(const std::filesystem::path& file,
                                                       const Run& run);

}  // namespace closespec

#endif  // CLOSESPEC_REPORTS_JSON_RESULTS_WRITER_H_
