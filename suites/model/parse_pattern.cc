#include "suites/model/parse_pattern.h"

#include <algorithm>

#include "suites/model/spelling.h"
#include "suites/model/vocabulary.h"

namespace closespec {
namespace {

TcpFlags ReadFlags(const Reading& reading, const Node& node) {
  std::string joined;
  for (const std::string& flag : ReadWords(reading, node, kFlags, "flag")) {
    joined += (joined.empty() ? "" : "|") + flag;
  }
  return ParseFlags(joined).value_or(TcpFlags{});
}

bool HasPatternKey(const Node& object) {
  return std::any_of(kPatternKeys.begin(), kPatternKeys.end(),
                     [&object](std::string_view key) { return object.Find(key) != nullptr; });
}

}  // namespace

SequenceExpression ReadSequence(const Reading& reading, const Node& node) {
  const std::string text = ReadText(reading, node);
  const std::string_view variable = std::string_view(text).substr(0, text.find_first_of("+-"));
  if (std::find(kVariables.begin(), kVariables.end(), variable) == kVariables.end()) {
    reading.document.Fail(
        node, "unknown variable \"" + std::string(variable) + "\"" + Allowed(variable, kVariables));
  }
  const auto expression = ParseSequenceExpression(text);
  if (!expression) {
    reading.document.Fail(node, "\"" + text + "\" is not a variable with an offset such as " +
                                    "\"RCV.NXT+1\", or a sum of two");
  }
  return *expression;
}

SegmentPattern ParsePattern(const Reading& reading, const Node& object) {
  if (!HasPatternKey(object)) {
    reading.document.Fail(object, "says nothing about the segment" + Allowed("", kPatternKeys));
  }
  SegmentPattern pattern;
  if (const Node* flags = object.Find("flags")) pattern.flags = ReadFlags(reading, *flags);
  if (const Node* may = object.Find("flags_may")) pattern.flags_may = ReadFlags(reading, *may);
  if (const Node* seq = object.Find("seq")) pattern.seq = ReadSequence(reading, *seq);
  if (const Node* above = object.Find("seq_above")) {
    pattern.seq_above = ReadSequence(reading, *above);
  }
  if (const Node* ack = object.Find("ack")) pattern.ack = ReadSequence(reading, *ack);
  if (const Node* bytes = object.Find("bytes")) pattern.bytes = ReadRange(reading, *bytes, 0);
  if (const Node* window = object.Find("window")) pattern.window = ReadRange(reading, *window, 0);
  if (const Node* timestamp = object.Find("timestamp")) {
    const std::string word = ReadWord(reading, *timestamp, kTimestamps, "timestamp");
    pattern.timestamp =
        static_cast<TimestampDemand>(std::ranges::find(kTimestamps, word) - kTimestamps.begin());
  }
  return pattern;
}

std::vector<SegmentPattern> ParsePatterns(const Reading& reading, const Node& step) {
  const Node* several = step.Find("any");
  if (several == nullptr) return {ParsePattern(reading, step)};
  if (HasPatternKey(step)) {
    reading.document.Fail(step, "says what the segment is both in \"any\" and beside it");
  }
  if (several->kind != Node::Kind::kArray || several->items.size() < 2) {
    reading.document.Fail(*several, "must be a list of at least two patterns");
  }
  std::vector<SegmentPattern> patterns;
  for (const Node& item : several->items) {
    RequireObject(reading.document, item);
    AllowKeys(reading.document, item, kPatternKeys, "a pattern");
    patterns.push_back(ParsePattern(reading, item));
  }
  return patterns;
}

}  // namespace closespec
