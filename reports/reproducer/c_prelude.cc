#include "reports/reproducer/c_prelude.h"

namespace closespec {

const std::string_view kCPrelude = R"(#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <unistd.h>

enum { PATIENCE = 5000, MOST = 65536 };

/* What a call came to: it returned, it failed, or it had not come to an end after PATIENCE. */
struct seen {
  long returns;
  int error;
  int blocked;
  long value;
  long bytes;
};

static int failures;
static char buffer[MOST];

static inline struct seen came_to(long returns) {
  struct seen seen = {returns, returns < 0 ? errno : 0, 0, 0, 0};
  return seen;
}

static inline struct seen still_blocked(void) {
  struct seen seen = {-1, 0, 1, 0, 0};
  return seen;
}

/* The events that came, 0 when none came in time. */
static inline int awaited(int fd, short events, int patience) {
  struct pollfd asked = {fd, events, 0};
  int came;
  do came = poll(&asked, 1, patience);
  while (came < 0 && errno == EINTR);
  return came > 0 ? asked.revents : 0;
}

static inline void tell(const char *step, const char *expected, struct seen seen) {
  if (seen.blocked)
    printf("%s: blocked, expected %s\n", step, expected);
  else if (seen.returns < 0)
    printf("%s: failed with %s, expected %s\n", step, strerror(seen.error), expected);
  else
    printf("%s: returned %ld, value %ld, bytes %ld, expected %s\n", step, seen.returns, seen.value,
           seen.bytes, expected);
}

/* The clause demands it. */
static inline void check(int met, const char *step, const char *expected, struct seen seen) {
  if (met) return;
  failures++;
  tell(step, expected, seen);
}

/* It must succeed, or nothing is shown. */
static inline void prepare(const char *step, struct seen seen) {
  if (!seen.blocked && seen.returns >= 0) return;
  tell(step, "success", seen);
  exit(failures > 0 ? 1 : 2);
}

static inline socklen_t any_port(struct sockaddr_storage *address, const char *host) {
  memset(address, 0, sizeof *address);
  struct sockaddr_in *four = (struct sockaddr_in *)address;
  if (inet_pton(AF_INET, host, &four->sin_addr) == 1) {
    four->sin_family = AF_INET;
    return sizeof *four;
  }
  struct sockaddr_in6 *six = (struct sockaddr_in6 *)address;
  six->sin6_family = AF_INET6;
  inet_pton(AF_INET6, host, &six->sin6_addr);
  return sizeof *six;
}

static inline struct seen bind_to(int fd, const char *host) {
  struct sockaddr_storage address;
  return came_to(bind(fd, (struct sockaddr *)&address, any_port(&address, host)));
}

static inline struct seen connect_to(int fd, int listener) {
  struct sockaddr_storage address;
  socklen_t length = sizeof address;
  if (getsockname(listener, (struct sockaddr *)&address, &length) < 0) return came_to(-1);
  return came_to(connect(fd, (struct sockaddr *)&address, length));
}

/* Whether a call may wait for something: otherwise it is made at once. */
static inline int may_wait(int fd, int flags) {
  return !(flags & MSG_DONTWAIT) && !(fcntl(fd, F_GETFL) & O_NONBLOCK);
}

static inline struct seen set_blocking(int fd, int blocking) {
  int flags = fcntl(fd, F_GETFL);
  return came_to(fcntl(fd, F_SETFL, blocking ? flags & ~O_NONBLOCK : flags | O_NONBLOCK));
}

static inline struct seen accept_from(int listener, int *made) {
  if (may_wait(listener, 0) && awaited(listener, POLLIN, PATIENCE) == 0) return still_blocked();
  *made = accept(listener, NULL, NULL);
  return came_to(*made < 0 ? -1 : 0);
}

static inline struct seen send_some(int fd, long bytes, int flags) {
  if (may_wait(fd, flags) && awaited(fd, POLLOUT, PATIENCE) == 0) return still_blocked();
  return came_to(send(fd, buffer, bytes, flags | MSG_NOSIGNAL));
}

static inline struct seen send_all(int fd, long bytes) {
  long sent = 0;
  while (sent < bytes) {
    struct seen seen = send_some(fd, bytes - sent, 0);
    if (seen.blocked || seen.returns < 0) return seen;
    sent += seen.returns;
  }
  struct seen all = {0, 0, 0, 0, sent};
  return all;
}

static inline struct seen recv_some(int fd, long bytes, int flags) {
  if (may_wait(fd, flags) && awaited(fd, POLLIN, PATIENCE) == 0) return still_blocked();
  return came_to(recv(fd, buffer, bytes, flags));
}

/* Until the end of the stream, then it returns 0, or until so many came, then 1. */
static inline struct seen recv_all(int fd, long until, long piece) {
  long bytes = 0;
  while (until == 0 || bytes < until) {
    long room = until == 0 || until - bytes > piece ? piece : until - bytes;
    struct seen seen = recv_some(fd, room, 0);
    seen.bytes = bytes;
    if (seen.blocked || seen.returns <= 0) return seen;
    bytes += seen.returns;
  }
  struct seen all = {1, 0, 0, 0, bytes};
  return all;
}

/* Until so many octets wait to be read, or something else is to be told. */
static inline struct seen wait_readable(int fd, int bytes) {
  int before = 1;
  socklen_t length = sizeof before;
  getsockopt(fd, SOL_SOCKET, SO_RCVLOWAT, &before, &length);
  setsockopt(fd, SOL_SOCKET, SO_RCVLOWAT, &bytes, sizeof bytes);
  int came = awaited(fd, POLLIN, PATIENCE);
  setsockopt(fd, SOL_SOCKET, SO_RCVLOWAT, &before, sizeof before);
  return came ? came_to(0) : still_blocked();
}

static inline struct seen set_linger(int fd, int onoff, int seconds) {
  struct linger linger = {onoff, seconds};
  return came_to(setsockopt(fd, SOL_SOCKET, SO_LINGER, &linger, sizeof linger));
}

static inline struct seen set_value(int fd, int level, int option, int value) {
  return came_to(setsockopt(fd, level, option, &value, sizeof value));
}

static inline struct seen get_value(int fd, int level, int option) {
  int value = 0;
  socklen_t length = sizeof value;
  struct seen seen = came_to(getsockopt(fd, level, option, &value, &length));
  seen.value = value;
  return seen;
}

static inline struct seen poll_for(int fd, short events, int patience) {
  struct seen seen = came_to(0);
  seen.value = awaited(fd, events, patience);
  seen.blocked = seen.value == 0 && patience > 0;
  return seen;
}

static inline struct seen unread_count(int fd) {
  int value = 0;
  struct seen seen = came_to(ioctl(fd, FIONREAD, &value));
  seen.value = value;
  return seen;
}

/* What the other side's segments did to the socket: POLLERR after a RST, POLLRDHUP after a FIN. */
static inline struct seen ending(int fd, int patience) {
  struct seen seen = came_to(0);
  seen.value = awaited(fd, POLLRDHUP, patience) & (POLLERR | POLLRDHUP);
  seen.blocked = seen.value == 0 && patience > 0;
  return seen;
}
)";

}  // namespace closespec
