// The socket actions of the scenario language: one row an action. The loader checks scenarios
// against it, the conductor turns a row into a request of the peer protocol word by word.

#ifndef CLOSESPEC_SUITES_MODEL_ACTIONS_H_
#define CLOSESPEC_SUITES_MODEL_ACTIONS_H_

#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace closespec {

enum class ArgumentKind { kCount, kSigned, kWord, kFlags, kName };

struct ArgumentRow {
  std::string_view name;
  ArgumentKind kind;
  bool required = false;
  std::string_view allowed = {};  // kWord and kFlags: the words, separated by spaces
};

enum class Makes { kNothing, kSocket, kProcess };

struct ActionRow {
  std::string_view name;
  bool on_socket;                 // takes "on"
  Makes makes = Makes::kNothing;  // what "as" names
  std::vector<ArgumentRow> arguments;
  std::string_view facts;       // fields an expectation may name besides returns, error, fails
  std::string_view needs = {};  // capability that the action implies
};

std::span<const ActionRow> Actions();
const ActionRow* FindAction(std::string_view name);

// The process makes no further calls: it ends, or becomes another program.
bool EndsPeer(std::string_view action);

// What an option of setsockopt and getsockopt takes and gives.
struct OptionRow {
  std::string_view name;    // "SO_LINGER"
  std::string_view fields;  // "onoff seconds", "value", "milliseconds"
  std::string_view needs = {};
};
std::span<const OptionRow> Options();
const OptionRow* FindOption(std::string_view name);

// The states of RFC 9293 3.3.2, spelt with underscores.
std::span<const std::string_view> States();
// Errors that an expectation may name.
std::span<const std::string_view> ErrorNames();

}  // namespace closespec

#endif  // CLOSESPEC_SUITES_MODEL_ACTIONS_H_
