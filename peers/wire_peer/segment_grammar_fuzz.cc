// libFuzzer: any text is a segment or refused with a reason, and a connection can fill whatever was
// taken.

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>
#include <variant>

#include "peers/wire_peer/connection.h"
#include "peers/wire_peer/segment_grammar.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* octets, std::size_t size) {
  using namespace closespec::wire_peer;  // NOLINT(google-build-using-namespace)
  const std::string_view text(reinterpret_cast<const char*>(octets), size);
  const auto parsed = ParseSegmentSpec(text);
  if (const auto* none = std::get_if<NoSegment>(&parsed)) {
    if (none->why.empty()) std::abort();
    return 0;
  }
  const auto& spec = std::get<SegmentSpec>(parsed);
  Connection connection({.local = {"192.0.2.2", 40000}, .remote = {"192.0.2.1", 80}},
                        {.timestamps = true, .sack = true, .window_scale = true},
                        closespec::SequenceNumber(1));
  connection.CountReceived({.source = {"192.0.2.1", 80},
                            .destination = {"192.0.2.2", 40000},
                            .flags = {.syn = true},
                            .timestamp = closespec::TimestampOption{.value = 1}});
  if (connection.Compose({.flags = {.syn = true, .ack = true}}, 7)) {
    (void)connection.Compose(spec, 8);
  }
  return 0;
}
