// For tests: packets written short, sent through a meddler, and what goes on written the same way.
//
//   "< SYN 1000; > SYN|ACK 5000 1001; < ACK 1001 5001; > RST 5011"
//
// "<" is sent by the SUT, ">" to it: flags, sequence number, acknowledgement where ACK is set, then
// what there is beside: "+5" octets, "w0" the window, "t100" or "t100/7" a timestamp and its echo,
// "urgent", "corrupt". What goes on late ends in "late". "> icmp 3/3 1001" is an ICMP error with
// type and code that quotes the SUT's segment of that number.

#ifndef CLOSESPEC_HARNESS_QUALIFY_LINK_FAULTS_TESTING_PACKET_SCRIPT_H_
#define CLOSESPEC_HARNESS_QUALIFY_LINK_FAULTS_TESTING_PACKET_SCRIPT_H_

#include <string>
#include <string_view>

#include "harness/qualify/link_faults/link_fault.h"

namespace closespec {

// "< ACK 1001 5001": one packet of a script, from 192.0.2.1:4000 to 192.0.2.2:80 or back.
Frame PacketOf(const std::string& line);
std::string LineOf(const Passage& passage);

// What goes on of the last `lines` of a script, joined by "; ".
std::string Meddled(const LinkFault* fault, std::string_view script, std::size_t lines);

}  // namespace closespec

#endif  // CLOSESPEC_HARNESS_QUALIFY_LINK_FAULTS_TESTING_PACKET_SCRIPT_H_
