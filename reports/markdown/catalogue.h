// The suite as pages in Markdown, for people who read what is tested before they run it.

#ifndef CLOSESPEC_REPORTS_MARKDOWN_CATALOGUE_H_
#define CLOSESPEC_REPORTS_MARKDOWN_CATALOGUE_H_

#include <string>
#include <vector>

#include "suites/model/loader.h"

namespace closespec {

struct CataloguePage {
  std::string file;  // "half_close.md"
  std::string text;
};

// README.md with the chapters, then a page for each chapter: its scenarios, each as `closespec
// show` has it.
std::vector<CataloguePage> MakeCatalogue(const Suite& suite);

}  // namespace closespec

#endif  // CLOSESPEC_REPORTS_MARKDOWN_CATALOGUE_H_
