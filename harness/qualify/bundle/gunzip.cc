#include "harness/qualify/bundle/gunzip.h"

#include <zlib.h>

#include <utility>

namespace closespec {
namespace {

constexpr std::size_t kAtOnce = std::size_t{1} << 18U;
constexpr int kGzipAlone = 15 + 16;  // windowBits, as zlib.h has it

}  // namespace

Gunzip::Gunzip(const std::filesystem::path& file)
    : file_(std::fopen(file.c_str(), "rbe")),
      stream_(std::make_unique<z_stream>()),
      packed_(kAtOnce),
      piece_(kAtOnce) {
  if (!file_) Fail("cannot be read");
  if (inflateInit2(stream_.get(), kGzipAlone) != Z_OK) Fail("no memory to unpack it");
}

Gunzip::~Gunzip() { inflateEnd(stream_.get()); }

bool Gunzip::Refill() {
  if (stream_->avail_in > 0) return true;
  stream_->next_in = packed_.data();
  stream_->avail_in = static_cast<uInt>(std::fread(packed_.data(), 1, packed_.size(), file_.get()));
  return stream_->avail_in > 0;
}

std::string_view Gunzip::Fail(std::string why) {
  failed_ = std::move(why);
  return {};
}

std::string_view Gunzip::Next() {
  if (failed_ || ended_) return {};
  stream_->next_out = reinterpret_cast<Bytef*>(piece_.data());
  stream_->avail_out = static_cast<uInt>(piece_.size());
  while (!ended_ && stream_->avail_out > 0) {
    if (!Refill()) return Fail("ends too early for a .gz file");
    const int result = inflate(stream_.get(), Z_NO_FLUSH);
    if (result != Z_OK && result != Z_STREAM_END) return Fail("not what gzip writes");
    ended_ = result == Z_STREAM_END;
  }
  if (ended_ && Refill()) return Fail("something follows the end of the archive");
  const std::string_view piece(piece_.data(), piece_.size() - stream_->avail_out);
  const std::size_t last = piece.find_last_not_of('\0');
  if (last != std::string_view::npos) last_set_ = given_ + last + 1;
  given_ += piece.size();
  return piece;
}

Status Gunzip::EndsAt(std::uint64_t octets) {
  while (!Next().empty()) {
  }
  if (failed_) return Trouble{*failed_};
  if (last_set_ > octets) return Trouble{"something follows the end of the archive"};
  return Done{};
}

}  // namespace closespec
