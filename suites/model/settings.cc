#include "suites/model/settings.h"

#include <algorithm>
#include <array>

#include "suites/model/spelling.h"

namespace closespec {
namespace {

using enum SettingKind;

constexpr std::array<SettingRow, 26> kRows = {{
    {"abort_on_overflow", kSwitch, "a full accept queue resets the connection it has no room for"},
    {"challenge_ack_interval", kDuration,
     "the least time between two ACKs of one connection that answer unacceptable segments"},
    {"challenge_ack_limit", kCount, "challenge ACKs a second, all connections together"},
    {"ecn", kSwitch, "explicit congestion notification is asked for and agreed to"},
    {"ephemeral_port_limit", kCount,
     "the last of the ports for sockets that ask for none; the first is 40000"},
    {"fast_open", kSwitch,
     "data on a SYN is taken at once, by every listener and without a cookie"},
    {"fin_wait_2_timeout", kDuration,
     "how long a connection that its process has closed stays in FIN_WAIT_2"},
    {"keepalive_idle", kDuration,
     "how long a connection is idle before the first keep-alive probe"},
    {"keepalive_interval", kDuration, "the time between two keep-alive probes"},
    {"keepalive_probes", kCount, "keep-alive probes without an answer before the connection ends"},
    {"orphan_retries", kCount,
     "retransmissions before a connection that its process has closed is given up"},
    {"receive_buffer", kCount, "octets that may wait to be read, as the stack counts them"},
    {"retransmissions_before_give_up", kCount,
     "retransmissions of data before the connection is given up"},
    {"rfc1337", kSwitch, "a RST does not end TIME_WAIT"},
    {"rto_max", kDuration, "the upper bound of the retransmission time-out"},
    {"rto_min", kDuration, "the lower bound of the retransmission time-out"},
    {"sack", kSwitch, "selective acknowledgments are offered and agreed to"},
    {"send_buffer", kCount, "octets that may wait to be acknowledged, as the stack counts them"},
    {"syn_retries", kCount, "retransmissions of a SYN before connect() fails"},
    {"synack_retries", kCount, "retransmissions of a SYN,ACK before the request is forgotten"},
    {"syncookies", kSwitch, "a flood of SYNs is answered without remembering them"},
    {"time_wait_length", kDuration, "how long a connection stays in TIME_WAIT: 2 MSL"},
    {"time_wait_limit", kCount, "connections in TIME_WAIT, all together; beyond it there is none"},
    {"time_wait_reuse", kSwitch, "connect() may take over the port of a connection in TIME_WAIT"},
    {"timestamps", kSwitch, "timestamps are offered and agreed to"},
    {"window_scaling", kSwitch, "window scaling is offered and agreed to"},
}};

std::string ReadDuration(const Reading& reading, const Node& written) {
  constexpr std::string_view kWanted =
      R"(a duration is {"seconds": n} or {"milliseconds": n}, found )";
  if (written.kind != Node::Kind::kObject || written.members.size() != 1) {
    reading.document.Fail(written, std::string(kWanted) + Describe(written));
  }
  constexpr std::array<std::string_view, 2> kUnits = {"seconds", "milliseconds"};
  AllowKeys(reading.document, written, kUnits, "a duration");
  const Member& member = written.members.front();
  const std::int64_t scale = member.key == "seconds" ? 1000 : 1;
  return std::to_string(ReadInteger(reading, member.value, 0, kLargestSetting / scale) * scale);
}

// A parameter can be a word, but not true or false.
std::string ReadSwitch(const Reading& reading, const Node& written) {
  const Node& meant = Meant(reading, written);
  if (meant.kind == Node::Kind::kBoolean) return meant.boolean ? "on" : "off";
  if (meant.kind == Node::Kind::kString && (meant.text == "on" || meant.text == "off")) {
    return meant.text;
  }
  reading.document.Fail(written,
                        R"(a switch is true or false, or "on" or "off", found )" + Describe(meant));
}

std::string ReadValue(const Reading& reading, SettingKind kind, const Node& written) {
  switch (kind) {
    case kDuration:
      return ReadDuration(reading, written);
    case kCount:
      return std::to_string(ReadInteger(reading, written, 0, kLargestSetting));
    case kSwitch:
      return ReadSwitch(reading, written);
  }
  return "";
}

}  // namespace

std::string_view ToText(SettingKind kind) {
  switch (kind) {
    case kDuration:
      return "duration";
    case kCount:
      return "count";
    case kSwitch:
      return "switch";
  }
  return "";
}

std::span<const SettingRow> SettingRows() { return kRows; }

const SettingRow* FindSetting(std::string_view name) {
  const auto* const row = std::ranges::find(kRows, name, &SettingRow::name);
  return row == kRows.end() ? nullptr : row;
}

const SettingRow& RequireSetting(const Document& document, const Member& key) {
  if (const SettingRow* const row = FindSetting(key.key)) return *row;
  std::vector<std::string_view> names;
  names.reserve(kRows.size());
  for (const SettingRow& each : kRows) names.push_back(each.name);
  document.FailKey(key, "unknown setting \"" + key.key + "\"" + Allowed(key.key, names));
}

Settings ReadSettings(const Reading& reading, const Node& object) {
  RequireObject(reading.document, object);
  Settings settings;
  for (const Member& member : object.members) {
    const SettingRow& row = RequireSetting(reading.document, member);
    settings.emplace_back(member.key, ReadValue(reading, row.kind, member.value));
  }
  if (settings.empty()) reading.document.Fail(object, "settings sets nothing");
  std::ranges::sort(settings);
  return settings;
}

}  // namespace closespec
