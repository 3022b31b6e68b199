#include "suites/model/cannot_fail.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <set>
#include <string_view>
#include <vector>

#include "suites/model/actions.h"
#include "suites/model/reading.h"

namespace closespec {
namespace {

// The most that the call can return: of those that count nothing, 0.
std::int64_t MostOf(const Action& action) {
  constexpr std::array<std::string_view, 8> kCounting = {"send", "send_all", "recv",   "recv_all",
                                                         "poll", "epoll",    "select", "watched"};
  const auto* call = std::get_if<SocketCall>(&action);
  if (call == nullptr) return kNoMaximum;
  if (std::ranges::find(kCounting, call->action) == kCounting.end()) return 0;
  const std::string bytes = ArgumentOf(*call, "bytes");
  return call->action == "send" || call->action == "recv"
             ? (bytes.empty() ? 4096 : std::atoll(bytes.c_str()))
             : kNoMaximum;
}

// What an alternative that demands nothing but a number lets the call return.
std::vector<Range> Returned(const Expectation& expect) {
  std::vector<Range> ranges;
  for (const Alternative& each : expect.any) {
    if (each.fields.size() != 1 || each.fields[0].field != "returns") continue;
    if (const auto* range = std::get_if<IsInRange>(&each.fields[0].matcher)) {
      ranges.push_back(range->range);
    } else if (const auto* text = std::get_if<IsText>(&each.fields[0].matcher)) {
      const std::int64_t number = std::atoll(text->text.c_str());
      ranges.push_back({number, number});
    }
  }
  return ranges;
}

bool CoversFromZero(std::vector<Range> ranges, std::int64_t most) {
  std::ranges::sort(ranges, {}, &Range::minimum);
  std::int64_t next = 0;  // the least that is not covered
  for (const Range& each : ranges) {
    if (each.minimum > next) return false;
    if (each.maximum >= most) return true;
    next = std::max(next, each.maximum + 1);
  }
  return false;
}

bool AllowsEveryError(const Expectation& expect) {
  return std::ranges::any_of(expect.any, [](const Alternative& each) {
    return std::ranges::any_of(each.fields, [](const FieldExpectation& field) {
      return std::holds_alternative<IsAnyError>(field.matcher);
    });
  });
}

bool AllowsEveryState(const Expectation& expect) {
  std::set<std::string> allowed;
  for (const Alternative& each : expect.any) {
    const auto* text = std::get_if<IsText>(&each.fields.front().matcher);
    if (text != nullptr && each.fields.front().field == "state") allowed.insert(text->text);
  }
  return allowed.size() == States().size();
}

}  // namespace

bool CannotFail(const Step& step) {
  if (!step.expect || step.within) return false;
  if (std::holds_alternative<ReadState>(step.action)) return AllowsEveryState(*step.expect);
  return AllowsEveryError(*step.expect) &&
         CoversFromZero(Returned(*step.expect), MostOf(step.action));
}

}  // namespace closespec
