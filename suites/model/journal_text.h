// A journal as text and back: JSON lines, first what the case was, then one event a line.
//
//   {"journal":1,"case_id":"x/y[family=ipv4]","stimulus":"..","addresses":{"sut":"127.0.0.1"}, ..}
//   {"at":123,"call_began":{"step":4,"actor":"sut","action":"close","on":"c"}}
//
// What has its usual value is left out. Text that a peer said may be any octets: those outside
// ASCII are written as \u0080 to \u00ff, one each, so that they come back as they were.

#ifndef CLOSESPEC_SUITES_MODEL_JOURNAL_TEXT_H_
#define CLOSESPEC_SUITES_MODEL_JOURNAL_TEXT_H_

#include <string>
#include <string_view>

#include "suites/model/document_error.h"
#include "suites/model/journal.h"

namespace closespec {

std::string WriteJournal(const Journal& journal);

// Throws DocumentError with `file`, the line, and what was found there.
Journal ReadJournal(std::string_view text, const std::string& file);

}  // namespace closespec

#endif  // CLOSESPEC_SUITES_MODEL_JOURNAL_TEXT_H_
