// A suite folder of its own for a test, with a few clauses; gone when the test ends.

#ifndef CLOSESPEC_SUITES_MODEL_TEMPORARY_SUITE_H_
#define CLOSESPEC_SUITES_MODEL_TEMPORARY_SUITE_H_

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <string>

namespace closespec {

class TemporarySuite {
 public:
  TemporarySuite() {
    folder_ = (std::filesystem::temp_directory_path() / "closespec-suite-XXXXXX").string();
    if (::mkdtemp(folder_.data()) == nullptr) ADD_FAILURE() << "no folder for a suite";
    Write("requirements.json", R"({"requirements": [
      {"id": "must", "source": "RFC 9293", "section": "3.6", "level": "MUST",
       "applies_to": "any", "binds": "stack", "text": "A"},
      {"id": "should", "source": "RFC 9293", "section": "3.6.1", "label": "SHLD-3",
       "level": "SHOULD", "applies_to": "any", "binds": "stack", "text": "B"},
      {"id": "posix", "source": "POSIX.1-2017", "section": "recv", "level": "MUST",
       "applies_to": "posix", "binds": "stack", "text": "C"},
      {"id": "windows", "source": "Winsock", "section": "recv", "level": "MUST",
       "applies_to": "winsock", "binds": "stack", "text": "D"},
      {"id": "advice", "source": "RFC 9293", "section": "3.6", "level": "MUST",
       "applies_to": "any", "binds": "application", "text": "E"}]})");
    Write("preambles/open.json", R"({"title": "T", "purpose": "P", "steps": [
      {"acceptor": "socket", "as": "l"},
      {"acceptor": "bind", "on": "l"},
      {"acceptor": "listen", "on": "l"},
      {"opener": "socket", "as": "c"},
      {"opener": "connect", "to": "l"},
      {"acceptor": "accept", "on": "l", "as": "c"}]})");
  }
  TemporarySuite(const TemporarySuite&) = delete;
  TemporarySuite& operator=(const TemporarySuite&) = delete;
  ~TemporarySuite() {
    std::error_code ignored;
    std::filesystem::remove_all(folder_, ignored);
  }

  void Write(const std::string& name, const std::string& content) const {
    const std::filesystem::path file = std::filesystem::path(folder_) / name;
    std::filesystem::create_directories(file.parent_path());
    std::ofstream(file) << content;
  }

  // A scenario on the preamble of an open connection; `more` are further keys, each with a comma.
  void WriteScenario(const std::string& id, const std::string& steps,
                     const std::string& more = "") const {
    Write(id + ".json", R"({"title": "T", "purpose": "P", "requirements": ["must", "posix"], )" +
                            more + R"("preamble": "open", "steps": [)" + steps + "]}");
  }

  [[nodiscard]] const std::string& Folder() const { return folder_; }

 private:
  std::string folder_;
};

}  // namespace closespec

#endif  // CLOSESPEC_SUITES_MODEL_TEMPORARY_SUITE_H_
