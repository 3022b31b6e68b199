// Document::Parse, on nlohmann's SAX parser. Its callbacks carry no positions, so the iterator that
// feeds it counts lines.

#include <cmath>
#include <iterator>
#include <limits>
#include <nlohmann/json.hpp>
#include <utility>

#include "suites/model/document.h"

namespace closespec {
namespace {

constexpr std::size_t kMaximumDepth = 32;
// A double knows every whole number up to here.
constexpr double kLargestExact = 9007199254740992;

struct Position {
  int line = 1;
  int line_before_last = 1;  // before the last character that was taken
};

class CountingIterator {
 public:
  using iterator_category = std::input_iterator_tag;
  using value_type = char;
  using difference_type = std::ptrdiff_t;
  using pointer = const char*;
  using reference = const char&;

  CountingIterator(const char* at, Position* position) : at_(at), position_(position) {}
  reference operator*() const { return *at_; }
  CountingIterator& operator++() {
    position_->line_before_last = position_->line;
    if (*at_ == '\n') ++position_->line;
    ++at_;
    return *this;
  }
  bool operator==(const CountingIterator& other) const { return at_ == other.at_; }
  bool operator!=(const CountingIterator& other) const { return at_ != other.at_; }

 private:
  const char* at_;
  Position* position_;
};

class NodeBuilder final : public nlohmann::json_sax<nlohmann::json> {
 public:
  NodeBuilder(const std::string& name, const Position& position, Node& root)
      : name_(name), position_(position), root_(root) {}

  bool null() override { return Add({.kind = Node::Kind::kNull}); }
  bool boolean(bool value) override {
    return Add({.kind = Node::Kind::kBoolean, .boolean = value});
  }
  bool number_integer(number_integer_t value) override {
    return AddNumber({.kind = Node::Kind::kInteger, .integer = value});
  }
  bool number_unsigned(number_unsigned_t value) override {
    if (value > static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max())) {
      RefuseNumber(std::to_string(value));
    }
    return number_integer(static_cast<number_integer_t>(value));
  }
  // A whole number is one however it is written (JSON Schema draft-07, 6.1.1): 5.0, 1e3.
  bool number_float(number_float_t value, const string_t& text) override {
    const bool whole = std::trunc(value) == value;
    if (whole && std::abs(value) > kLargestExact) RefuseNumber(text);
    if (!whole) return AddNumber({.kind = Node::Kind::kFraction, .text = text});
    return number_integer(static_cast<number_integer_t>(value));
  }
  bool string(string_t& value) override {
    return Add({.kind = Node::Kind::kString, .text = std::move(value)});
  }
  bool binary(binary_t& /*value*/) override { return false; }
  bool start_object(std::size_t /*size*/) override { return Open({.kind = Node::Kind::kObject}); }
  bool start_array(std::size_t /*size*/) override { return Open({.kind = Node::Kind::kArray}); }
  bool end_object() override { return Close(); }
  bool end_array() override { return Close(); }
  bool key(string_t& value) override {
    Node& object = *open_.back();
    if (object.Find(value) != nullptr) {
      Refuse(position_.line, "duplicate key \"" + value + "\"");
    }
    object.members.push_back({.key = std::move(value), .line = position_.line, .value = {}});
    return true;
  }
  bool parse_error(std::size_t /*octet*/, const std::string& token,
                   const nlohmann::json::exception& why) override {
    // The other one that can be out of range is the depth, which Open() bounds.
    if (dynamic_cast<const nlohmann::json::out_of_range*>(&why) != nullptr) RefuseNumber(token);
    // "[json.exception.parse_error.101] parse error at line 3, column 4: syntax error while ..."
    std::string text = why.what();
    if (const auto colon = text.find(": "); colon != std::string::npos) text.erase(0, colon + 2);
    Refuse(position_.line_before_last, text);
  }

 private:
  [[noreturn]] void Refuse(int line, const std::string& what) const {
    throw DocumentError(name_ + ":" + std::to_string(line) + ": " + what);
  }

  // Where the next value will stand (RFC 6901).
  std::string Pointer() const {
    std::string pointer;
    for (const Node* each : open_) {
      const bool array = each->kind == Node::Kind::kArray;
      // A container that is open is the last item of its own.
      const std::size_t index = each == open_.back() ? each->items.size() : each->items.size() - 1;
      pointer += "/" + (array ? std::to_string(index) : Escaped(each->members.back().key));
    }
    return pointer.empty() ? "" : pointer + ": ";
  }
  [[noreturn]] void RefuseNumber(const std::string& text) const {
    const bool is_exact = text.find_first_of(".eE") == std::string::npos;
    const std::string most = is_exact ? "9223372036854775807" : "9007199254740992";
    Refuse(position_.line_before_last,
           Pointer() + "must be a number from -" + most + " to " + most + ", found " + text);
  }

  Node& Place(Node node, int line) {
    node.line = line;
    Node* place = &root_;
    if (!open_.empty() && open_.back()->kind == Node::Kind::kArray) {
      place = &open_.back()->items.emplace_back();
    } else if (!open_.empty()) {
      place = &open_.back()->members.back().value;
    }
    *place = std::move(node);
    return *place;
  }
  bool Add(Node node) {
    Place(std::move(node), position_.line);
    return true;
  }
  // The lexer has looked one character beyond a number.
  bool AddNumber(Node node) {
    Place(std::move(node), position_.line_before_last);
    return true;
  }
  bool Open(Node node) {
    if (open_.size() == kMaximumDepth) Refuse(position_.line, "nested too deeply");
    open_.push_back(&Place(std::move(node), position_.line));
    return true;
  }
  bool Close() {
    open_.pop_back();
    return true;
  }

  const std::string& name_;
  const Position& position_;
  Node& root_;
  std::vector<Node*> open_;  // stay valid: only the innermost container grows
};

}  // namespace

Document Document::Parse(std::string_view text, std::string name) {
  Document document;
  document.name_ = std::move(name);
  Position position;
  NodeBuilder builder(document.name_, position, document.root_);
  nlohmann::json::sax_parse(CountingIterator(text.data(), &position),
                            CountingIterator(text.data() + text.size(), &position), &builder,
                            nlohmann::json::input_format_t::json, /*strict=*/true,
                            /*ignore_comments=*/true);
  return document;
}

}  // namespace closespec
