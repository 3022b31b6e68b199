#include "harness/conductor/case_run.h"

#include <algorithm>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "harness/conductor/launch_on_link.h"
#include "harness/conductor/waiting.h"

namespace closespec {
namespace {

namespace asio = boost::asio;

}  // namespace

CaseRun::CaseRun(const asio::any_io_executor& executor, const Case& conducted,
                 const CaseSurroundings& surroundings)
    : case_(conducted), with_(surroundings), wakeup_(executor) {
  if (with_.sandbox.gap && with_.meddler != nullptr) {
    bridge_.emplace(executor, with_.sandbox, *with_.meddler,
                    BridgeEvents{.carried =
                                     [this] {
                                       DrainCapture();
                                       Wake();
                                     },
                                 .broken =
                                     [this](const std::string& why) {
                                       Note(HarnessTrouble{"link: " + why});
                                       stopped_ = true;
                                       Wake();
                                     }});
  } else if (with_.sandbox.capture && with_.sandbox.capture->SelectableDescriptor() >= 0) {
    capture_ready_.emplace(executor, with_.sandbox.capture->SelectableDescriptor());
  }
  journal_.case_id = case_.id;
  journal_.stimulus = case_.stimulus;
  journal_.addresses = {{Actor::kSut, AddressOf(Actor::kSut)},
                        {Actor::kPeer, AddressOf(Actor::kPeer)}};
  journal_.capture = with_.sandbox.capture.has_value();
  journal_.real_checksums = with_.sandbox.real_checksums;
  journal_.socket_table = with_.sandbox.private_sockets;
}

CaseRun::~CaseRun() {
  // The descriptor is the capture's.
  if (capture_ready_) capture_ready_->release();
}

asio::awaitable<Conducted> CaseRun::Run() {
  began_ = Clock::now();
  if (with_.kernel != nullptr) complaints_before_ = with_.kernel->Count();
  if (co_await Greet()) {
    lack_ = LackOf(case_, hello_, {with_.sandbox.private_sockets, with_.sandbox.shows_states});
    if (!lack_) co_await WalkSteps();
    co_await CleanUp();
  }
  co_await QuitPeers();
  DrainCapture();
  if (with_.kernel != nullptr) {
    for (std::string& text : with_.kernel->Since(complaints_before_)) {
      Note(StackComplained{std::move(text)});
    }
  }
  if (with_.sandbox.capture) {
    const CaptureCounts counts = with_.sandbox.capture->Counts();
    Note(CaptureEnded{counts.received, counts.dropped});
  }
  worst_late_ = std::max(worst_late_, with_.lateness.WorstSince(began_));
  Conducted conducted{.journal = std::move(journal_), .lateness = worst_late_};
  if (lack_) {
    conducted.unsupported = std::move(lack_->why);
    conducted.lacking = std::move(lack_->feature);
  }
  co_return conducted;
}

std::vector<Actor> CaseRun::WithPeers() const {
  if (case_.server) return {Actor::kPeer};
  return {Actor::kSut, Actor::kPeer};
}

Status CaseRun::LaunchPeers() {
  for (const Actor actor : WithPeers()) {
    auto& session = actor == Actor::kSut ? sut_ : peer_;
    session = std::make_unique<PeerSession>(
        actor, SessionEvents{[this, actor](PeerReady hello) {
                               Note(hello);
                               hello_[actor] = std::move(hello);
                               Wake();
                             },
                             [this, actor](const std::string& tag, std::optional<Outcome> outcome) {
                               AnswerCame(actor, tag, std::move(outcome));
                             },
                             [this, actor](const std::string& how) {
                               PeerWent({actor, how});
                             },
                             [this, actor](const std::string& text) {
                               if (actor == Actor::kSut) Note(StackComplained{text});
                             },
                             [this, actor](const std::string& why) {
                               std::string how(kCannotBeSetUp);
                               how += why;
                               lack_ = LackBy(actor, how, "");
                               refused_[actor] = std::move(how);
                               may_go_.insert(actor);
                               Wake();
                             }});
    const Status started =
        session->Start(with_.launcher, PlanOf(actor), with_.sandbox.NamespaceOf(actor),
                       with_.sandbox.EndOf(actor));
    if (!started) {
      session.reset();
      return Trouble{"cannot start the " + std::string(ToText(actor)) +
                     " peer: " + started.trouble().what};
    }
  }
  return Done{};
}

LaunchPlan CaseRun::PlanOf(Actor actor) const {
  if (actor == Actor::kSut || !case_.wire_peer) {
    return OnLink(actor == Actor::kSut ? with_.sut : with_.peer, with_.sandbox, actor);
  }
  LaunchPlan plan = with_.wire_peer;
  plan.command.emplace_back(IsEthernet(with_.sandbox.link) ? "--link=ethernet" : "--link=tun");
  for (const std::string& address : {with_.sandbox.peer.ipv4, with_.sandbox.peer.ipv6}) {
    if (!address.empty()) plan.command.push_back("--address=" + address);
  }
  if (const auto& ports = with_.sandbox.peer_ports) {
    plan.command.push_back("--ports=" + std::to_string(ports->first) + "-" +
                           std::to_string(ports->second));
  }
  return plan;
}

asio::awaitable<bool> CaseRun::Greet() {
  if (case_.server) MeetServer();
  const Status launched = LaunchPeers();
  if (!launched) {
    Note(HarnessTrouble{launched.trouble().what});
    co_return false;
  }
  const bool in_time =
      co_await Until([this] { return hello_.size() == 2 || !gone_.empty() || lack_; },
                     began_ + with_.budgets.hello);
  if (!in_time) {
    const auto late = with_.lateness.WorstSince(began_);
    for (const Actor actor : WithPeers()) {
      if (hello_.count(actor) != 0) continue;
      PeerWent({.actor = actor,
                .how = "silent: no hello in time",
                .budget = with_.budgets.hello,
                .late = late});
    }
  }
  co_return hello_.size() == 2 && gone_.empty() && !lack_;
}

std::string CaseRun::AddressOf(Actor actor) const {
  const Addresses& addresses = with_.sandbox.AddressesOf(actor);
  return case_.family == Family::kIpv4 ? addresses.ipv4 : addresses.ipv6;
}

void CaseRun::Note(Event event) {
  journal_.entries.push_back({Clock::now() - began_, std::move(event)});
}

void CaseRun::AnswerCame(Actor actor, const std::string& tag, std::optional<Outcome> outcome) {
  // What a call caused on the wire happened before it returned.
  DrainCapture();
  const auto found = asked_.find({actor, tag});
  if (found == asked_.end()) return;
  Asked& asked = found->second;
  if (asked.aside) {
    asked.outcome = std::move(outcome);
    return Wake();
  }
  if (!outcome) {
    // Begun in the background: its result comes under its own name.
    asked_[{actor, asked.call.background}] = asked;
    asked.outcome = Outcome{};
    return Wake();
  }
  // What only the cleaning up would need says nothing about the scenario.
  if (!lack_ && asked.step != kEpilogue) {
    lack_ = LackTold(case_, asked.step, *outcome);
  }
  known_.Learn(asked.call, *outcome);
  Note(CallEnded{asked.step, asked.repetition, actor, *outcome});
  asked.outcome = std::move(outcome);
  // A call that was to go on in the background has ended without ever getting there.
  if (!asked.call.background.empty() && asked.call.background != tag) {
    asked_[{actor, asked.call.background}] = asked;
  }
  Wake();
}

void CaseRun::PeerWent(PeerGone gone) {
  DrainCapture();
  if (!gone_.insert(gone.actor).second) return;
  gone.expected = may_go_.count(gone.actor) != 0;
  if (const auto refused = refused_.find(gone.actor); refused != refused_.end()) {
    gone.how = refused->second;
  }
  Note(std::move(gone));
  Wake();
}

bool CaseRun::Deserted() const {
  return std::any_of(gone_.begin(), gone_.end(),
                     [this](Actor actor) { return may_go_.count(actor) == 0; });
}

void CaseRun::DrainCapture() {
  if (bridge_) bridge_->CarryAll();
  if (!with_.sandbox.capture) return;
  const std::string sut_address = AddressOf(Actor::kSut);
  const Status drained = with_.sandbox.capture->Drain([&](const Segment& segment) {
    const bool from_sut = segment.source.address == sut_address;
    if (!IsOfThisCase(from_sut ? segment.destination.port : segment.source.port)) return;
    const Direction direction = from_sut ? Direction::kFromSut : Direction::kToSut;
    const ConnectionEnds connection = from_sut
                                          ? ConnectionEnds{segment.source, segment.destination}
                                          : ConnectionEnds{segment.destination, segment.source};
    if (from_sut) ++segments_of_sut_;
    if (!first_connection_ && segment.flags.syn) first_connection_ = connection;
    WireCursor& cursor = cursors_[connection];
    const auto sent = cursor.Now().snd_nxt;
    const auto got = cursor.Now().rcv_nxt;
    cursor.Add(segment, direction);
    if (cursor.Now().snd_nxt != sent || cursor.Now().rcv_nxt != got) ++advances_;
    Note(SegmentSeen{direction, segment});
  });
  if (!drained) {
    Note(HarnessTrouble{"capture: " + drained.trouble().what});
    stopped_ = true;
  }
}

bool CaseRun::IsOfThisCase(std::uint16_t peer_port) const {
  const auto& ports = with_.sandbox.peer_ports;
  return !ports || (ports->first <= peer_port && peer_port <= ports->second);
}

void CaseRun::ArmCapture() {
  if (!capture_ready_ || capture_armed_) return;
  capture_armed_ = true;
  capture_ready_->async_wait(asio::posix::stream_descriptor::wait_read,
                             [this](boost::system::error_code error) {
                               if (error) return;
                               capture_armed_ = false;
                               DrainCapture();
                               Wake();
                             });
}

std::optional<ConnectionEnds> CaseRun::ConnectionOf(const std::string& on) const {
  const std::vector<ConnectionEnds> known = known_.ConnectionsOf(on);
  if (known.empty()) return std::nullopt;
  const auto seen = std::ranges::find_if(
      known, [this](const ConnectionEnds& each) { return cursors_.contains(each); });
  return seen == known.end() ? known.front() : *seen;
}

WireCursor& CaseRun::CursorOf(const std::string& on) {
  const auto known = ConnectionOf(on);
  return cursors_[known ? *known : first_connection_.value_or(ConnectionEnds{})];
}

asio::awaitable<void> CaseRun::QuitPeers() {
  for (const Actor actor : {Actor::kSut, Actor::kPeer}) may_go_.insert(actor);
  const auto both = [this] {
    return (!sut_ || gone_.count(Actor::kSut) != 0) && (!peer_ || gone_.count(Actor::kPeer) != 0);
  };
  if (sut_) sut_->Quit();
  if (peer_) peer_->Quit();
  if (co_await Until(both, Clock::now() + with_.budgets.quit)) co_return;
  if (sut_) sut_->Kill();
  if (peer_) peer_->Kill();
  co_await Until(both, Clock::now() + with_.budgets.quit);
}

}  // namespace closespec
