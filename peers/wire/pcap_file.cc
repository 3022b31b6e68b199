#include "peers/wire/pcap_file.h"

#include <fcntl.h>
#include <unistd.h>

#include <array>

#include "peers/os/file_descriptor.h"

namespace closespec {
namespace {

// In the order of this machine, which readers learn from the magic number.
struct FileHeader {
  std::uint32_t magic = 0xa1b23c4d;  // times in nanoseconds
  std::uint16_t major = 2;
  std::uint16_t minor = 4;
  std::uint32_t zone = 0;
  std::uint32_t accuracy = 0;
  std::uint32_t snap_length = 0;
  std::uint32_t link_type = 0;
};

struct FrameHeader {
  std::uint32_t seconds = 0;
  std::uint32_t nanoseconds = 0;
  std::uint32_t captured = 0;
  std::uint32_t original = 0;
};

// LINKTYPE_ETHERNET and LINKTYPE_RAW.
std::uint32_t LinkTypeNumber(LinkType link) { return link == LinkType::kEthernet ? 1 : 101; }

Status WriteAll(const FileDescriptor& file, std::span<const std::byte> bytes) {
  while (!bytes.empty()) {
    const ssize_t written = ::write(file.Raw(), bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return OsError("write");
    bytes = bytes.subspan(static_cast<std::size_t>(written));
  }
  return Done{};
}

}  // namespace

PcapFile::PcapFile(LinkType link, std::uint32_t snap_length, std::size_t most_bytes)
    : link_(link), snap_length_(snap_length), most_bytes_(most_bytes) {}

void PcapFile::Add(std::span<const std::byte> frame, std::chrono::nanoseconds captured_at,
                   std::size_t original_length) {
  if (records_.size() + sizeof(FrameHeader) + frame.size() > most_bytes_) {
    ++left_out_;
    return;
  }
  ++kept_;
  const auto seconds = std::chrono::floor<std::chrono::seconds>(captured_at);
  const FrameHeader header{
      .seconds = static_cast<std::uint32_t>(seconds.count()),
      .nanoseconds = static_cast<std::uint32_t>((captured_at - seconds).count()),
      .captured = static_cast<std::uint32_t>(frame.size()),
      .original = static_cast<std::uint32_t>(original_length)};
  const auto header_bytes = std::as_bytes(std::span(&header, 1));
  records_.insert(records_.end(), header_bytes.begin(), header_bytes.end());
  records_.insert(records_.end(), frame.begin(), frame.end());
}

Status PcapFile::WriteFile(const std::filesystem::path& path) const {
  const FileDescriptor file(::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666));
  if (!file) return OsError("open(" + path.string() + ")");
  const FileHeader header{.snap_length = snap_length_, .link_type = LinkTypeNumber(link_)};
  for (const auto part : {std::as_bytes(std::span(&header, 1)).first(sizeof(header)),
                          std::span<const std::byte>(records_)}) {
    if (const Status written = WriteAll(file, part); !written) {
      return Trouble{path.string() + ": " + written.trouble().what};
    }
  }
  return Done{};
}

}  // namespace closespec
