#include "harness/conductor/peer_session.h"

#include <charconv>
#include <utility>

namespace closespec {
namespace {

constexpr std::size_t kQuoted = 80;

std::string Quote(std::string_view line) {
  std::string quoted(line.substr(0, kQuoted));
  for (char& each : quoted) {
    if (each < ' ' || each > '~') each = '?';
  }
  return quoted + (line.size() > kQuoted ? "..." : "");
}

template <typename Number>
std::optional<Number> ParseNumber(std::string_view text) {
  Number number{};
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return number;
}

std::vector<std::string> SplitAtCommas(std::string_view text) {
  std::vector<std::string> words;
  while (!text.empty()) {
    const std::size_t comma = std::min(text.find(','), text.size());
    words.emplace_back(text.substr(0, comma));
    text.remove_prefix(std::min(comma + 1, text.size()));
  }
  return words;
}

std::optional<StreamPiece> ParsePiece(std::string_view text) {
  const std::size_t plus = text.find('+');
  if (plus == std::string_view::npos) return std::nullopt;
  const auto offset = ParseNumber<std::uint64_t>(text.substr(0, plus));
  const auto octets = ParseNumber<std::uint64_t>(text.substr(plus + 1));
  if (!offset || !octets) return std::nullopt;
  return StreamPiece{*offset, *octets};
}

// Nothing when a value is not of its kind.
std::optional<Outcome> ToOutcome(const protocol::Message& message) {
  Outcome outcome;
  for (const auto& [key, value] : message.values) {
    if (key == "returns") {
      outcome.returns = ParseNumber<std::int64_t>(value);
      if (!outcome.returns) return std::nullopt;
    } else if (key == "error") {
      outcome.error = value;
    } else if (key == "stream") {
      outcome.stream = ParsePiece(value);
      if (!outcome.stream) return std::nullopt;
    } else if (key == "intact") {
      if (value != "yes" && value != "no") return std::nullopt;
      outcome.intact = value == "yes";
    } else if (key == "at") {
      const auto at = ParseNumber<std::int64_t>(value);
      if (!at) return std::nullopt;
      outcome.at = std::chrono::nanoseconds(*at);
    } else {
      outcome.facts[key] = value;
    }
  }
  if (message.word == "unsupported") {
    const std::string* why = protocol::Find(message, "why");
    outcome.unsupported = why != nullptr ? *why : "no reason given";
    outcome.facts.erase("why");
    return outcome;
  }
  const bool says_how = outcome.returns || outcome.error || outcome.facts.count("ended") != 0;
  const bool contradicts_itself = outcome.returns && outcome.error;
  if (!says_how || contradicts_itself) return std::nullopt;
  return outcome;
}

}  // namespace

Status PeerSession::Start(Launcher& launcher, const LaunchPlan& plan,
                          const FileDescriptor& network_namespace,
                          const FileDescriptor& inherited) {
  auto process = launcher.Launch(plan, network_namespace, inherited,
                                 {[this](std::string_view line) { LineCame(line); },
                                  [this](const std::string& how) { Break(how); }});
  if (!process) return process.trouble();
  process_ = std::move(*process);
  return Done{};
}

std::string PeerSession::Request(std::string action,
                                 std::vector<std::pair<std::string, std::string>> values) {
  std::string tag = std::to_string(next_tag_++);
  std::string& background = awaited_[tag];
  for (const auto& [key, value] : values) {
    if (key == "background") background = value;
  }
  if (!gone_) {
    process_->Write(protocol::Format({tag, std::move(action), std::move(values)}) + "\n");
  }
  return tag;
}

void PeerSession::Quit() {
  if (!gone_) process_->Write(protocol::Format({std::to_string(next_tag_++), "quit", {}}) + "\n");
}

void PeerSession::Kill() {
  if (!gone_ && process_) process_->Kill();
}

void PeerSession::LineCame(std::string_view line) {
  if (gone_) return;
  const auto parsed = protocol::Parse(line);
  if (const auto* malformed = std::get_if<protocol::Malformed>(&parsed)) {
    return Break("said nonsense: \"" + Quote(line) + "\" (" + malformed->why + ")");
  }
  const auto& message = std::get<protocol::Message>(parsed);
  const std::string* complaint = protocol::Find(message, "text");
  if (message.word == "complaint" && complaint != nullptr) {
    if (events_.on_complaint) events_.on_complaint(*complaint);
    return;
  }
  if (!greeted_) return HelloCame(message);
  AnswerCame(message);
}

void PeerSession::HelloCame(const protocol::Message& message) {
  const std::string* why = protocol::Find(message, "why");
  if (message.word == "unsupported" && why != nullptr && events_.on_unsupported) {
    return events_.on_unsupported(*why);
  }
  const std::string* version = protocol::Find(message, "protocol");
  if (message.tag != "hello" || message.word != "closespec-peer" || version == nullptr) {
    return Break("said something else than hello first: \"" + Quote(protocol::Format(message)) +
                 "\"");
  }
  if (*version != "1") return Break("speaks protocol " + *version + ", not 1");
  greeted_ = true;
  PeerReady hello{actor_, "unknown", {}, {}};
  if (const auto* stack = protocol::Find(message, "stack")) hello.stack = *stack;
  if (const auto* actions = protocol::Find(message, "actions")) {
    hello.actions = SplitAtCommas(*actions);
  }
  if (const auto* features = protocol::Find(message, "features")) {
    hello.features = SplitAtCommas(*features);
  }
  events_.on_hello(std::move(hello));
}

void PeerSession::AnswerCame(const protocol::Message& message) {
  const std::string line = protocol::Format(message);
  const auto asked = awaited_.extract(message.tag);
  if (asked.empty()) return Break("answered what nobody had asked: \"" + Quote(line) + "\"");
  if (message.word == "started" && !asked.mapped().empty()) {
    awaited_[asked.mapped()] = "";
    return events_.on_answer(message.tag, std::nullopt);
  }
  if (message.word == "refused") return Break("refused a request: \"" + Quote(line) + "\"");
  if (!message.word.empty() && message.word != "unsupported") {
    return Break("said nonsense: \"" + Quote(line) + "\"");
  }
  auto outcome = ToOutcome(message);
  if (!outcome) return Break("said nonsense: \"" + Quote(line) + "\"");
  events_.on_answer(message.tag, std::move(outcome));
}

void PeerSession::Break(const std::string& how) {
  if (std::exchange(gone_, true)) return;
  if (process_) process_->Kill();
  events_.on_gone(how);
}

}  // namespace closespec
