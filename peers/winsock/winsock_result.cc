#include "peers/winsock/winsock_result.h"

#include <utility>

namespace closespec::socket_peer {
namespace {

static_assert(WSA_OPERATION_ABORTED == 995 && WSAEWOULDBLOCK == 10035 && WSAENOTSOCK == 10038 &&
              WSAECONNABORTED == 10053 && WSAECONNRESET == 10054 && WSAENOTCONN == 10057 &&
              WSAESHUTDOWN == 10058 && WSAETIMEDOUT == 10060 && WSAECONNREFUSED == 10061);

std::uint64_t Now() {
  LARGE_INTEGER ticks;
  LARGE_INTEGER frequency;
  ::QueryPerformanceCounter(&ticks);
  ::QueryPerformanceFrequency(&frequency);
  const auto second = static_cast<std::uint64_t>(frequency.QuadPart);
  const auto count = static_cast<std::uint64_t>(ticks.QuadPart);
  // In two parts, because the whole in nanoseconds might not fit before it is divided.
  return count / second * 1000000000 + count % second * 1000000000 / second;
}

}  // namespace

CallResult Told(std::int64_t returned, Failed call) {
  const int error = ::WSAGetLastError();
  CallResult result;
  result.at = Now();
  result.value = returned;
  if (returned < 0) {
    result.error = WinsockErrorName(error, call);
    result.native = error;
  }
  return result;
}

CallResult ToldError(int number) {
  ::WSASetLastError(number);
  return Told(-1);
}

CallResult NoSuchCall(std::string why) {
  CallResult result = Told(0);
  result.unsupported = std::move(why);
  return result;
}

}  // namespace closespec::socket_peer
