#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <iostream>

#include "harness/cli/commands.h"
#include "reports/ctrf/ctrf.h"
#include "reports/github/github.h"
#include "reports/json/results_reader.h"
#include "reports/junit/junit.h"
#include "reports/ktap/ktap.h"
#include "reports/markdown/markdown.h"
#include "reports/results/recorded_run.h"
#include "reports/sarif/sarif.h"
#include "reports/tap/tap.h"
#include "suites/model/loader.h"
#include "suites/model/spelling.h"

namespace closespec {
namespace {

struct Format {
  std::string_view name;
  std::string_view what;
  void (*write)(std::ostream& out, const RecordedRun& recorded);
};

constexpr std::array kFormats = {
    Format{"junit", "JUnit XML, for Jenkins, GitLab and others", WriteJunit},
    Format{"ctrf", "Common Test Report Format, JSON", WriteCtrf},
    Format{"tap", "Test Anything Protocol 14, for prove and others", WriteTap},
    Format{"ktap", "KTAP 1, for the kernel's selftests", WriteKtap},
    Format{"markdown", "GitHub-flavoured Markdown, for a job's summary (1 MiB)", WriteMarkdown},
    Format{"comment", "the same for a comment (65,536 characters)", WriteMarkdownComment},
    Format{"github", "annotations of a GitHub workflow", WriteGithub},
    Format{"sarif", "SARIF 2.1.0, for code scanning", WriteSarif},
};

const Format& FormatNamed(const std::string& name) {
  const auto* found =
      std::ranges::find_if(kFormats, [&name](const Format& each) { return each.name == name; });
  if (found != kFormats.end()) return *found;
  std::vector<std::string_view> names;
  for (const Format& each : kFormats) names.push_back(each.name);
  throw DocumentError("report --format: unknown format \"" + name + "\"" + Allowed(name, names));
}

int Broke(const std::filesystem::path& file) {
  std::cerr << "closespec: " << (file.empty() ? "standard output" : file.string()) << ": "
            << std::strerror(errno) << '\n';
  return kRunBroke;
}

}  // namespace

std::string ReportFormats() {
  std::string text = "Formats:\n";
  for (const Format& each : kFormats) {
    std::string name(each.name);
    name.resize(std::max<std::size_t>(name.size() + 1, 12), ' ');
    text += "  " + name + std::string(each.what) + "\n";
  }
  return text;
}

int ReportCommand(const Installation& installation, const ReportOptions& options) {
  const Format& format = FormatNamed(options.format);
  const RecordedRun recorded(options.folder, ReadRun(options.folder / "results.json"),
                             LoadSuite(installation.suites));
  errno = 0;
  if (options.output.empty()) {
    format.write(std::cout, recorded);
    return std::cout.flush() ? kAsExpected : Broke({});
  }
  std::ofstream file(options.output, std::ios::binary);
  if (file) format.write(file, recorded);
  file.close();
  return file ? kAsExpected : Broke(options.output);
}

}  // namespace closespec
