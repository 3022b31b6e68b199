#include "harness/cli/comparing_commands.h"

#include <utility>

#include "harness/cli/commands.h"
#include "harness/cli/conducting_options.h"
#include "reports/results/deviation.h"

namespace closespec {
namespace {

constexpr const char* kDiffExamples = R"(Examples:
  closespec diff before after                             case by case, with both ladders
  closespec diff before after --json
Exit status: 0 no difference, 1 differences (drift, too), 2 wrong usage or malformed document.)";

constexpr const char* kMergeExample = R"(Example:
  closespec merge shard1 shard2 shard3 --output whole
Exit status: 0 merged, 2 wrong usage, or these are not all the shards of one run,
             3 it could not be written.)";

constexpr const char* kGateExamples = R"(Examples:
  closespec gate results --baseline baseline              a recorded run beside another
  closespec gate results --expectations expected.json     beside what is expected to fail
  closespec gate --run --target acme.json --baseline baseline
                                                          runs, and repeats what is red
  closespec gate --target acme.json --against linux 'linger/*'
                                                          two stacks in turns; what differs
  closespec gate results --expectations expected.json --update --owner tcp --expires 2027-06-30
Exit status: 0 green, 1 red, 2 wrong usage or malformed document, 3 not proved, 4 nothing selected.)";

constexpr const char* kBisectExample = R"(Example:
  git bisect run sh -c 'make -s || exit 125; closespec bisect --target acme.json linger/on_close'
Exit status: 0 good, 1 bad, 125 cannot tell, 128 wrong usage, which ends the bisection.)";

}  // namespace

ComparingCommands::ComparingCommands(CLI::App& app, const std::vector<std::string>& command) {
  gate_options_.run.command = command;
  bisect_options_.run.command = command;
  AddDiff(app);
  AddMerge(app);
  AddHistory(app);
  AddGate(app);
  AddBisect(app);
}

void ComparingCommands::AddDiff(CLI::App& app) {
  CLI::App* diff = app.add_subcommand("diff", "What differs between two recorded runs");
  diff->add_option("before", diff_options_.before, "Output folder of a run")
      ->required()
      ->check(CLI::ExistingDirectory);
  diff->add_option("after", diff_options_.after, "Output folder of another run")
      ->required()
      ->check(CLI::ExistingDirectory);
  diff->add_flag("--json", diff_options_.as_json, "As JSON, every case");
  diff->footer(kDiffExamples);
  diff_ = diff;
}

void ComparingCommands::AddMerge(CLI::App& app) {
  CLI::App* merge = app.add_subcommand("merge", "Join the shards of one run");
  merge->add_option("shard", merge_options_.shards, "Output folders of run --shard I/N, all N")
      ->required()
      ->check(CLI::ExistingDirectory);
  merge
      ->add_option("--output", merge_options_.output,
                   "Folder of the whole run, without a run in it")
      ->required()
      ->check(NotEmpty());
  merge->footer(kMergeExample);
  merge_ = merge;
}

void ComparingCommands::AddHistory(CLI::App& app) {
  HistoryOptions& options = history_options_;
  CLI::App* history = app.add_subcommand("history", "What became of each case, run after run");
  history->add_option(
      "selector", options.selectors,
      "Case or scenario id, prefix ending at / or [, pattern with * and ?, "
      "chapter:NAME, clause:ID (default: what fails, changed or takes longer than it did)");
  history->add_flag("--html", options.as_page, "As a page for a browser");
  CLI::App* add = history->add_subcommand("add", "Keep runs");
  add->add_option("run", options.runs, "Output folders of runs")
      ->required()
      ->check(CLI::ExistingDirectory);
  for (CLI::App* each : {history, add}) {
    each->add_option("--database", options.database, "File in which they are kept")
        ->capture_default_str();
  }
  history_ = history;
  history_add_ = add;
}

