#include <algorithm>
#include <fstream>
#include <iostream>
#include <map>
#include <memory>
#include <string>

#include "harness/cli/commands.h"
#include "harness/cli/run_folder.h"
#include "harness/qualify/bundle/archive.h"
#include "harness/qualify/bundle/manifest.h"
#include "harness/qualify/bundle/rejudging.h"
#include "harness/qualify/bundle/statement.h"
#include "harness/qualify/bundle/verification.h"
#include "harness/targets/target.h"
#include "reports/json/results_reader.h"
#include "reports/json/results_writer.h"
#include "suites/model/document_error.h"
#include "suites/model/loader.h"

namespace closespec {
namespace {

void Write(const std::filesystem::path& file, const std::string& text) {
  std::ofstream out(file, std::ios::binary);
  out << text;
  out.close();
  if (!out) throw std::runtime_error(file.string() + " cannot be written");
}

// Cases end in any order; the same run shall give the same bundle.
void SortAsSuite(const std::filesystem::path& file, const Suite& suite) {
  std::map<std::string, std::size_t> places;
  for (const Scenario& scenario : suite.scenarios) {
    for (const Case& each : scenario.cases) places.emplace(each.id, places.size());
  }
  Run run = ReadRun(file);
  std::ranges::sort(run.cases, {}, [&places](const CaseResult& each) { return places[each.id]; });
  if (const auto trouble = WriteResults(file, run)) throw std::runtime_error(trouble->what);
}

std::string StatementOf(const std::filesystem::path& folder, const std::filesystem::path& suites) {
  const Target target = LoadTarget((folder / kTargetFile).string(), folder);
  std::unique_ptr<Rejudging> cases;
  std::unique_ptr<Statement> statement;
  const Run run = ReadResults(folder / kResultsFile,
                              {.on_head =
                                   [&](const Run& head) {
                                     cases = std::make_unique<Rejudging>(LoadSuite(suites), head);
                                     statement = std::make_unique<Statement>(target, head);
                                   },
                               .on_case =
                                   [&](CaseResult&& result) {
                                     const Case* const run = cases->CaseOf(result.id);
                                     if (run != nullptr) statement->Add(*run, result);
                                   }});
  return statement->Text(run.finished);
}

}  // namespace

int QualifyCommand(const Installation& installation, RunOptions options) {
  const std::filesystem::path target = TargetFile(options.target, installation.targets);
  options.profile = "full";
  options.output = MakeRunFolder(options.output);
  // What an earlier run has left there would go into the bundle.
  if (!std::filesystem::is_empty(options.output)) {
    throw DocumentError("qualify --output " + options.output.string() + ": must be empty");
  }
  const int exit_code = RunCommand(installation, options);
  const std::filesystem::path& folder = options.output;
  if (!std::filesystem::exists(folder / kResultsFile)) return exit_code;
  SortAsSuite(folder / kResultsFile, LoadSuite(installation.suites));
  std::filesystem::copy_file(target, folder / kTargetFile);
  Write(folder / kStatement, StatementOf(folder, installation.suites));
  Write(folder / kManifest, ManifestOf(folder));
  const std::filesystem::path archive = folder.string() + ".tar.gz";
  if (const Status packed = PackFolder(folder, archive); !packed) {
    std::cerr << "closespec: " << archive.string() << ": " << packed.trouble().what << '\n';
    return kRunBroke;
  }
  Write(SumFileOf(archive), Sha256OfFile(archive) + "  " + archive.filename().string() + '\n');
  std::cout << "bundle: " << archive.string() << '\n';
  return exit_code;
}

}  // namespace closespec
