#include "harness/conductor/process_launcher.h"

#include <signal.h>
#include <sys/syscall.h>
#include <sys/wait.h>

#include <array>
#include <boost/asio/posix/stream_descriptor.hpp>
#include <boost/asio/readable_pipe.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/writable_pipe.hpp>
#include <boost/asio/write.hpp>
#include <boost/process/v2/environment.hpp>
#include <utility>

#include "harness/conductor/namespace_launcher.h"
#include "peers/protocol/line_buffer.h"
#include "peers/protocol/message.h"

namespace closespec {
namespace {

namespace asio = boost::asio;
namespace v2 = boost::process::v2;
using boost::system::error_code;

// A case needs some tens of kilobytes; a peer that says more than this is broken.
constexpr std::size_t kMostOctets = std::size_t{4} << 20;
constexpr std::size_t kKeptOfErrors = 512;
// Between the end of a process and the end of its output, whichever is seen first.
constexpr std::chrono::milliseconds kEndPatience{1000};

std::string HowItEnded(int status) {
  if (WIFSIGNALED(status)) {
    const char* name = ::sigabbrev_np(WTERMSIG(status));
    return std::string("killed by SIG") + (name != nullptr ? name : "?");
  }
  return "exited with status " + std::to_string(WEXITSTATUS(status));
}

// Outlives its PeerProcess until the last handler of its pipes has run and the child is reaped.
class Conversation final : public std::enable_shared_from_this<Conversation> {
 public:
  Conversation(const asio::any_io_executor& executor, PeerEvents events)
      : input_(executor),
        output_(executor),
        errors_(executor),
        process_(executor),
        end_(executor),
        patience_(executor),
        events_(std::move(events)) {}

  Status Start(const LaunchPlan& plan, const FileDescriptor& network_namespace,
               const FileDescriptor& inherited) {
    if (plan.command.empty()) return Trouble{"nothing to launch"};
    const std::string& program = plan.command.front();
    if (::access(program.c_str(), X_OK) != 0) return OsError(program);
    NamespaceLauncher launcher(network_namespace, inherited);
    std::vector<std::string> words;
    for (const auto& [name, value] : plan.environment) {
      std::string& word = words.emplace_back(name);
      word += '=';
      word += value;
    }
    std::vector<const char*> environment;
    environment.reserve(words.size());
    for (const std::string& word : words) environment.push_back(word.c_str());
    for (char** each = ::environ; *each != nullptr; ++each) {
      const std::string_view name =
          std::string_view(*each).substr(0, std::string_view(*each).find('='));
      if (plan.environment.count(std::string(name)) == 0) environment.push_back(*each);
    }
    environment.push_back(nullptr);
    launcher.env = environment.data();
    error_code error;
    try {
      v2::process_stdio stdio{input_, output_, errors_};
      process_ = launcher(process_.get_executor(), error, program,
                          std::vector<std::string>(plan.command.begin() + 1, plan.command.end()),
                          stdio, EnterSandbox{});
    } catch (const boost::system::system_error& failure) {
      return Trouble{program + ": " + failure.what()};
    }
    if (error) return Trouble{program + ": " + error.message()};
    // glibc 2.36 declares its own pidfd_open() for C only.
    const auto end = static_cast<int>(::syscall(SYS_pidfd_open, process_.id(), 0));
    if (end < 0) return OsError("pidfd_open");
    end_.assign(end, error);
    if (error) return Trouble{"pidfd: " + error.message()};
    running_ = true;
    ReadOutput();
    ReadErrors();
    AwaitEnd();
    return Done{};
  }

  void Write(const std::string& lines) {
    if (!input_.is_open()) return;
    waiting_ += lines;
    if (written_.empty()) WriteWaiting();
  }

  void Kill() {
    if (!running_) return;
    // The group first: helpers that the peer started are not to outlive it.
    ::kill(-process_.id(), SIGKILL);
    ::kill(process_.id(), SIGKILL);
  }

  void Forget() {
    events_ = {};
    error_code ignored;
    input_.close(ignored);
    Kill();
  }

 private:
  void WriteWaiting() {
    written_.swap(waiting_);
    waiting_.clear();
    asio::async_write(input_, asio::buffer(written_),
                      [self = shared_from_this()](error_code error, std::size_t) {
                        self->written_.clear();
                        if (error) {
                          error_code ignored;
                          self->input_.close(ignored);
                        } else if (!self->waiting_.empty()) {
                          self->WriteWaiting();
                        }
                      });
  }

  void ReadOutput() {
    output_.async_read_some(asio::buffer(buffer_),
                            [self = shared_from_this()](error_code error, std::size_t octets) {
                              self->OutputCame(error, octets);
                            });
  }

  void OutputCame(error_code error, std::size_t octets) {
    if (error) {
      output_ended_ = true;
      TellGone();
      return;
    }
    heard_ += octets;
    lines_.Append(std::string_view(buffer_.data(), octets));
    while (const auto line = lines_.Next()) {
      if (events_.on_line) events_.on_line(*line);
    }
    if (lines_.Overlong()) return Break("said too much: a line of more than 64 KiB");
    if (heard_ > kMostOctets) return Break("said too much: more than 4 MiB in one case");
    ReadOutput();
  }

