#include "suites/model/parse_call.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "suites/model/actions.h"
#include "suites/model/parse_expectation.h"
#include "suites/model/spelling.h"
#include "suites/model/vocabulary.h"

namespace closespec {
namespace {

class CallParser {
 public:
  CallParser(const StepContext& context, const Node& node, Actor actor)
      : context_(context),
        reading_(context.reading),
        document_(context.reading.document),
        node_(node),
        actor_(actor) {}

  void Parse(const Node& action, Step& step) {
    std::vector<std::string_view> allowed(kConductedActions.begin(), kConductedActions.end());
    for (const ActionRow& row : Actions()) allowed.push_back(row.name);
    verb_ = ReadWord(reading_, action, allowed, "action");
    if (context_.wire_peer && actor_ == Actor::kPeer &&
        std::find(kWirePeerActions.begin(), kWirePeerActions.end(), verb_) ==
            kWirePeerActions.end()) {
      document_.Fail(action, "a wire peer cannot " + verb_ + Allowed(verb_, kWirePeerActions));
    }
    if (verb_ == "finish") {
      ParseFinish(step);
    } else if (verb_ == "still_blocked") {
      ParseStillBlocked(step);
    } else if (verb_ == "wait_state") {
      ParseWaitState(step);
    } else if (verb_ == "state") {
      ParseReadState(step);
    } else {
      ParseSocketCall(*FindAction(verb_), step);
    }
  }

 private:
  void Allow(std::vector<std::string_view> keys) {
    keys.insert(keys.end(), kCommonStepKeys.begin(), kCommonStepKeys.end());
    keys.insert(keys.end(), kSocketActors.begin(), kSocketActors.end());
    AllowKeys(document_, node_, keys, verb_);
  }

  // Where the complaint about `key` stands: the step if the key was left out.
  const Node& Place(std::string_view key) const {
    const Node* found = node_.Find(key);
    return found != nullptr ? *found : node_;
  }

  std::string NameOr(std::string_view key, std::string otherwise) {
    const Node* found = node_.Find(key);
    return found != nullptr ? ReadName(reading_, *found) : std::move(otherwise);
  }

  std::string ReadConnection() {
    std::string on = NameOr("on", "c");
    auto objection = context_.names.ObjectionToSocket(actor_, on);
    // Before accept() only the wire peer has a name for the connection.
    if (objection && context_.wire_peer) {
      objection = context_.names.ObjectionToSocket(Actor::kPeer, on);
    }
    if (objection) document_.Fail(Place("on"), *objection);
    return on;
  }

  void ParseExpect(const ExpectedCall& call, Step& step) {
    const Node* expect = node_.Find("expect");
    if (expect != nullptr) step.expect = ParseExpectation(reading_, *expect, call);
  }

  void ParseFinish(Step& step) {
    Allow({"call", "expect"});
    const Node& call = Require(document_, node_, "call", verb_);
    FinishCall finish{actor_, ReadName(reading_, call)};
    std::string why;
    const auto begun = context_.names.Finish(actor_, finish.call, why);
    if (!begun) document_.Fail(call, why);
    ParseExpect({begun->action, FactsOf(begun->action, begun->option), begun->option}, step);
    step.action = std::move(finish);
  }

  void ParseStillBlocked(Step& step) {
    Allow({"call", "milliseconds"});
    const Node& call = Require(document_, node_, "call", verb_);
    StillBlocked blocked{actor_, ReadName(reading_, call)};
    if (const auto why = context_.names.ObjectionToBackground(actor_, blocked.call)) {
      document_.Fail(call, *why);
    }
    if (const Node* milliseconds = node_.Find("milliseconds")) {
      blocked.budget =
          std::chrono::milliseconds(ReadInteger(reading_, *milliseconds, 1, kLargestCount));
    }
    step.action = std::move(blocked);
  }

  bool ReadIfAble() const {
    const Node* if_able = node_.Find("if_able");
    return if_able != nullptr && ReadBoolean(reading_, *if_able);
  }

  void ParseWaitState(Step& step) {
    Allow({"on", "state", "if_able"});
    const Node& state = Require(document_, node_, "state", verb_);
    WaitState wait{actor_, ReadConnection(), {}, ReadIfAble()};
    if (state.kind == Node::Kind::kArray) {
      if (state.items.empty()) document_.Fail(state, "must be a state or a list of states");
      for (const Node& item : state.items) {
        wait.states.push_back(ReadWord(reading_, item, States(), "state"));
      }
    } else {
      wait.states.push_back(ReadWord(reading_, state, States(), "state"));
    }
    step.action = std::move(wait);
  }

  void ParseReadState(Step& step) {
    Allow({"on", "if_able", "expect"});
    const ReadState read{actor_, ReadConnection(), ReadIfAble()};
    ParseExpect({"state", "state", ""}, step);
    step.action = read;
  }

  static std::string_view FactsOf(std::string_view action, std::string_view option) {
    const OptionRow* row = action == "getsockopt" ? FindOption(option) : nullptr;
    return row != nullptr ? row->fields : FindAction(action)->facts;
  }

