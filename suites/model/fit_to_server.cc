#include "suites/model/fit_to_server.h"

#include <algorithm>
#include <optional>
#include <set>
#include <utility>

#include "suites/model/sent_text.h"
#include "suites/model/server_steps.h"
#include "suites/model/stimulus.h"

namespace closespec {
namespace {

constexpr const char* kBetween = "the server's own segments come between";
constexpr const char* kReading = "what the server reads may open the window at any time";
constexpr const char* kNotJudged = "nothing is left that the wire shows";

std::string Quoted(ServerRole role) {
  return (role == ServerRole::kEcho ? "an " : "a ") + std::string(ToText(role)) + " server";
}

// Walks the steps as the server would, and keeps those that it goes along with.
class Fitting {
 public:
  Fitting(const Case& original, ServerRole role) : original_(original), role_(role) {}

  std::variant<Case, DoesNotFit> Fit() {
    if (const auto obstacle = ObstacleOf(original_)) return DoesNotFit{*obstacle};
    for (index_ = 0; index_ < original_.steps.size() && stop_.empty(); ++index_) {
      if (index_ == original_.preamble_steps) EndPreamble();
      const Step& step = original_.steps[index_];
      std::visit([&](const auto& action) { Take(action, step); }, step.action);
      if (stop_.empty() && !Pending()) good_ = kept_.size();
    }
    if (stop_.empty() && Pending()) Stop(kBetween);
    return Finish();
  }

 private:
  // What the server is about to do shows on the wire at a time of its own.
  [[nodiscard]] bool Pending() const { return owes_end_ || owed_ > 0; }
  [[nodiscard]] bool InPreamble() const { return index_ < original_.preamble_steps; }

  void Stop(std::string why) {
    if (stop_.empty()) stop_ = std::move(why);
  }
  void StopAtCall(const std::string& action) {
    Stop("the SUT calls " + action + ", which " + Quoted(role_) + " does not do there");
  }
  void Keep(Step step) { kept_.push_back(std::move(step)); }

  void EndPreamble() {
    preamble_kept_ = kept_.size();
    reacted_ = Pending();
  }

  void Take(const SocketCall& call, const Step& step) {
    if (call.actor == Actor::kSut) return TakeOfSut(call, step);
    if (call.action == "segments") return TakeSegments(call, step);
    if (Pending()) return Stop(kBetween);
    const bool opens =
        call.action == "connect" && call.on == kConnection && original_.wire_peer->shakes_hands;
    side_.syn_sent |= opens;
    side_.open |= opens;
    Keep(step);
  }

  void Take(const FinishCall& finish, const Step&) {
    if (!looking_.contains(finish.call)) StopAtCall("finish");
  }
  void Take(const StillBlocked& blocked, const Step&) {
    if (!looking_.contains(blocked.call)) StopAtCall("still_blocked");
  }
  void Take(const WaitState& wait, const Step&) {
    if (!wait.if_able) Stop("nobody can be asked for the SUT's state");
  }
  void Take(const ReadState& read, const Step& step) {
    if (!read.if_able && step.record.empty()) Stop("nobody can be asked for the SUT's state");
  }

  // Kept in the end, when it is known what the server has done.
  void Take(const NeverSegment& never, const Step& step) {
    Step moved = step;
    NeverSegment said = never;
    MoveOn(said.pattern, asked_);
    moved.action = said;
    Keep(std::move(moved));
  }

  void Take(const Silence&, const Step& step) {
    if (Pending()) return Stop(kBetween);
    if (has_read_ && !closed_) return Stop(kReading);
    Keep(step);
  }

  void Take(const AwaitSegment& wanted, const Step& step) {
    Step moved = step;
    AwaitSegment said = wanted;
    for (SegmentPattern& each : said.any) MoveOn(each, asked_);
    moved.action = said;
    if (wanted.direction == Direction::kToSut || !Pending()) return Keep(std::move(moved));
    if (owes_end_ && end_called_ && AllName(said, &TcpFlags::fin)) {
      KeepOfServer(std::move(moved));
      owes_end_ = false;
      closed_ = true;
    } else if (owed_ > 0 && send_called_ && WantsOctets(said, owed_)) {
      KeepOfServer(std::move(moved));
      owed_ = 0;
      send_called_ = false;
    } else if (!std::ranges::all_of(said.any, IsOfAcknowledgement)) {
      Stop(kBetween);
    } else if (!early_ && step.record.empty() && std::ranges::all_of(said.any, MayComeOnOther)) {
      Keep(std::move(moved));
      early_ = kept_.size() - 1;
      good_ = kept_.size();
    }
    // Else it may never come by itself, and what comes in its place shows the same.
  }

