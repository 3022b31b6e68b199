// Sending and receiving the pattern.

#include <algorithm>

#include "peers/socket_peer/calls.h"
#include "peers/socket_peer/pattern.h"

namespace closespec::socket_peer {
namespace {

constexpr int kMaximumPiece = 16 << 20;
constexpr int kMaximumTotal = 1 << 30;

std::string Piece(std::uint64_t offset, std::uint64_t octets) {
  return std::to_string(offset) + "+" + std::to_string(octets);
}

Via ViaOf(const Request& request, std::string_view names) {
  const std::string name = request.Word("via", names, Split(names, ' ').front());
  const auto all = Split(names, ' ');
  return static_cast<Via>(std::find(all.begin(), all.end(), name) - all.begin());
}

MessageFlags FlagsOf(const Request& request, std::string_view allowed, Via via) {
  MessageFlags flags;
  for (const auto& word : request.Words("flags", allowed)) {
    if (!TakesFlags(via)) {
      throw Refused{"flags go through send and recv only"};
    }
    const std::pair<std::string_view, bool*> each[] = {
        {"dontwait", &flags.dontwait}, {"oob", &flags.oob},         {"more", &flags.more},
        {"peek", &flags.peek},         {"waitall", &flags.waitall}, {"trunc", &flags.trunc},
        {"zerocopy", &flags.zerocopy}};
    for (const auto& [name, flag] : each) *flag = *flag || name == word;
  }
  return flags;
}

Via SendVia(const Request& request) {
  return ViaOf(request, "send write writev sendto sendmsg splice sendfile");
}
Via ReceiveVia(const Request& request) {
  return ViaOf(request, "recv read readv recvfrom recvmsg splice");
}

// Whether `octets` come next in the stream. One urgent octet that was read out of line may be
// missing before them; then the position moves over it.
bool ComeNext(std::string_view octets, Stream& stream, std::uint64_t& offset) {
  if (IsPattern(octets, offset)) return true;
  if (stream.skipped == 0 || !IsPattern(octets, offset + 1)) return false;
  --stream.skipped;
  ++stream.received;
  ++offset;
  return true;
}

}  // namespace

MaybeAnswer Send(Surroundings& peer, const Request& request) {
  const Socket socket = peer.sockets.At(request.Text("on"));
  const int bytes = request.Number("bytes", {}, 0, kMaximumPiece);
  const Via via = SendVia(request);
  const MessageFlags flags = FlagsOf(request, "dontwait oob more zerocopy", via);
  const bool sigpipe = request.Word("sigpipe", "yes no", "no") == "yes";
  Stream& stream = peer.streams.At(socket.stream);

  const std::uint64_t offset = stream.sent;
  const CallResult result =
      peer.stack.Send(socket.handle, Pattern(offset, bytes), flags, via, sigpipe);
  Answer answer(result);
  if (result.Succeeded()) {
    stream.sent += result.value;
    answer.Set("stream", Piece(offset, result.value));
  }
  return answer;
}

MaybeAnswer SendAll(Surroundings& peer, const Request& request) {
  const Socket socket = peer.sockets.At(request.Text("on"));
  const std::int64_t wanted = request.Number("bytes", {}, 0, kMaximumTotal);
  Stream& stream = peer.streams.At(socket.stream);

  const std::uint64_t begin = stream.sent;
  std::int64_t accepted = 0;
  CallResult result;
  result.value = 0;
  while (accepted < wanted) {
    const auto piece = std::min<std::int64_t>(wanted - accepted, 65536);
    result = peer.stack.Send(socket.handle, Pattern(begin + accepted, piece), {}, Via::kPlain,
                             /*sigpipe=*/false);
    if (!result.Succeeded()) break;
    accepted += result.value;
    stream.sent += result.value;
  }
  if (result.Succeeded()) result.value = accepted;
  return Answer(result).Set("bytes", accepted).Set("stream", Piece(begin, accepted));
}

MaybeAnswer Receive(Surroundings& peer, const Request& request) {
  const Socket socket = peer.sockets.At(request.Text("on"));
  std::string buffer(request.Number("bytes", 4096, 0, kMaximumPiece), '\0');
  const Via via = ReceiveVia(request);
  const MessageFlags flags = FlagsOf(request, "peek waitall dontwait oob trunc", via);
  Stream& stream = peer.streams.At(socket.stream);

  std::vector<std::string> flags_out;
  const CallResult result = peer.stack.Receive(socket.handle, buffer, flags, via, flags_out);
  Answer answer(result);
  if (result.Succeeded() && flags.oob) {
    if (!flags.peek) stream.skipped += result.value;
  } else if (result.Succeeded()) {
    const auto octets = std::string_view(buffer).substr(0, result.value);
    std::uint64_t offset = stream.received;
    // Octets that are thrown away cannot be looked at.
    const bool seen = !flags.trunc || flags.peek;
    const bool intact = !seen || ComeNext(octets, stream, offset);
    answer.Set("stream", Piece(offset, result.value));
    if (seen) answer.Set("intact", intact ? "yes" : "no");
    if (!flags.peek) stream.received += result.value;
  }
  if (result.Succeeded() && via == Via::kMessage) answer.Set("flags_out", flags_out);
  return answer;
}

MaybeAnswer ReceiveAll(Surroundings& peer, const Request& request) {
  const Socket socket = peer.sockets.At(request.Text("on"));
  std::string buffer(request.Number("bytes", 65536, 1, kMaximumPiece), '\0');
  const std::int64_t until = request.Number("until", kMaximumTotal, 0, kMaximumTotal);
  const Via via = ReceiveVia(request);
  const MessageFlags flags = FlagsOf(request, "waitall", via);
  Stream& stream = peer.streams.At(socket.stream);

  const std::uint64_t begin = stream.received;
  std::int64_t total = 0;
  bool intact = true;
  std::string end = "limit";
  CallResult result;
  result.value = 0;
  while (total < until) {
    if (until - total < static_cast<std::int64_t>(buffer.size())) buffer.resize(until - total);
    std::vector<std::string> flags_out;
    result = peer.stack.Receive(socket.handle, buffer, flags, via, flags_out);
    if (!result.unsupported.empty()) return Answer(result);
    if (!result.Succeeded() || result.value == 0) {
      end = result.Succeeded() ? "eof" : result.error;
      break;
    }
    std::uint64_t offset = stream.received;
    intact = ComeNext(std::string_view(buffer).substr(0, result.value), stream, offset) && intact;
    stream.received += result.value;
    total += result.value;
  }
  const long native = result.native;
  result.value = total;
  result.error.clear();
  Answer answer(result);
  answer.Set("bytes", total).Set("end", end);
  if (native != 0) answer.Set("native", native);
  return answer.Set("stream", Piece(begin, total)).Set("intact", intact ? "yes" : "no");
}

}  // namespace closespec::socket_peer
