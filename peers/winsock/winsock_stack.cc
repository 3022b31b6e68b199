#include "peers/winsock/winsock_stack.h"

#include <winsock2.h>
#include <ws2tcpip.h>

#include <cstring>

#include "peers/winsock/winsock_result.h"

namespace closespec::socket_peer {
namespace {

struct Address {
  sockaddr_storage storage{};
  int length = sizeof(sockaddr_storage);

  sockaddr* Raw() { return reinterpret_cast<sockaddr*>(&storage); }
};

bool Fill(const Endpoint& endpoint, Address& address) {
  auto* ipv4 = reinterpret_cast<sockaddr_in*>(&address.storage);
  if (::inet_pton(AF_INET, endpoint.address.c_str(), &ipv4->sin_addr) == 1) {
    ipv4->sin_family = AF_INET;
    ipv4->sin_port = ::htons(endpoint.port);
    address.length = sizeof(sockaddr_in);
    return true;
  }
  auto* ipv6 = reinterpret_cast<sockaddr_in6*>(&address.storage);
  if (::inet_pton(AF_INET6, endpoint.address.c_str(), &ipv6->sin6_addr) != 1) return false;
  ipv6->sin6_family = AF_INET6;
  ipv6->sin6_port = ::htons(endpoint.port);
  address.length = sizeof(sockaddr_in6);
  return true;
}

Endpoint Read(const Address& address) {
  Endpoint endpoint;
  char text[INET6_ADDRSTRLEN] = "";
  if (address.storage.ss_family == AF_INET) {
    const auto* ipv4 = reinterpret_cast<const sockaddr_in*>(&address.storage);
    endpoint.port = ::ntohs(ipv4->sin_port);
    ::inet_ntop(AF_INET, &ipv4->sin_addr, text, sizeof(text));
  } else if (address.storage.ss_family == AF_INET6) {
    const auto* ipv6 = reinterpret_cast<const sockaddr_in6*>(&address.storage);
    endpoint.port = ::ntohs(ipv6->sin6_port);
    ::inet_ntop(AF_INET6, &ipv6->sin6_addr, text, sizeof(text));
  }
  endpoint.address = text;
  return endpoint;
}

// A function of ntdll by name: Wine has one that Windows has not, and the other way round there is
// none in the import library.
template <typename Function>
Function InNtdll(const char* name) {
  Function function = nullptr;
  const FARPROC found = ::GetProcAddress(::GetModuleHandleA("ntdll.dll"), name);
  std::memcpy(&function, &found, sizeof(function));
  return function;
}

}  // namespace

WinsockStack::WinsockStack() {
  WSADATA ignored;
  ::WSAStartup(MAKEWORD(2, 2), &ignored);
}

std::string WinsockStack::Name() {
  if (const auto wine = InNtdll<const char*(__cdecl*)()>("wine_get_version")) {
    return std::string("winsock-wine-") + wine();
  }
  OSVERSIONINFOW version{};
  version.dwOSVersionInfoSize = sizeof(version);
  const auto of_system = InNtdll<LONG(WINAPI*)(OSVERSIONINFOW*)>("RtlGetVersion");
  if (of_system == nullptr || of_system(&version) != 0) return "winsock-windows-unknown";
  return "winsock-windows-" + std::to_string(version.dwMajorVersion) + "." +
         std::to_string(version.dwMinorVersion) + "." + std::to_string(version.dwBuildNumber);
}

// Windows has the keep-alive options since 10, Wine since later than the one of Debian 12.
std::vector<std::string> WinsockStack::Features() {
  std::vector<std::string> features = {"winsock", "fionread"};
  const CallResult socket = Open(Family::kIpv4);
  const Handle handle{static_cast<std::intptr_t>(socket.value)};
  OptionValue ignored;
  if (socket.Succeeded() && GetOption(handle, "TCP_KEEPINTVL", ignored).Succeeded()) {
    features.emplace_back("tcp_keepalive");
  }
  Close(handle);
  return features;
}

CallResult WinsockStack::Open(Family family) {
  return Told(
      Signed(::socket(family == Family::kIpv6 ? AF_INET6 : AF_INET, SOCK_STREAM, IPPROTO_TCP)));
}

CallResult WinsockStack::Bind(Handle handle, const Endpoint& local) {
  Address address;
  if (!Fill(local, address)) return ToldError(WSAEAFNOSUPPORT);
  return Told(::bind(Raw(handle), address.Raw(), address.length));
}

CallResult WinsockStack::Listen(Handle handle, int backlog) {
  return Told(::listen(Raw(handle), backlog));
}

CallResult WinsockStack::Accept(Handle handle, Endpoint& remote) {
  Address address;
  CallResult result = Told(Signed(::accept(Raw(handle), address.Raw(), &address.length)));
  if (result.Succeeded()) remote = Read(address);
  return result;
}

CallResult WinsockStack::Connect(Handle handle, const Endpoint& remote) {
  Address address;
  if (!Fill(remote, address)) return ToldError(WSAEAFNOSUPPORT);
  return Told(::connect(Raw(handle), address.Raw(), address.length), Failed::kConnect);
}

CallResult WinsockStack::SetBlocking(Handle handle, bool blocking) {
  u_long nonblocking = blocking ? 0 : 1;
  return Told(::ioctlsocket(Raw(handle), static_cast<long>(FIONBIO), &nonblocking));
}

CallResult WinsockStack::Shutdown(Handle handle, int how) {
  static_assert(SD_RECEIVE == 0 && SD_SEND == 1 && SD_BOTH == 2);
  return Told(::shutdown(Raw(handle), how));
}

CallResult WinsockStack::Close(Handle handle) {
  const std::lock_guard lock(mutex_);
  if (event_objects_.erase(handle.raw) == 0) return Told(::closesocket(Raw(handle)));
  return ::WSACloseEvent(EventOf(handle)) != FALSE ? Told(0) : Told(-1);
}

// As a process hands a socket to another one, here to itself.
CallResult WinsockStack::Duplicate(Handle handle) {
  WSAPROTOCOL_INFOW description{};
  if (::WSADuplicateSocketW(Raw(handle), ::GetCurrentProcessId(), &description) != 0) {
    return Told(-1);
  }
  return Told(Signed(::WSASocketW(FROM_PROTOCOL_INFO, FROM_PROTOCOL_INFO, FROM_PROTOCOL_INFO,
                                  &description, 0, WSA_FLAG_OVERLAPPED)));
}

CallResult WinsockStack::LocalName(Handle handle, Endpoint& local) {
  Address address;
  CallResult result = Told(::getsockname(Raw(handle), address.Raw(), &address.length));
  if (result.Succeeded()) local = Read(address);
  return result;
}

CallResult WinsockStack::RemoteName(Handle handle, Endpoint& remote) {
  Address address;
  CallResult result = Told(::getpeername(Raw(handle), address.Raw(), &address.length));
  if (result.Succeeded()) remote = Read(address);
  return result;
}

}  // namespace closespec::socket_peer