  void ParseSocketCall(const ActionRow& row, Step& step) {
    std::vector<std::string_view> keys;
    for (const ArgumentRow& argument : row.arguments) keys.push_back(argument.name);
    if (row.on_socket) keys.emplace_back("on");
    if (row.makes != Makes::kNothing) keys.emplace_back("as");
    keys.insert(keys.end(), {"in", "in_background", "expect"});
    Allow(std::move(keys));

    SocketCall call;
    call.actor = actor_;
    call.action = verb_;
    call.on = row.on_socket ? NameOr("on", "c") : "";
    call.in = NameOr("in", "");
    call.background = NameOr("in_background", "");
    if (row.makes != Makes::kNothing) {
      call.as = ReadName(reading_, Require(document_, node_, "as", verb_));
    }
    std::string option;
    for (const ArgumentRow& argument : row.arguments) ReadArgument(argument, call, option);
    if (!option.empty()) CheckOption(option);

    if (const auto objection = context_.names.Objection(call)) document_.Fail(node_, *objection);
    NoteNeeds(row, call, option);
    ParseExpect({verb_, FactsOf(verb_, option), option}, step);
    if (!call.background.empty() && (step.expect || node_.Find("record") != nullptr)) {
      document_.Fail(node_, "a call in the background has no result yet: expect it of \"finish\"");
    }
    context_.names.Make(call);
    step.action = std::move(call);
  }

  void ReadArgument(const ArgumentRow& argument, SocketCall& call, std::string& option) {
    const Node* given = node_.Find(argument.name);
    if (given == nullptr) {
      if (argument.required) Require(document_, node_, argument.name, verb_);
      return;
    }
    const std::string name(argument.name);
    const std::vector<std::string_view> allowed = Words(argument.allowed);
    std::string text;
    switch (argument.kind) {
      case ArgumentKind::kCount:
        text = std::to_string(ReadInteger(reading_, *given, 0, kLargestCount));
        break;
      case ArgumentKind::kSigned:
        text = std::to_string(ReadInteger(reading_, *given, -kLargestCount, kLargestCount));
        break;
      case ArgumentKind::kName:
        text = ReadName(reading_, *given);
        break;
      case ArgumentKind::kWord:
        text = name == "option" ? option = ReadOption(*given)
                                : ReadWord(reading_, *given, allowed, "word");
        break;
      case ArgumentKind::kFlags:
        for (const std::string& word :
             ReadWords(reading_, *given, allowed, name == "events" ? "event" : "flag")) {
          text += (text.empty() ? "" : ",") + word;
        }
        if (text.empty()) return;
        break;
    }
    call.arguments.emplace_back(name, std::move(text));
  }

  std::string ReadOption(const Node& given) {
    std::vector<std::string_view> names;
    for (const OptionRow& row : Options()) {
      // A pending error can be asked for, not set.
      if (verb_ == "getsockopt" || row.name != "SO_ERROR") names.push_back(row.name);
    }
    return ReadWord(reading_, given, names, "option");
  }

  // setsockopt takes exactly the fields of the option.
  void CheckOption(const std::string& option) {
    if (verb_ != "setsockopt") return;
    const std::vector<std::string_view> fields = Words(FindOption(option)->fields);
    for (const std::string_view field : fields) Require(document_, node_, field, option);
    for (const ArgumentRow& argument : FindAction(verb_)->arguments) {
      if (argument.name == "option" || node_.Find(argument.name) == nullptr) continue;
      if (std::find(fields.begin(), fields.end(), argument.name) == fields.end()) {
        document_.Fail(*node_.Find(argument.name), option + " has no field \"" +
                                                       std::string(argument.name) + "\"" +
                                                       Allowed(argument.name, fields));
      }
    }
  }

  void NoteNeeds(const ActionRow& row, const SocketCall& call, const std::string& option) {
    if (!row.needs.empty()) context_.needs.emplace(row.needs);
    const OptionRow* option_row = option.empty() ? nullptr : FindOption(option);
    if (option_row != nullptr && !option_row->needs.empty()) {
      context_.needs.emplace(option_row->needs);
    }
    if (!call.background.empty()) context_.needs.emplace("threads");
    for (const auto& [name, value] : call.arguments) {
      if (name == "sigpipe" && value == "yes") context_.needs.emplace("signals");
      if (name == "via" && (value == "splice" || value == "sendfile")) context_.needs.insert(value);
      if (name == "flags" && value.find("zerocopy") != std::string::npos) {
        context_.needs.emplace("zerocopy");
      }
      if (name == "also") context_.needs.emplace("poll_both");
    }
  }

  const StepContext& context_;
  const Reading& reading_;
  const Document& document_;
  const Node& node_;
  Actor actor_;
  std::string verb_;
};

}  // namespace

void ParseCall(const StepContext& context, const Node& node, Actor actor, const Node& action,
               Step& step) {
  CallParser(context, node, actor).Parse(action, step);
}

}  // namespace closespec
