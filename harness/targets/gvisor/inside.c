// inside: the first process of the sandbox. For each caller it makes a network namespace, which in
// gVisor is a network stack of its own, with a TUN device and the caller's addresses, and starts
// the caller's socket peer in it.
//
// A sandbox costs ten times as much as a peer in it: runsc executes itself six times for one, and
// each time initialises a Go program of 24 MB.

#define _GNU_SOURCE
#include <arpa/inet.h>
#include <fcntl.h>
#include <linux/if.h>
#include <linux/if_tun.h>
#include <linux/rtnetlink.h>
#include <poll.h>
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <spawn.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>

#include "meeting.h"

// gVisor keeps a network stack for as long as the sandbox lives; this many are let come together.
enum { kMostPeers = 500 };
enum { kMostWaiting = 64 };

static void Must(int succeeded, const char* what) {
  if (succeeded) return;
  perror(what);
  _exit(127);
}

struct Caller {
  struct Greeting greeting;
  int lines;
  int packets;
  int tun;
  int ended[2];  // for the peer's exit status
  pid_t peer;
};

static void AddAddress(int netlink, int index, int family, const char* address, int bits) {
  struct {
    struct nlmsghdr header;
    struct ifaddrmsg body;
    struct rtattr attribute;
    unsigned char address[16];
  } request = {0};
  const int octets = family == AF_INET ? 4 : 16;
  request.header.nlmsg_len = NLMSG_LENGTH(sizeof(request.body)) + RTA_LENGTH(octets);
  request.header.nlmsg_type = RTM_NEWADDR;
  request.header.nlmsg_flags = NLM_F_REQUEST | NLM_F_ACK | NLM_F_CREATE;
  request.body.ifa_family = (unsigned char)family;
  request.body.ifa_prefixlen = (unsigned char)bits;
  request.body.ifa_index = (unsigned)index;
  request.attribute.rta_type = IFA_LOCAL;
  request.attribute.rta_len = (unsigned short)RTA_LENGTH(octets);
  Must(inet_pton(family, address, request.address) == 1, address);
  Must(send(netlink, &request, request.header.nlmsg_len, 0) > 0, "RTM_NEWADDR");
  struct {
    struct nlmsghdr header;
    struct nlmsgerr error;
  } answer = {0};
  Must(recv(netlink, &answer, sizeof(answer), 0) > 0, "answer to RTM_NEWADDR");
  errno = -answer.error.error;
  Must(answer.header.nlmsg_type == NLMSG_ERROR && errno == 0, "RTM_NEWADDR");
}

static int MakeStack(const struct Greeting* greeting) {
  Must(unshare(CLONE_NEWNET) == 0, "unshare");
  const int tun = open("/dev/net/tun", O_RDWR | O_NONBLOCK | O_CLOEXEC);
  Must(tun >= 0, "/dev/net/tun");
  struct ifreq device = {.ifr_flags = IFF_TUN | IFF_NO_PI, .ifr_name = "veth1"};
  Must(ioctl(tun, TUNSETIFF, &device) == 0, "TUNSETIFF");
  const int netlink = socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, NETLINK_ROUTE);
  Must(netlink >= 0, "netlink");
  // gVisor answers it on sockets of the internet families alone.
  const int any = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
  Must(any >= 0 && ioctl(any, SIOCGIFINDEX, &device) == 0, "SIOCGIFINDEX");
  close(any);
  AddAddress(netlink, device.ifr_ifindex, AF_INET, greeting->ipv4, 24);
  AddAddress(netlink, device.ifr_ifindex, AF_INET6, greeting->ipv6, 64);
  close(netlink);
  return tun;
}

// By vfork, in the end: what a fork copies of the sandbox's page tables costs more than the call.
static pid_t StartPeer(const struct Caller* caller) {
  posix_spawn_file_actions_t files;
  posix_spawnattr_t how;
  pid_t peer = 0;
  char* const words[] = {(char*)caller->greeting.peer, NULL};
  posix_spawn_file_actions_init(&files);
  posix_spawn_file_actions_adddup2(&files, caller->lines, 0);
  posix_spawn_file_actions_adddup2(&files, caller->lines, 1);
  posix_spawnattr_init(&how);
  posix_spawnattr_setflags(&how, POSIX_SPAWN_SETSID | POSIX_SPAWN_SETSIGDEF);
  sigset_t usual;
  sigemptyset(&usual);
  sigaddset(&usual, SIGPIPE);
  posix_spawnattr_setsigdefault(&how, &usual);
  errno = posix_spawn(&peer, words[0], &files, &how, words, environ);
  if (errno != 0) perror(words[0]);
  posix_spawn_file_actions_destroy(&files);
  posix_spawnattr_destroy(&how);
  return peer;
}

// As many packets as the stack has, with one call: 0 when there is nobody to say it to.
static int SayPackets(const struct Caller* caller) {
  unsigned char said[16384];
  size_t octets = 0;
  ssize_t packet = 0;
  struct Frame frame;
  do {
    packet = read(caller->tun, frame.of, sizeof(frame.of));
    if (packet > 0) {
      frame.octets = (uint16_t)packet;
      memcpy(said + octets, &frame, sizeof(frame.octets) + frame.octets);
      octets += sizeof(frame.octets) + frame.octets;
    }
    if (packet <= 0 || octets + sizeof(frame) > sizeof(said)) {
      const int why = errno;
      if (octets > 0 && !WriteExactly(caller->packets, said, octets)) return 0;
      octets = 0;
      errno = why;
    }
  } while (packet > 0);
  return errno == EAGAIN || errno == EINTR;
}

