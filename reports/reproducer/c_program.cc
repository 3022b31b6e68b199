#include "reports/reproducer/c_program.h"

#include <algorithm>
#include <functional>
#include <ostream>
#include <set>
#include <string>
#include <vector>

#include "reports/reproducer/c_calls.h"
#include "reports/reproducer/c_prelude.h"
#include "reports/results/account.h"
#include "reports/results/plain_text.h"

namespace closespec {
namespace {

// Neither ends the comment nor seems to begin another one.
std::string Comment(std::string_view text) {
  std::string comment;
  for (const char each : PlainText(text)) {
    const char before = comment.empty() ? ' ' : comment.back();
    if ((before == '*' && each == '/') || (before == '/' && each == '*')) comment += ' ';
    comment += each;
  }
  return comment;
}

std::string Literal(std::string_view text) {
  std::string literal = "\"";
  for (const char each : PlainLine(text)) {
    if (each == '"' || each == '\\' || each == '?') literal += '\\';
    literal += each;
  }
  return literal + "\"";
}

class Program {
 public:
  Program(const Case& reproduced, std::optional<std::size_t> wanted)
      : case_(reproduced), wanted_(wanted) {}

  // The body of main(). Throws Inexpressible for the step At() is at.
  std::string Body() {
    if (case_.wire_peer) throw Inexpressible{"the other side sends single segments"};
    if (!case_.settings.empty()) {
      throw Inexpressible{"the machine's setting " + case_.settings.front().first + " is altered"};
    }
    for (at_ = 0; at_ < case_.steps.size(); ++at_) Add(case_.steps[at_]);
    if (wanted_ && looked_at_.count(*wanted_) == 0) {
      at_ = *wanted_;
      throw Inexpressible{"the check that broke is none that sockets can see"};
    }
    std::string variables;
    for (const std::string& each : variables_) {
      variables += (variables.empty() ? "  int " : ", ") + each + " = -1";
    }
    return variables + ";\n  struct seen seen;\n\n" + body_;
  }
  [[nodiscard]] const Step* At() const {
    return at_ < case_.steps.size() ? &case_.steps[at_] : nullptr;
  }

 private:
  void Add(const Step& step) {
    if (step.within) throw Inexpressible{"how long it takes is not measured"};
    std::visit([this, &step](const auto& action) { Add(step, action); }, step.action);
  }

  void Add(const Step& step, const SocketCall& call) {
    Open(call);
    const std::string expression = CallExpression(case_, call);
    const std::string name = std::string(ToText(call.actor)) + "." + call.action;
    Repeat(step, [&] {
      body_ += "  seen = " + expression + ";\n";
      if (step.expect && Binds(step)) {
        Check(step, name, MetExpression(*step.expect), ToText(*step.expect));
      } else if (IsPreparation(step)) {
        body_ += "  prepare(" + Name(step, name) + ", seen);\n";
      }
    });
    if (call.action == "close") open_.erase(SocketVariable(call.actor, call.on));
  }

  void Add(const Step& step, const AwaitSegment& await) {
    const Actor receiver = await.direction == Direction::kFromSut ? Actor::kPeer : Actor::kSut;
    const std::string socket = SocketVariable(receiver, await.on);
    const auto sign = SignOf(await.any.front());
    if (await.any.size() > 1 || sign.empty() || open_.count(socket) == 0) {
      return LeaveOut(step, ToText(await.any.front()));
    }
    body_ += "  seen = ending(" + socket + ", PATIENCE);\n";
    if (receiver == Actor::kSut || !IsCheck(step) || !Binds(step)) return;
    Check(step, "wire.sut_sends", "!seen.blocked && " + sign, ToText(await.any.front()));
  }

  void Add(const Step& step, const NeverSegment& never) {
    const std::string socket = SocketVariable(Actor::kPeer, never.on);
    const std::string sign = SignOf(never.pattern);
    const std::string what = "never " + ToText(never.pattern);
    if (!IsCheck(step) || !Binds(step)) return;
    if (sign.empty() || open_.count(socket) == 0) return LeaveOut(step, what);
    body_ += "  seen = ending(" + socket + ", 0);\n";
    Check(step, "wire.never", "!(" + sign + ")", what);
  }

