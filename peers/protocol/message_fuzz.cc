// libFuzzer: whatever Parse() accepts, Format() writes so that it reads the same again.

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>
#include <variant>

#include "peers/protocol/message.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* octets, std::size_t size) {
  using closespec::protocol::Message;
  const std::string_view line(reinterpret_cast<const char*>(octets), size);
  const auto first = closespec::protocol::Parse(line);
  const auto* message = std::get_if<Message>(&first);
  if (message == nullptr) return 0;
  const auto second = closespec::protocol::Parse(closespec::protocol::Format(*message));
  const auto* again = std::get_if<Message>(&second);
  if (again == nullptr || !(*again == *message)) std::abort();
  return 0;
}
