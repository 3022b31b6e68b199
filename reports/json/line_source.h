// A file as nlohmann's parser takes it, read piece by piece, that knows the line it is in.
//
//   LineSource source(path);
//   nlohmann::json::sax_parse(Octets{&source}, Octets{}, &handler);

#ifndef CLOSESPEC_REPORTS_JSON_LINE_SOURCE_H_
#define CLOSESPEC_REPORTS_JSON_LINE_SOURCE_H_

#include <cstddef>
#include <cstdio>
#include <filesystem>
#include <iterator>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "suites/model/document_error.h"

namespace closespec {

class LineSource {
 public:
  explicit LineSource(const std::filesystem::path& path)
      : name_(path.string()), file_(std::fopen(path.c_str(), "rb")) {
    if (!file_) throw DocumentError(name_ + ": cannot be read");
  }

  bool AtEnd() {
    if (next_ == filled_) {
      filled_ = std::fread(buffer_.data(), 1, buffer_.size(), file_.get());
      next_ = 0;
    }
    return filled_ == 0;
  }
  // The rest of the line and the first character behind it, where both are there.
  std::string_view LineAndNext() {
    for (;;) {
      const std::string_view there(buffer_.data() + next_, filled_ - next_);
      const std::size_t end = there.find('\n');
      if (end != std::string_view::npos && end + 1 < there.size()) return there.substr(0, end + 2);
      if (there.size() > kLongest || !ReadMore()) return {};
    }
  }
  // Passes over a line that LineAndNext() gave.
  void SkipLine(std::string_view line_and_next) {
    next_ += line_and_next.size() - 1;
    ++line_;
  }

  [[nodiscard]] char Current() const { return buffer_[next_]; }
  void Advance() { line_ += buffer_[next_++] == '\n' ? 1 : 0; }

  [[nodiscard]] std::size_t Line() const { return line_; }

  [[nodiscard]] DocumentError Malformed(const std::string& place, const std::string& what) const {
    return DocumentError(name_ + ":" + std::to_string(line_) + ": " + place +
                         (place.empty() ? "" : ": ") + what);
  }

 private:
  struct Close {
    void operator()(std::FILE* file) const { (void)std::fclose(file); }
  };

  static constexpr std::size_t kPiece = 65536;
  static constexpr std::size_t kLongest = std::size_t{16} << 20U;

  // Behind what is not read yet, which moves to the front.
  bool ReadMore() {
    buffer_.erase(buffer_.begin(), buffer_.begin() + static_cast<std::ptrdiff_t>(next_));
    filled_ -= next_;
    next_ = 0;
    buffer_.resize(filled_ + kPiece);
    const std::size_t more = std::fread(buffer_.data() + filled_, 1, kPiece, file_.get());
    filled_ += more;
    return more > 0;
  }

  std::string name_;
  std::unique_ptr<std::FILE, Close> file_;
  std::vector<char> buffer_ = std::vector<char>(kPiece);
  std::size_t next_ = 0;
  std::size_t filled_ = 0;
  std::size_t line_ = 1;
};

// What nlohmann's parser wants of its input: a single-pass iterator; nullptr is the end.
struct Octets {
  using iterator_category = std::input_iterator_tag;
  using value_type = char;
  using difference_type = std::ptrdiff_t;
  using pointer = const char*;
  using reference = char;

  LineSource* source = nullptr;

  char operator*() const { return source->Current(); }
  Octets& operator++() {
    source->Advance();
    return *this;
  }
  bool operator==(const Octets& other) const {
    return (source == nullptr || source->AtEnd()) == (other.source == nullptr);
  }
};

}  // namespace closespec

#endif  // CLOSESPEC_REPORTS_JSON_LINE_SOURCE_H_
