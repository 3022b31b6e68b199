// Which connections the capture shows and which of them a socket's name means. Names are bound by
// the addresses that connect and accept reported; a name without any means the first connection. An
// accept() that tells addresses which nobody captured means what the other side calls so.

#ifndef CLOSESPEC_HARNESS_JUDGE_CONNECTIONS_H_
#define CLOSESPEC_HARNESS_JUDGE_CONNECTIONS_H_

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "harness/judge/timeline.h"

namespace closespec {

struct CapturedSegment {
  std::size_t entry = 0;  // index into Journal::entries
  Direction direction = Direction::kFromSut;
  Segment segment;
};

struct Connection {
  Endpoint sut;
  Endpoint peer;
  std::vector<CapturedSegment> segments;  // in the order of the capture
};

class Connections {
 public:
  explicit Connections(const Timeline& timeline);

  [[nodiscard]] std::span<const Connection> All() const { return all_; }

  // What the name means to that side just before the entry; index into All(). With nothing
  // reported, the only connection there is.
  [[nodiscard]] std::optional<std::size_t> Of(Actor actor, std::string_view process,
                                              std::string_view name, std::size_t entry) const;
  // What the name means to a wire step, or to a check whose socket reported nothing.
  [[nodiscard]] std::optional<std::size_t> Meant(Actor actor, std::string_view process,
                                                 std::string_view name, std::size_t entry) const;
  // That side made its end of the connection by a call of its own, so that all its calls on it are
  // known.
  [[nodiscard]] bool HasEnd(std::size_t connection, Actor actor) const;
  // The names that the side has for the connection, in all its processes.
  [[nodiscard]] std::vector<std::string> NamesOf(std::size_t connection, Actor actor) const;
  // Where the call that made the connection ended.
  [[nodiscard]] std::optional<std::size_t> MadeAt(std::size_t connection) const;

 private:
  struct Binding {
    std::size_t entry;
    Actor actor;
    std::string process;
    std::string name;
    std::optional<std::size_t> connection;
  };

  std::size_t Find(const Endpoint& sut, const Endpoint& peer);
  void Bind(const CallSpan& call);
  [[nodiscard]] bool IsCaptured(const Endpoint& sut, const Endpoint& peer) const;
  [[nodiscard]] std::optional<std::size_t> OfOther(Actor actor, std::string_view name,
                                                   std::size_t entry) const;
  [[nodiscard]] const Binding* Last(Actor actor, std::string_view process, std::string_view name,
                                    std::size_t entry) const;

  std::vector<Connection> all_;
  std::vector<Binding> bindings_;  // by entry
};

}  // namespace closespec

#endif  // CLOSESPEC_HARNESS_JUDGE_CONNECTIONS_H_
