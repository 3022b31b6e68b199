// Device features that change what a capture shows.

#ifndef CLOSESPEC_PEERS_OS_ETHTOOL_H_
#define CLOSESPEC_PEERS_OS_ETHTOOL_H_

#include <string>

#include "peers/os/result.h"

namespace closespec {

// tso, gso and gro off: every segment that the stack sends is one frame on the link.
Status DisableSegmentationOffload(const std::string& device);

// The stack computes the checksums of all that it sends; the segmentation is its own then, too.
Status DisableChecksumOffload(const std::string& device);

}  // namespace closespec

#endif  // CLOSESPEC_PEERS_OS_ETHTOOL_H_
