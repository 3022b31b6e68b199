#include "reports/html/base64.h"

#include <cstdint>

#include "suites/model/sha256.h"

namespace closespec {

std::string Base64(std::string_view octets) {
  constexpr std::string_view kDigits =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string text;
  text.reserve((octets.size() + 2) / 3 * 4);
  for (std::size_t i = 0; i < octets.size(); i += 3) {
    std::uint32_t group = 0;
    for (std::size_t j = 0; j < 3; ++j) {
      group = group << 8 | (i + j < octets.size() ? static_cast<unsigned char>(octets[i + j]) : 0U);
    }
    for (std::size_t j = 0; j < 4; ++j) {
      text += i + j > octets.size() ? '=' : kDigits[group >> (18 - 6 * j) & 0x3F];
    }
  }
  return text;
}

std::string PolicyHash(std::string_view text) {
  const std::string digits = Sha256Of(text);
  std::string octets;
  for (std::size_t i = 0; i < digits.size(); i += 2) {
    octets += static_cast<char>(std::stoi(digits.substr(i, 2), nullptr, 16));
  }
  return "sha256-" + Base64(octets);
}

}  // namespace closespec
