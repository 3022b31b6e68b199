/* A socket peer for closespec in C99 and POSIX, for a small board: without heap, without threads.
   It makes socket calls when told to and says what they returned, as docs/peer-protocol.md has it.
   From the folder of the checkout:

     cc -std=c99 -D_POSIX_C_SOURCE=200809L -O2 -o build/c99_peer docs/examples/peer.c
     build/release/bin/closespec run --target docs/examples/c99.json      as the stack under test
     build/c99_peer                                                       by hand: type "1 ping"

   No call ever blocks: sockets are non-blocking inside, and what would wait on a blocking one is
   made again when poll() says so. So the one loop in main() hears pings meanwhile, and has calls
   in the background without threads. What cannot be had that way is a close() that waits for its
   linger time: whoever asks for one is answered `unsupported`. */
#include <arpa/inet.h>
#include <ctype.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <poll.h>
#include <setjmp.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/utsname.h>
#include <time.h>
#include <unistd.h>

/* What there is room for. NOT_OPEN is the number of a socket that was closed. */
enum { LINE = 1024, INPUT = 16 * LINE, VALUES = 16, NAME = 32, DATA = 65536, SOCKETS = 64 };
enum { CALLS = 17, PIECE = 16 << 20, TOTAL = 1 << 30, NOT_OPEN = 1 << 20 };
enum outcome { ANSWERED, WAITS };
enum kind { ONLY, SENDS = 1, ALL = 2, SETS = 4, READS = 8 }; /* of actions that share a function */
/* Of a connection; its duplicates share it. A peer lives for one case: none is used again. */
struct stream { int blocking; uint64_t sent, received; };
struct socket {
  char name[NAME]; /* outlives close(), so that calls can be made that shall fail */
  int fd;
  struct stream *stream;
};
struct call { /* a request, and how far its call has got */
  const struct action *action; /* NULL while the place is free */
  const char *tag, *asked;     /* of the result, and of the request */
  char *keys[VALUES], *values[VALUES], line[LINE];
  int count, fd, waits, mark, damaged;
  short wanted, woken; /* events of poll() */
  long done;
  struct stream *stream;
};
struct action { const char *name, *keys; enum outcome (*make)(struct call *); int kind; };
struct constant { const char *name; int value; };
union address { struct sockaddr any; struct sockaddr_in ipv4; struct sockaddr_in6 ipv6; };
#define NAMED(constant) {#constant, constant}
static const struct constant errors[] = {
    NAMED(EACCES), NAMED(EADDRINUSE), NAMED(EADDRNOTAVAIL), NAMED(EAFNOSUPPORT), NAMED(EAGAIN),
    NAMED(EALREADY), NAMED(EBADF), NAMED(ECONNABORTED), NAMED(ECONNREFUSED), NAMED(ECONNRESET),
    NAMED(EDOM), NAMED(EHOSTUNREACH), NAMED(EINPROGRESS), NAMED(EINVAL), NAMED(EISCONN),
    NAMED(EMFILE), NAMED(ENETUNREACH), NAMED(ENOBUFS), NAMED(ENOPROTOOPT), NAMED(ENOTCONN),
    NAMED(EOPNOTSUPP), NAMED(EPIPE), NAMED(EPROTO), NAMED(ETIMEDOUT), {"EOTHER", 0}};
static const struct constant options[] = {
    NAMED(SO_LINGER), NAMED(SO_ERROR), NAMED(SO_REUSEADDR), NAMED(SO_KEEPALIVE),
    NAMED(SO_OOBINLINE), NAMED(SO_RCVBUF), NAMED(SO_SNDBUF), {NULL, 0}};

static struct stream streams[SOCKETS];
static struct socket sockets[SOCKETS];
static struct call calls[CALLS + 1]; /* the first in the foreground, the last for one too many */
static int streams_used, sockets_used, failure; /* errno of the last call under test */
static char input[INPUT], answer[4 * LINE], value[LINE];
static size_t input_length, answer_length;
static unsigned char data[DATA];
static jmp_buf no_call; /* where a request ends that is refused or unsupported */
static int64_t returned_at;

