#include "peers/ns3/ns3_stack.h"

#include <ns3/inet6-socket-address.h>
#include <ns3/string.h>
#include <ns3/tcp-socket-factory.h>
#include <ns3/version-defines.h>

#include <cstdlib>
#include <sstream>

#include "peers/ns3/ns3_result.h"
#include "peers/socket_peer/os_posix_address.h"

namespace closespec::ns3_peer {
namespace {

using ns3::TcpSocket;
using socket_peer::NoSuchCall;
using socket_peer::Told;

bool Parse(const Endpoint& endpoint, ns3::Address& address) {
  socket_peer::SocketAddress parsed;
  if (!parsed.Fill(endpoint)) return false;
  const char* const text = endpoint.address.c_str();
  if (parsed.storage.ss_family == AF_INET6) {
    address = ns3::Inet6SocketAddress(text, endpoint.port);
  } else {
    address = ns3::InetSocketAddress(text, endpoint.port);
  }
  return true;
}

template <typename Ip>
Endpoint ToEndpoint(const Ip& ip, std::uint16_t port) {
  std::ostringstream text;
  text << ip;
  return {text.str(), port};
}

Endpoint ToEndpoint(const ns3::Address& address) {
  if (ns3::Inet6SocketAddress::IsMatchingType(address)) {
    const auto ipv6 = ns3::Inet6SocketAddress::ConvertFrom(address);
    return ToEndpoint(ipv6.GetIpv6(), ipv6.GetPort());
  }
  const auto ipv4 = ns3::InetSocketAddress::ConvertFrom(address);
  return ToEndpoint(ipv4.GetIpv4(), ipv4.GetPort());
}

// The attribute that an option is here; null if none is.
const char* Attribute(std::string_view option) {
  if (option == "SO_RCVBUF") return "RcvBufSize";
  if (option == "SO_SNDBUF") return "SndBufSize";
  if (option == "TCP_NODELAY") return "TcpNoDelay";
  return nullptr;
}

CallResult NoSuchOption(std::string_view option) {
  return NoSuchCall("no option " + std::string(option));
}

}  // namespace

std::optional<CallResult> Ns3Stack::Socket::OrBlock(bool dontwait) const {
  if (blocking && !dontwait) return std::nullopt;
  return Failed("EAGAIN");
}

std::string Ns3Stack::Name() {
  return "ns-" + std::to_string(NS3_VERSION_MAJOR) + "." + std::to_string(NS3_VERSION_MINOR);
}

std::vector<std::string> Ns3Stack::Features() { return {"fionread", "siocoutq", "tcp_info"}; }

Ns3Stack::Socket& Ns3Stack::Add(const ns3::Ptr<ns3::Socket>& raw) {
  using On = ns3::Ptr<ns3::Socket>;
  Socket& added = sockets_.emplace_back();
  added.raw = ns3::DynamicCast<ns3::TcpSocketBase>(raw);
  added.handle = static_cast<std::int64_t>(sockets_.size()) - 1;
  const auto noting = [this](bool Socket::*what) {
    return ns3::Callback<void, On>([this, what](On caller) { Note(caller, what); });
  };
  raw->SetConnectCallback(noting(&Socket::connected), noting(&Socket::connect_failed));
  raw->SetCloseCallbacks(noting(&Socket::closed_normally), noting(&Socket::closed_by_error));
  raw->SetRecvCallback(ns3::Callback<void, On>([this](On) { node_.Wake(); }));
  raw->SetSendCallback(
      ns3::Callback<void, On, std::uint32_t>([this](On, std::uint32_t) { node_.Wake(); }));
  raw->SetAcceptCallback(
      ns3::MakeNullCallback<bool, On, const ns3::Address&>(),
      ns3::Callback<void, On, const ns3::Address&>([this, &added](On made, const ns3::Address&) {
        Socket& connection = Add(made);
        connection.open = false;
        connection.state = TcpSocket::ESTABLISHED;
        added.to_accept.push_back(connection.handle);
        if (!added.open) made->Close();
        node_.Wake();
      }));
  raw->TraceConnectWithoutContext(
      "State", ns3::Callback<void, TcpSocket::TcpStates_t, TcpSocket::TcpStates_t>(
                   [this, &added](TcpSocket::TcpStates_t, TcpSocket::TcpStates_t now) {
                     added.state = now;
                     node_.Wake();
                   }));
  return added;
}

// Who calls back is looked for, because until it is accepted a connection has its listener's
// callbacks.
void Ns3Stack::Note(const ns3::Ptr<ns3::Socket>& raw, bool Socket::*what) {
  for (auto& socket : sockets_) {
    if (socket.raw == raw) socket.*what = true;
  }
  node_.Wake();
}

CallResult Ns3Stack::On(Handle handle,
                        const std::function<std::optional<CallResult>(Socket&)>& attempt) {
  Socket* on = nullptr;
  return node_.Perform([&]() -> std::optional<CallResult> {
    if (on == nullptr) {
      const auto at = static_cast<std::size_t>(handle.raw);
      if (at >= sockets_.size() || !sockets_[at].open) return Failed("EBADF");
      on = &sockets_[at];
    }
    return attempt(*on);
  });
}

CallResult Ns3Stack::Open(socket_peer::Family) {
  return node_.Perform([this] {
    const auto type = ns3::TcpSocketFactory::GetTypeId();
    return Told(Add(ns3::Socket::CreateSocket(node_.Node(), type)).handle);
  });
}

CallResult Ns3Stack::Bind(Handle handle, const Endpoint& local) {
  return On(handle, [&](Socket& on) {
    ns3::Address address;
    if (!Parse(local, address)) return socket_peer::NoSuchAddress();
    return ToldBy(*on.raw, on.raw->Bind(address));
  });
}

CallResult Ns3Stack::Listen(Handle handle, int) {
  return On(handle, [](Socket& on) { return ToldBy(*on.raw, on.raw->Listen()); });
}

CallResult Ns3Stack::Accept(Handle handle, Endpoint& remote) {
  return On(handle, [&](Socket& on) -> std::optional<CallResult> {
    if (on.to_accept.empty()) return on.OrBlock();
    Socket& accepted = sockets_[on.to_accept.front()];
    on.to_accept.pop_front();
    accepted.open = true;
    ns3::Address address;
    if (accepted.raw->GetPeerName(address) == 0) remote = ToEndpoint(address);
    return Told(accepted.handle);
  });
}

CallResult Ns3Stack::Connect(Handle handle, const Endpoint& remote) {
  bool begun = false;
  return On(handle, [&](Socket& on) -> std::optional<CallResult> {
    ns3::Address address;
    if (!Parse(remote, address)) return socket_peer::NoSuchAddress();
    if (!begun) {
      begun = true;
      const CallResult result = ToldBy(*on.raw, on.raw->Connect(address));
      if (!result.Succeeded()) return result;
      if (!on.blocking) return Failed("EINPROGRESS");
    }
    if (on.connected) return Told(0);
    if (on.closed_by_error) return Failed("ECONNRESET");
    if (on.closed_normally) return Failed("ECONNREFUSED");
    if (on.connect_failed) return Failed("ETIMEDOUT");
    return std::nullopt;
  });
}

CallResult Ns3Stack::SetBlocking(Handle handle, bool blocking) {
  return On(handle, [&](Socket& on) {
    on.blocking = blocking;
    return Told(0);
  });
}

CallResult Ns3Stack::Shutdown(Handle handle, int how) {
  if (how < 0 || how > 2) return NoSuchCall("ShutdownSend and ShutdownRecv alone");
  return On(handle, [&](Socket& on) {
    if (how != 1) on.receives = false;
    if (how != 1 && on.raw->ShutdownRecv() != 0) return ToldBy(*on.raw, -1);
    node_.Wake();
    return how == 0 ? Told(0) : ToldBy(*on.raw, on.raw->ShutdownSend());
  });
}

CallResult Ns3Stack::Close(Handle handle) {
  return On(handle, [this](Socket& on) {
    for (const auto waiting : on.to_accept) sockets_[waiting].raw->Close();
    on.open = false;
    return ToldBy(*on.raw, on.raw->Close());
  });
}

CallResult Ns3Stack::Duplicate(Handle) { return NoSuchCall("a socket is no descriptor"); }

CallResult Ns3Stack::SetOption(Handle handle, std::string_view option, const OptionValue& to) {
  const char* const attribute = Attribute(option);
  if (attribute == nullptr) return NoSuchOption(option);
  return On(handle, [&](Socket& on) {
    on.raw->SetAttribute(attribute, ns3::StringValue(std::to_string(to.value)));
    return Told(0);
  });
}

CallResult Ns3Stack::GetOption(Handle handle, std::string_view option, OptionValue& is) {
  if (option == "SO_ERROR") {
    return On(handle, [&](Socket& on) {
      if (on.closed_by_error) is.error = "ECONNRESET";
      return Told(0);
    });
  }
  const char* const attribute = Attribute(option);
  if (attribute == nullptr) return NoSuchOption(option);
  return On(handle, [&](Socket& on) {
    ns3::StringValue text;
    on.raw->GetAttribute(attribute, text);
    is.value = text.Get() == "true" ? 1 : std::atoi(text.Get().c_str());
    return Told(0);
  });
}

CallResult Ns3Stack::Events(Handle, socket_peer::Readiness, const EventNames&, bool, EventNames&) {
  return NoSuchCall("callbacks tell what is ready");
}

CallResult Ns3Stack::LocalName(Handle handle, Endpoint& local) {
  return On(handle, [&](Socket& on) {
    ns3::Address address;
    const CallResult result = ToldBy(*on.raw, on.raw->GetSockName(address));
    if (result.Succeeded()) local = ToEndpoint(address);
    return result;
  });
}

CallResult Ns3Stack::RemoteName(Handle handle, Endpoint& remote) {
  return On(handle, [&](Socket& on) {
    ns3::Address address;
    const CallResult result = ToldBy(*on.raw, on.raw->GetPeerName(address));
    if (result.Succeeded()) remote = ToEndpoint(address);
    return result;
  });
}

CallResult Ns3Stack::State(Handle handle, std::string& state) {
  return On(handle, [&](Socket& on) {
    state = TcpSocket::TcpStateName[on.state];
    if (state == "SYN_RCVD") state = "SYN_RECEIVED";
    return Told(0);
  });
}

}  // namespace closespec::ns3_peer
