// Writes what a case leaves behind: its journal as text and the capture of its link.

#ifndef CLOSESPEC_HARNESS_SCHEDULE_EVIDENCE_H_
#define CLOSESPEC_HARNESS_SCHEDULE_EVIDENCE_H_

#include <filesystem>

#include "harness/sandbox/sandbox.h"
#include "peers/os/result.h"
#include "suites/model/journal.h"

namespace closespec {

// STEM.journal and, where the link was captured, STEM.pcap; makes the folder.
Status WriteEvidence(const std::filesystem::path& stem, const Journal& journal,
                     const Sandbox& sandbox);

}  // namespace closespec

#endif  // CLOSESPEC_HARNESS_SCHEDULE_EVIDENCE_H_
