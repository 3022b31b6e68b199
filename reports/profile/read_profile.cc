#include "reports/json/results_reader.h"
#include "reports/profile/profile.h"
#include "suites/model/document.h"

namespace closespec {
namespace {

std::string StackOf(const Run& run) {
  if (run.socket == SocketKind::kTcp) return run.sut.stack;
  return run.sut.stack + " " + std::string(ToText(run.socket));
}

}  // namespace

Profile ReadProfile(const std::filesystem::path& source) {
  if (!std::filesystem::is_directory(source)) {
    return ParseProfile(ReadFile(source, source.string()), source.string());
  }
  std::optional<ProfileBuilder> builder;
  ReadResults(source / "results.json",
              {.on_head = [&](const Run& run) { builder.emplace(StackOf(run)); },
               .on_case = [&](CaseResult&& result) { builder->Add(result); }});
  return builder->Build();
}

}  // namespace closespec
