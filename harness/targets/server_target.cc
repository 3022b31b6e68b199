#include "harness/targets/server_target.h"

#include "harness/targets/address.h"
#include "suites/model/document_error.h"
#include "suites/model/spelling.h"

namespace closespec {
namespace {

constexpr std::string_view kPrefix = "wire:";
constexpr const char* kForm =
    "expected wire:ADDRESS:PORT/ROLE, an IPv6 address in brackets; found no ";

}  // namespace

bool NamesServer(std::string_view text) { return text.starts_with(kPrefix); }

Target ServerTarget(const std::string& text) {
  const auto fail = [&text](const std::string& why) { throw DocumentError(text + ": " + why); };
  const std::size_t slash = text.find('/');
  if (slash == std::string::npos) fail(std::string(kForm) + "role");
  const std::string role = text.substr(slash + 1);
  Target target;
  target.name = text;
  target.link = LinkKind::kInterface;
  target.server = ParseServerRole(role);
  if (!target.server) fail("unknown role \"" + role + "\"" + Allowed(role, kServerRoles));
  const std::string where = text.substr(kPrefix.size(), slash - kPrefix.size());
  const auto end = ParseEndpoint(where);
  if (!end || end->port == 0) fail(kForm + ("port in \"" + where + "\""));
  const auto address = ParseAddress(end->address);
  if (!address) fail("expected an IP address, found \"" + end->address + "\"");
  (address->ipv6 ? target.interface.sut.ipv6 : target.interface.sut.ipv4) = address->text;
  target.interface.server_port = end->port;
  return target;
}

}  // namespace closespec
