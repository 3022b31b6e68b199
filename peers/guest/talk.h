// What the keeper of an emulated machine and the first process in it say to each other. A slot is a
// place for one case: a network device and a serial port. Lines of the peer protocol's form go over
// the first serial port, with the slot's number as their tag:
//
//     <  guest hello kernel=6.1.0-56-cloud-amd64
//     >  3 begin ipv4=.. ipv6=.. other_ipv4=.. other_ipv6=.. net.ipv4.tcp_fin_timeout=2
//     <  3 ready                    or: 3 unsupported why=..
//     <  3 ended status=0           the peer, of its own accord
//     >  3 stop
//     <  3 stopped                  nothing runs in it any more
//     >  3 clean                    behind kEndOfLines on the slot's own port
//     <  3 free
//     <  guest complaint text=..    from the kernel's own log (peers/os/kernel_log.h)
//
// Between "ready" and "stopped" the slot's port is the peer's standard input and output.

#ifndef CLOSESPEC_PEERS_GUEST_TALK_H_
#define CLOSESPEC_PEERS_GUEST_TALK_H_

#include <string>

namespace closespec::guest {

// What a PCI bus, and the ports of a virtio-serial device, leave room for.
inline constexpr int kSlots = 24;

// Ports are numbered from 1, which is the first; a slot's comes behind.
inline constexpr int kFirstPort = 1;
inline int PortOf(int slot) { return kFirstPort + 1 + slot; }

// By which the guest finds a slot's device.
inline std::string HardwareAddressOf(int slot) {
  const std::string digits = "0123456789abcdef";
  const auto number = static_cast<std::size_t>(slot);
  return std::string("52:54:00:c1:05:") + digits.at(number / 16) + digits.at(number % 16);
}

// In no line of the peer protocol. What came before it was meant for a peer that is gone.
inline constexpr char kEndOfLines = '\x04';

}  // namespace closespec::guest

#endif  // CLOSESPEC_PEERS_GUEST_TALK_H_
