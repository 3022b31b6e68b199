#include <windows.h>

#include <algorithm>

#include "peers/socket_peer/os.h"

namespace closespec::socket_peer {
namespace {

HANDLE AsHandle(Handle handle) { return reinterpret_cast<HANDLE>(handle.raw); }

}  // namespace

std::size_t ReadSome(Handle from, char* octets, std::size_t capacity) {
  DWORD count = 0;
  // The end of a pipe is told as ERROR_BROKEN_PIPE.
  if (!::ReadFile(AsHandle(from), octets, static_cast<DWORD>(capacity), &count, nullptr)) return 0;
  return count;
}

void WriteAll(Handle to, std::string_view octets) {
  while (!octets.empty()) {
    DWORD count = 0;
    const auto wanted = static_cast<DWORD>(std::min<std::size_t>(octets.size(), 1 << 20));
    if (!::WriteFile(AsHandle(to), octets.data(), wanted, &count, nullptr)) return;
    octets.remove_prefix(count);
  }
}

void* SharedZeros(std::size_t octets) {
  return ::VirtualAlloc(nullptr, octets, MEM_COMMIT | MEM_RESERVE, PAGE_READWRITE);
}

}  // namespace closespec::socket_peer