static void put(const char *text) {
  while (*text != '\0' && answer_length < sizeof answer - 1) answer[answer_length++] = *text++;
}
static void put_encoded(const char *text) {
  char code[4];
  for (; *text != '\0'; ++text) {
    const int plain = isalnum((unsigned char)*text) || strchr("._:/+,-", *text) != NULL;
    snprintf(code, sizeof code, plain ? "%c" : "%%%02X", (unsigned char)*text);
    put(code);
  }
}
/* Of numbers and text printf() needs no heap. */
#define FACT(key, ...) (snprintf(value, LINE, __VA_ARGS__), put(" " key "="), put_encoded(value))
#define GIVE_UP(call, how, ...) (answer_length = 0, put((call)->asked), put(" " how), \
                                 FACT("why", __VA_ARGS__), longjmp(no_call, 1))

static void say(void) {
  size_t said = 0;
  while (said < answer_length) {
    const ssize_t count = write(STDOUT_FILENO, answer + said, answer_length - said);
    if (count < 0 && errno != EINTR) _exit(1);
    if (count > 0) said += (size_t)count;
  }
  answer_length = 0;
}
/* Around every call under test. */
static long told(long returned) {
  struct timespec time;
  failure = errno;
  clock_gettime(CLOCK_MONOTONIC, &time);
  returned_at = (int64_t)time.tv_sec * 1000000000 + time.tv_nsec;
  return returned;
}
static const char *error_name(int error) {
  const struct constant *row = errors;
  while (row->value != error && row->value != 0) ++row;
  return row->name; /* `native` has the number */
}
static enum outcome answered(const struct call *call, long returned) {
  put(call->tag);
  if (returned >= 0) FACT("returns", "%ld", returned);
  else FACT("error", "%s", error_name(failure)), FACT("native", "%d", failure);
  return ANSWERED;
}

static const char *text(const struct call *call, const char *key, const char *otherwise) {
  int i;
  for (i = 0; i < call->count; ++i) {
    if (strcmp(call->keys[i], key) == 0) return call->values[i];
  }
  if (otherwise == NULL) GIVE_UP(call, "refused", "%s needs %s", call->action->name, key);
  return otherwise;
}
static long number(const struct call *call, const char *key, const char *or, long low, long high) {
  const char *found = text(call, key, or);
  char *end;
  const long number = strtol(found, &end, 10);
  if (*found == '\0' || *end != '\0' || number < low || number > high) {
    GIVE_UP(call, "refused", "%s=%s is no number from %ld to %ld", key, found, low, high);
  }
  return number;
}
/* Which of the words between blanks it is, from 1 on; 0 for none. */
static int which(const char *words, const char *word, size_t length) {
  int number = 1;
  for (; *words != '\0'; ++number) {
    const size_t next = strcspn(words, " ");
    if (next == length && strncmp(words, word, length) == 0) return number;
    words += next + (words[next] == ' ');
  }
  return 0;
}
/* One word or a list of them, as bits in the order of `allowed`. */
static int words(const struct call *call, const char *key, const char *or, const char *allowed) {
  const char *list = text(call, key, or);
  int bits = 0;
  while (*list != '\0') {
    const size_t length = strcspn(list, ",");
    const int number = which(allowed, list, length);
    if (number == 0) GIVE_UP(call, "refused", "%s=%s is not of: %s", key, list, allowed);
    bits |= 1 << (number - 1);
    list += length + (list[length] == ',');
  }
  return bits;
}
static struct socket *named(const char *name) { /* or the place behind the last one */
  struct socket *found = sockets;
  while (found < sockets + sockets_used && strcmp(found->name, name) != 0) ++found;
  return found;
}
/* Where the socket goes that a call is to make; asked for before it is made. */
static struct socket *room(const struct call *call) {
  const char *name = text(call, "as", NULL);
  struct socket *place = named(name);
  const int known = place < sockets + sockets_used;
  if (known && place->fd != NOT_OPEN) GIVE_UP(call, "refused", "%s is in use", name);
  if (strlen(name) >= NAME) GIVE_UP(call, "refused", "%s is over %d octets", name, NAME - 1);
  if (place == sockets + SOCKETS || streams_used == SOCKETS) GIVE_UP(call, "unsupported", "full");
  return place;
}
static enum outcome keep(struct call *call, struct socket *made, long fd, struct stream *stream) {
  if (fd < 0) return answered(call, fd);
  if (made == sockets + sockets_used) ++sockets_used;
  strcpy(made->name, text(call, "as", NULL));
  made->fd = (int)fd;
  made->stream = stream != NULL ? stream : &streams[streams_used++];
  if (stream == NULL) made->stream->blocking = 1;
  fcntl(made->fd, F_SETFL, fcntl(made->fd, F_GETFL) | O_NONBLOCK);
  return answered(call, 0);
}

