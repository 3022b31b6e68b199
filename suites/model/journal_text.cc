#include "suites/model/journal_text.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "suites/model/journal_fields.h"

namespace closespec {
namespace {

using Json = nlohmann::json;

constexpr int kFormat = 1;

// Where in the document a value stands, for messages.
struct Place {
  const std::string& file;
  int line;

  [[noreturn]] void Refuse(const std::string& what) const {
    throw DocumentError(file + ":" + std::to_string(line) + ": " + what);
  }
};

std::string Shown(const Json& value) {
  constexpr std::size_t kLongest = 60;
  std::string text = value.dump(-1, ' ', true);
  if (text.size() > kLongest) text = text.substr(0, kLongest) + "...";
  return text;
}

// Takes the members of one JSON object and refuses those that nobody asked for.
class FieldReader {
 public:
  FieldReader(const Json& object, std::string path, const Place& place)
      : object_(object), path_(std::move(path)), place_(place) {
    if (!object.is_object()) {
      place.Refuse((path_.empty() ? "/" : path_) + ": an object is wanted, found " + Shown(object));
    }
  }

  template <typename T>
  void Always(std::string_view name, T& value) {
    if (!TakeIfThere(name, value)) place_.Refuse(Path(name) + " is missing");
  }

  template <typename T>
  void Usually(std::string_view name, T& value, const T& usual = T{}) {
    if (!TakeIfThere(name, value)) value = usual;
  }

  void Step(std::string_view name, std::size_t& step) {
    const auto found = object_.find(name);
    if (found != object_.end() && *found == "epilogue") {
      asked_.push_back(name);
      step = kEpilogue;
    } else {
      Always(name, step);
    }
  }

  void End() const {
    for (const auto& [name, value] : object_.items()) {
      if (std::ranges::count(asked_, name) == 0) place_.Refuse(Path(name) + " is not known");
    }
  }

 private:
  [[nodiscard]] std::string Path(std::string_view name) const {
    return path_ + "/" + std::string(name);
  }

  template <typename T>
  bool TakeIfThere(std::string_view name, T& value) {
    asked_.push_back(name);
    const auto found = object_.find(name);
    if (found == object_.end()) return false;
    if (!Take(*found, value)) {
      place_.Refuse(Path(name) + ": this value does not fit: " + Shown(*found));
    }
    return true;
  }

  static bool Take(const Json& json, bool& value) {
    if (!json.is_boolean()) return false;
    value = json.get<bool>();
    return true;
  }
  static bool Take(const Json& json, std::integral auto& value) {
    using T = std::remove_reference_t<decltype(value)>;
    if (json.is_number_unsigned()) {
      const auto number = json.get<std::uint64_t>();
      value = static_cast<T>(number);
      return std::in_range<T>(number);
    }
    if (!json.is_number_integer()) return false;
    const auto number = json.get<std::int64_t>();
    value = static_cast<T>(number);
    return std::in_range<T>(number);
  }
  static bool Take(const Json& json, std::string& value) {
    return json.is_string() && TakeOctets(json.get_ref<const std::string&>(), value);
  }
  // U+0080 to U+00FF stand for single octets; nothing beyond is ever written.
  static bool TakeOctets(const std::string& utf8, std::string& value) {
    value.clear();
    for (std::size_t i = 0; i < utf8.size(); ++i) {
      const auto octet = static_cast<unsigned char>(utf8[i]);
      if (octet < 0x80) {
        value += utf8[i];
      } else if ((octet == 0xc2 || octet == 0xc3) && i + 1 < utf8.size()) {
        const auto low = static_cast<unsigned char>(utf8[++i]);
        value += static_cast<char>(((octet & 0x3U) << 6U) | (low & 0x3fU));
      } else {
        return false;
      }
    }
    return true;
  }
  template <typename T>
  static bool Take(const Json& json, std::optional<T>& value) {
    return Take(json, value.emplace());
  }
  template <typename Rep, typename Period>
  static bool Take(const Json& json, std::chrono::duration<Rep, Period>& value) {
    Rep count = 0;
    if (!Take(json, count)) return false;
    value = std::chrono::duration<Rep, Period>(count);
    return true;
  }
  static bool Take(const Json& json, Actor& value) {
    value = json == "sut" ? Actor::kSut : Actor::kPeer;
    return json == "sut" || json == "peer";
  }
  static bool Take(const Json& json, Direction& value) {
    value = json == "sut" ? Direction::kFromSut : Direction::kToSut;
    return json == "sut" || json == "peer";
  }
  template <typename T, typename Parse>
  static bool TakeParsed(const Json& json, T& value, const Parse& parse) {
    std::string text;
    if (!Take(json, text)) return false;
    const std::optional<T> parsed = parse(text);
    if (parsed) value = *parsed;
    return parsed.has_value();
  }
  static bool Take(const Json& json, TcpFlags& value) {
    return TakeParsed(json, value, ParseFlags);
  }
  static bool Take(const Json& json, Endpoint& value) {
    return TakeParsed(json, value, ParseEndpoint);
  }
  static bool Take(const Json& json, SequenceNumber& value) {
    std::uint32_t bits = 0;
    if (!Take(json, bits)) return false;
    value = SequenceNumber(bits);
    return true;
  }
  template <typename T>
  static bool TakePair(const Json& json, T& first, T& second) {
    return json.is_array() && json.size() == 2 && Take(json[0], first) && Take(json[1], second);
  }
  static bool Take(const Json& json, StreamPiece& value) {
    return TakePair(json, value.offset, value.octets);
  }
  static bool Take(const Json& json, TimestampOption& value) {
    return TakePair(json, value.value, value.echo);
  }
  static bool Take(const Json& json, std::pair<std::string, std::string>& value) {
    return TakePair(json, value.first, value.second);
  }
  template <typename T>
  static bool Take(const Json& json, std::vector<T>& values) {
    if (!json.is_array()) return false;
    return std::ranges::all_of(
        json, [&values](const Json& each) { return Take(each, values.emplace_back()); });
  }
  template <typename K>
  static bool Take(const Json& json, std::map<K, std::string>& values) {
    if (!json.is_object()) return false;
    for (const auto& [name, each] : json.items()) {
      K key{};
      if (!Take(Json(name), key) || !Take(each, values[key])) return false;
    }
    return true;
  }

