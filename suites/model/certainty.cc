#include "suites/model/certainty.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <string_view>
#include <utility>

#include "suites/model/spelling.h"

namespace closespec {
namespace {

template <std::size_t kSize>
bool IsOneOf(std::string_view word, const std::array<std::string_view, kSize>& words) {
  return std::ranges::find(words, word) != words.end();
}

bool HasFlag(const SocketCall& call, std::string_view flag) {
  const std::string flags = ArgumentOf(call, "flags");
  return std::ranges::count(Words(flags, " ,|"), flag) != 0;
}

bool AsksForEvents(const SocketCall& call) {
  constexpr std::array<std::string_view, 5> kAsking = {"poll", "epoll", "select", "watched",
                                                       "network_events"};
  return IsOneOf(call.action, kAsking);
}

// Something of it reaches the other end.
bool IsFelt(const SocketCall& call) {
  constexpr std::array<std::string_view, 7> kFelt = {"send",     "send_all", "close",     "connect",
                                                     "segments", "icmp",     "disconnect"};
  if (call.action == "shutdown") return ArgumentOf(call, "how") != "read";
  return IsOneOf(call.action, kFelt);
}

// What is so when nothing has come, too, is no guess.
bool IsOfNothing(const FieldExpectation& field) {
  if (const auto* set = std::get_if<HasAndLacks>(&field.matcher)) return set->has.empty();
  const auto* text = std::get_if<IsText>(&field.matcher);
  return text != nullptr && (text->text == "EAGAIN" || text->text == "0");
}

bool Fails(const Alternative& alternative) {
  return std::ranges::any_of(alternative.fields, [](const FieldExpectation& field) {
    return field.field == "error" || field.field == "fails";
  });
}

class Arrivals {
 public:
  std::vector<UncertainCheck> Find(const Case& examined) {
    for (std::size_t i = 0; i < examined.steps.size(); ++i) {
      const Step& step = examined.steps[i];
      if (i >= examined.preamble_steps && step.expect) Judge(step);
      std::visit([&](const auto& action) { Follow(step, action); }, step.action);
    }
    return std::move(found_);
  }

 private:
  // A name belongs to a side, but both ends of a connection have the same one.
  using End = std::pair<Actor, std::string>;

  static Actor Other(Actor actor) { return actor == Actor::kSut ? Actor::kPeer : Actor::kSut; }

  End EndOf(Actor actor, const std::string& name) const {
    const auto other = copies_.find({actor, name});
    return {actor, other == copies_.end() ? name : other->second};
  }
  bool Waits(const SocketCall& call) const {
    if (!call.background.empty()) return false;
    if (AsksForEvents(call)) return ArgumentOf(call, "wait") == "yes";
    constexpr std::array<std::string_view, 2> kAlways = {"wait_readable", "await_signal"};
    constexpr std::array<std::string_view, 4> kBlocking = {"recv", "recv_all", "accept", "connect"};
    if (IsOneOf(call.action, kAlways)) return true;
    return IsOneOf(call.action, kBlocking) && !HasFlag(call, "dontwait") &&
           !nonblocking_.contains(EndOf(call.actor, call.on));
  }

  // Whether the outcome of the step depends on what has arrived.
  bool Depends(const SocketCall& call, const Expectation& expect) const {
    if (call.action == "send" || call.action == "send_all") {
      return !shut_.contains(EndOf(call.actor, call.on)) && std::ranges::all_of(expect.any, Fails);
    }
    constexpr std::array<std::string_view, 2> kReading = {"recv", "recv_all"};
    if (IsOneOf(call.action, kReading)) return !Waits(call);
    if (call.action == "getsockopt") return ArgumentOf(call, "option") == "SO_ERROR";
    return AsksForEvents(call) ? !Waits(call) : call.action == "unread_count";
  }

  static Expectation InState(const std::string& state) {
    return {{{{{.field = "state", .matcher = IsText{state}}}}}};
  }

  void Judge(const Step& step) {
    const Expectation& expect = *step.expect;
    if (const auto* read = std::get_if<ReadState>(&step.action)) {
      const End end = EndOf(read->actor, read->on);
      // That it stays what it is would be so, too, when nothing had come.
      if (expect != InState(states_[end])) Blame(step, end);
      return;
    }
    const auto* call = std::get_if<SocketCall>(&step.action);
    if (call == nullptr || !Depends(*call, expect)) return;
    const bool is_end = call->action == "recv" || call->action == "recv_all";
    const bool of_nothing = std::ranges::any_of(expect.any, [&](const Alternative& each) {
      return std::ranges::all_of(each.fields, [&](const FieldExpectation& field) {
        // recv() returns 0 at the end of the stream only.
        return IsOfNothing(field) && !(is_end && field.field == "returns");
      });
    });
    if (!of_nothing) Blame(step, EndOf(call->actor, call->on));
  }
  void Blame(const Step& step, const End& end) {
    const auto cause = coming_.find(end);
    if (cause != coming_.end()) found_.push_back({&step, cause->second});
  }

