// write_packetdrill_scripts RUN SUITES TARGETS FOLDER: each case of the run as a file 1.pkt, 2.pkt
// ... in the folder, as `closespec report --format packetdrill` gives it. Says of each case on a
// line its file, or why there is none, behind a tab.

#include <fstream>
#include <iostream>
#include <sstream>

#include "harness/targets/target_settings.h"
#include "reports/json/results_reader.h"
#include "reports/reproducer/packetdrill_script.h"

namespace closespec {
namespace {

void WriteScripts(const std::filesystem::path& run, const std::filesystem::path& suites,
                  const std::filesystem::path& targets, const std::filesystem::path& folder) {
  const RecordedRun recorded(run, ReadRun(run / "results.json"), LoadSuite(suites));
  const Target linux_target = LoadTarget("linux", targets);
  int number = 0;
  for (const CaseResult& each : recorded.Results().cases) {
    const Case* found = recorded.CaseOf(each);
    if (found == nullptr || !found->wire_peer) continue;
    std::ostringstream script;
    try {
      WritePacketdrillScript(script, recorded, each,
                             SysctlsFor(linux_target, found->settings).sysctls);
    } catch (const DocumentError& refusal) {
      std::cout << each.id << '\t' << refusal.what() << '\n';
      continue;
    }
    const std::string file = std::to_string(++number) + ".pkt";
    std::ofstream(folder / file) << script.str();
    std::cout << each.id << '\t' << file << '\n';
  }
}

}  // namespace
}  // namespace closespec

int main(int argc, char** argv) {
  if (argc != 5) return 2;
  closespec::WriteScripts(argv[1], argv[2], argv[3], argv[4]);
}
