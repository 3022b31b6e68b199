#include "peers/wire_peer/segment_grammar.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <vector>

#include "peers/wire_peer/request.h"

namespace closespec::wire_peer {
namespace {

constexpr std::uint32_t kMostInAWord = 65535;

bool TakeFlags(std::string_view value, SegmentSpec& spec) {
  // ParseFlags() has other separators, and takes nothing for none.
  if (value.empty() || value.find_first_of("|,") != std::string_view::npos) return false;
  std::string names(value);
  std::ranges::replace(names, '+', '|');
  const auto flags = ParseFlags(names);
  if (flags) spec.flags = *flags;
  return flags.has_value();
}

template <typename Member>
bool TakeExpression(std::string_view value, Member& member) {
  member = ParseSequenceExpression(value);
  return member.has_value();
}

template <typename Member>
bool TakeNumber(std::string_view value, Member& member) {
  const auto number = ParseNumber(value, kMostInAWord);
  if (number) member = static_cast<std::uint16_t>(*number);
  return number.has_value();
}

bool TakeTimestamp(std::string_view value, SegmentSpec& spec) {
  spec.no_timestamp = value == "none";
  if (spec.no_timestamp) return true;
  if (value.starts_with("+-")) return false;
  if (value.starts_with('+')) value.remove_prefix(1);
  std::int32_t offset = 0;
  const char* const end = value.data() + value.size();
  const auto [stopped, error] = std::from_chars(value.data(), end, offset);
  spec.timestamp_offset = offset;
  return error == std::errc() && stopped == end;
}

bool TakeSack(std::string_view value, SegmentSpec& spec) {
  constexpr std::string_view kTo = "..";
  const std::size_t to = value.find(kTo);
  if (to == std::string_view::npos) return false;
  const auto left = ParseSequenceExpression(value.substr(0, to));
  const auto right = ParseSequenceExpression(value.substr(to + kTo.size()));
  if (left && right) spec.sack = SackSpec{*left, *right};
  return spec.sack.has_value();
}

struct FieldRow {
  std::string_view name;
  std::string_view form;  // what the value must be
  bool (*take)(std::string_view value, SegmentSpec& spec);
};

constexpr std::array kFields = {
    FieldRow{"flags", "FLAG+FLAG.. or none", &TakeFlags},
    FieldRow{
        "seq", "an expression",
        [](std::string_view value, SegmentSpec& spec) { return TakeExpression(value, spec.seq); }},
    FieldRow{
        "ack", "an expression",
        [](std::string_view value, SegmentSpec& spec) { return TakeExpression(value, spec.ack); }},
    FieldRow{
        "bytes", "0 to 65535",
        [](std::string_view value, SegmentSpec& spec) { return TakeNumber(value, spec.bytes); }},
    FieldRow{
        "window", "0 to 65535",
        [](std::string_view value, SegmentSpec& spec) { return TakeNumber(value, spec.window); }},
    FieldRow{"urgent", "0 to 65535",
             [](std::string_view value, SegmentSpec& spec) {
               return TakeNumber(value, spec.urgent_pointer);
             }},
    FieldRow{"checksum", "wrong",
             [](std::string_view value, SegmentSpec& spec) {
               spec.wrong_checksum = true;
               return value == "wrong";
             }},
    FieldRow{"timestamp", "a number or none", &TakeTimestamp},
    FieldRow{"sack", "EXPRESSION..EXPRESSION", &TakeSack},
    FieldRow{"mss", "0 to 65535",
             [](std::string_view value, SegmentSpec& spec) {
               return TakeNumber(value, spec.maximum_segment_size);
             }},
    FieldRow{"user_timeout", "0 to 65535",
             [](std::string_view value, SegmentSpec& spec) {
               return TakeNumber(value, spec.user_timeout);
             }},
    FieldRow{"delay", "0 to 65535",
             [](std::string_view value, SegmentSpec& spec) {
               std::uint16_t number = 0;
               const bool taken = TakeNumber(value, number);
               spec.delay = std::chrono::milliseconds(number);
               return taken;
             }},
};

NoSegment Refusal(std::string_view name, std::string_view why) {
  return {std::string(name) + " " + std::string(why)};
}

}  // namespace

std::variant<SegmentSpec, NoSegment> ParseSegmentSpec(std::string_view text) {
  SegmentSpec spec;
  std::array<bool, kFields.size()> seen{};
  for (const std::string& part : Split(text, ',')) {
    const std::size_t colon = part.find(':');
    if (colon == std::string::npos) return Refusal("a segment's", "part is no NAME:VALUE: " + part);
    const std::string_view name = std::string_view(part).substr(0, colon);
    const auto* const row = std::ranges::find(kFields, name, &FieldRow::name);
    if (row == kFields.end()) return Refusal("a segment has no", name);
    bool& known = seen[static_cast<std::size_t>(row - kFields.begin())];
    if (known) return Refusal(name, "twice");
    known = true;
    if (!row->take(std::string_view(part).substr(colon + 1), spec)) {
      return Refusal(name, "must be " + std::string(row->form));
    }
  }
  if (!seen.front()) return Refusal("a segment needs", "flags");
  return spec;
}

}  // namespace closespec::wire_peer
