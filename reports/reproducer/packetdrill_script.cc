#include "reports/reproducer/packetdrill_script.h"

#include <filesystem>
#include <ostream>
#include <sstream>

#include "reports/ladder/failure_words.h"
#include "reports/reproducer/packetdrill_body.h"
#include "reports/reproducer/reproduced_case.h"
#include "reports/results/plain_text.h"
#include "suites/model/document.h"
#include "suites/model/journal_text.h"

namespace closespec {
namespace {

constexpr std::string_view kWhat = "a script of packetdrill";

// No time is judged; a segment that does not come is waited for two seconds. And a segment is
// never taken for a part of the one that comes next.
constexpr std::string_view kOptions = "--tolerance_usecs=10000000\n--strict_segments\n";

Journal JournalOf(const RecordedRun& recorded, const CaseResult& result, const Case& judged) {
  const auto file = recorded.Folder() / (result.evidence + ".journal");
  if (result.evidence.empty() || !std::filesystem::exists(file)) {
    throw Inexpressible{"the run kept no journal of it, from which the numbers are taken"};
  }
  Journal journal = ReadJournal(ReadFile(file, file), file);
  if (journal.stimulus != judged.stimulus) throw Inexpressible{"the scenario has changed since"};
  return journal;
}

std::string Commented(const std::string& text) {
  std::string comment;
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) {
    comment += line.empty() ? "//\n" : "// " + PlainLine(line) + "\n";
  }
  return comment;
}

}  // namespace

void WritePacketdrillScript(std::ostream& out, const RecordedRun& recorded,
                            const CaseResult& result,
                            const std::vector<std::pair<std::string, std::string>>& sysctls) {
  const ReproducedCase reproduced = Reproduce(recorded, result);
  const Case& judged = reproduced.judged;
  Journal journal;
  try {
    if (!judged.wire_peer) throw Inexpressible{"the other side makes socket calls; --format c"};
    if (reproduced.broken != nullptr && !reproduced.broken->step) {
      throw Inexpressible{"what broke belongs to no step"};
    }
    journal = JournalOf(recorded, result, judged);
  } catch (const Inexpressible& trouble) {
    Refuse(recorded, result, nullptr, kWhat, trouble);
  }
  std::optional<std::size_t> entry;
  if (reproduced.broken != nullptr) entry = EntryOf(*reproduced.broken, journal);
  PacketdrillBody body(reproduced, journal, entry);
  std::string events;
  try {
    events = body.Text();
  } catch (const Inexpressible& trouble) {
    Refuse(recorded, result, body.At(), kWhat, trouble);
  }
  out << Commented(IntroductionOf(recorded, result)) << '\n';
  if (judged.family == Family::kIpv6) out << "--ip_version=ipv6\n";
  out << kOptions << '\n';
  if (!sysctls.empty()) {
    std::string_view separator = "`";
    for (const auto& [name, value] : sysctls) {
      out << separator << "sysctl -q " << name << "=" << ShellWord(value);
      separator = "\n ";
    }
    out << "`\n\n";
  }
  out << events;
}

}  // namespace closespec
