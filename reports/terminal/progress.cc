#include "reports/terminal/progress.h"

#include <fmt/core.h>

#include <ostream>
#include <string>
#include <utility>
#include <vector>

#include "reports/terminal/layout.h"

namespace closespec {
namespace {

constexpr std::chrono::milliseconds kLiveInterval{100};
constexpr std::chrono::milliseconds kPlainInterval{10'000};

struct Part {
  std::string text;
  Ink ink = Ink::kPlain;
};

std::vector<Part> Parts(const ProgressState& state) {
  const auto percent = state.total == 0 ? 100 : state.done * 100 / state.total;
  std::vector<Part> parts = {
      {fmt::format("{} of {} cases, {} %", state.done, state.total, percent)}};
  if (state.failed > 0) parts.push_back({fmt::format("{} failed", state.failed), Ink::kBad});
  if (state.inconclusive > 0) {
    parts.push_back({fmt::format("{} inconclusive", state.inconclusive), Ink::kWarning});
  }
  if (state.running > 0) parts.push_back({fmt::format("{} running", state.running)});
  if (state.elapsed.count() > 0) {
    const double seconds = std::chrono::duration<double>(state.elapsed).count();
    parts.push_back({fmt::format("{:.0f}/s", static_cast<double>(state.done) / seconds)});
  }
  if (state.longest_wait && state.longest_wait->count() > 0) {
    parts.push_back({fmt::format("longest wait {} s", state.longest_wait->count()), Ink::kFaint});
  }
  return parts;
}

// As many parts as fit; a line that wraps could not be overwritten.
std::string Line(const Look& look, const ProgressState& state, std::size_t columns) {
  std::string line;
  std::size_t used = 0;
  for (const Part& each : Parts(state)) {
    const std::string_view separator = used == 0 ? "" : "  ";
    if (used + separator.size() + each.text.size() > columns) break;
    used += separator.size() + each.text.size();
    line += separator;
    line += Paint(look, each.ink, each.text);
  }
  return line;
}

}  // namespace

void Progress::Show(const ProgressState& state) {
  const auto interval = look_.live ? kLiveInterval : kPlainInterval;
  const bool last = state.done == state.total && shown_done_ != state.total;
  if (shown_at_ && state.elapsed - *shown_at_ < interval && !last) return;
  // In a log the beginning tells nothing.
  if (!shown_at_ && !look_.live && !last && state.elapsed < interval) return;
  shown_at_ = state.elapsed;
  shown_done_ = state.done;
  if (look_.live) {
    out_ << "\r" << Line(look_, state, static_cast<std::size_t>(look_.columns) - 1) << "\033[K"
         << std::flush;
    line_open_ = true;
  } else {
    out_ << Line(look_, state, static_cast<std::size_t>(look_.columns)) << std::endl;
  }
}

void Progress::Clear() {
  if (line_open_) out_ << "\r\033[K" << std::flush;
  line_open_ = false;
}

}  // namespace closespec