  void ReadErrors() {
    errors_.async_read_some(asio::buffer(error_buffer_),
                            [self = shared_from_this()](error_code error, std::size_t octets) {
                              if (error) return;
                              self->ErrorsCame(octets);
                            });
  }

  void ErrorsCame(std::size_t octets) {
    heard_ += octets;
    if (complaints_.size() < kKeptOfErrors) {
      complaints_.append(error_buffer_.data(),
                         std::min(octets, kKeptOfErrors - complaints_.size()));
    }
    if (heard_ > kMostOctets) return Break("said too much: more than 4 MiB in one case");
    ReadErrors();
  }

  void Break(std::string why) {
    broken_ = std::move(why);
    Kill();
    error_code ignored;
    output_.close(ignored);
    errors_.close(ignored);
    output_ended_ = true;
  }

  // Boost's own wait takes the pidfd's first event for the end and then blocks in waitpid(), with
  // the whole loop. The event can be a stale one, of another descriptor before it; so ask again.
  void AwaitEnd() {
    end_.async_wait(asio::posix::stream_descriptor::wait_read,
                    [self = shared_from_this()](error_code error) {
                      error_code unasked;
                      if (!error && self->process_.running(unasked)) return self->AwaitEnd();
                      self->Ended(error ? error : unasked);
                    });
  }

  void Ended(error_code error) {
    running_ = false;
    ended_ = error ? "could not be waited for: " + error.message()
                   : HowItEnded(process_.native_exit_code());
    // A helper of the peer may hold the pipe open for ever.
    ::kill(-process_.id(), SIGKILL);
    TellGone();
  }

  // What the pipe still holds was said before the end, so its own end is awaited; but not for long,
  // because a daemon that the peer left behind may hold it open for ever.
  void AwaitOutputEnd() {
    patience_.expires_after(kEndPatience);
    patience_.async_wait([self = shared_from_this()](error_code error) {
      if (error) return;
      error_code ignored;
      self->output_.close(ignored);
    });
  }

  // A process that ends closes its output first; how it ended is known a moment later.
  void AwaitProcessEnd() {
    patience_.expires_after(kEndPatience);
    patience_.async_wait([self = shared_from_this()](error_code error) {
      if (error || self->ended_) return;
      // It lives on, and nothing can be learnt from it any more.
      self->broken_ = "closed its output";
      self->Kill();
    });
  }

  void TellGone() {
    if (!ended_) return broken_ ? Kill() : AwaitProcessEnd();
    if (!output_ended_) return AwaitOutputEnd();
    patience_.cancel();
    error_code ignored;
    errors_.close(ignored);
    const auto on_gone = std::exchange(events_.on_gone, nullptr);
    if (!on_gone) return;
    std::string how = broken_ ? *broken_ : *ended_;
    if (!complaints_.empty()) {
      how += "; it complained: " + complaints_.substr(0, complaints_.find('\n'));
    }
    on_gone(std::move(how));
  }

  asio::writable_pipe input_;
  asio::readable_pipe output_;
  asio::readable_pipe errors_;
  v2::process process_;
  asio::posix::stream_descriptor end_;  // a pidfd
  asio::steady_timer patience_;
  PeerEvents events_;
  protocol::LineBuffer lines_;
  std::array<char, 4096> buffer_{};
  std::array<char, 512> error_buffer_{};
  std::string waiting_;
  std::string written_;
  std::string complaints_;
  std::size_t heard_ = 0;
  bool running_ = false;
  bool output_ended_ = false;
  std::optional<std::string> broken_;
  std::optional<std::string> ended_;
};

class SpawnedPeer final : public PeerProcess {
 public:
  explicit SpawnedPeer(std::shared_ptr<Conversation> conversation)
      : conversation_(std::move(conversation)) {}
  ~SpawnedPeer() override { conversation_->Forget(); }
  void Write(std::string lines) override { conversation_->Write(lines); }
  void Kill() override { conversation_->Kill(); }

 private:
  std::shared_ptr<Conversation> conversation_;
};

}  // namespace

// A request to a peer that has just died would end the harness.
ProcessLauncher::ProcessLauncher(asio::any_io_executor executor) : executor_(std::move(executor)) {
  ::signal(SIGPIPE, SIG_IGN);
}

Result<std::unique_ptr<PeerProcess>> ProcessLauncher::Launch(
    const LaunchPlan& plan, const FileDescriptor& network_namespace,
    const FileDescriptor& inherited, PeerEvents events) {
  auto conversation = std::make_shared<Conversation>(executor_, std::move(events));
  const Status started = conversation->Start(plan, network_namespace, inherited);
  if (!started) return started.trouble();
  return std::unique_ptr<PeerProcess>(std::make_unique<SpawnedPeer>(std::move(conversation)));
}

}  // namespace closespec