static socklen_t read_address(const struct call *call, union address *address) {
  const char *ip = text(call, "address", NULL);
  const int ipv6 = strchr(ip, ':') != NULL;
  void *octets = ipv6 ? (void *)&address->ipv6.sin6_addr : (void *)&address->ipv4.sin_addr;
  memset(address, 0, sizeof *address);
  address->any.sa_family = ipv6 ? AF_INET6 : AF_INET; /* the port stands at one place in both */
  address->ipv4.sin_port = htons((in_port_t)number(call, "port", "0", 0, 65535));
  if (inet_pton(address->any.sa_family, ip, octets) != 1) GIVE_UP(call, "refused", "no IP: %s", ip);
  return ipv6 ? sizeof address->ipv6 : sizeof address->ipv4;
}
static const char *ip_of(const union address *end) {
  static char ip[INET6_ADDRSTRLEN];
  const int ipv6 = end->any.sa_family == AF_INET6;
  return inet_ntop(end->any.sa_family, ipv6 ? (const void *)&end->ipv6.sin6_addr
                                            : (const void *)&end->ipv4.sin_addr, ip, sizeof ip);
}
static void put_ends(int fd, const union address *remote) {
  union address local;
  socklen_t length = sizeof local;
  const char *format = "%s:%d";
  if (getsockname(fd, &local.any, &length) != 0 || local.ipv4.sin_port == 0) return;
  if (local.any.sa_family == AF_INET6) format = "[%s]:%d";
  FACT("local", format, ip_of(&local), ntohs(local.ipv4.sin_port));
  if (remote != NULL) FACT("remote", format, ip_of(remote), ntohs(remote->ipv4.sin_port));
}
/* In main(). The duplicate outlives a close() meanwhile, as what a call holds inside a kernel. */
static enum outcome wait_for(struct call *call, short wanted) {
  if (!call->waits++) call->fd = dup(call->fd);
  call->asked = call->tag;
  call->wanted = wanted;
  return WAITS;
}
static int would_wait(const struct call *call, long returned) {
  return returned < 0 && (failure == EAGAIN || failure == EWOULDBLOCK) && call->stream->blocking;
}
static enum outcome make_socket(struct call *call) {
  struct socket *made = room(call);
  const int ipv6 = words(call, "family", NULL, "ipv4 ipv6") == 2;
  return keep(call, made, told(socket(ipv6 ? AF_INET6 : AF_INET, SOCK_STREAM, 0)), NULL);
}
static enum outcome make_dup(struct call *call) {
  struct socket *made = room(call);
  return keep(call, made, told(dup(call->fd)), call->stream);
}
static enum outcome make_bind(struct call *call) {
  union address local;
  const socklen_t length = read_address(call, &local);
  answered(call, told(bind(call->fd, &local.any, length)));
  put_ends(call->fd, NULL);
  return ANSWERED;
}
static enum outcome make_listen(struct call *call) {
  return answered(call, told(listen(call->fd, number(call, "backlog", "16", -65536, 65536))));
}
static enum outcome make_accept(struct call *call) {
  struct socket *made = room(call);
  union address remote;
  socklen_t length = sizeof remote;
  const long fd = told(accept(call->fd, &remote.any, &length));
  if (would_wait(call, fd)) return wait_for(call, POLLIN);
  keep(call, made, fd, NULL);
  if (fd >= 0) put_ends(made->fd, &remote);
  return ANSWERED;
}
static enum outcome make_connect(struct call *call) {
  union address remote;
  const socklen_t length = read_address(call, &remote);
  long result = told(connect(call->fd, &remote.any, length));
  if (result < 0 && (failure == EINPROGRESS || failure == EALREADY) && call->stream->blocking) {
    return wait_for(call, POLLOUT);
  }
  /* Asked again, Linux ends the attempt and says how; others say that there is a connection. */
  if (call->waits && failure == EISCONN) result = 0;
  answered(call, result);
  put_ends(call->fd, &remote);
  return ANSWERED;
}
static enum outcome make_set_blocking(struct call *call) {
  const int blocking = words(call, "blocking", NULL, "no yes") == 2;
  const long result = told(fcntl(call->fd, F_GETFL)); /* O_NONBLOCK itself stays, see on top */
  if (result >= 0) call->stream->blocking = blocking;
  return answered(call, result < 0 ? result : 0);
}
static unsigned char octet_at(uint64_t i) {
  return (unsigned char)(157 * i + ((i / 256 + 1) * UINT64_C(0x9E3779B97F4A7C15) >> 56));
}
static enum outcome make_transfer(struct call *call) {
  const char *name = call->action->name, *via = text(call, "via", name);
  const int sends = call->action->kind & SENDS, all = call->action->kind & ALL;
  const long most = sends ? DATA : number(call, "bytes", all ? "65536" : "4096", !!all, DATA);
  const long wanted = sends ? number(call, "bytes", NULL, 0, all ? TOTAL : PIECE)
                            : all ? number(call, "until", "1073741824", 0, TOTAL) : most;
  const int flags = words(call, "flags", "", "dontwait peek waitall oob more trunc");
  const int signal = words(call, "sigpipe", "no", "no yes") == 2 ? 0 : MSG_NOSIGNAL;
  const int peek = flags & 2, until_all = sends || all || (flags & 4) != 0;
  uint64_t *position = sends ? &call->stream->sent : &call->stream->received;
  long i, count = 0;
  if (flags >= 8 || flags == 6 || *via != *name ||
      which("send send_all recv recv_all", via, strlen(via)) == 0) {
    GIVE_UP(call, "unsupported", "only %s() with dontwait, peek or waitall", name);
  }
  while (call->done < wanted || (wanted == 0 && !all)) {
    const long piece = wanted - call->done < most ? wanted - call->done : most;
    /* An error that comes behind some octets is for the next call to tell. */
    if (!all && call->done > 0 && (call->woken & POLLERR) != 0) break;
    for (i = 0; sends && i < piece; ++i) data[i] = octet_at(*position + (uint64_t)i);
    count = told(sends ? send(call->fd, data, (size_t)piece, signal)
                       : recv(call->fd, data, (size_t)piece, peek ? MSG_PEEK : 0));
    if (!(flags & 1) && would_wait(call, count)) return wait_for(call, sends ? POLLOUT : POLLIN);
    if (count < 0) break;
    for (i = 0; !sends && i < count; ++i) call->damaged |= data[i] != octet_at(*position + i);
    call->done += count;
    *position += peek ? 0 : (uint64_t)count;
    if (count == 0 || !until_all) break;
  }
  answered(call, (sends && all ? call->done == wanted : all || call->done > 0 || count >= 0)
                     ? call->done : -1);
  if (all) FACT("bytes", "%ld", call->done);
  if (all && !sends) {
    FACT("end", "%s", call->done == wanted ? "limit" : count == 0 ? "eof" : error_name(failure));
    if (count < 0) FACT("native", "%d", failure);
  }
  if (!all && call->done == 0 && count < 0) return ANSWERED;
  FACT("stream", "%llu+%ld", (unsigned long long)(*position - (uint64_t)(peek ? 0 : call->done)),
       call->done);
  if (!sends) FACT("intact", "%s", call->damaged ? "no" : "yes");
  return ANSWERED;
}
/* A low-water mark makes poll() wait for so many octets, or the end; then it is put back. */
static enum outcome make_poll(struct call *call) {
  const int reads = call->action->kind == READS; /* wait_readable, which returns 0 */
  const int mark = reads ? (int)number(call, "bytes", "1", 1, TOTAL) : 1;
  const int asked = words(call, "events", reads ? "IN" : "", "IN OUT PRI RDHUP");
  const int waits = words(call, "wait", reads ? "yes" : "no", "no yes") == 2;
  struct pollfd polled = {0, 0, 0};
  socklen_t length = sizeof mark;
  long count;
  if (asked >= 8) GIVE_UP(call, "unsupported", "POSIX has no POLLRDHUP");
  if (mark > 1 && !call->waits) {
    getsockopt(call->fd, SOL_SOCKET, SO_RCVLOWAT, &call->mark, &length);
    setsockopt(call->fd, SOL_SOCKET, SO_RCVLOWAT, &mark, sizeof mark);
  }
  polled.fd = call->fd;
  polled.events = (short)((asked & 1 ? POLLIN : 0) | (asked & 2 ? POLLOUT : 0) |
                          (asked & 4 ? POLLPRI : 0));
  count = told(poll(&polled, 1, 0));
  if (count == 0 && waits) return wait_for(call, polled.events);
  if (mark > 1) setsockopt(call->fd, SOL_SOCKET, SO_RCVLOWAT, &call->mark, sizeof call->mark);
  answered(call, reads ? 0 : count);
#define SEEN(event) polled.revents & POLL##event ? "," #event : ""
  snprintf(value, LINE, "%s%s%s%s%s%s", SEEN(IN), SEEN(OUT), SEEN(PRI), SEEN(ERR), SEEN(HUP),
           SEEN(NVAL));
  if (!reads) put(" events="), put(value + (*value != '\0')); /* without the first comma */
  return ANSWERED;
}
static enum outcome make_shutdown(struct call *call) {
  const char *how = text(call, "how", NULL);
  const int word = which("read write both", how, strlen(how)) - 1;
  const long passed = word >= 0 ? word : number(call, "how", NULL, INT32_MIN, INT32_MAX);
  return answered(call, told(shutdown(call->fd, (int)passed)));
}
static enum outcome make_close(struct call *call) {
  named(text(call, "on", NULL))->fd = NOT_OPEN;
  return answered(call, told(close(call->fd)));
}
static enum outcome make_option(struct call *call) {
  const char *name = text(call, "option", NULL);
  const struct constant *row = options;
  int values[2] = {0, 0}; /* two of them are a struct linger */
  const int two = strcmp(name, "SO_LINGER") == 0;
  socklen_t length = (two ? 2 : 1) * sizeof *values;
  while (row->name != NULL && strcmp(row->name, name) != 0) ++row;
  if (row->name == NULL) GIVE_UP(call, "unsupported", "this peer has no option %s", name);
  if (call->action->kind == SETS) {
    values[0] = (int)number(call, two ? "onoff" : "value", NULL, INT32_MIN, INT32_MAX);
    if (two) values[1] = (int)number(call, "seconds", NULL, INT32_MIN, INT32_MAX);
    if (values[0] != 0 && values[1] != 0) {
      GIVE_UP(call, "unsupported", "close() would wait, and nothing else be heard meanwhile");
    }
    return answered(call, told(setsockopt(call->fd, SOL_SOCKET, row->value, values, length)));
  }
  answered(call, told(getsockopt(call->fd, SOL_SOCKET, row->value, values, &length)));
  if (two) FACT("onoff", "%d", values[0]), FACT("seconds", "%d", values[1]);
  else if (row->value != SO_ERROR || values[0] == 0) FACT("value", "%d", values[0]);
  else FACT("value", "%s", error_name(values[0])), FACT("native", "%d", values[0]);
  return ANSWERED;
}
static enum outcome make_ping(struct call *call) { return answered(call, told(0)); }
static enum outcome make_exit(struct call *call) { _exit(number(call, "status", "0", 0, 255)); }

