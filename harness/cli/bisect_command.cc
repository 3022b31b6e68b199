#include <exception>
#include <iostream>

#include "harness/cli/commands.h"
#include "harness/cli/run_folder.h"
#include "reports/gate/bisect.h"
#include "reports/terminal/layout.h"
#include "suites/model/loader.h"

namespace closespec {
namespace {

int Tell(const BisectAnswer& answer) {
  const auto say = [&answer](std::string_view word, int code) {
    std::cout << "bisect: " << word << ": "
              << Clean(ChooseLook(FactsOf(Stream::kOutput)), answer.why) << '\n';
    return code;
  };
  switch (answer.answer) {
    case Bisected::kGood:
      return say("good", kAsExpected);
    case Bisected::kBad:
      return say("bad", kFellShort);
    case Bisected::kCannotTell:
      break;
  }
  return say("cannot tell", kCannotTell);
}

// git takes 1 to 127 but 125 for bad: a typing mistake must not look like a bad commit.
int Refuse(const std::exception& error, int code) {
  std::cerr << "closespec: " << error.what() << '\n';
  return code;
}

}  // namespace

int BisectCommand(const Installation& installation, const BisectOptions& options) {
  try {
    RunOptions run = options.run;
    run.output = MakeRunFolder(run.output);
    run.quiet = true;
    RunCommand(installation, run);
    return Tell(Bisect(ReadRunFacts(run.output), options.signature));
  } catch (const DocumentError& error) {
    return Refuse(error, kEndsBisection);
  } catch (const NothingSelected& error) {
    return Refuse(error, kEndsBisection);
  } catch (const std::exception& error) {
    return Refuse(error, kCannotTell);
  }
}

}  // namespace closespec
