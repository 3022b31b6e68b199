// What outside.c and inside.c say to each other: over two connections for each peer, one for the
// lines of the peer protocol and one for IP packets. Each connection begins with a Greeting; one
// Greeting's size comes in one piece, as it is far below what a socket takes at once.

#ifndef CLOSESPEC_HARNESS_TARGETS_GVISOR_MEETING_H_
#define CLOSESPEC_HARNESS_TARGETS_GVISOR_MEETING_H_

#include <errno.h>
#include <stdint.h>
#include <string.h>
#include <unistd.h>

// Where the sandbox's own tmpfs is, inside and outside alike.
#define MEETING_FOLDER "/run"
#define MEETING_SOCKET MEETING_FOLDER "/socket"

enum { kLines = 1, kPackets = 2 };

struct Greeting {
  uint32_t what;  // kLines or kPackets
  uint32_t caller;
  char ipv4[16];
  char ipv6[46];
  char peer[1024];
};

// Each packet comes behind its length. One octet is no packet: the first that the inside says is
// that the peer is under way, the second is the peer's exit status.
enum { kMostOctets = 2048 };

static inline int ReadExactly(int from, void* to, size_t octets) {
  for (size_t done = 0; done < octets;) {
    const ssize_t got = read(from, (char*)to + done, octets - done);
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) return 0;
    done += (size_t)got;
  }
  return 1;
}

static inline int WriteExactly(int to, const void* from, size_t octets) {
  for (size_t done = 0; done < octets;) {
    const ssize_t put = write(to, (const char*)from + done, octets - done);
    if (put < 0 && errno == EINTR) continue;
    if (put < 0) return 0;
    done += (size_t)put;
  }
  return 1;
}

struct Frame {
  uint16_t octets;
  unsigned char of[kMostOctets];
};

static inline int WriteFrame(int to, const struct Frame* frame) {
  return WriteExactly(to, frame, sizeof(frame->octets) + frame->octets);
}

// Frames as they came, many with one call: in the sandbox a call costs more than what it moves.
struct Reader {
  int from;
  size_t begin;
  size_t end;
  unsigned char octets[16384];
};

// Blocks until there is something: 0 at the end.
static inline int Fill(struct Reader* reader) {
  const size_t there = reader->end - reader->begin;
  memmove(reader->octets, reader->octets + reader->begin, there);
  reader->begin = 0;
  reader->end = there;
  ssize_t got = 0;
  do {
    got = read(reader->from, reader->octets + there, sizeof(reader->octets) - there);
  } while (got < 0 && errno == EINTR);
  if (got > 0) reader->end += (size_t)got;
  return got > 0;
}

// 0 while none is whole, -1 for one that nobody sends.
static inline int TakeFrame(struct Reader* reader, struct Frame* frame) {
  const size_t there = reader->end - reader->begin;
  const unsigned char* const next = reader->octets + reader->begin;
  if (there < sizeof(frame->octets)) return 0;
  memcpy(&frame->octets, next, sizeof(frame->octets));
  if (frame->octets > kMostOctets) return -1;
  if (there < sizeof(frame->octets) + frame->octets) return 0;
  memcpy(frame->of, next + sizeof(frame->octets), frame->octets);
  reader->begin += sizeof(frame->octets) + frame->octets;
  return 1;
}

static inline int ReadFrame(struct Reader* reader, struct Frame* frame) {
  int taken = 0;
  while ((taken = TakeFrame(reader, frame)) == 0) {
    if (!Fill(reader)) return 0;
  }
  return taken > 0;
}

#endif  // CLOSESPEC_HARNESS_TARGETS_GVISOR_MEETING_H_
