// The segments of a pcap file, as the capture that wrote it saw them.

#ifndef CLOSESPEC_PEERS_WIRE_PCAP_READER_H_
#define CLOSESPEC_PEERS_WIRE_PCAP_READER_H_

#include <filesystem>
#include <vector>

#include "peers/os/result.h"
#include "peers/wire/segment_parser.h"

namespace closespec {

// In the file's order; frames that are no segment are passed over. Trouble where the file is no
// pcap file, of another link than Ethernet or raw IP, or torn.
Result<std::vector<Segment>> ReadSegments(const std::filesystem::path& pcap, Checksums checksums);

}  // namespace closespec

#endif  // CLOSESPEC_PEERS_WIRE_PCAP_READER_H_
