#include "reports/results/deviation.h"

#include <array>
#include <charconv>
#include <chrono>
#include <optional>

#include "suites/model/reading.h"

namespace closespec {
namespace {

constexpr std::array<std::string_view, 6> kKeys = {"cases",    "signature", "why",
                                                   "evidence", "owner",     "expires"};

std::optional<int> NumberIn(std::string_view text) {
  int number = 0;
  const auto [end, trouble] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (trouble != std::errc() || end != text.data() + text.size() || number < 0) return std::nullopt;
  return number;
}

bool IsBlank(std::string_view text) {
  return text.find_first_not_of(" \t\r\n") == std::string_view::npos;
}

}  // namespace

bool IsDate(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return false;
  const auto year = NumberIn(text.substr(0, 4));
  const auto month = NumberIn(text.substr(5, 2));
  const auto day = NumberIn(text.substr(8, 2));
  if (!year || !month || !day) return false;
  return std::chrono::year_month_day(std::chrono::year(*year),
                                     std::chrono::month(static_cast<unsigned>(*month)),
                                     std::chrono::day(static_cast<unsigned>(*day)))
      .ok();
}

Deviation ReadDeviation(const Document& document, const Node& node, std::string_view what,
                        Responsibility responsibility) {
  const Bindings none;
  const Reading reading{document, none};
  RequireObject(document, node);
  AllowKeys(document, node, kKeys, what);
  const auto required = [&](std::string_view key) {
    return ReadText(reading, Require(document, node, key, what));
  };
  const auto of_someone = [&](std::string_view key) {
    const bool is_there = node.Find(key) != nullptr;
    return is_there || responsibility == Responsibility::kRequired ? required(key) : std::string();
  };
  Deviation deviation{required("cases"),    required("signature"), required("why"),
                      required("evidence"), of_someone("owner"),   of_someone("expires")};
  if (node.Find("owner") != nullptr && IsBlank(deviation.owner)) {
    document.Fail(*node.Find("owner"), "expected who answers for it, found nobody");
  }
  if (!deviation.expires.empty() && !IsDate(deviation.expires)) {
    const Node& written = *node.Find("expires");
    document.Fail(written, "expected a date such as \"2027-06-30\", found " + Describe(written));
  }
  return deviation;
}

bool HasExpired(const Deviation& deviation, std::string_view today) {
  return !deviation.expires.empty() && deviation.expires < today;
}

}  // namespace closespec
