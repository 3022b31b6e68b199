#include "suites/model/stimulus.h"

#include <optional>
#include <string_view>

#include "suites/model/sha256.h"
#include "suites/model/vocabulary.h"

namespace closespec {
namespace {

// One word a value, of its own spelling: a change in how things are shown to people must not make
// recorded runs unfit to be judged again.
class StimulusText {
 public:
  void Add(const Step& step) {
    std::visit([this](const auto& action) { Write(action); }, step.action);
    if (step.times != 1) Word("times", std::to_string(step.times));
    text_ += '\n';
  }
  void Add(const WirePeer& peer) {
    Word("acks", peer.acknowledges ? "automatic" : "manual");
    Word("handshake", peer.shakes_hands ? "automatic" : "manual");
    for (const std::string& option : peer.options) Word("option", option);
    Word("window", std::to_string(peer.window));
    Word("iss", std::to_string(peer.iss.Bits()));
  }
  void Word(std::string_view name, std::string_view value) {
    if (value.empty()) return;
    text_ += ' ';
    text_ += name;
    text_ += '=';
    text_ += value;
  }
  [[nodiscard]] const std::string& Text() const { return text_; }

 private:
  void Write(const SocketCall& call) {
    Word(ActorWord(call.actor), call.action);
    Word("on", call.on);
    Word("as", call.as);
    Word("in", call.in);
    Word("background", call.background);
    for (const auto& [name, value] : call.arguments) Word(name, value);
  }
  void Write(const FinishCall& finish) {
    Word(ActorWord(finish.actor), "finish");
    Word("call", finish.call);
  }
  void Write(const StillBlocked& blocked) {
    Word(ActorWord(blocked.actor), "still_blocked");
    Word("call", blocked.call);
    Word("milliseconds", std::to_string(blocked.budget.count()));
  }
  void Write(const WaitState& wait) {
    Word(ActorWord(wait.actor), "wait_state");
    Word("on", wait.on);
    for (const std::string& state : wait.states) Word("state", state);
    if (wait.if_able) Word("if_able", "yes");
  }
  void Write(const ReadState& read) {
    Word(ActorWord(read.actor), "state");
    Word("on", read.on);
  }
  void Write(const AwaitSegment& await) {
    Word("wire", await.direction == Direction::kFromSut ? "sut_sends" : "sut_gets");
    Word("on", await.on);
    for (const SegmentPattern& pattern : await.any) Write(pattern);
  }
  // Nobody does anything about it, but the journal counts steps.
  void Write(const NeverSegment& /*never*/) { Word("wire", "never"); }
  void Write(const Silence& silence) {
    Word("wire", "silence");
    Word("on", silence.on);
    if (!silence.again) Word("again", "no");
    if (silence.budget) Word("milliseconds", std::to_string(silence.budget->count()));
  }

  void Write(const SegmentPattern& pattern) {
    text_ += " pattern";
    Write("flags", pattern.flags);
    Write("flags_may", pattern.flags_may);
    Write("seq", pattern.seq);
    Write("seq_above", pattern.seq_above);
    Write("ack", pattern.ack);
    Write("bytes", pattern.bytes);
    Write("window", pattern.window);
    if (pattern.timestamp) {
      Word("timestamp", kTimestamps[static_cast<std::size_t>(*pattern.timestamp)]);
    }
  }
  void Write(std::string_view name, const std::optional<TcpFlags>& flags) {
    if (!flags) return;
    std::string bits;
    for (const bool bit :
         {flags->fin, flags->syn, flags->rst, flags->psh, flags->ack, flags->urg}) {
      bits += bit ? '1' : '0';
    }
    Word(name, bits);
  }
  void Write(std::string_view name, const std::optional<SequenceExpression>& expression) {
    if (!expression) return;
    std::string sum = std::to_string(static_cast<int>(expression->variable)) + "+";
    if (expression->plus) sum += "v" + std::to_string(static_cast<int>(*expression->plus)) + "+";
    Word(name, sum + std::to_string(expression->offset));
  }
  void Write(std::string_view name, const std::optional<Range>& range) {
    if (!range) return;
    Word(name, std::to_string(range->minimum) + ".." + std::to_string(range->maximum));
  }

  static std::string_view ActorWord(Actor actor) { return actor == Actor::kSut ? "sut" : "peer"; }

  std::string text_;
};

}  // namespace

std::string StimulusOf(const Case& conducted) {
  StimulusText text;
  text.Word("family", conducted.family == Family::kIpv4 ? "ipv4" : "ipv6");
  text.Word("opener", conducted.opener == Actor::kSut ? "sut" : "peer");
  for (const auto& [actor, kind] : conducted.sockets) {
    text.Word(actor == Actor::kSut ? "sut_socket" : "peer_socket", ToText(kind));
  }
  if (conducted.wire_peer) text.Add(*conducted.wire_peer);
  for (const auto& [name, value] : conducted.settings) text.Word(name, value);
  text.Word("preamble_steps", std::to_string(conducted.preamble_steps));
  for (const Step& step : conducted.steps) text.Add(step);
  return Sha256Of(text.Text());
}

}  // namespace closespec
