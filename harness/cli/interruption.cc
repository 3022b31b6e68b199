#include "harness/cli/interruption.h"

#include <atomic>
#include <boost/asio/io_context.hpp>
#include <boost/asio/signal_set.hpp>
#include <csignal>
#include <thread>

namespace closespec {

class Interruption::Watch {
 public:
  explicit Watch(std::function<void()> interrupt) : interrupt_(std::move(interrupt)) {
    signals_.async_wait([this](boost::system::error_code error, int) {
      if (error) return;
      came_ = true;
      interrupt_();
    });
    thread_ = std::jthread([this] { io_.run(); });
  }
  ~Watch() {
    io_.stop();
    thread_.join();
  }

  [[nodiscard]] bool Came() const { return came_; }

 private:
  std::function<void()> interrupt_;
  std::atomic<bool> came_ = false;
  boost::asio::io_context io_{1};
  boost::asio::signal_set signals_{io_, SIGINT, SIGTERM, SIGHUP};
  std::jthread thread_;
};

Interruption::Interruption(std::function<void()> interrupt)
    : watch_(std::make_unique<Watch>(std::move(interrupt))) {}
Interruption::~Interruption() = default;
bool Interruption::Came() const { return watch_->Came(); }

}  // namespace closespec