  void Add(const Step& step, const Silence& /*silence*/) { LeaveOut(step, "silence"); }
  void Add(const Step& step, const ReadState& /*read*/) { LeaveOut(step, "the state"); }
  void Add(const Step& step, const WaitState& /*wait*/) {
    LeaveOut(step, "loopback has delivered all by now");
  }
  void Add(const Step& /*step*/, const FinishCall& /*finish*/) {
    throw Inexpressible{"a call in the background needs a thread"};
  }
  void Add(const Step& /*step*/, const StillBlocked& /*blocked*/) {
    throw Inexpressible{"a call in the background needs a thread"};
  }

  // The stack follows the text that the clause is of, and the clause demands something.
  [[nodiscard]] bool Binds(const Step& step) const {
    const auto level = case_.levels.find(step.clause);
    return level == case_.levels.end() || level->second == Level::kMust ||
           level->second == Level::kShould;
  }

  // Empty: sockets cannot see such a segment.
  static std::string SignOf(const SegmentPattern& pattern) {
    if (!pattern.flags) return "";
    if (pattern.flags->rst) return "(seen.value & POLLERR)";
    return pattern.flags->fin ? "seen.value == POLLRDHUP" : "";
  }

  void Open(const SocketCall& call) {
    if (!call.as.empty() && call.action != "fork") {
      const std::string made = SocketVariable(call.actor, call.as);
      if (std::ranges::find(variables_, made) == variables_.end()) variables_.push_back(made);
      open_.insert(made);
    }
  }

  void Repeat(const Step& step, const std::function<void()>& once) {
    if (step.times > 1) {
      body_ += "  for (int time = 0; time < " + std::to_string(step.times) + "; time++) {\n";
    }
    once();
    if (step.times > 1) body_ += "  }\n";
  }

  void Check(const Step& step, const std::string& name, const std::string& met,
             const std::string& expected) {
    looked_at_.insert(at_);
    body_ += "  /* " + Comment(step.clause) + " */\n  check(" + met + ", " + Name(step, name) +
             ", " + Literal(expected) + ", seen);\n";
  }

  void LeaveOut(const Step& step, const std::string& what) {
    body_ +=
        "  /* not looked at: " + Comment(ToText(SourceLine{step.file, step.line}) + ": " + what) +
        " */\n";
  }

  static std::string Name(const Step& step, const std::string& name) {
    return Literal(ToText(SourceLine{step.file, step.line}) + ": " + name);
  }

  const Case& case_;
  std::optional<std::size_t> wanted_;
  std::size_t at_ = 0;
  std::vector<std::string> variables_;
  std::set<std::string> open_;  // variables of sockets that nobody has closed
  std::set<std::size_t> looked_at_;
  std::string body_;
};

}  // namespace

void WriteCProgram(std::ostream& out, const RecordedRun& recorded, const CaseResult& result) {
  const ReproducedCase reproduced = Reproduce(recorded, result);
  const CheckResult* broken = reproduced.broken;
  Program program(reproduced.judged, broken == nullptr ? std::nullopt : broken->step);
  std::string body;
  try {
    if (broken != nullptr && !broken->step) {
      throw Inexpressible{"what broke belongs to no step"};
    }
    body = program.Body();
  } catch (const Inexpressible& trouble) {
    Refuse(recorded, result, program.At(), "a program in C", trouble);
  }
  out << "/* " << Comment(IntroductionOf(recorded, result))
      << "\ncc -Wall -Wextra -o case case.c && ./case\n"
      << "Status 0: it behaves. 1: it shows the failure. 2: it shows nothing. */\n\n"
      << kCPrelude << "\nint main(void) {\n"
      << body << "  printf(\"%d checks broke\\n\", failures);\n"
      << "  return failures > 0 ? 1 : 0;\n}\n";
}

}  // namespace closespec
