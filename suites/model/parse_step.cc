#include "suites/model/parse_step.h"

#include <algorithm>
#include <array>
#include <utility>

#include "suites/model/parse_call.h"
#include "suites/model/parse_wire.h"
#include "suites/model/spelling.h"
#include "suites/model/vocabulary.h"

namespace closespec {
namespace {

const Member& ActorOf(const Document& document, const Node& node) {
  RequireObject(document, node);
  const Member* actor = nullptr;
  for (const Member& member : node.members) {
    if (std::find(kActors.begin(), kActors.end(), member.key) == kActors.end()) continue;
    if (actor != nullptr) {
      document.FailKey(member, "a step has one actor, but both \"" + actor->key + "\" and \"" +
                                   member.key + "\" are given");
    }
    actor = &member;
  }
  if (actor == nullptr) document.Fail(node, "a step needs an actor" + Allowed("", kActors));
  return *actor;
}

Actor ActorNamed(const std::string& key, Actor opener) {
  if (key == "sut") return Actor::kSut;
  if (key == "peer") return Actor::kPeer;
  const bool sut = (key == "opener") == (opener == Actor::kSut);
  return sut ? Actor::kSut : Actor::kPeer;
}

void ParseTiming(const StepContext& context, const Node& node, Step& step) {
  const Document& document = context.reading.document;
  if (const Node* within = node.Find("within")) {
    RequireObject(document, *within);
    constexpr std::array<std::string_view, 1> kKeys = {"milliseconds"};
    AllowKeys(document, *within, kKeys, "within");
    const Node& range = Require(document, *within, "milliseconds", "within");
    if (range.kind != Node::Kind::kArray || range.items.size() != 2) {
      document.Fail(range, "must be a list of the least and the most");
    }
    step.within = Range{ReadInteger(context.reading, range.items[0], 0),
                        ReadInteger(context.reading, range.items[1], 0)};
    if (step.within->minimum > step.within->maximum) {
      document.Fail(range, "the range is empty: the least is above the most");
    }
  }
  if (const Node* after = node.Find("after")) {
    if (!step.within) document.Fail(*after, R"("after" says nothing without "within")");
    step.after = ReadName(context.reading, *after);
    if (!context.names.HasLabel(step.after)) {
      const auto& labels = context.names.Labels();
      const std::vector<std::string_view> known(labels.begin(), labels.end());
      document.Fail(*after, "no earlier step has the label \"" + step.after + "\"" +
                                Allowed(step.after, known));
    }
  }
  if (const Node* label = node.Find("label")) {
    step.label = ReadName(context.reading, *label);
    if (context.names.HasLabel(step.label)) {
      document.Fail(*label, "an earlier step has the label \"" + step.label + "\" already");
    }
    context.names.AddLabel(step.label);
  }
}

void ParseRepetition(const StepContext& context, const Node& node, Step& step) {
  const Node* times = node.Find("times");
  if (times == nullptr) return;
  step.times = static_cast<int>(ReadInteger(context.reading, *times, 1, kMostRepetitions));
  const auto* call = std::get_if<SocketCall>(&step.action);
  if (call != nullptr && (!call->as.empty() || !call->background.empty())) {
    context.reading.document.Fail(*times, "a step that gives a name cannot be repeated");
  }
}

// A step judges something, or records something, or prepares.
void ParsePurpose(const StepContext& context, const Node& node, Step& step) {
  const Document& document = context.reading.document;
  if (const Node* record = node.Find("record")) {
    step.record = ReadProse(document, *record);
    if (step.expect) document.Fail(*record, "a step that records judges nothing: no \"expect\"");
  }
  const Node* clause = node.Find("clause");
  if (!IsCheck(step)) {
    if (clause != nullptr) {
      document.Fail(*clause, R"(a step that judges nothing has no clause)");
    }
    if (step.within && step.record.empty()) {
      document.Fail(*node.Find("within"), R"(a step that judges nothing has no time to keep)");
    }
    return;
  }
  if (clause != nullptr) {
    step.clause = ReadClause(context.reading, context.requirements, *clause);
  } else if (context.default_clause.empty()) {
    document.Fail(node, "a check of a preamble needs the key \"clause\"");
  } else {
    step.clause = context.default_clause;
  }
}

}  // namespace

std::string ReadClause(const Reading& reading, const Requirements& requirements, const Node& node) {
  std::string id = ReadText(reading, node);
  const auto found = requirements.find(id);
  if (found == requirements.end()) {
    std::vector<std::string_view> ids;
    for (const auto& [known, requirement] : requirements) ids.push_back(known);
    reading.document.Fail(node, "unknown clause \"" + id + "\"" + DidYouMean(id, ids));
  }
  if (found->second.binds != "stack") {
    reading.document.Fail(
        node, "the clause \"" + id + "\" binds no stack: it is " +
                  (found->second.binds == "context" ? "an explanation" : "advice to applications"));
  }
  return id;
}

Step ParseStep(const StepContext& context, const Node& node) {
  const Document& document = context.reading.document;
  const Member& actor = ActorOf(document, node);
  Step step;
  step.file = document.Name();
  step.line = node.line;
  if (actor.key == "wire") {
    ParseWire(context, node, actor.value, step);
  } else {
    ParseCall(context, node, ActorNamed(actor.key, context.opener), actor.value, step);
  }
  ParseTiming(context, node, step);
  ParseRepetition(context, node, step);
  ParsePurpose(context, node, step);
  if (const Node* why = node.Find("why")) step.why = ReadProse(document, *why);
  return step;
}

}  // namespace closespec