void ComparingCommands::AddGate(CLI::App& app) {
  GateOptions& options = gate_options_;
  CLI::App* gate =
      app.add_subcommand("gate", "Whether a run is as good as its baseline or as expected");
  gate->add_option("run_or_selector", options.words,
                   "Output folder of a run; with --run or --against selectors, as for run");
  CLI::Option* baseline =
      gate->add_option("--baseline", options.baseline, "Output folder of the run to hold it to")
          ->check(CLI::ExistingDirectory);
  CLI::Option* expectations =
      gate->add_option("--expectations", options.expectations, "File with what is expected to fail")
          ->excludes(baseline);
  CLI::Option* conducts =
      gate->add_flag("--run", options.conducts, "Run the cases now, and repeat what is red");
  CLI::Option* against = gate->add_option("--against", options.against,
                                          "Run the cases now on --target and on this one, in turns")
                             ->excludes(baseline)
                             ->excludes(expectations)
                             ->excludes(conducts);
  AddConductingOptions(*gate, options.run);
  CLI::Option* update = gate->add_flag("--update", options.updates,
                                       "Write the file of expectations anew, as the run has them")
                            ->needs(expectations);
  gate->add_option("--owner", options.owner, "Who answers for new expectations")
      ->needs(update)
      ->check([](const std::string& text) {
        const bool is_blank = text.find_first_not_of(" \t\r\n") == std::string::npos;
        return is_blank ? "expected who answers for them, found nobody" : "";
      });
  gate->add_option("--expires", options.expires, "Until which day: 2027-06-30")
      ->needs(update)
      ->check([](const std::string& text) {
        return IsDate(text) ? "" : "expected a date such as 2027-06-30, found " + text;
      });
  CLI::Option* explain =
      gate->add_option("--explain", options.explains, "Why this case is in its class")
          ->excludes(update);
  gate->add_flag("--json", options.as_json, "As JSON, for programs")
      ->excludes(update)
      ->excludes(explain);
  gate->footer(kGateExamples);
  gate->final_callback([gate, baseline, expectations, conducts, against] {
    if (baseline->count() + expectations->count() + against->count() == 0) {
      throw CLI::RequiredError("one of --baseline, --expectations and --against");
    }
    const bool is_recorded = conducts->count() + against->count() == 0;
    if (is_recorded && gate->get_option("run_or_selector")->count() != 1) {
      throw CLI::RequiredError("the folder of one run, or --run or --against");
    }
    for (const char* each :
         {"--target", "--kernel", "--peer-target", "--profile", "--jobs", "--output"}) {
      if (is_recorded && gate->get_option(each)->count() != 0) {
        throw CLI::RequiresError(each, "--run or --against");
      }
    }
  });
  gate_ = gate;
}

void ComparingCommands::AddBisect(CLI::App& app) {
  CLI::App* bisect = app.add_subcommand("bisect", "Good or bad, for git bisect run");
  bisect->add_option("selector", bisect_options_.run.selectors, kSelectorHelp)->required();
  AddConductingOptions(*bisect, bisect_options_.run);
  bisect
      ->add_option("--repeat", bisect_options_.run.repeat,
                   "Run every case so many times; one failure is bad")
      ->check(CLI::Range(1, 1'000'000));
  bisect->add_option("--signature", bisect_options_.signature,
                     "The failure that is looked for, word for word (default: any)");
  bisect->footer(kBisectExample);
  bisect_ = bisect;
}

std::optional<int> ComparingCommands::Run(const Installation& installation) const {
  if (diff_->parsed()) return DiffCommand(installation, diff_options_);
  if (merge_->parsed()) return MergeCommand(merge_options_);
  if (history_add_->parsed()) return AddToHistoryCommand(history_options_);
  if (history_->parsed()) return HistoryCommand(installation, history_options_);
  if (gate_->parsed()) return GateCommand(installation, gate_options_);
  if (bisect_->parsed()) return BisectCommand(installation, bisect_options_);
  return std::nullopt;
}

int ComparingCommands::WrongUsage() const {
  return bisect_->parsed() ? kEndsBisection : kWrongUsage;
}

}  // namespace closespec
