// Texts that come again and again in a report, each written once: in place of the text stands its
// number.

#ifndef CLOSESPEC_REPORTS_HTML_TEXT_TABLE_H_
#define CLOSESPEC_REPORTS_HTML_TEXT_TABLE_H_

#include <nlohmann/json.hpp>
#include <string>
#include <unordered_map>

namespace closespec {

class TextTable {
 public:
  // Its number; the text itself when there are so many that they are not the same ones any more.
  nlohmann::json NumberOf(const std::string& text) {
    constexpr std::size_t kMost = 32768;
    const auto found = numbers_.find(text);
    if (found != numbers_.end()) return found->second;
    if (numbers_.size() == kMost) return text;
    numbers_.emplace(text, texts_.size());
    texts_.push_back(text);
    return texts_.size() - 1;
  }

  // By number.
  [[nodiscard]] const nlohmann::json& Texts() const { return texts_; }

 private:
  std::unordered_map<std::string, std::size_t> numbers_;
  nlohmann::json texts_ = nlohmann::json::array();
};

}  // namespace closespec

#endif  // CLOSESPEC_REPORTS_HTML_TEXT_TABLE_H_
