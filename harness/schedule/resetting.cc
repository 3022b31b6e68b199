#include "harness/schedule/resetting.h"

#include <algorithm>
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <utility>

namespace closespec {
namespace {

namespace asio = boost::asio;

bool HasAnswered(const Entry& entry) {
  const auto* ready = std::get_if<PeerReady>(&entry.event);
  return ready != nullptr && ready->actor == Actor::kSut;
}

bool ShowsSilence(const Entry& entry) {
  const auto* gone = std::get_if<PeerGone>(&entry.event);
  const auto* pinged = std::get_if<PeerPinged>(&entry.event);
  return (gone != nullptr && gone->actor == Actor::kSut && !gone->expected) ||
         (pinged != nullptr && pinged->actor == Actor::kSut && !pinged->answered);
}

}  // namespace

bool Resetting::IsDueAfter(const Journal& journal) {
  if (command_.command.empty()) return false;
  has_answered_ |= std::ranges::any_of(journal.entries, HasAnswered);
  const bool due = has_answered_ && std::ranges::any_of(journal.entries, ShowsSilence);
  if (due) has_answered_ = false;
  return due;
}

asio::awaitable<std::string> Resetting::Run(Launcher& launcher, asio::any_io_executor executor) {
  std::string how;
  asio::steady_timer ended(executor, patience_);
  PeerEvents events;
  events.on_line = [](std::string_view) {};
  events.on_gone = [&](std::string told) {
    how = std::move(told);
    ended.cancel();
  };
  const auto process = launcher.Launch(command_, FileDescriptor(), FileDescriptor(), events);
  if (!process) co_return "cannot run: " + process.trouble().what;
  co_await ended.async_wait(asio::as_tuple(asio::use_awaitable));
  co_return how.empty() ? std::string("did not end in time") : how;
}

}  // namespace closespec
