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
#include <semaphore.h>
#include <signal.h>
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
  struct Caller* next;
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

// By vfork: what a fork copies of the sandbox's page tables costs more than the call, and a
// posix_spawn() asks for the handler of each of 123 signals.
static pid_t StartPeer(const struct Caller* caller) {
  char* const words[] = {(char*)caller->greeting.peer, NULL};
  const pid_t peer = vfork();
  if (peer == 0) {
    setsid();
    signal(SIGPIPE, SIG_DFL);
    dup2(caller->lines, 0);
    dup2(caller->lines, 1);
    execv(words[0], words);
    perror(words[0]);
    _exit(127);
  }
  return peer;
}

// Packets of a transfer come many at once.
enum { kOctetsInTransfer = 1000 };

// What the stack has to say, many packets with one call: 0 when there is nobody to say it to. `all`
// reads until there is no more; otherwise the read that would find nothing is left to poll().
static int SayPackets(const struct Caller* caller, int all) {
  const ssize_t goes_on_above = all ? 0 : kOctetsInTransfer;
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
    if (packet <= goes_on_above || octets + sizeof(frame) > sizeof(said)) {
      const int why = errno;
      if (octets > 0 && !WriteExactly(caller->packets, said, octets)) return 0;
      octets = 0;
      errno = why;
    }
  } while (packet > goes_on_above);
  return packet > 0 || errno == EAGAIN || errno == EINTR;
}

static int HearPackets(const struct Caller* caller, struct Reader* reader) {
  struct Frame frame;
  if (!Fill(reader)) return 0;
  while (TakeFrame(reader, &frame) > 0) {
    // What the stack has no room for is lost, as on any link.
    if (write(caller->tun, frame.of, frame.octets) < 0 && errno != ENOBUFS && errno != EAGAIN) {
      return 0;
    }
  }
  return 1;
}

// Until the caller is gone; returns whether its peer has ended before.
static int Pump(const struct Caller* caller) {
  struct Reader reader = {.from = caller->packets};
  struct pollfd ready[] = {{.fd = caller->tun, .events = POLLIN},
                           {.fd = caller->packets, .events = POLLIN},
                           {.fd = caller->ended[0], .events = POLLIN}};
  int has_ended = 0;
  while (poll(ready, 3, -1) > 0 || errno == EINTR) {
    const int ends = ready[2].revents != 0;
    // What its end made the stack say is said before that it ended.
    if ((ready[0].revents != 0 || ends) && !SayPackets(caller, ends)) break;
    if (ends) {
      struct Frame status = {.octets = 1};
      has_ended = 1;
      ready[2].fd = -1;
      if (read(caller->ended[0], status.of, 1) != 1 || !WriteFrame(caller->packets, &status)) break;
    }
    if (ready[1].revents != 0 && !HearPackets(caller, &reader)) break;
  }
  return has_ended;
}

// The callers whose peers run, and as many times the semaphore.
static pthread_mutex_t running_lock = PTHREAD_MUTEX_INITIALIZER;
static struct Caller* running;
static sem_t started;

static void Start(struct Caller* caller) {
  pthread_mutex_lock(&running_lock);
  caller->peer = StartPeer(caller);
  Must(caller->peer > 0, "vfork");
  caller->next = running;
  running = caller;
  pthread_mutex_unlock(&running_lock);
  sem_post(&started);
}

static struct Caller* TakeCallerOf(pid_t peer) {
  pthread_mutex_lock(&running_lock);
  struct Caller** place = &running;
  while (*place != NULL && (*place)->peer != peer) place = &(*place)->next;
  struct Caller* const caller = *place;
  if (caller != NULL) *place = caller->next;
  pthread_mutex_unlock(&running_lock);
  return caller;
}

// One thread for all peers, and for what they have left behind.
static void* AwaitEnds(void* nothing) {
  while (sem_wait(&started) == 0) {
    struct Caller* caller = NULL;
    int status = 0;
    while (caller == NULL) {
      const pid_t ended = waitpid(-1, &status, 0);
      if (ended > 0) caller = TakeCallerOf(ended);
    }
    const unsigned char code =
        (unsigned char)(WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status));
    Must(write(caller->ended[1], &code, 1) == 1, "status");
  }
  Must(0, "semaphore");
  return nothing;
}

static void Serve(struct Caller* caller) {
  const struct Frame word = {.octets = 1};
  unsigned char status = 0;
  caller->tun = MakeStack(&caller->greeting);
  Must(pipe2(caller->ended, O_CLOEXEC) == 0, "pipe");
  Start(caller);
  close(caller->lines);
  const int has_ended = WriteFrame(caller->packets, &word) && Pump(caller);
  kill(-caller->peer, SIGKILL);
  Must(has_ended || read(caller->ended[0], &status, 1) == 1, "status");
  close(caller->ended[0]);
  close(caller->ended[1]);
  close(caller->packets);
  close(caller->tun);
  free(caller);
}

// Callers that nobody serves yet, and as many times the semaphore; and threads that serve nobody.
static pthread_mutex_t arrived_lock = PTHREAD_MUTEX_INITIALIZER;
static struct Caller* arrived;
static sem_t arrivals;
static int idle;

static atomic_int served;
static atomic_int draining;

static void* Attend(void* nothing) {
  while (sem_wait(&arrivals) == 0) {
    pthread_mutex_lock(&arrived_lock);
    struct Caller* const caller = arrived;
    arrived = caller->next;
    pthread_mutex_unlock(&arrived_lock);
    Serve(caller);
    if (--served == 0 && draining) _exit(0);
    pthread_mutex_lock(&arrived_lock);
    ++idle;
    pthread_mutex_unlock(&arrived_lock);
  }
  Must(0, "semaphore");
  return nothing;
}

// Threads are kept: starting and ending one costs a dozen calls.
static void Receive(struct Caller* caller) {
  ++served;
  pthread_mutex_lock(&arrived_lock);
  caller->next = arrived;
  arrived = caller;
  const int is_short = idle == 0;
  if (!is_short) --idle;
  pthread_mutex_unlock(&arrived_lock);
  pthread_t thread;
  Must(!is_short || pthread_create(&thread, NULL, Attend, NULL) == 0, "thread");
  sem_post(&arrivals);
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
  pthread_t ends;
  Must(sem_init(&started, 0, 0) == 0 && sem_init(&arrivals, 0, 0) == 0, "semaphore");
  Must(pthread_create(&ends, NULL, AwaitEnds, NULL) == 0, "thread");
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
    Receive(caller);
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
