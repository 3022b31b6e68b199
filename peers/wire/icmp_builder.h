// ICMP and ICMPv6 errors about a segment, as a router or the other host would send them (RFC 792,
// RFC 4443), quoting as much of the segment as each must.

#ifndef CLOSESPEC_PEERS_WIRE_ICMP_BUILDER_H_
#define CLOSESPEC_PEERS_WIRE_ICMP_BUILDER_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "peers/os/result.h"
#include "peers/wire/frame.h"
#include "peers/wire/segment_builder.h"

namespace closespec {

enum class IcmpError {
  kNetUnreachable,
  kHostUnreachable,
  kProtocolUnreachable,
  kPortUnreachable,
  kFragmentationNeeded,
  kSourceRouteFailed,
  kAdminProhibited,
  kTimeExceeded,
  kParameterProblem,
  kSourceQuench,
};

// "port_unreachable"; nothing for another word.
std::optional<IcmpError> ParseIcmpError(std::string_view word);

// The family of `about` has such an error.
bool HasIcmpError(IcmpError error, const Endpoint& about);

struct IcmpDraft {
  IcmpError error = IcmpError::kNetUnreachable;
  std::uint16_t mtu = 0;  // of kFragmentationNeeded
  std::string source;     // goes back to the quoted segment's source
  SegmentDraft quoted;
};

// From the IP header on.
Result<Frame> BuildIcmpError(const IcmpDraft& draft);

}  // namespace closespec

#endif  // CLOSESPEC_PEERS_WIRE_ICMP_BUILDER_H_
