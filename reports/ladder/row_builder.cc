#include "reports/ladder/row_builder.h"

#include <utility>
#include <variant>

#include "reports/ladder/call_text.h"

namespace closespec {
namespace {

Place SideOf(Actor actor) { return actor == Actor::kSut ? Place::kSutSide : Place::kPeerSide; }

std::string Text(std::chrono::milliseconds time) { return std::to_string(time.count()) + " ms"; }

}  // namespace

std::vector<LadderRow> RowBuilder::Build() {
  for (index_ = 0; index_ < journal_.entries.size(); ++index_) {
    std::visit([this](const auto& event) { Add(event); }, journal_.entries[index_].event);
  }
  return std::move(rows_);
}

LadderRow& RowBuilder::Row(Place place, std::string text) {
  LadderRow& row = rows_.emplace_back();
  row.at = journal_.entries[index_].at;
  row.place = place;
  row.text = std::move(text);
  row.entries = {index_};
  return row;
}

void RowBuilder::Add(const PeerReady& event) {
  if (IsMarked()) Row(SideOf(event.actor), "hello " + event.stack);
}

void RowBuilder::Add(const StepBegan& event) {
  if (IsMarked()) Row(Place::kWire, "step " + std::to_string(event.step) + " begins");
}

void RowBuilder::Add(const StepEnded& event) {
  const bool late = event.late > event.budget / 10 && event.late >= std::chrono::milliseconds(10);
  if (!event.timed_out && !late && !IsMarked()) return;
  std::string text = event.timed_out ? "nothing in " + Text(event.budget) : "";
  if (late) text += (text.empty() ? "harness late by " : ", harness late by ") + Text(event.late);
  if (text.empty()) text = "waited to here";

  const Step* step = event.step < judged_.steps.size() ? &judged_.steps[event.step] : nullptr;
  const auto* await = step == nullptr ? nullptr : std::get_if<AwaitSegment>(&step->action);
  LadderRow& row = Row(Place::kWire, text);
  row.step = event.step;
  row.alarming = true;
  if (await != nullptr && event.timed_out) {
    row.absent = true;
    row.direction = await->direction;
  }
}

std::optional<std::size_t> RowBuilder::EndOf(const CallBegan& call) const {
  for (std::size_t i = index_ + 1; i < journal_.entries.size(); ++i) {
    const auto* end = std::get_if<CallEnded>(&journal_.entries[i].event);
    if (end != nullptr && end->step == call.step && end->repetition == call.repetition &&
        end->actor == call.actor && open_.count(i) == 0) {
      return i;
    }
  }
  return std::nullopt;
}

// Something of the other side came in between, so that beginning and end belong to different
// moments. An acknowledgement alone is no such thing.
bool RowBuilder::WaitsForTheOther(const CallBegan& call, std::size_t end) const {
  const Direction inbound = call.actor == Actor::kSut ? Direction::kToSut : Direction::kFromSut;
  for (std::size_t i = index_ + 1; i < end; ++i) {
    const Event& event = journal_.entries[i].event;
    if (std::holds_alternative<CallBegan>(event)) return true;
    if (std::holds_alternative<CallEnded>(event)) return true;
    const auto* seen = std::get_if<SegmentSeen>(&event);
    if (seen != nullptr && seen->direction == inbound && !IsPureAck(seen->segment)) return true;
  }
  return std::get<CallEnded>(journal_.entries[end].event).outcome.blocked;
}

void RowBuilder::Add(const CallBegan& event) {
  const auto end = EndOf(event);
  if (end && event.action == "segments" && !IsMarked() &&
      !std::get<CallEnded>(journal_.entries[*end].event).outcome.error) {
    // The segments themselves are on the wire.
    open_[*end] = &event;
    joined_.insert(*end);
    return;
  }
  LadderRow& row = Row(SideOf(event.actor), CallText(event));
  row.step = event.step;
  row.waiting = true;
  if (!end) return;
  open_[*end] = &event;
  if (!event.background.empty() || WaitsForTheOther(event, *end)) return;
  row.waiting = false;
  row.came_to = OutcomeText(event, std::get<CallEnded>(journal_.entries[*end].event).outcome);
  row.entries.insert(*end);
  joined_.insert(*end);
}

void RowBuilder::Add(const CallEnded& event) {
  if (joined_.count(index_) > 0) return;
  const auto begin = open_.find(index_);
  const CallBegan unknown{.action = "call"};
  const CallBegan& call = begin == open_.end() ? unknown : *begin->second;
  LadderRow& row = Row(SideOf(event.actor), CallName(call));
  row.step = event.step;
  row.came_to = OutcomeText(call, event.outcome);
}

void RowBuilder::Add(const SegmentSeen& event) {
  LadderRow& row = Row(Place::kWire, "");
  row.segment = labels_.Next(event);
  row.direction = event.direction;
}

void RowBuilder::Add(const StateRead& event) {
  std::string text = "state";
  if (!event.on.empty() && event.on != "c") text += "(" + event.on + ")";
  LadderRow& row = Row(SideOf(event.actor), text);
  row.step = event.step;
  row.came_to = event.state.empty() ? "unknown" : event.state;
}

void RowBuilder::Add(const PeerGone& event) {
  Row(SideOf(event.actor), event.how).alarming = !event.expected;
}

void RowBuilder::Add(const PeerPinged& event) {
  LadderRow& row = Row(SideOf(event.actor), "ping");
  row.came_to = event.answered ? "alive, " + Text(event.took) : "no answer";
  row.alarming = !event.answered;
}

void RowBuilder::Add(const CaptureEnded& event) {
  if (event.dropped == 0 && !IsMarked()) return;
  Row(Place::kWire, "capture lost " + std::to_string(event.dropped) + " of " +
                        std::to_string(event.received + event.dropped) + " segments")
      .alarming = event.dropped > 0;
}

void RowBuilder::Add(const EpilogueBegan& /*event*/) { Row(Place::kWire, "end of the steps"); }

void RowBuilder::Add(const SocketLeft& event) {
  Row(Place::kSutSide, "left behind: " + event.state).alarming = event.state != "TIME_WAIT";
}

void RowBuilder::Add(const StackComplained& event) {
  Row(Place::kSutSide, event.text).alarming = true;
}

void RowBuilder::Add(const HarnessTrouble& event) { Row(Place::kWire, event.what).alarming = true; }

}  // namespace closespec
