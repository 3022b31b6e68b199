#include "peers/winsock/error_names.h"

namespace closespec::socket_peer {
namespace {

struct NamedError {
  int number;
  const char* name;
};

constexpr int kWouldBlock = 10035;

constexpr NamedError kErrors[] = {
    {6, "EBADF"},  // WSA_INVALID_HANDLE
    {8, "ENOMEM"},
    {87, "EINVAL"},      // WSA_INVALID_PARAMETER
    {995, "ECANCELED"},  // WSA_OPERATION_ABORTED
    {10004, "EINTR"},
    {10009, "EBADF"},
    {10013, "EACCES"},
    {10014, "EFAULT"},
    {10022, "EINVAL"},
    {10024, "EMFILE"},
    {kWouldBlock, "EAGAIN"},
    {10036, "EINPROGRESS"},
    {10037, "EALREADY"},
    {10038, "ENOTSOCK"},
    {10039, "EDESTADDRREQ"},
    {10040, "EMSGSIZE"},
    {10041, "EPROTOTYPE"},
    {10042, "ENOPROTOOPT"},
    {10043, "EPROTONOSUPPORT"},
    {10044, "ESOCKTNOSUPPORT"},
    {10045, "EOPNOTSUPP"},
    {10046, "EPFNOSUPPORT"},
    {10047, "EAFNOSUPPORT"},
    {10048, "EADDRINUSE"},
    {10049, "EADDRNOTAVAIL"},
    {10050, "ENETDOWN"},
    {10051, "ENETUNREACH"},
    {10052, "ENETRESET"},
    {10053, "ECONNABORTED"},
    {10054, "ECONNRESET"},
    {10055, "ENOBUFS"},
    {10056, "EISCONN"},
    {10057, "ENOTCONN"},
    // WSAESHUTDOWN. POSIX says EPIPE of a socket that was shut down; its ESHUTDOWN is nobody's.
    {10058, "EPIPE"},
    {10060, "ETIMEDOUT"},
    {10061, "ECONNREFUSED"},
    {10064, "EHOSTDOWN"},
    {10065, "EHOSTUNREACH"},
};

}  // namespace

std::string WinsockErrorName(int number, Failed call) {
  if (number == kWouldBlock && call == Failed::kConnect) return "EINPROGRESS";
  for (const auto& each : kErrors) {
    if (each.number == number) return each.name;
  }
  return "E" + std::to_string(number);
}

}  // namespace closespec::socket_peer