static void* PumpOut(void* of) {
  const struct Caller* const caller = of;
  struct Frame frame;
  struct pollfd ready[] = {{.fd = caller->tun, .events = POLLIN},
                           {.fd = caller->ended[0], .events = POLLIN}};
  while (poll(ready, 2, -1) > 0 || errno == EINTR) {
    // What its end made the stack say is said before that it ended.
    if (!SayPackets(caller)) break;
    if (ready[1].revents == 0) continue;
    frame.octets = 1;
    if (read(caller->ended[0], frame.of, 1) != 1 || !WriteFrame(caller->packets, &frame)) break;
  }
  return NULL;
}

static void* AwaitEnd(void* of) {
  const struct Caller* const caller = of;
  int status = 0;
  while (waitpid(caller->peer, &status, 0) < 0 && errno == EINTR) {
  }
  const unsigned char code =
      (unsigned char)(WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status));
  Must(write(caller->ended[1], &code, 1) == 1, "status");
  return NULL;
}

// Until the caller is gone, whose peer then goes as well.
static void PumpIn(const struct Caller* caller) {
  struct Reader reader = {.from = caller->packets};
  struct Frame frame;
  while (ReadFrame(&reader, &frame)) {
    // What the stack has no room for is lost, as on any link.
    if (write(caller->tun, frame.of, frame.octets) < 0 && errno != ENOBUFS && errno != EAGAIN) {
      break;
    }
  }
}

static void Serve(struct Caller* caller) {
  struct Frame word = {.octets = 1};
  caller->tun = MakeStack(&caller->greeting);
  caller->peer = StartPeer(caller);
  close(caller->lines);
  if (caller->peer == 0 || !WriteFrame(caller->packets, &word)) return;
  Must(pipe2(caller->ended, O_CLOEXEC) == 0, "pipe");
  pthread_t out;
  pthread_t end;
  Must(pthread_create(&out, NULL, PumpOut, caller) == 0, "thread");
  Must(pthread_create(&end, NULL, AwaitEnd, caller) == 0, "thread");
  PumpIn(caller);
  kill(-caller->peer, SIGKILL);
  kill(caller->peer, SIGKILL);
  pthread_join(end, NULL);
  // PumpOut may have told of the end already; woken once more it finds that nobody listens.
  shutdown(caller->packets, SHUT_RDWR);
  Must(write(caller->ended[1], "", 1) == 1, "wake");
  pthread_join(out, NULL);
  close(caller->ended[0]);
  close(caller->ended[1]);
}

static atomic_int served;
static atomic_int draining;

static void* Attend(void* of) {
  struct Caller* const caller = of;
  Serve(caller);
  close(caller->packets);
  close(caller->tun);
  free(caller);
  if (--served == 0 && draining) _exit(0);
  return NULL;
}

static int Listen(void) {
  const int listener = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
  Must(listener >= 0, "socket");
  const struct sockaddr_un where = {.sun_family = AF_UNIX, .sun_path = MEETING_SOCKET};
  Must(bind(listener, (const struct sockaddr*)&where, sizeof(where)) == 0, MEETING_SOCKET);
  Must(listen(listener, 128) == 0, "listen");
  return listener;
}

// The caller whose second connection this is, or NULL while one is missing.
static struct Caller* Meet(struct Caller** waiting, int connection, const struct Greeting* said) {
  struct Caller** place = NULL;
  for (struct Caller** each = waiting; each < waiting + kMostWaiting; ++each) {
    if (*each == NULL && place == NULL) place = each;
    if (*each != NULL && (*each)->greeting.caller == said->caller) {
      place = each;
      break;
    }
  }
  Must(place != NULL, "too many callers");
  struct Caller* const caller = *place != NULL ? *place : calloc(1, sizeof(*caller));
  Must(caller != NULL, "calloc");
  const int complete = *place != NULL;
  *place = complete ? NULL : caller;
  *(said->what == kLines ? &caller->lines : &caller->packets) = connection;
  caller->greeting = *said;
  return complete ? caller : NULL;
}

int main(void) {
  signal(SIGPIPE, SIG_IGN);
  static struct Caller* waiting[kMostWaiting];
  const int listener = Listen();
  // Whoever started the sandbox waits for this. The place is kept, so that no connection is 0 or 1.
  Must(write(1, "r", 1) == 1 && dup2(0, 1) == 1, "ready");
  for (int peers = 0; peers < kMostPeers;) {
    const int connection = accept4(listener, NULL, NULL, SOCK_CLOEXEC);
    Must(connection >= 0, "accept");
    struct Greeting said;
    if (!ReadExactly(connection, &said, sizeof(said))) {
      close(connection);
      continue;
    }
    struct Caller* const caller = Meet(waiting, connection, &said);
    if (caller == NULL) continue;
    ++peers;
    ++served;
    pthread_t thread;
    Must(pthread_create(&thread, NULL, Attend, caller) == 0, "thread");
    Must(pthread_detach(thread) == 0, "thread");
  }
  draining = 1;
  if (served == 0) _exit(0);
  for (int i = 0; i < kMostWaiting; ++i) {
    if (waiting[i] == NULL) continue;
    if (waiting[i]->lines > 0) close(waiting[i]->lines);
    if (waiting[i]->packets > 0) close(waiting[i]->packets);
  }
  // gVisor leaves a closed listener's socket on the host as it is: callers would wait there for
  // ever. Turned away, they look for another sandbox.
  for (;;) {
    const int connection = accept4(listener, NULL, NULL, SOCK_CLOEXEC);
    Must(connection >= 0, "accept");
    close(connection);
  }
}
