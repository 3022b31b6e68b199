#include <algorithm>
#include <cstdlib>
#include <iostream>
#include <string>
#include <system_error>

#include "harness/cli/commands.h"
#include "harness/qualify/bundle/archive.h"
#include "harness/qualify/bundle/manifest.h"
#include "harness/qualify/bundle/verification.h"
#include "reports/results/plain_text.h"
#include "suites/model/document.h"
#include "suites/model/document_error.h"

namespace closespec {
namespace {

constexpr std::size_t kShown = 20;

class TemporaryFolder {
 public:
  TemporaryFolder() {
    std::string name = (std::filesystem::temp_directory_path() / "closespec-XXXXXX").string();
    if (::mkdtemp(name.data()) == nullptr) {
      throw std::system_error(errno, std::generic_category(), "mkdtemp " + name);
    }
    path_ = name;
  }
  ~TemporaryFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;

  [[nodiscard]] const std::filesystem::path& Path() const { return path_; }

 private:
  std::filesystem::path path_;
};

std::string Share(std::size_t part, std::size_t all) {
  return all == 0 ? "none" : std::to_string((part * 100 + all / 2) / all) + " %";
}

std::string NameOf(const StackEnvironment& side) {
  return PlainLine(side.stack) + " (target " + PlainLine(side.target) + ")";
}

std::string Counted(const VerdictCounts& counts) {
  std::string text;
  for (const Verdict each : kAllVerdicts) {
    if (counts.Of(each) == 0) continue;
    text += (text.empty() ? "" : ", ") + std::to_string(counts.Of(each)) + " ";
    text += ToText(each);
  }
  if (counts.known != 0) text += " (" + std::to_string(counts.known) + " known)";
  return text.empty() ? "none" : text;
}

void PrintWhatItIsOf(const Verification& verified) {
  const Run& head = verified.head;
  std::cout << "stack: " << NameOf(head.sut) << "\nagainst: " << NameOf(head.peer)
            << "\nselection: full profile, " << (head.selection ? head.selection->cases : 0)
            << " cases of suite " << PlainLine(head.suite_revision);
  if (verified.not_for_the_server != 0) {
    std::cout << "; " << verified.not_for_the_server << " more are not for this server";
  }
  std::cout << "\nverdicts: " << Counted(verified.verdicts) << '\n';
}

void Print(const Verification& verified) {
  for (std::size_t i = 0; i < std::min(verified.problems.size(), kShown); ++i) {
    std::cout << PlainLine(verified.problems[i]) << '\n';
  }
  if (verified.problems.size() > kShown) {
    std::cout << "and " << verified.problems.size() - kShown << " more\n";
  }
  if (verified.cases != 0) PrintWhatItIsOf(verified);
  std::cout << verified.files << " files, " << verified.cases << " cases; " << verified.judged_again
            << " verdicts judged again, " << verified.captures
            << " captures agree with their journals\n"
            << Share(verified.on_the_suts_word, verified.judged_again)
            << " of the verdicts rest on the word of the SUT's own peer alone\n";
  if (verified.on_the_runs_word != 0) {
    std::cout << verified.on_the_runs_word
              << " cases did not run because the kernel refused a setting, as the run says\n";
  }
  std::cout
      << "the run's word alone: settings and kernel of the machine, times, attempts, command\n"
      << (verified.problems.empty() ? "verified\n" : "NOT verified\n");
}

// By the paths of the bundle, not by those of where it happens to be unpacked.
Verification Verify(const std::filesystem::path& folder, const std::filesystem::path& suites) {
  try {
    return VerifyBundle(folder, suites);
  } catch (const DocumentError& error) {
    std::string text = error.what();
    const std::string where = folder.string() + "/";
    for (std::size_t at = 0; (at = text.find(where, at)) != std::string::npos;) {
      text.erase(at, where.size());
    }
    throw DocumentError(PlainLine(text));
  }
}

}  // namespace

int VerifyCommand(const Installation& installation, const std::filesystem::path& archive) {
  const std::string sum = SumFileOf(archive).string();
  const std::string expected = Sha256OfFile(archive) + "  " + archive.filename().string() + '\n';
  if (ReadFile(sum, sum) != expected) {
    std::cout << archive.string() << ": is not the file that " << sum << " is of\nNOT verified\n";
    return kFellShort;
  }
  const TemporaryFolder folder;
  const Status unpacked = UnpackArchive(archive, folder.Path(), ArchiveLimits());
  if (!unpacked) {
    std::cout << archive.string() << ": " << PlainLine(unpacked.trouble().what)
              << "\nNOT verified\n";
    return kFellShort;
  }
  const Verification verified = Verify(folder.Path(), installation.suites);
  Print(verified);
  return verified.problems.empty() ? kAsExpected : kFellShort;
}

}  // namespace closespec
