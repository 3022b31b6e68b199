#include "harness/judge/signature.h"

#include <array>
#include <cctype>
#include <vector>

namespace closespec {
namespace {

struct KindOf {
  const Case& judged;
  std::size_t step;

  std::string Background(Actor actor, const std::string& call) const {
    const auto began = BackgroundStep(judged, actor, call, step);
    return began ? std::visit(KindOf{judged, *began}, judged.steps[*began].action)
                 : std::string(ToText(actor)) + "." + call;
  }
  std::string operator()(const SocketCall& call) const {
    return std::string(ToText(call.actor)) + "." + call.action;
  }
  std::string operator()(const FinishCall& finish) const {
    return Background(finish.actor, finish.call);
  }
  std::string operator()(const StillBlocked& blocked) const {
    return Background(blocked.actor, blocked.call);
  }
  std::string operator()(const WaitState& wait) const {
    return std::string(ToText(wait.actor)) + ".wait_state";
  }
  std::string operator()(const ReadState& read) const {
    return std::string(ToText(read.actor)) + ".state";
  }
  std::string operator()(const AwaitSegment& await) const {
    return await.direction == Direction::kFromSut ? "wire.sut_sends" : "wire.sut_gets";
  }
  std::string operator()(const NeverSegment& /*never*/) const { return "wire.never"; }
  std::string operator()(const Silence& /*silence*/) const { return "wire.silence"; }
};

std::string Kind(const Case& judged, std::size_t step) {
  return std::visit(KindOf{judged, step}, judged.steps[step].action);
}

bool MovesOctets(std::string_view action) {
  constexpr std::array<std::string_view, 6> kActions = {"send",     "send_all",     "recv",
                                                        "recv_all", "unread_count", "unsent_count"};
  for (const std::string_view each : kActions) {
    if (each == action) return true;
  }
  return false;
}

bool IsWordCharacter(char each) {
  return std::isalnum(static_cast<unsigned char>(each)) != 0 || each == '_';
}

// Calls `replace` for each number that stands alone ("FIN_WAIT_2" has none).
template <typename Replace>
std::string ReplaceNumbers(std::string_view text, Replace replace) {
  std::string result;
  for (std::size_t at = 0; at < text.size();) {
    const bool inside = at > 0 && IsWordCharacter(text[at - 1]);
    std::size_t end = at;
    while (end < text.size() && std::isdigit(static_cast<unsigned char>(text[end])) != 0) ++end;
    const bool alone = end > at && !inside && (end == text.size() || !IsWordCharacter(text[end]));
    if (!alone) {
      result += text[at++];
      continue;
    }
    result += replace(std::string(text.substr(at, end - at)));
    at = end;
  }
  return result;
}

// Decimal numbers without leading zeros: the longer one is the larger.
bool IsSmaller(const std::string& left, const std::string& right) {
  return left.size() != right.size() ? left.size() < right.size() : left < right;
}

std::string Relative(const std::string& name, SequenceNumber value,
                     std::optional<SequenceNumber> known) {
  if (!known) return "";
  const std::int32_t distance = value - *known;
  if (distance == 0) return "=" + name;
  if (distance == 1) return "=" + name + "+1";
  if (distance == -1) return "=" + name + "-1";
  return (distance < 0 ? "<" : ">") + name;
}

}  // namespace

std::optional<std::size_t> BackgroundStep(const Case& judged, Actor actor, std::string_view call,
                                          std::size_t before) {
  for (std::size_t step = before; step-- > 0;) {
    const auto* began = std::get_if<SocketCall>(&judged.steps[step].action);
    if (began != nullptr && began->actor == actor && began->background == call) return step;
  }
  return std::nullopt;
}

std::string SubjectOf(const Case& judged, std::size_t step, int repetition) {
  const Action& action = judged.steps[step].action;
  const auto* finish = std::get_if<FinishCall>(&action);
  const auto* blocked = std::get_if<StillBlocked>(&action);
  if (finish != nullptr || blocked != nullptr) {
    const Actor actor = finish != nullptr ? finish->actor : blocked->actor;
    const std::string& call = finish != nullptr ? finish->call : blocked->call;
    if (const auto began = BackgroundStep(judged, actor, call, step)) {
      return SubjectOf(judged, *began, 0);
    }
  }
  const std::string kind = Kind(judged, step);
  const bool in_preamble = step < judged.preamble_steps;
  int number = repetition + 1;
  for (std::size_t each = in_preamble ? 0 : judged.preamble_steps; each < step; ++each) {
    const Action& earlier = judged.steps[each].action;
    const bool is_call = !std::holds_alternative<FinishCall>(earlier) &&
                         !std::holds_alternative<StillBlocked>(earlier);
    if (is_call && Kind(judged, each) == kind) number += judged.steps[each].times;
  }
  return (in_preamble ? "preamble." : "") + kind + "#" + std::to_string(number);
}

std::string CallSignature(const std::string& subject, std::string_view action,
                          const std::string& observed, const std::string& expected) {
  if (!MovesOctets(action)) return subject + ": " + observed + ", expected " + expected;
  std::vector<std::string> wanted;
  const std::string symbolic = ReplaceNumbers(expected, [&wanted](const std::string& number) {
    if (number == "0") return number;
    wanted.push_back(number);
    return std::string("n");
  });
  const auto seen = [&wanted](const std::string& number) -> std::string {
    if (number == "0") return number;
    if (wanted.size() != 1) return "some";
    if (number == wanted.front()) return "n";
    return IsSmaller(number, wanted.front()) ? "fewer" : "more";
  };
  return subject + ": " + ReplaceNumbers(observed, seen) + ", expected " + symbolic;
}

std::string SymbolicSegment(const Segment& segment, const ConnectionVariables& before,
                            bool with_ack) {
  TcpFlags flags = segment.flags;
  flags.psh = false;  // says nothing about the end of a connection
  std::string text = ToText(flags);
  if (segment.length > 0) text += " with data";
  const std::string seq = Relative("SND.NXT", segment.seq, before.snd_nxt);
  if (!seq.empty()) text += " seq" + seq;
  const std::string ack = Relative("RCV.NXT", segment.ack, before.rcv_nxt);
  if (with_ack && segment.flags.ack && !ack.empty()) text += " ack" + ack;
  return text;
}

}  // namespace closespec
