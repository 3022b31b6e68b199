#include "peers/socket_peer/channel.h"

#include "peers/socket_peer/os.h"

namespace closespec::socket_peer {

std::optional<std::string> LineReader::Next() {
  for (;;) {
    if (auto line = buffer_.Next()) return line;
    char octets[4096];
    const std::size_t count = ReadSome(from_, octets, sizeof(octets));
    if (count == 0) return std::nullopt;
    buffer_.Append({octets, count});
  }
}

void LineWriter::WriteLine(std::string line) {
  line += '\n';
  const std::lock_guard<std::mutex> lock(mutex_);
  WriteAll(to_, line);
}

}  // namespace closespec::socket_peer
