// What a fault remembers of each descriptor between calls. Safe to use from several threads.

#ifndef CLOSESPEC_HARNESS_QUALIFY_FAULTS_NOTES_H_
#define CLOSESPEC_HARNESS_QUALIFY_FAULTS_NOTES_H_

#include <map>
#include <mutex>
#include <string>
#include <utility>

namespace closespec::faults {

struct Note {
  bool told = false;        // what the fault is about was told once
  bool shut_write = false;  // shutdown() for writing was called
  int error = 0;
  std::string octets;  // the last received one, or those that are held back
  std::string name;    // of the other end
  unsigned long turn = 0;
};

class Notes {
 public:
  // Runs `use` on the note of `fd` and gives what it returns. `use` makes no call that may block.
  template <typename Use>
  auto With(int fd, Use&& use) {
    const std::lock_guard<std::mutex> lock(mutex_);
    return use(by_descriptor_[fd]);
  }
  // Sets `member` and gives what it was before.
  template <typename Value>
  Value Exchange(int fd, Value Note::*member, Value value) {
    return With(fd, [&](Note& note) { return std::exchange(note.*member, std::move(value)); });
  }
  template <typename Value>
  Value Get(int fd, Value Note::*member) {
    return With(fd, [&](Note& note) { return note.*member; });
  }
  void Forget(int fd) {
    const std::lock_guard<std::mutex> lock(mutex_);
    by_descriptor_.erase(fd);
  }

 private:
  std::mutex mutex_;
  std::map<int, Note> by_descriptor_;
};

}  // namespace closespec::faults

#endif  // CLOSESPEC_HARNESS_QUALIFY_FAULTS_NOTES_H_
