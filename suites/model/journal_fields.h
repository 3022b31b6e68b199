// The fields of every event, once for the writer and the reader of a journal's text: both call
// Fields(io, event), and `io` either appends the field or takes it. Always() is there in any case,
// Usually() is left out when the field has the value that it has in a new object.

#ifndef CLOSESPEC_SUITES_MODEL_JOURNAL_FIELDS_H_
#define CLOSESPEC_SUITES_MODEL_JOURNAL_FIELDS_H_

#include <array>
#include <concepts>
#include <string_view>
#include <type_traits>
#include <variant>

#include "suites/model/journal.h"

namespace closespec {

// In the order of Event's alternatives.
inline constexpr std::array<std::string_view, 14> kEventNames = {
    "peer_ready", "step_began",  "step_ended", "call_began",     "call_ended",
    "segment",    "state_read",  "peer_gone",  "peer_pinged",    "capture_ended",
    "epilogue",   "socket_left", "complaint",  "harness_trouble"};
static_assert(kEventNames.size() == std::variant_size_v<Event>);

// T when it is read, const T when it is written.
template <typename Object, typename T>
concept Is = std::same_as<std::remove_const_t<Object>, T>;

template <typename Io>
void Fields(Io& io, Is<PeerReady> auto& event) {
  io.Always("actor", event.actor);
  io.Always("stack", event.stack);
  io.Usually("actions", event.actions);
  io.Usually("features", event.features);
}

template <typename Io>
void Fields(Io& io, Is<StepBegan> auto& event) {
  io.Step("step", event.step);
  io.Usually("repetition", event.repetition);
}

template <typename Io>
void Fields(Io& io, Is<StepEnded> auto& event) {
  io.Step("step", event.step);
  io.Usually("repetition", event.repetition);
  io.Usually("timed_out", event.timed_out);
  io.Usually("budget_milliseconds", event.budget);
  io.Usually("late_milliseconds", event.late);
}

template <typename Io>
void Fields(Io& io, Is<CallBegan> auto& event) {
  io.Step("step", event.step);
  io.Usually("repetition", event.repetition);
  io.Always("actor", event.actor);
  io.Always("action", event.action);
  io.Usually("on", event.on);
  io.Usually("as", event.as);
  io.Usually("in", event.in);
  io.Usually("background", event.background);
  io.Usually("arguments", event.arguments);
}

template <typename Io>
void Fields(Io& io, Is<CallEnded> auto& event) {
  io.Step("step", event.step);
  io.Usually("repetition", event.repetition);
  io.Always("actor", event.actor);
  auto& outcome = event.outcome;
  io.Usually("returns", outcome.returns);
  io.Usually("error", outcome.error);
  io.Usually("blocked", outcome.blocked);
  io.Usually("unsupported", outcome.unsupported);
  io.Usually("stream", outcome.stream);
  io.Usually("intact", outcome.intact, true);
  io.Usually("facts", outcome.facts);
  io.Usually("peer_at", outcome.at);
}

template <typename Io>
void Fields(Io& io, Is<SegmentSeen> auto& event) {
  io.Always("from", event.direction);
  auto& segment = event.segment;
  io.Usually("source", segment.source);
  io.Usually("destination", segment.destination);
  io.Always("flags", segment.flags);
  io.Always("seq", segment.seq);
  io.Usually("ack", segment.ack);
  io.Usually("bytes", segment.length);
  io.Usually("window", segment.window);
  io.Usually("window_scale", segment.window_scale);
  io.Usually("maximum_segment_size", segment.maximum_segment_size);
  io.Usually("timestamp", segment.timestamp);
  io.Usually("sack_permitted", segment.sack_permitted);
  io.Usually("checksum_correct", segment.checksum_correct);
  io.Usually("captured_at", segment.captured_at);
}

template <typename Io>
void Fields(Io& io, Is<StateRead> auto& event) {
  io.Step("step", event.step);
  io.Usually("repetition", event.repetition);
  io.Always("actor", event.actor);
  io.Usually("on", event.on);
  io.Usually("state", event.state);
  io.Usually("source", event.source);
}

template <typename Io>
void Fields(Io& io, Is<PeerGone> auto& event) {
  io.Always("actor", event.actor);
  io.Always("how", event.how);
  io.Usually("expected", event.expected);
  io.Usually("budget_milliseconds", event.budget);
  io.Usually("late_milliseconds", event.late);
}

template <typename Io>
void Fields(Io& io, Is<PeerPinged> auto& event) {
  io.Always("actor", event.actor);
  io.Always("answered", event.answered);
  io.Usually("took_milliseconds", event.took);
}

template <typename Io>
void Fields(Io& io, Is<CaptureEnded> auto& event) {
  io.Always("received", event.received);
  io.Always("dropped", event.dropped);
}

template <typename Io>
void Fields(Io& /*io*/, Is<EpilogueBegan> auto& /*event*/) {}

template <typename Io>
void Fields(Io& io, Is<SocketLeft> auto& event) {
  io.Usually("local", event.local);
  io.Usually("remote", event.remote);
  io.Always("state", event.state);
}

template <typename Io>
void Fields(Io& io, Is<StackComplained> auto& event) {
  io.Always("text", event.text);
}

template <typename Io>
void Fields(Io& io, Is<HarnessTrouble> auto& event) {
  io.Always("what", event.what);
}

// The first line; the entries follow.
template <typename Io>
void Fields(Io& io, Is<Journal> auto& journal) {
  io.Always("case_id", journal.case_id);
  io.Always("stimulus", journal.stimulus);
  io.Always("addresses", journal.addresses);
  io.Always("capture", journal.capture);
  io.Always("real_checksums", journal.real_checksums);
  io.Always("socket_table", journal.socket_table);
}

}  // namespace closespec

#endif  // CLOSESPEC_SUITES_MODEL_JOURNAL_FIELDS_H_