static const struct action actions[] = {
    {"socket", "family as", make_socket, ONLY}, {"bind", "on address port", make_bind, ONLY},
    {"listen", "on backlog", make_listen, ONLY}, {"accept", "on as", make_accept, ONLY},
    {"connect", "on address port", make_connect, ONLY}, {"close", "on", make_close, ONLY},
    {"set_blocking", "on blocking", make_set_blocking, ONLY}, {"dup", "on as", make_dup, ONLY},
    {"send", "on bytes flags via sigpipe", make_transfer, SENDS},
    {"send_all", "on bytes", make_transfer, SENDS | ALL},
    {"recv", "on bytes flags via", make_transfer, ONLY},
    {"recv_all", "on bytes until flags via", make_transfer, ALL},
    {"wait_readable", "on bytes", make_poll, READS}, {"poll", "on events wait", make_poll, ONLY},
    {"shutdown", "on how", make_shutdown, ONLY}, {"ping", "", make_ping, ONLY},
    {"setsockopt", "on option onoff seconds milliseconds value", make_option, SETS},
    {"getsockopt", "on option", make_option, ONLY}, {"exit", "status", make_exit, ONLY},
    {"quit", "", make_exit, ONLY}, {NULL, NULL, NULL, ONLY}};
static void decode(char *to) {
  const char *from = to;
  unsigned octet;
  for (; (*to = *from) != '\0'; ++to, ++from) {
    if (*from == '%' && sscanf(from + 1, "%2x", &octet) == 1) *to = (char)octet, from += 2;
  }
}
/* Takes a request apart, in the place that it keeps as long as its call goes on. */
static void read_request(struct call *call, const char *line) {
  char *word, *found;
  call->asked = call->tag = strtok(strcpy(call->line, line), " ");
  if (call->tag == NULL) call->asked = call->tag = "-";
  word = strtok(NULL, " ");
  for (call->action = actions; word == NULL || strcmp(call->action->name, word) != 0;) {
    if ((++call->action)->name == NULL) GIVE_UP(call, "refused", "no action %s", word ? word : "");
  }
  while ((word = strtok(NULL, " ")) != NULL) {
    found = strchr(word, '=');
    if (found == NULL || call->count == VALUES) GIVE_UP(call, "refused", "misplaced: %s", word);
    *found++ = '\0';
    decode(found);
    if (which(call->action->keys, word, strlen(word)) == 0 &&
        (strcmp(word, "background") != 0 || call->action->make == make_exit)) {
      GIVE_UP(call, "refused", "%s is none of %s", word, call->action->keys);
    }
    call->keys[call->count] = word;
    call->values[call->count++] = found;
  }
  if (which(call->action->keys, "on", 2) != 0) {
    const struct socket *socket = named(text(call, "on", NULL));
    if (socket == sockets + sockets_used) GIVE_UP(call, "refused", "no %s", text(call, "on", NULL));
    call->fd = socket->fd;
    call->stream = socket->stream;
  }
  if (*text(call, "background", "") == '\0') return;
  if (call == calls + CALLS) GIVE_UP(call, "unsupported", "%d calls at once at most", CALLS);
  put(call->asked);
  put(" started\n");
  call->tag = text(call, "background", NULL);
}
/* For the first time, or once more. */
static void make(struct call *call, const char *line) {
  if (setjmp(no_call) == 0) {
    if (line != NULL) read_request(call, line);
    const enum outcome outcome = call->action->make(call);
    if (outcome == WAITS) say();
    if (outcome == WAITS) return;
    FACT("at", "%lld", (long long)returned_at);
  }
  put("\n");
  say();
  if (call->waits) close(call->fd);
  call->action = NULL;
}
/* While a call in the foreground waits, later requests do; but not `ping` and `quit` among them. */
static void take_lines(void) {
  char *line = input, *end;
  while ((end = memchr(line, '\n', (size_t)(input + input_length - line))) != NULL) {
    char *const next = end + 1;
    const char *word;
    struct call *call = calls + CALLS;
    *(end > line && end[-1] == '\r' ? end - 1 : end) = '\0';
    if (next - line > LINE) strcpy(line, "- overlong");
    word = strchr(line, ' ');
    if (word == NULL || (strcmp(word, " ping") != 0 && strcmp(word, " quit") != 0)) {
      call = calls;
      if (call->action != NULL) {
        *end = '\n';
        line = next;
        continue;
      }
      if (strstr(line, " background=") != NULL) {
        while (++call < calls + CALLS && call->action != NULL) continue;
      }
    }
    memset(call, 0, sizeof *call);
    make(call, line);
    input_length -= (size_t)(next - line);
    memmove(line, next, (size_t)(input + input_length - line));
  }
}
int main(void) {
  struct pollfd polled[CALLS + 1];
  struct utsname system;
  int i;
  uname(&system);
  put("hello closespec-peer protocol=1 features=threads");
  system.sysname[0] = (char)tolower((unsigned char)system.sysname[0]);
  FACT("stack", "%s-%s", system.sysname, system.release);
  put(" actions=");
  for (i = 0; actions[i].name != NULL; ++i) put(i > 0 ? "," : ""), put(actions[i].name);
  put("\n");
  for (say();; take_lines()) {
    for (i = 0; i < CALLS; ++i) {
      polled[i].fd = calls[i].action != NULL ? calls[i].fd : -1;
      polled[i].events = calls[i].wanted;
    }
    polled[CALLS].fd = STDIN_FILENO;
    polled[CALLS].events = input_length < INPUT ? POLLIN : 0;
    if (poll(polled, CALLS + 1, -1) < 0) continue;
    for (i = 0; i < CALLS; ++i) {
      calls[i].woken = polled[i].revents;
      if (calls[i].action != NULL && calls[i].woken != 0) make(&calls[i], NULL);
    }
    if (polled[CALLS].revents != 0) {
      const ssize_t count = read(STDIN_FILENO, input + input_length, INPUT - input_length);
      if (count <= 0) _exit(0); /* with its harness, whatever waits */
      input_length += (size_t)count;
    }
  }
}
