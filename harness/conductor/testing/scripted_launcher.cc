#include "harness/conductor/testing/scripted_launcher.h"

#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>

#include "peers/protocol/line_buffer.h"
#include "peers/protocol/message.h"

namespace closespec {

namespace asio = boost::asio;

Lines PeerScript::Answer(const std::string& action, bool in_background) {
  const auto found = answers_.find(action);
  if (found == answers_.end()) {
    if (action == "quit") return {"!exited with status 0"};
    return {in_background ? "% started" : "% returns=0"};
  }
  Lines lines = found->second.front();
  if (found->second.size() > 1) found->second.pop_front();
  return lines;
}

class ScriptedLauncher::Peer final : public PeerProcess {
 public:
  Peer(std::shared_ptr<Stage> stage, std::string name, PeerEvents events)
      : stage_(std::move(stage)),
        name_(std::move(name)),
        events_(std::make_shared<PeerEvents>(std::move(events))) {
    stage_->living[name_] = events_;
    for (const std::string& line : stage_->scripts[name_].Greeting()) Say(stage_, name_, line);
  }

  void Write(std::string lines) override {
    requests_.Append(lines);
    while (const auto request = requests_.Next()) {
      stage_->heard[name_].push_back(*request);
      const auto message = std::get<protocol::Message>(protocol::Parse(*request));
      const bool in_background = protocol::Find(message, "background") != nullptr;
      for (std::string line : stage_->scripts[name_].Answer(message.word, in_background)) {
        if (const auto tag = line.find('%'); tag != std::string::npos) {
          line.replace(tag, 1, message.tag);
        }
        Say(stage_, name_, line);
      }
    }
  }

  void Kill() override { Say(stage_, name_, "!killed by SIGKILL"); }

 private:
  std::shared_ptr<Stage> stage_;
  std::string name_;
  std::shared_ptr<PeerEvents> events_;  // no event comes when it is gone
  protocol::LineBuffer requests_;
};

Result<std::unique_ptr<PeerProcess>> ScriptedLauncher::Launch(const LaunchPlan& plan,
                                                              const FileDescriptor&,
                                                              const FileDescriptor&,
                                                              PeerEvents events) {
  const std::string& name = plan.command.front();
  if (Script(name).Greeting() == Lines{"!missing"}) return Trouble{name + ": ENOENT"};
  return std::unique_ptr<PeerProcess>(std::make_unique<Peer>(stage_, name, std::move(events)));
}

void ScriptedLauncher::Say(const std::shared_ptr<Stage>& stage, const std::string& peer,
                           std::string line) {
  if (line.front() == '@') {
    const std::size_t space = line.find(' ');
    return Say(stage, line.substr(1, space - 1), line.substr(space + 1));
  }
  const std::weak_ptr<PeerEvents> listener = stage->living[peer];
  if (line.front() == '~') {
    const std::size_t space = line.find(' ');
    auto timer = std::make_shared<asio::steady_timer>(
        stage->executor, std::chrono::milliseconds(std::stoi(line.substr(1, space - 1))));
    timer->async_wait([timer, listener, line = line.substr(space + 1)](boost::system::error_code) {
      Tell(listener, line);
    });
    return;
  }
  asio::post(stage->executor, [listener, line = std::move(line)] { Tell(listener, line); });
}

void ScriptedLauncher::Tell(const std::weak_ptr<PeerEvents>& listener, const std::string& line) {
  const std::shared_ptr<PeerEvents> events = listener.lock();
  if (!events || !events->on_gone) return;
  if (line.front() != '!') return events->on_line(line);
  std::exchange(events->on_gone, nullptr)(line.substr(1));
}

}  // namespace closespec