  const Json& object_;
  std::string path_;
  const Place& place_;
  std::vector<std::string_view> asked_;
};

template <std::size_t... kIndices>
Event NewEvent(std::size_t index, std::index_sequence<kIndices...> /*all*/) {
  Event event;
  ((index == kIndices ? static_cast<void>(event.emplace<kIndices>()) : static_cast<void>(0)), ...);
  return event;
}

void ReadHeader(const Json& json, const Place& place, Journal& journal) {
  FieldReader reader(json, "", place);
  int format = 0;
  reader.Always("journal", format);
  if (format != kFormat) {
    place.Refuse("/journal: format 1 is read here, found " + std::to_string(format));
  }
  Fields(reader, journal);
  reader.End();
}

Entry ReadEntry(const Json& json, const Place& place) {
  Entry entry;
  FieldReader reader(json, "", place);
  reader.Always("at", entry.at);
  for (const auto& [name, value] : json.items()) {
    if (name == "at") continue;
    const auto found = std::ranges::find(kEventNames, name);
    if (found == kEventNames.end()) place.Refuse("unknown event \"" + name + "\"");
    if (json.size() != 2) place.Refuse("one event a line is wanted, found " + Shown(json));
    entry.event = NewEvent(found - kEventNames.begin(),
                           std::make_index_sequence<std::variant_size_v<Event>>());
    FieldReader fields(value, "/" + name, place);
    std::visit([&fields](auto& each) { Fields(fields, each); }, entry.event);
    fields.End();
  }
  if (json.size() < 2) place.Refuse("an event is wanted, found " + Shown(json));
  return entry;
}

Json ParseLine(std::string_view line, const Place& place) {
  try {
    return Json::parse(line);
  } catch (const Json::exception& error) {
    const std::string_view what = error.what();
    place.Refuse("not JSON: " + std::string(what.substr(what.find("] ") + 2)));
  }
}

}  // namespace

Journal ReadJournal(std::string_view text, const std::string& file) {
  Journal journal;
  int line = 0;
  while (line == 0 || !text.empty()) {
    const Place place{file, ++line};
    const std::size_t end = text.find('\n');
    const Json json = ParseLine(text.substr(0, end), place);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    if (line == 1) {
      ReadHeader(json, place, journal);
    } else {
      journal.entries.push_back(ReadEntry(json, place));
    }
  }
  return journal;
}

}  // namespace closespec