  // The segment that acknowledged before may have been this one.
  void KeepOfServer(Step step) {
    if (early_) kept_.erase(kept_.begin() + static_cast<std::ptrdiff_t>(*early_));
    early_.reset();
    step.by_server = true;
    step.record.clear();
    step.within.reset();
    step.after.clear();
    Keep(std::move(step));
  }

  void TakeOfSut(const SocketCall& call, const Step& step) {
    const bool listener = call.on == kListener;
    if (call.action == "socket" ? call.as == kListener
                                : (call.action == "bind" || call.action == "listen") && listener) {
      return;
    }
    if (call.action == "accept" && listener && call.background.empty()) return;
    if (OnlyLooks(call)) {
      if (!call.background.empty()) looking_.insert(call.background);
      return;
    }
    if (call.action == "send" && MustFail(step) && call.background.empty()) return;
    if (Closes(call)) return TakeClose(call);
    if (call.action == "send" && step.times == 1 && call.background.empty() &&
        ArgumentOf(call, "flags").empty() && call.on == kConnection) {
      return TakeSend(call);
    }
    StopAtCall(call.action);
  }

  void TakeClose(const SocketCall& call) {
    if (closed_) return;
    if (!owes_end_) {
      if (role_ != ServerRole::kClose || !CanAsk()) return StopAtCall(call.action);
      Ask(1);
      owes_end_ = true;
    }
    end_called_ = true;
  }

  void TakeSend(const SocketCall& call) {
    if (role_ != ServerRole::kEcho) return StopAtCall(call.action);
    const std::int64_t bytes = BytesOf(call);
    if (owed_ > 0) {
      // Where nothing more is checked, the acknowledgement alone says more: it can be judged.
      if (owed_ != bytes || send_called_) return StopAtCall(call.action);
      if (early_ && !ChecksFollow()) return Stop(kBetween);
    } else {
      if (!CanAsk() || owes_end_) return StopAtCall(call.action);
      Ask(bytes);
      owed_ = bytes;
    }
    send_called_ = true;
  }

  // Behind the segment that carries what is sent now.
  [[nodiscard]] bool ChecksFollow() const {
    int found = 0;
    for (std::size_t i = index_ + 1; i < original_.steps.size(); ++i) {
      const Step& step = original_.steps[i];
      const auto* wanted = std::get_if<AwaitSegment>(&step.action);
      const bool waits = wanted != nullptr && wanted->direction == Direction::kFromSut;
      if (waits || std::holds_alternative<Silence>(step.action)) ++found;
    }
    return found > 1;
  }

  [[nodiscard]] bool CanAsk() const {
    return side_.open && !closed_ && !Pending() && !reset_sent_ && !holes_ && side_.sent;
  }

  // Gives the server cause to do what the scenario's call does.
  void Ask(std::int64_t bytes) {
    Step step;
    step.action = SocketCall{.actor = Actor::kPeer,
                             .action = "segments",
                             .arguments = {{"1", "flags:ACK+PSH,bytes:" + std::to_string(bytes)}}};
    step.why = "the server answers it";
    step.file = original_.steps[index_].file;
    step.line = original_.steps[index_].line;
    Keep(std::move(step));
    asked_ += bytes;
    *side_.sent += bytes;
    reacted_ = has_read_ = true;
  }

  void TakeSegments(const SocketCall& call, const Step& step) {
    Step moved = step;
    SocketCall said = call;
    for (auto& [name, text] : said.arguments) {
      text = MovedOn(text, asked_);
      if (const auto objection = ObjectionTo(ReadSentSegment(text), said.on))
        return Stop(*objection);
    }
    if (step.times > 1 && Pending()) return Stop(kBetween);
    moved.action = std::move(said);
    Keep(std::move(moved));
  }

