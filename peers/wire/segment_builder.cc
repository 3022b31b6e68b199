#include "peers/wire/segment_builder.h"

#include <netinet/in.h>

#include <initializer_list>

#include "peers/wire/octets.h"
#include "peers/wire/packet.h"

namespace closespec {
namespace {

// RFC 9293 3.1: data begins at a multiple of four octets, and the header has room for so many.
constexpr std::size_t kMostOptions = 40;

class OptionList {
 public:
  // Kind and length, then numbers of four octets.
  void Add(std::uint8_t kind, std::initializer_list<std::uint32_t> numbers) {
    Begin(kind, 4 * numbers.size());
    for (const std::uint32_t number : numbers) {
      octets_.resize(octets_.size() + 4);
      SetLongWord(octets_, octets_.size() - 4, number);
    }
  }
  void AddOctet(std::uint8_t kind, std::uint8_t octet) {
    Begin(kind, 1);
    octets_.push_back(std::byte{octet});
  }
  void AddWord(std::uint8_t kind, std::uint16_t word) {
    Begin(kind, 2);
    octets_.resize(octets_.size() + 2);
    SetWord(octets_, octets_.size() - 2, word);
  }

  [[nodiscard]] Frame Padded() const {
    Frame padded = octets_;
    padded.resize((padded.size() + 3) / 4 * 4);
    return padded;
  }

 private:
  void Begin(std::uint8_t kind, std::size_t octets) {
    octets_.push_back(std::byte{kind});
    octets_.push_back(static_cast<std::byte>(2 + octets));
  }

  Frame octets_;
};

// RFC 9293 3.2, RFC 7323 2.2 and 3.2, RFC 2018 2 and 3, RFC 5482 4.
Frame OptionsOf(const SegmentDraft& draft) {
  OptionList options;
  if (draft.maximum_segment_size) options.AddWord(2, *draft.maximum_segment_size);
  if (draft.sack_permitted) options.Add(4, {});
  if (draft.timestamp) options.Add(8, {draft.timestamp->value, draft.timestamp->echo});
  if (draft.window_scale) options.AddOctet(3, *draft.window_scale);
  if (draft.user_timeout) options.AddWord(28, *draft.user_timeout);
  if (draft.sack) options.Add(5, {draft.sack->left.Bits(), draft.sack->right.Bits()});
  return options.Padded();
}

}  // namespace

Result<Frame> BuildSegment(const SegmentDraft& draft) {
  auto ip = IpHeader(draft.source.address, draft.destination.address, IPPROTO_TCP);
  if (!ip) return Trouble{"a segment between no two addresses of one family"};
  Frame options = OptionsOf(draft);
  if (options.size() > kMostOptions) return Trouble{"a segment with more options than fit"};
  const auto* const payload = reinterpret_cast<const std::byte*>(draft.payload.data());
  return Encode(Packet{.ip = *std::move(ip),
                       .source_port = draft.source.port,
                       .destination_port = draft.destination.port,
                       .seq = draft.seq,
                       .ack = draft.ack,
                       .flags = draft.flags,
                       .window = draft.window,
                       .urgent_pointer = draft.urgent_pointer,
                       .options = std::move(options),
                       .payload = {payload, payload + draft.payload.size()},
                       .checksum_correct = !draft.wrong_checksum});
}

}  // namespace closespec
