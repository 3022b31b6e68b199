#include <charconv>

#include "suites/model/journal_fields.h"
#include "suites/model/journal_text.h"

namespace closespec {
namespace {

// Appends the members of one JSON object.
class FieldWriter {
 public:
  explicit FieldWriter(std::string& text) : text_(text) { text_ += '{'; }
  void End() { text_ += '}'; }

  template <typename T>
  void Always(std::string_view name, const T& value) {
    Key(name);
    Append(value);
  }

  template <typename T>
  void Usually(std::string_view name, const T& value, const T& usual = T{}) {
    if (value != usual) Always(name, value);
  }

  void Step(std::string_view name, std::size_t step) {
    Key(name);
    if (step == kEpilogue) {
      Append("epilogue");
    } else {
      Append(step);
    }
  }

  void Key(std::string_view name) {
    if (text_.back() != '{') text_ += ',';
    text_ += '"';
    text_ += name;
    text_ += "\":";
  }

  void Append(std::integral auto value) {
    char digits[24];
    const auto end = std::to_chars(std::begin(digits), std::end(digits), value);
    text_.append(digits, end.ptr);
  }
  void Append(bool value) { text_ += value ? "true" : "false"; }
  void Append(const char* value) { Append(std::string_view(value)); }
  void Append(std::string_view value);
  void Append(const std::string& value) { Append(std::string_view(value)); }

 private:
  template <typename T>
  void Append(const std::optional<T>& value) {
    Append(*value);
  }
  template <typename Rep, typename Period>
  void Append(const std::chrono::duration<Rep, Period>& value) {
    Append(value.count());
  }
  void Append(Actor value) { Append(ToText(value)); }
  void Append(Direction value) { Append(value == Direction::kFromSut ? "sut" : "peer"); }
  void Append(TcpFlags value) { Append(ToText(value)); }
  void Append(SequenceNumber value) { Append(value.Bits()); }
  void Append(const Endpoint& value) { Append(ToText(value)); }
  void Append(const StreamPiece& value) { AppendPair(value.offset, value.octets); }
  void Append(const TimestampOption& value) { AppendPair(value.value, value.echo); }
  void Append(const std::pair<std::string, std::string>& value) {
    AppendPair(value.first, value.second);
  }
  template <typename T>
  void Append(const std::vector<T>& values) {
    text_ += '[';
    for (const T& each : values) {
      if (&each != &values.front()) text_ += ',';
      Append(each);
    }
    text_ += ']';
  }
  template <typename K>
  void Append(const std::map<K, std::string>& values) {
    text_ += '{';
    for (const auto& [key, value] : values) {
      if (text_.back() != '{') text_ += ',';
      Append(key);
      text_ += ':';
      Append(value);
    }
    text_ += '}';
  }
  template <typename T>
  void AppendPair(const T& first, const T& second) {
    text_ += '[';
    Append(first);
    text_ += ',';
    Append(second);
    text_ += ']';
  }

  std::string& text_;
};

void FieldWriter::Append(std::string_view value) {
  constexpr std::string_view kHexadecimal = "0123456789abcdef";
  text_ += '"';
  for (const char each : value) {
    const auto octet = static_cast<unsigned char>(each);
    if (octet < 0x20 || octet >= 0x7f) {
      text_ += "\\u00";
      text_ += kHexadecimal[octet >> 4U];
      text_ += kHexadecimal[octet & 0xfU];
    } else {
      if (each == '"' || each == '\\') text_ += '\\';
      text_ += each;
    }
  }
  text_ += '"';
}

}  // namespace

std::string WriteJournal(const Journal& journal) {
  std::string text;
  text.reserve(512 + journal.entries.size() * 224);
  FieldWriter header(text);
  header.Always("journal", 1);
  Fields(header, journal);
  header.End();
  text += '\n';
  for (const Entry& entry : journal.entries) {
    FieldWriter line(text);
    line.Always("at", entry.at);
    line.Key(kEventNames[entry.event.index()]);
    FieldWriter event(text);
    std::visit([&event](const auto& each) { Fields(event, each); }, entry.event);
    event.End();
    line.End();
    text += '\n';
  }
  return text;
}

}  // namespace closespec
