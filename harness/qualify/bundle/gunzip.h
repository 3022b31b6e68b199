// What a .gz file holds, piece by piece. One member is all that it may have: what stands behind it
// would be in no listing.
//
//   Gunzip octets(file);
//   for (std::string_view piece; !(piece = octets.Next()).empty();) ...
//   if (octets.Failed()) ...

#ifndef CLOSESPEC_HARNESS_QUALIFY_BUNDLE_GUNZIP_H_
#define CLOSESPEC_HARNESS_QUALIFY_BUNDLE_GUNZIP_H_

#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "peers/os/result.h"

struct z_stream_s;

namespace closespec {

class Gunzip {
 public:
  explicit Gunzip(const std::filesystem::path& file);
  ~Gunzip();
  Gunzip(const Gunzip&) = delete;
  Gunzip& operator=(const Gunzip&) = delete;

  // Empty at the end and after trouble; else good until it is called again.
  std::string_view Next();
  [[nodiscard]] const std::optional<std::string>& Failed() const { return failed_; }

  // Reads on to the end. Trouble where anything but zeros stands behind so many octets.
  Status EndsAt(std::uint64_t octets);

 private:
  struct Close {
    void operator()(std::FILE* file) const { (void)std::fclose(file); }
  };

  bool Refill();
  std::string_view Fail(std::string why);

  std::unique_ptr<std::FILE, Close> file_;
  std::unique_ptr<z_stream_s> stream_;
  std::vector<unsigned char> packed_;
  std::vector<char> piece_;
  bool ended_ = false;
  std::optional<std::string> failed_;
  std::uint64_t given_ = 0;
  std::uint64_t last_set_ = 0;  // so many octets end with the last that is not zero
};

}  // namespace closespec

#endif  // CLOSESPEC_HARNESS_QUALIFY_BUNDLE_GUNZIP_H_
