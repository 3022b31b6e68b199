#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <functional>
#include <iostream>
#include <sstream>

#include "harness/cli/commands.h"
#include "harness/targets/target_settings.h"
#include "reports/ctrf/ctrf.h"
#include "reports/github/github.h"
#include "reports/html/report_writer.h"
#include "reports/json/results_reader.h"
#include "reports/junit/junit.h"
#include "reports/ktap/ktap.h"
#include "reports/markdown/markdown.h"
#include "reports/reproducer/c_program.h"
#include "reports/reproducer/packetdrill_script.h"
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
  void (*write)(std::ostream& out, const RecordedRun& recorded);  // null: html, of several runs
};

struct CaseFormat {
  std::string_view name;
  std::string_view what;
  void (*write)(const Installation& installation, std::ostream& out, const RecordedRun& recorded,
                const CaseResult& result);
};

void WriteC(const Installation& /*installation*/, std::ostream& out, const RecordedRun& recorded,
            const CaseResult& result) {
  WriteCProgram(out, recorded, result);
}

// packetdrill runs on the machine's own kernel: settings are called as they are there.
void WritePacketdrill(const Installation& installation, std::ostream& out,
                      const RecordedRun& recorded, const CaseResult& result) {
  TargetSysctls settings;
  if (const Case* found = recorded.CaseOf(result)) {
    settings = SysctlsFor(LoadTarget("linux", installation.targets), found->settings);
  }
  WritePacketdrillScript(out, recorded, result, settings.sysctls);
}

constexpr std::array kFormats = {
    Format{"html", "one page for a browser, of one run or several (default: RUN/report.html)",
           nullptr},
    Format{"junit", "JUnit XML, for Jenkins, GitLab and others", WriteJunit},
    Format{"ctrf", "Common Test Report Format, JSON", WriteCtrf},
    Format{"tap", "Test Anything Protocol 14, for prove and others", WriteTap},
    Format{"ktap", "KTAP 1, for the kernel's selftests", WriteKtap},
    Format{"markdown", "GitHub-flavoured Markdown, for a job's summary (1 MiB)", WriteMarkdown},
    Format{"comment", "the same for a comment (65,536 characters)", WriteMarkdownComment},
    Format{"github", "annotations of a GitHub workflow", WriteGithub},
    Format{"sarif", "SARIF 2.1.0, for code scanning", WriteSarif},
};

constexpr std::array kCaseFormats = {
    CaseFormat{"c", "a C program that shows the failure with sockets", WriteC},
    CaseFormat{"packetdrill", "a script of packetdrill that shows it with single segments",
               WritePacketdrill},
};

template <typename Formats>
auto FindFormat(const Formats& formats, const std::string& name) {
  const auto* found =
      std::ranges::find_if(formats, [&name](const auto& each) { return each.name == name; });
  return found == formats.end() ? nullptr : found;
}

[[noreturn]] void RefuseFormat(const std::string& name) {
  std::vector<std::string_view> names;
  names.reserve(kFormats.size() + kCaseFormats.size());
  for (const Format& each : kFormats) names.push_back(each.name);
  for (const CaseFormat& each : kCaseFormats) names.push_back(each.name);
  throw DocumentError("report --format: unknown format \"" + name + "\"" + Allowed(name, names));
}

// With --repeat a case is there several times: the worst of them.
const CaseResult& CaseNamed(const RecordedRun& recorded, const std::string& id) {
  const CaseResult* worst = nullptr;
  for (const CaseResult& each : recorded.Results().cases) {
    if (each.id == id && (worst == nullptr || each.verdict > worst->verdict)) worst = &each;
  }
  if (worst == nullptr) throw DocumentError("report --case: the run has no case " + id);
  return *worst;
}

// What writes the run, or the case of it, that the options ask for; nothing for html.
std::function<void(std::ostream&, const RecordedRun&)> WriterFor(const Installation& installation,
                                                                 const ReportOptions& options) {
  if (const CaseFormat* format = FindFormat(kCaseFormats, options.format)) {
    if (options.case_id.empty()) {
      throw DocumentError("report --format " + options.format + " needs --case ID");
    }
    return [&installation, format, id = options.case_id](std::ostream& out,
                                                         const RecordedRun& recorded) {
      format->write(installation, out, recorded, CaseNamed(recorded, id));
    };
  }
  const Format* format = FindFormat(kFormats, options.format);
  if (format == nullptr) RefuseFormat(options.format);
  if (!options.case_id.empty()) {
    throw DocumentError("report --format " + options.format + " is of a whole run, without --case");
  }
  return format->write;
}

int Broke(const std::filesystem::path& file) {
  std::cerr << "closespec: " << (file.empty() ? "standard output" : file.string()) << ": "
            << std::strerror(errno) << '\n';
  return kRunBroke;
}

int WritePage(const Installation& installation, const ReportOptions& options) {
  const std::filesystem::path output =
      options.output.empty() ? options.folders.front() / "report.html" : options.output;
  const Suite suite = LoadSuite(installation.suites);
  // Whole or not at all: what a broken run leaves does not take the place of an older page.
  const std::filesystem::path unfinished = output.string() + ".unfinished";
  errno = 0;
  std::ofstream file(unfinished, std::ios::binary);
  if (!file) return Broke(output);
  try {
    WriteHtmlReport(file, suite, options.folders, std::filesystem::absolute(output).parent_path());
  } catch (...) {
    std::filesystem::remove(unfinished);
    throw;
  }
  file.close();
  if (!file) return Broke(unfinished);
  std::filesystem::rename(unfinished, output);
  return kAsExpected;
}

}  // namespace

std::string ReportFormats() {
  std::string text = "Formats:\n";
  const auto add = [&text](std::string name, std::string_view what) {
    name.resize(std::max<std::size_t>(name.size() + 1, 12), ' ');
    text += "  " + name + std::string(what) + "\n";
  };
  for (const Format& each : kFormats) add(std::string(each.name), each.what);
  text += "Formats of one case:\n";
  for (const CaseFormat& each : kCaseFormats) add(std::string(each.name), each.what);
  return text;
}

int ReportCommand(const Installation& installation, const ReportOptions& options) {
  const auto write = WriterFor(installation, options);
  if (!write) return WritePage(installation, options);
  if (options.folders.size() > 1) {
    throw DocumentError("report --format " + options.format + ": expected one run, found " +
                        std::to_string(options.folders.size()) + "; html takes several");
  }
  const std::filesystem::path& folder = options.folders.front();
  Run run = ReadRun(folder / "results.json");
  Suite suite = LoadSuite(installation.suites, ScenariosOf(run.cases));
  const RecordedRun recorded(folder, std::move(run), std::move(suite));
  // Whatever is refused is refused before a file is made.
  std::ostringstream text;
  write(text, recorded);
  errno = 0;
  if (options.output.empty()) {
    return std::cout << text.str() << std::flush ? kAsExpected : Broke({});
  }
  std::ofstream file(options.output, std::ios::binary);
  file << text.str();
  file.close();
  return file ? kAsExpected : Broke(options.output);
}

}  // namespace closespec
