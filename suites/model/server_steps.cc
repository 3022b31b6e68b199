#include "suites/model/server_steps.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <set>
#include <string>
#include <string_view>

#include "suites/model/actions.h"
#include "suites/model/sent_text.h"

namespace closespec {
namespace {

// The application of a case without a listener has nothing to do with the port that is known.
constexpr const char* kNoListener = "nothing listens on the SUT's port";
constexpr const char* kSutConnects = "the SUT connects";
constexpr const char* kCallsOnly = "both sides make calls";
constexpr const char* kSettings = "it needs settings on the SUT";

}  // namespace

std::optional<std::string> ObstacleOf(const Case& run) {
  if (!run.wire_peer) return kCallsOnly;
  if (!run.settings.empty()) return kSettings;
  bool listens = false;
  for (const Step& step : run.steps) {
    const auto* call = std::get_if<SocketCall>(&step.action);
    if (call == nullptr || call->actor != Actor::kSut) continue;
    if (call->action == "connect") return kSutConnects;
    listens |= call->action == "listen" && call->on == kListener;
  }
  if (!listens) return kNoListener;
  for (const std::string& need : run.needs) {
    const auto implies = [&](const auto& row) { return row.needs == need; };
    const bool implied = need == "threads" || std::ranges::any_of(Actions(), implies) ||
                         std::ranges::any_of(Options(), implies);
    if (!implied) return "it needs " + need;
  }
  return std::nullopt;
}

std::int64_t BytesOf(const SocketCall& call) {
  const std::string text = ArgumentOf(call, "bytes");
  std::int64_t bytes = 0;
  std::from_chars(text.data(), text.data() + text.size(), bytes);
  return bytes;
}

bool OnlyLooks(const SocketCall& call) {
  constexpr std::array<std::string_view, 12> kLooks = {
      "recv",       "recv_all",    "wait_readable", "poll",
      "epoll",      "select",      "unread_count",  "unsent_count",
      "getsockopt", "getsockname", "getpeername",   "set_blocking"};
  return std::ranges::count(kLooks, call.action) != 0;
}

bool MustFail(const Step& step) {
  if (!step.expect) return false;
  return std::ranges::all_of(step.expect->any, [](const Alternative& each) {
    return std::ranges::any_of(each.fields, [](const FieldExpectation& field) {
      return field.field == "error" || field.field == "fails";
    });
  });
}

bool Closes(const SocketCall& call) {
  if (call.on != kConnection || !call.background.empty()) return false;
  return call.action == "close" ||
         (call.action == "shutdown" && ArgumentOf(call, "how") == "write");
}

bool NamesResetOrSyn(const SegmentPattern& pattern) {
  return pattern.flags && (pattern.flags->rst || pattern.flags->syn);
}

bool AllName(const AwaitSegment& wanted, bool TcpFlags::*flag) {
  return std::ranges::all_of(
      wanted.any, [flag](const SegmentPattern& each) { return each.flags && (*each.flags).*flag; });
}

bool IsOfAcknowledgement(const SegmentPattern& pattern) {
  return pattern.flags && pattern.flags->ack && !pattern.flags->fin && !pattern.flags->rst &&
         !pattern.flags->syn;
}

bool MayComeOnOther(const SegmentPattern& pattern) {
  const bool at_the_end =
      !pattern.seq || pattern.seq == SequenceExpression{Variable::kSndNxt, {}, 0};
  return IsOfAcknowledgement(pattern) && !pattern.flags_may && !pattern.bytes && !pattern.window &&
         !pattern.seq_above && at_the_end;
}

bool WantsOctets(const AwaitSegment& wanted, std::int64_t octets) {
  return std::ranges::all_of(wanted.any, [octets](const SegmentPattern& each) {
    return IsOfAcknowledgement(each) && each.bytes == Range{octets, octets} &&
           each.seq == SequenceExpression{Variable::kSndNxt, {}, 0};
  });
}

void MoveOn(SegmentPattern& pattern, std::int64_t octets) {
  for (auto* number : {&pattern.seq, &pattern.seq_above, &pattern.ack}) {
    if (*number) *number = MovedOn(**number, octets);
  }
}

void ForgetMissingLabels(std::vector<Step>& steps) {
  std::set<std::string> labels;
  for (const Step& step : steps) labels.insert(step.label);
  for (Step& step : steps) {
    if (step.after.empty() || labels.contains(step.after)) continue;
    step.within.reset();
    step.after.clear();
  }
}

}  // namespace closespec
