// SHA-256 (FIPS 180-4), for the revision of a suite and the stimulus of a case.
//
//   Sha256 hash;
//   hash.Add("abc");
//   std::string hexadecimal = hash.Finish();

#ifndef CLOSESPEC_SUITES_MODEL_SHA256_H_
#define CLOSESPEC_SUITES_MODEL_SHA256_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace closespec {

class Sha256 {
 public:
  void Add(std::string_view octets);
  // 64 hexadecimal digits; nothing may be added afterwards.
  std::string Finish();

 private:
  void Compress(const unsigned char* block);

  std::array<std::uint32_t, 8> state_ = {0x6a09e667U, 0xbb67ae85U, 0x3c6ef372U, 0xa54ff53aU,
                                         0x510e527fU, 0x9b05688cU, 0x1f83d9abU, 0x5be0cd19U};
  std::array<unsigned char, 64> pending_{};
  std::size_t pending_octets_ = 0;
  std::uint64_t all_octets_ = 0;
};

std::string Sha256Of(std::string_view octets);

}  // namespace closespec

#endif  // CLOSESPEC_SUITES_MODEL_SHA256_H_
