// Winsock's errors by POSIX name. Numbers and names alone, so that it is tested where there is no
// Windows; winsock_result.cc holds the numbers against the headers.

#ifndef CLOSESPEC_PEERS_WINSOCK_ERROR_NAMES_H_
#define CLOSESPEC_PEERS_WINSOCK_ERROR_NAMES_H_

#include <string>

namespace closespec::socket_peer {

// What kind of call failed: connect() says "in progress" with the number for "would block".
enum class Failed { kConnect, kOther };

// "ECONNRESET"; a number without a POSIX name becomes "E10101".
std::string WinsockErrorName(int number, Failed call = Failed::kOther);

}  // namespace closespec::socket_peer

#endif  // CLOSESPEC_PEERS_WINSOCK_ERROR_NAMES_H_
