#include <iostream>

#include "harness/cli/commands.h"
#include "suites/model/loader.h"

namespace closespec {

int ListCommand(const Installation& installation, const std::vector<std::string>& selectors) {
  const Suite suite = LoadSuite(installation.suites);
  std::cout << SelectCases(suite, selectors).size() << "\n";
  return kAsExpected;
}

int ShowCommand(const Installation&, const std::vector<std::string>&) { return kAsExpected; }
int LintCommand(const Installation&) { return kAsExpected; }

}  // namespace closespec
