#include <iostream>

#include "harness/cli/commands.h"
#include "harness/cli/options.h"
#include "suites/model/scaffold.h"

namespace closespec {

int NewCommand(const Installation& installation, const std::string& id, const std::string& clause,
               bool wire) {
  const Suite suite = LoadSuite(installation.suites);
  const auto file = WriteScaffold(installation.suites, suite, id, clause,
                                  wire ? OtherSide::kSegments : OtherSide::kSocketCalls);
  std::cout << file.string() << "\n\nFill it in (docs/writing-scenarios.md), then\n"
            << "  closespec show " << id << "\n  closespec run " << id << "\n  closespec prove "
            << id << "\n  closespec lint\n";
  return kAsExpected;
}

}  // namespace closespec