  std::optional<std::string> ObjectionTo(const SentSegment& segment, const std::string& on) {
    if (Pending() || text_with_syn_) return kBetween;
    if (on != kConnection) {
      return segment.TextLength() == 0 ? std::nullopt : std::optional<std::string>(kBetween);
    }
    const TcpFlags& flags = segment.flags;
    const bool is_text = segment.bytes > 0 && flags.ack && !flags.syn && !flags.rst;
    // RFC 9293 3.6.1: what comes after CLOSE resets, what comes after a half-close does not.
    if (closed_ && is_text) return "data comes after the server has closed";
    if (flags.urg && is_text) return "how a server reads urgent data is not known";
    const Delivered delivered = TextDelivered(segment, side_);
    text_with_syn_ = flags.syn && delivered == Delivered::kUnclear;
    reset_sent_ |= flags.rst;
    side_.syn_sent |= flags.syn;
    side_.open |= side_.syn_sent && flags.ack && !flags.rst && !flags.syn;
    if (closed_ || text_with_syn_ || delivered == Delivered::kNothing) return std::nullopt;
    if (role_ == ServerRole::kDiscard && !flags.fin && !fin_ahead_) {
      has_read_ = true;
      if (delivered == Delivered::kAll && !holes_ && side_.sent) {
        *side_.sent += segment.bytes;
      } else {
        side_.sent.reset();
      }
      holes_ |= delivered == Delivered::kLater;
      return std::nullopt;
    }
    if (delivered == Delivered::kLater) {
      holes_ = true;
      fin_ahead_ |= flags.fin;
      return std::nullopt;
    }
    const bool echoes = role_ == ServerRole::kEcho && segment.bytes > 0;
    if (delivered == Delivered::kUnclear || holes_ || !side_.sent || (echoes && flags.fin)) {
      return kBetween;
    }
    *side_.sent += segment.TextLength();
    reacted_ = has_read_ = true;
    if (echoes) {
      owed_ = segment.bytes;
    } else {
      owes_end_ = true;
      end_called_ = false;
    }
    return std::nullopt;
  }

  std::variant<Case, DoesNotFit> Finish() {
    if (index_ <= original_.preamble_steps && !stop_.empty()) return DoesNotFit{stop_};
    std::vector<Step> steps(kept_.begin(), kept_.begin() + static_cast<std::ptrdiff_t>(good_));
    if (steps.size() <= preamble_kept_) return DoesNotFit{stop_.empty() ? kNotJudged : stop_};
    AddNevers(steps);
    const bool any =
        std::any_of(steps.begin() + static_cast<std::ptrdiff_t>(preamble_kept_), steps.end(),
                    [](const Step& step) {
                      return IsCheck(step) && !std::holds_alternative<NeverSegment>(step.action);
                    });
    if (!any) return DoesNotFit{stop_.empty() ? kNotJudged : stop_};
    ForgetMissingLabels(steps);
    Case fitted = original_;
    fitted.steps = std::move(steps);
    fitted.preamble_steps = preamble_kept_;
    fitted.needs.clear();
    fitted.server = role_;
    fitted.left_out = stop_;
    fitted.stimulus = StimulusOf(fitted);
    return fitted;
  }

  // They speak of all of the case, wherever they stand. One that a server's own data or FIN could
  // break by its mere numbers is none that it goes along with.
  void AddNevers(std::vector<Step>& steps) const {
    for (std::size_t i = index_; i < original_.steps.size() && !stop_.empty(); ++i) {
      if (std::holds_alternative<NeverSegment>(original_.steps[i].action)) {
        steps.push_back(original_.steps[i]);
        MoveOn(std::get<NeverSegment>(steps.back().action).pattern, asked_);
      }
    }
    std::erase_if(steps, [this](const Step& step) {
      const auto* never = std::get_if<NeverSegment>(&step.action);
      return never != nullptr && (reacted_ || !stop_.empty()) && !NamesResetOrSyn(never->pattern);
    });
  }

  const Case& original_;
  ServerRole role_;
  std::size_t index_ = 0;
  std::vector<Step> kept_;
  std::size_t good_ = 0;  // so many of `kept_` hold whatever comes after
  std::size_t preamble_kept_ = 0;
  std::string stop_;
  SendingSide side_;
  std::int64_t asked_ = 0;   // octets that the scenario knows nothing of
  std::int64_t owed_ = 0;    // octets that an echo is to send
  bool owes_end_ = false;    // the server is to close
  bool end_called_ = false;  // the scenario, too, has called for it
  bool send_called_ = false;
  bool closed_ = false;  // the server has, and its FIN was waited for
  bool has_read_ = false;
  bool reacted_ = false;  // behind the preamble
  bool reset_sent_ = false;
  bool holes_ = false;  // something lies behind what has not come
  bool fin_ahead_ = false;
  bool text_with_syn_ = false;
  std::optional<std::size_t> early_;  // a kept check that the server's own segment may meet
  std::set<std::string> looking_;     // background calls
};

}  // namespace

std::variant<Case, DoesNotFit> FitToServer(const Case& original, ServerRole role) {
  return Fitting(original, role).Fit();
}

}  // namespace closespec
