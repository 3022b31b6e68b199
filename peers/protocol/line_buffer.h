// Cuts a stream of octets into lines: Append() what was read, then call Next() until it gives
// nothing. It never holds more than one line of the maximum length and what was appended last.

#ifndef CLOSESPEC_PEERS_PROTOCOL_LINE_BUFFER_H_
#define CLOSESPEC_PEERS_PROTOCOL_LINE_BUFFER_H_

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace closespec::protocol {

class LineBuffer {
 public:
  void Append(std::string_view octets);

  // The next full line without its LF (and without a CR before it, which serial lines add). A line
  // over kMaximumLine comes cut to kMaximumLine + 1 octets, so that Parse() refuses it.
  std::optional<std::string> Next();

  // The line being received is over kMaximumLine already; ask after Next() gave nothing.
  [[nodiscard]] bool Overlong() const;

  // Nothing of an unfinished line is held.
  [[nodiscard]] bool Empty() const { return begin_ == held_.size(); }

 private:
  std::string held_;
  std::size_t begin_ = 0;     // what is before it was taken
  std::size_t searched_ = 0;  // no LF from begin_ to here
};

}  // namespace closespec::protocol

#endif  // CLOSESPEC_PEERS_PROTOCOL_LINE_BUFFER_H_
