#include "reports/html/report_writer.h"

#include <functional>
#include <map>
#include <nlohmann/json.hpp>
#include <ostream>
#include <set>

#include "reports/html/document.h"
#include "reports/html/page.h"
#include "reports/html/run_data.h"
#include "reports/html/scenario_data.h"
#include "reports/html/script_json.h"
#include "reports/json/results_reader.h"
#include "reports/ladder/failure_words.h"
#include "reports/results/tally.h"
#include "suites/model/state_table.h"

namespace closespec {
namespace {

using nlohmann::json;
namespace fs = std::filesystem;

constexpr std::size_t kCasesABlock = 64;

class Report {
 public:
  Report(std::ostream& out, const Suite& suite) : out_(out), suite_(suite) {
    for (const Scenario& scenario : suite.scenarios) scenario_of_[scenario.id] = &scenario;
  }

  void Head() {
    BeginDocument(out_, "closespec report", PageStyle(), PageScript());
    out_ << PageBody();
  }

  // What the lists are made of, then the script.
  void Cases(const std::vector<fs::path>& runs, const fs::path& from) {
    out_ << "<script type=\"application/json\" id=\"report\">{\"cases\":[";
    json stacks = json::array();
    for (const fs::path& folder : runs) {
      out_ << (stacks.empty() ? "[" : ",[");
      CaseSource source(suite_, folder);
      bool first = true;
      const Run run = Read(folder, source, [&](const CaseResult& result) {
        out_ << (first ? "\n" : ",\n") << ScriptJson(source.Line(result, IndexOf(result)));
        first = false;
      });
      out_ << "]";
      stacks.push_back(StackData(run, folder, from));
    }
    out_ << "],\n\"scenarios\":" << ScriptJson(Scenarios())
         << ",\n\"clauses\":" << ScriptJson(ClauseData(suite_.requirements))
         << ",\n\"stacks\":" << ScriptJson(stacks) << ",\n\"words\":" << ScriptJson(Words())
         << ",\n\"table\":" << ScriptJson(Table()) << "}</script>\n<script>" << PageScript()
         << "</script>\n";
  }

  // What is read when somebody opens a case.
  void Details(const std::vector<fs::path>& runs) {
    TextTable texts;
    for (std::size_t stack = 0; stack < runs.size(); ++stack) {
      CaseSource source(suite_, runs[stack]);
      std::size_t count = 0;
      Read(runs[stack], source, [&](const CaseResult& result) {
        if (count % kCasesABlock == 0) {
          if (count > 0) out_ << "</script>\n";
          Open("d" + std::to_string(stack) + "-" + std::to_string(count / kCasesABlock));
        }
        out_ << ScriptJson(source.Details(result, texts)) << "\n";
        ++count;
      });
      if (count > 0) out_ << "</script>\n";
    }
    Open("texts");
    out_ << ScriptJson(texts.Texts()) << "</script>\n";
    for (const auto& [id, index] : index_) {
      const auto scenario = scenario_of_.find(id);
      if (scenario == scenario_of_.end()) continue;
      Open("s" + std::to_string(index));
      out_ << ScriptJson(ScenarioData(*scenario->second, suite_.requirements)) << "</script>\n";
    }
    out_ << "</body>\n</html>\n";
  }

 private:
  static Run Read(const fs::path& folder, CaseSource& source,
                  const std::function<void(const CaseResult&)>& use) {
    return ReadResults(folder / "results.json",
                       {.on_head = [&source](const Run& run) { source.Begin(run); },
                        .on_case = [&use](CaseResult&& result) { use(result); }});
  }

  void Open(const std::string& id) {
    out_ << "<script type=\"application/json\" id=\"" << id << "\">";
  }

  std::size_t IndexOf(const CaseResult& result) {
    const auto [found, is_new] = index_.emplace(result.scenario, index_.size());
    if (is_new) chapters_.push_back(result.chapter);
    return found->second;
  }

  // By index: id, chapter, title, clauses, and the cell of the table of states where it has one.
  json Scenarios() {
    json scenarios = json::array();
    scenarios.get_ref<json::array_t&>().resize(index_.size());
    for (const auto& [id, index] : index_) {
      json data = {id, chapters_[index], "", json::array()};
      if (const auto found = scenario_of_.find(id); found != scenario_of_.end()) {
        const std::set<std::string> clauses = ClausesOf(*found->second);
        data = {id, chapters_[index], found->second->title, clauses};
      }
      if (const auto cell = CellOf(id)) {
        data.push_back({cell->segment, cell->state});
      }
      scenarios[index] = std::move(data);
    }
    return scenarios;
  }

  static json Words() {
    json verdicts = json::array();
    json to_act = json::array();
    for (const Verdict each : kAllVerdicts) {
      verdicts.push_back(ToText(each));
      to_act.push_back(WhoIsToAct(each));
    }
    return {{"verdicts", verdicts}, {"to_act", to_act}};
  }

  static json Table() {
    json empty = json::object();
    for (const std::string_view segment : kTableSegments) {
      for (const std::string_view state : kTableStates) {
        const auto why = WhyEmpty({segment, state});
        if (why) empty[std::string(segment) + " " + std::string(state)] = *why;
      }
    }
    return {{"segments", kTableSegments}, {"states", kTableStates}, {"empty", empty}};
  }

  std::ostream& out_;
  const Suite& suite_;
  std::map<std::string, const Scenario*, std::less<>> scenario_of_;
  std::map<std::string, std::size_t> index_;  // of the scenarios that have cases here
  std::vector<std::string> chapters_;         // by that index
};

}  // namespace

void WriteHtmlReport(std::ostream& out, const Suite& suite, const std::vector<fs::path>& runs,
                     const fs::path& folder) {
  Report report(out, suite);
  report.Head();
  report.Cases(runs, folder);
  report.Details(runs);
}

}  // namespace closespec
