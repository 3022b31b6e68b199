#include <sys/ioctl.h>
#include <unistd.h>

#include <cstdlib>

#include "reports/terminal/look.h"

namespace closespec {
namespace {

std::string EnvironmentVariable(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? "" : value;
}

std::string Locale() {
  for (const char* name : {"LC_ALL", "LC_CTYPE", "LANG"}) {
    if (std::string value = EnvironmentVariable(name); !value.empty()) return value;
  }
  return "";
}

}  // namespace

TerminalFacts FactsOf(Stream stream) {
  const int raw = stream == Stream::kOutput ? STDOUT_FILENO : STDERR_FILENO;
  TerminalFacts facts;
  facts.is_terminal = ::isatty(raw) == 1;
  winsize size{};
  if (facts.is_terminal && ::ioctl(raw, TIOCGWINSZ, &size) == 0) facts.columns = size.ws_col;
  facts.no_color = EnvironmentVariable("NO_COLOR");
  facts.term = EnvironmentVariable("TERM");
  facts.locale = Locale();
  return facts;
}

}  // namespace closespec
