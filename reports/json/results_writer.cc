#include "reports/json/results_writer.h"

#include <cerrno>
#include <system_error>

#include "reports/json/results_text.h"

namespace closespec {
namespace {

// As long as nobody said that the run is over.
constexpr const char* kOpenEnding = "\n],\"finished\":\"\",\"interrupted\":false}\n";

}  // namespace

std::optional<WriteTrouble> ResultsWriter::Begin(const Run& run) {
  tally_ = {};
  content_ = 0;
  size_ = 0;
  file_.reset(std::fopen(path_.c_str(), "wb"));
  if (!file_) return Trouble();
  // Each piece is one write, so that a trouble is told at once and nothing waits in a buffer.
  (void)std::setvbuf(file_.get(), nullptr, _IONBF, 0);
  return Replace(RunText(run), kOpenEnding);
}

std::optional<WriteTrouble> ResultsWriter::Add(const CaseResult& result) {
  const char* separator = tally_.total.Cases() == 0 ? "\n" : ",\n";
  auto trouble = Replace(separator + CaseText(result), kOpenEnding);
  if (!trouble) tally_.Add(result);
  return trouble;
}

std::optional<WriteTrouble> ResultsWriter::Finish(const std::string& finished, bool interrupted) {
  const std::string ending =
      finished.empty() ? kOpenEnding : EndingText(finished, interrupted, tally_);
  if (auto trouble = Replace("", ending)) return trouble;
  if (std::fclose(file_.release()) != 0) return Trouble();
  return std::nullopt;
}

// Puts text and ending in the place of the old ending. Blanks are allowed behind a JSON document,
// so room is made first with blanks: if the disk is full, it is seen before anything is
// overwritten.
std::optional<WriteTrouble> ResultsWriter::Replace(const std::string& text,
                                                   const std::string& ending) {
  if (!file_) return WriteTrouble{path_.string() + ": not open"};
  const std::uint64_t wanted = content_ + text.size() + ending.size();
  if (wanted > size_ && size_ > 0) {
    if (auto trouble = WriteAt(size_, std::string(wanted - size_, ' '))) {
      std::error_code ignored;
      std::filesystem::resize_file(path_, size_, ignored);
      return trouble;
    }
  }
  if (auto trouble = WriteAt(content_, text + ending)) return trouble;
  content_ += text.size();
  size_ = wanted;
  return std::nullopt;
}

std::optional<WriteTrouble> ResultsWriter::WriteAt(std::uint64_t offset, const std::string& text) {
  errno = 0;
  if (fseeko(file_.get(), static_cast<off_t>(offset), SEEK_SET) != 0) return Trouble();
  if (std::fwrite(text.data(), 1, text.size(), file_.get()) != text.size()) {
    WriteTrouble trouble = Trouble();
    std::clearerr(file_.get());
    return trouble;
  }
  return std::nullopt;
}

WriteTrouble ResultsWriter::Trouble() const {
  return WriteTrouble{path_.string() + ": " + std::generic_category().message(errno)};
}

std::optional<WriteTrouble> WriteResults(const std::filesystem::path& file, const Run& run) {
  ResultsWriter writer(file);
  if (auto trouble = writer.Begin(run)) return trouble;
  for (const CaseResult& each : run.cases) {
    if (auto trouble = writer.Add(each)) return trouble;
  }
  return writer.Finish(run.finished, run.interrupted);
}

}  // namespace closespec
