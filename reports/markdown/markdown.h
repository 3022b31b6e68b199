// A run as GitHub-flavoured Markdown: counts, then what somebody may act upon, the most important
// first. What does not fit is left out from the end, and a last line says how much.

#ifndef CLOSESPEC_REPORTS_MARKDOWN_MARKDOWN_H_
#define CLOSESPEC_REPORTS_MARKDOWN_MARKDOWN_H_

#include <iosfwd>

#include "reports/results/recorded_run.h"

namespace closespec {

// Fits the summary of a job on GitHub: 1 MiB.
void WriteMarkdown(std::ostream& out, const RecordedRun& recorded);

// Fits a comment on an issue or a pull request: 65,536 characters, here octets.
void WriteMarkdownComment(std::ostream& out, const RecordedRun& recorded);

}  // namespace closespec

#endif  // CLOSESPEC_REPORTS_MARKDOWN_MARKDOWN_H_
