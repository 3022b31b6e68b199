#include "suites/model/segment_pattern.h"

#include <array>
#include <charconv>
#include <limits>

namespace closespec {
namespace {

struct VariableName {
  std::string_view name;
  Variable variable;
};

constexpr std::array kVariableNames = {
    VariableName{"SND.NXT", Variable::kSndNxt}, VariableName{"SND.UNA", Variable::kSndUna},
    VariableName{"RCV.NXT", Variable::kRcvNxt}, VariableName{"RCV.WND", Variable::kRcvWnd},
    VariableName{"ISS", Variable::kIss},        VariableName{"IRS", Variable::kIrs},
    VariableName{"0", Variable::kZero},         VariableName{"SEG.SEQ", Variable::kSegSeq},
    VariableName{"SEG.ACK", Variable::kSegAck}, VariableName{"SEG.LEN", Variable::kSegLen},
};

std::optional<Variable> ParseVariable(std::string_view name) {
  for (const VariableName& each : kVariableNames) {
    if (each.name == name) return each.variable;
  }
  return std::nullopt;
}

std::string_view NameOf(Variable variable) {
  for (const VariableName& each : kVariableNames) {
    if (each.variable == variable) return each.name;
  }
  return "";
}

// "+1", "-1"; digits must follow the sign.
std::optional<std::int64_t> ParseOffset(std::string_view text) {
  std::uint32_t octets = 0;
  const char* end = text.data() + text.size();
  const auto [stopped, error] = std::from_chars(text.data() + 1, end, octets);
  if (error != std::errc() || stopped != end) return std::nullopt;
  return text.front() == '-' ? -std::int64_t{octets} : std::int64_t{octets};
}

std::optional<SequenceNumber> ValueOf(Variable variable, const ConnectionVariables& variables) {
  switch (variable) {
    case Variable::kSndNxt:
      return variables.snd_nxt;
    case Variable::kSndUna:
      return variables.snd_una;
    case Variable::kRcvNxt:
      return variables.rcv_nxt;
    case Variable::kRcvWnd:
      if (!variables.rcv_wnd) return std::nullopt;
      return SequenceNumber(*variables.rcv_wnd);
    case Variable::kIss:
      return variables.iss;
    case Variable::kIrs:
      return variables.irs;
    case Variable::kZero:
      return SequenceNumber();
    case Variable::kSegSeq:
      return variables.seg_seq;
    case Variable::kSegAck:
      return variables.seg_ack;
    case Variable::kSegLen:
      if (!variables.seg_len) return std::nullopt;
      return SequenceNumber(*variables.seg_len);
  }
  return std::nullopt;
}

bool Contains(TcpFlags flags, TcpFlags wanted) {
  return (flags.fin || !wanted.fin) && (flags.syn || !wanted.syn) && (flags.rst || !wanted.rst) &&
         (flags.psh || !wanted.psh) && (flags.ack || !wanted.ack) && (flags.urg || !wanted.urg);
}

TcpFlags Union(TcpFlags one, TcpFlags other) {
  return {.fin = one.fin || other.fin,
          .syn = one.syn || other.syn,
          .rst = one.rst || other.rst,
          .psh = one.psh || other.psh,
          .ack = one.ack || other.ack,
          .urg = one.urg || other.urg};
}

bool MatchesFlags(const SegmentPattern& pattern, TcpFlags flags) {
  const TcpFlags required = pattern.flags.value_or(TcpFlags{});
  if (!Contains(flags, required)) return false;
  return !pattern.flags_may || Contains(Union(required, *pattern.flags_may), flags);
}

bool IsAbove(SequenceNumber number, const SequenceExpression& expression,
             const ConnectionVariables& variables) {
  const auto bound = Evaluate(expression, variables);
  return bound && number > *bound;
}

std::string_view ToText(TimestampDemand demand) {
  switch (demand) {
    case TimestampDemand::kAny:
      return "a timestamp";
    case TimestampDemand::kNone:
      return "no timestamp";
    case TimestampDemand::kEcho:
      return "the echo of SEG's timestamp";
    case TimestampDemand::kRecent:
      return "a timestamp that echoes SEG's";
  }
  return "";
}

bool MatchesTimestamp(TimestampDemand demand, const Segment& segment,
                      const ConnectionVariables& variables) {
  const std::optional<TimestampOption>& option = segment.timestamp;
  if (demand == TimestampDemand::kAny) return option.has_value();
  if (demand == TimestampDemand::kNone) return !option;
  return option && variables.seg_timestamp && option->echo == *variables.seg_timestamp &&
         (demand == TimestampDemand::kRecent || option->value == 0);
}

bool MatchesRange(const std::optional<Range>& range, std::int64_t value) {
  return !range || (range->minimum <= value && value <= range->maximum);
}

std::string ToText(std::string_view name, const Range& range) {
  constexpr std::int64_t kOpen = std::numeric_limits<std::int64_t>::max();
  std::string text(name);
  if (range.minimum == range.maximum) return text + "=" + std::to_string(range.minimum);
  if (range.maximum == kOpen) return text + ">=" + std::to_string(range.minimum);
  return text + "=" + std::to_string(range.minimum) + ".." + std::to_string(range.maximum);
}

void AppendPart(std::string& text, std::string_view part) {
  if (!text.empty()) text += ", ";
  text += part;
}

}  // namespace

std::optional<SequenceExpression> ParseSequenceExpression(std::string_view text) {
  std::size_t sign = text.find_first_of("+-");
  const auto variable = ParseVariable(text.substr(0, sign));
  if (!variable) return std::nullopt;
  SequenceExpression expression{.variable = *variable};
  if (sign == std::string_view::npos) return expression;
  text.remove_prefix(sign);
  sign = text.find_first_of("+-", 1);
  if (text.front() == '+') expression.plus = ParseVariable(text.substr(1, sign - 1));
  if (expression.plus == Variable::kZero) expression.plus.reset();
  if (expression.plus) {
    if (sign == std::string_view::npos) return expression;
    text.remove_prefix(sign);
  }
  const auto offset = ParseOffset(text);
  if (!offset) return std::nullopt;
  expression.offset = *offset;
  return expression;
}

std::string ToText(const SequenceExpression& expression) {
  std::string text(NameOf(expression.variable));
  if (expression.plus) text.append("+").append(NameOf(*expression.plus));
  if (expression.offset > 0) text += '+';
  if (expression.offset != 0) text += std::to_string(expression.offset);
  return text;
}

std::optional<SequenceNumber> Evaluate(const SequenceExpression& expression,
                                       const ConnectionVariables& variables) {
  auto value = ValueOf(expression.variable, variables);
  if (value && expression.plus) {
    const auto more = ValueOf(*expression.plus, variables);
    if (!more) return std::nullopt;
    value = *value + more->Bits();
  }
  if (!value) return std::nullopt;
  return *value + expression.offset;
}

std::string ToText(const SegmentPattern& pattern) {
  std::string text;
  if (pattern.flags) AppendPart(text, ToText(*pattern.flags));
  if (pattern.flags_may) {
    AppendPart(text, (pattern.flags ? "perhaps " : "at most ") + ToText(*pattern.flags_may));
  }
  if (pattern.seq) AppendPart(text, "seq=" + ToText(*pattern.seq));
  if (pattern.seq_above) AppendPart(text, "seq>" + ToText(*pattern.seq_above));
  if (pattern.ack) AppendPart(text, "ack=" + ToText(*pattern.ack));
  if (pattern.bytes) AppendPart(text, ToText("bytes", *pattern.bytes));
  if (pattern.window) AppendPart(text, ToText("window", *pattern.window));
  if (pattern.timestamp) AppendPart(text, ToText(*pattern.timestamp));
  return text.empty() ? "any segment" : text;
}

std::vector<std::string_view> Differing(const SegmentPattern& pattern, const Segment& segment,
                                        const ConnectionVariables& variables) {
  std::vector<std::string_view> keys;
  const auto demand = [&keys](std::string_view key, bool fits) {
    if (!fits) keys.push_back(key);
  };
  const bool below = pattern.seq_above && !IsAbove(segment.seq, *pattern.seq_above, variables);
  // RFC 9293 3.1: without the ACK bit the field says nothing.
  const bool acks =
      !pattern.ack || (segment.flags.ack && Evaluate(*pattern.ack, variables) == segment.ack);
  demand("flags", MatchesFlags(pattern, segment.flags));
  demand("seq", !below && (!pattern.seq || Evaluate(*pattern.seq, variables) == segment.seq));
  demand("ack", acks);
  demand("bytes", MatchesRange(pattern.bytes, segment.length));
  demand("window", MatchesRange(pattern.window, segment.window));
  demand("timestamp",
         !pattern.timestamp || MatchesTimestamp(*pattern.timestamp, segment, variables));
  return keys;
}

bool Matches(const SegmentPattern& pattern, const Segment& segment,
             const ConnectionVariables& variables) {
  return Differing(pattern, segment, variables).empty();
}

}  // namespace closespec