  void Arrived(const End& end) { coming_.erase(end); }
  void ArrivedAt(const std::string& connection) {
    Arrived({Actor::kSut, connection});
    Arrived({Actor::kPeer, connection});
  }
  void ArrivedAt(Actor actor) {
    std::erase_if(coming_, [&](const auto& each) { return each.first.first == actor; });
  }

  // What the calls of its own make of the state of an end.
  void FollowState(const SocketCall& call, const End& own) {
    std::string& state = states_[own];
    if (call.action == "connect") state = Waits(call) ? "ESTABLISHED" : "SYN_SENT";
    if (call.action == "accept") states_[{call.actor, call.as}] = "ESTABLISHED";
    const bool ends =
        call.action == "close" || (call.action == "shutdown" && ArgumentOf(call, "how") != "read");
    if (!ends) return;
    if (state == "ESTABLISHED") {
      state = "FIN_WAIT_1";
    } else if (state == "CLOSE_WAIT") {
      state = "LAST_ACK";
    }
  }

  void Follow(const Step& step, const SocketCall& call) {
    const End own = EndOf(call.actor, call.on);
    const End other{Other(call.actor), own.second};
    if (Waits(call)) {
      Arrived(own);
      if (call.action == "accept") Arrived({call.actor, call.as});
    }
    FollowState(call, own);
    if (call.action == "set_blocking") {
      if (ArgumentOf(call, "blocking") == "no") nonblocking_.insert(own);
      if (ArgumentOf(call, "blocking") == "yes") nonblocking_.erase(own);
    } else if (call.action == "dup" || call.action == "watch") {
      copies_[{call.actor, call.as}] = own.second;
    } else if (call.action == "dup2") {
      copies_[{call.actor, ArgumentOf(call, "over")}] = own.second;
    } else if (call.action == "shutdown" && ArgumentOf(call, "how") != "read") {
      shut_.insert(own);
    } else if (call.action == "exit" || call.action == "abort" || call.action == "exec") {
      for (const std::string& each : connections_) coming_[{other.first, each}] = &step;
    }
    if (!IsFelt(call)) return;
    coming_[other] = &step;
    connections_.insert(own.second);
    if (call.action == "connect") coming_[{other.first, ArgumentOf(call, "to")}] = &step;
  }
  void Follow(const Step& /*step*/, const FinishCall& finish) { ArrivedAt(finish.actor); }
  void Follow(const Step& /*step*/, const StillBlocked& /*blocked*/) {}
  // The state of one end tells of the other, which has acknowledged.
  void Follow(const Step& /*step*/, const WaitState& wait) {
    if (wait.states.size() == 1) states_[EndOf(wait.actor, wait.on)] = wait.states.front();
    ArrivedAt(EndOf(wait.actor, wait.on).second);
  }
  void Follow(const Step& /*step*/, const ReadState& /*read*/) {}
  void Follow(const Step& /*step*/, const AwaitSegment& await) {
    const std::optional<TcpFlags>& flags = await.any.front().flags;
    const bool is_answer = flags && flags->syn && flags->ack;
    if (await.direction == Direction::kFromSut && is_answer) {
      states_[{Actor::kSut, await.on}] = "SYN_RECEIVED";
    }
    ArrivedAt(await.on);
  }
  void Follow(const Step& /*step*/, const NeverSegment& /*never*/) {}
  void Follow(const Step& /*step*/, const Silence& silence) { ArrivedAt(silence.on); }

  std::map<End, const Step*> coming_;  // to that end, and nobody has waited for it
  std::map<End, std::string> copies_;  // of descriptors, and what they are of
  std::map<End, std::string> states_;  // as far as it is known
  std::set<End> nonblocking_;
  std::set<End> shut_;
  std::set<std::string> connections_;
  std::vector<UncertainCheck> found_;
};

}  // namespace

std::vector<UncertainCheck> FindUncertain(const Case& examined) {
  return Arrivals().Find(examined);
}

}  // namespace closespec
