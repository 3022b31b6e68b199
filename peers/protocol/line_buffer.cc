#include "peers/protocol/line_buffer.h"

#include <algorithm>

#include "peers/protocol/message.h"

namespace closespec::protocol {

void LineBuffer::Append(std::string_view octets) {
  held_.erase(0, begin_);
  searched_ -= begin_;
  begin_ = 0;
  // More than one octet over the limit tells nothing more; the LF that ends the line is kept.
  if (searched_ > kMaximumLine) {
    octets.remove_prefix(std::min(octets.find('\n'), octets.size()));
  }
  held_ += octets;
}

std::optional<std::string> LineBuffer::Next() {
  const auto end = held_.find('\n', searched_);
  if (end == std::string::npos) {
    if (held_.size() - begin_ > kMaximumLine + 1) held_.resize(begin_ + kMaximumLine + 1);
    searched_ = held_.size();
    return std::nullopt;
  }
  std::string line = held_.substr(begin_, std::min(end - begin_, kMaximumLine + 1));
  if (!line.empty() && line.size() <= kMaximumLine && line.back() == '\r') line.pop_back();
  begin_ = searched_ = end + 1;
  return line;
}

bool LineBuffer::Overlong() const { return held_.size() - begin_ > kMaximumLine; }

}  // namespace closespec::protocol
