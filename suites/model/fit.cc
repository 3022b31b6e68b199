#include "suites/model/fit.h"

#include <utility>
#include <variant>

#include "suites/model/fit_to_socket.h"

namespace closespec {

std::optional<DoesNotFit> Fit(const FitTo& to, Case& fitted) {
  std::variant<Case, DoesNotFit> made;
  if (to.server) {
    made = FitToServer(fitted, *to.server);
  } else if (to.socket != SocketKind::kTcp) {
    made = FitToSocket(fitted, to.socket);
  } else {
    return std::nullopt;
  }
  if (auto* unfit = std::get_if<DoesNotFit>(&made)) return std::move(*unfit);
  fitted = std::get<Case>(std::move(made));
  return std::nullopt;
}

}  // namespace closespec
