#include "peers/guest/keeper.h"

#include <poll.h>

#include <charconv>
#include <chrono>
#include <utility>

#include "peers/guest/talk.h"
#include "peers/os/stream_io.h"

namespace closespec::guest {
namespace {

using Clock = std::chrono::steady_clock;

constexpr std::size_t kDescriptorsOfSession = 6;
// A run ends its keeper; one that was started by hand ends by itself.
constexpr std::chrono::seconds kIdle{120};
constexpr int kTickMilliseconds = 500;

}  // namespace

void Keeper::Serve() {
  Clock::time_point used = Clock::now();
  while (!lost_ && Clock::now() < used + kIdle) {
    GiveSlots();
    Wait();
    if (!sessions_.empty()) used = Clock::now();
  }
  if (!lost_) return;
  const std::string why = LastWords(console_);
  for (auto& [slot, session] : sessions_) session.Lose(why);
  for (const Caller& caller : waiting_) {
    (void)Say(caller.connection, {"peer", "lost", {{"why", why}}});
  }
}

void Keeper::GiveSlots() {
  for (int slot = 0; slot < kSlots && !waiting_.empty(); ++slot) {
    if (sessions_.count(slot) != 0) continue;
    sessions_.emplace(std::piecewise_construct, std::forward_as_tuple(slot),
                      std::forward_as_tuple(slot, std::move(waiting_.front()), machine_.control,
                                            machine_.slots.at(static_cast<std::size_t>(slot))));
    waiting_.pop_front();
  }
}

void Keeper::Wait() {
  std::vector<pollfd> polled{{machine_.control.Raw(), POLLIN, 0}, {listener_.Raw(), POLLIN, 0}};
  for (const auto& [slot, session] : sessions_) session.Await(polled);
  if (::poll(polled.data(), polled.size(), kTickMilliseconds) < 0) return;
  const pollfd* ready = polled.data() + 2;
  for (auto& [slot, session] : sessions_) {
    session.Move(ready);
    ready += kDescriptorsOfSession;
  }
  if (polled[0].revents != 0 && !ListenToGuest()) lost_ = true;
  std::erase_if(sessions_, [](const auto& each) { return each.second.Over(); });
  if (polled[1].revents == 0) return;
  if (auto caller = Accept(listener_)) waiting_.push_back(*std::move(caller));
}

// Nobody can tell whose doing it was: every case that runs is told.
void Keeper::Complain(const protocol::Message& said) {
  const std::string* const text = protocol::Find(said, "text");
  if (text == nullptr) return;
  for (auto& [slot, session] : sessions_) session.Complain(*text);
}

bool Keeper::ListenToGuest() {
  const auto read = ReadSome(machine_.control);
  if (!read || read->empty()) return false;
  lines_.Append(*read);
  while (const auto line = lines_.Next()) {
    const auto parsed = protocol::Parse(*line);
    const auto* const said = std::get_if<protocol::Message>(&parsed);
    if (said == nullptr) continue;
    int slot = -1;
    std::from_chars(said->tag.data(), said->tag.data() + said->tag.size(), slot);
    if (said->word == "complaint") Complain(*said);
    const auto session = sessions_.find(slot);
    if (session != sessions_.end()) session->second.Hear(*said);
  }
  return true;
}

}  // namespace closespec::guest
