// report.html: runs of one suite, on one stack or several, as one page that needs no network.
//
//   WriteHtmlReport(out, suite, {"results/linux", "results/lwip"}, "results");
//
// The page begins with a line for each case and the script, so that it can be used while the rest
// of it is still being read: the details of the cases, 64 of them in a script element that runs
// nothing, and the scenarios. The runs are read twice, a case at a time; nothing of a case is kept.

#ifndef CLOSESPEC_REPORTS_HTML_REPORT_WRITER_H_
#define CLOSESPEC_REPORTS_HTML_REPORT_WRITER_H_

#include <filesystem>
#include <iosfwd>
#include <vector>

#include "suites/model/loader.h"

namespace closespec {

// `runs`: output folders of runs. `folder`: where the page will be, for its links to the evidence.
// Throws DocumentError for what is malformed in a run, evidence outside of its folder included. A
// write that fails leaves `out` in a failed state.
void WriteHtmlReport(std::ostream& out, const Suite& suite,
                     const std::vector<std::filesystem::path>& runs,
                     const std::filesystem::path& folder);

}  // namespace closespec

#endif  // CLOSESPEC_REPORTS_HTML_REPORT_WRITER_H_
