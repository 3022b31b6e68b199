#include <cerrno>
#include <fstream>
#include <iostream>
#include <system_error>

#include "harness/cli/commands.h"
#include "reports/markdown/catalogue.h"

namespace closespec {

int CatalogueCommand(const Installation& installation, const std::filesystem::path& folder) {
  const std::vector<CataloguePage> pages = MakeCatalogue(LoadSuite(installation.suites));
  std::error_code trouble;
  std::filesystem::create_directories(folder, trouble);
  for (const CataloguePage& page : pages) {
    if (trouble) break;
    errno = 0;
    std::ofstream file(folder / page.file, std::ios::binary);
    file << page.text;
    file.close();
    if (!file) trouble.assign(errno, std::generic_category());
  }
  if (trouble) {
    std::cerr << "closespec: " << folder.string() << ": " << trouble.message() << '\n';
    return kRunBroke;
  }
  std::cout << pages.size() << " pages, from " << (folder / pages.front().file).string() << '\n';
  return kAsExpected;
}

}  // namespace closespec
