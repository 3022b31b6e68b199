// A history for the test in a browser: write_history_sample FOLDER writes FOLDER/history.html, of a
// target as it is and of one whose every text is hostile.

#include <filesystem>
#include <fstream>

#include "reports/history/history_page.h"
#include "reports/history/sample_history.h"

namespace closespec {
namespace {

constexpr const char* kAttack =
    "</code></style><script>alert(1)</script><!--<img src=x onerror=alert(2)>\u2028\u202Egnp\u200B'"
    "\"& \xFF\xC0\x80";

TargetHistory Hostile() {
  TargetHistory target = HistoryOf({CaseOf(kAttack, "..F")});
  target.target = target.peer_target = kAttack;
  for (PastRun& run : target.runs) {
    run = {kAttack, kAttack, kAttack, kAttack, kAttack, kAttack};
  }
  for (PastOutcome& each : target.cases.front().outcomes) each.kept.signature = kAttack;
  return target;
}

bool WriteSample(const std::filesystem::path& folder) {
  std::filesystem::create_directories(folder);
  const std::vector<TargetHistory> targets = {
      HistoryOf({CaseOf("linger/on_close[family=ipv6]", "..F....d..........?u"),
                 CaseOf("unread_data/close_with_unread_data_sends_rst[unread=1,family=ipv4]",
                        "...............FFFFF")}),
      Hostile()};
  std::ofstream page(folder / "history.html");
  WriteHistoryPage(page, Choose(targets, {}));
  page.close();
  return static_cast<bool>(page);
}

}  // namespace
}  // namespace closespec

int main(int argc, char** argv) {
  if (argc != 2) return 2;
  return closespec::WriteSample(argv[1]) ? 0 : 1;
}
