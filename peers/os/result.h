// Result<T>: a value, or why our own plumbing failed ("open(/dev/net/tun): EACCES"). Not for what a
// stack under test does (Outcome), nor for malformed documents (DocumentError).

#ifndef CLOSESPEC_PEERS_OS_RESULT_H_
#define CLOSESPEC_PEERS_OS_RESULT_H_

#include <cerrno>
#include <cstring>
#include <string>
#include <utility>
#include <variant>

namespace closespec {

struct Trouble {
  std::string what;
};

// `errno` of the call that just failed, by name.
inline Trouble OsError(const std::string& call) {
  const char* name = ::strerrorname_np(errno);
  return Trouble{call + ": " + (name != nullptr ? name : "unknown error")};
}

struct Done {};

template <typename T>
class [[nodiscard]] Result {
 public:
  Result(T value) : content_(std::move(value)) {}            // NOLINT(google-explicit-constructor)
  Result(Trouble trouble) : content_(std::move(trouble)) {}  // NOLINT(google-explicit-constructor)

  [[nodiscard]] bool ok() const { return std::holds_alternative<T>(content_); }
  explicit operator bool() const { return ok(); }
  T& operator*() & { return std::get<T>(content_); }
  const T& operator*() const& { return std::get<T>(content_); }
  T&& operator*() && { return std::get<T>(std::move(content_)); }
  T* operator->() { return &std::get<T>(content_); }
  const T* operator->() const { return &std::get<T>(content_); }
  [[nodiscard]] const Trouble& trouble() const { return std::get<Trouble>(content_); }

 private:
  std::variant<T, Trouble> content_;
};

using Status = Result<Done>;

}  // namespace closespec

#endif  // CLOSESPEC_PEERS_OS_RESULT_H_
