// A file as nlohmann's parser takes it, read piece by piece, that knows the line it is in.
//
//   LineSource source(path);
//   nlohmann::json::sax_parse(Octets{&source}, Octets{}, &handler);

#ifndef CLOSESPEC_REPORTS_JSON_LINE_SOURCE_H_
#define CLOSESPEC_REPORTS_JSON_LINE_SOURCE_H_

#include <array>
#include <cstddef>
#include <cstdio>
#include <filesystem>
#include <iterator>
#include <memory>
#include <string>

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

  std::string name_;
  std::unique_ptr<std::FILE, Close> file_;
  std::array<char, 65536> buffer_{};
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
