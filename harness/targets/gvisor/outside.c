// outside START PEER: is the socket peer PEER, which runs in the run's gVisor sandbox, to the
// harness: standard input and output are the peer's, descriptor 3 is its stack's link. START is
// what starts a sandbox when there is none yet.
//
// outside --end: ends that sandbox; the next peer starts another.
//
// The sandbox is found among the processes that can be seen, which in a run are the run's own, and
// met in its own mount namespace: so it leaves nothing behind, and ends with the run.

#define _GNU_SOURCE
#include <ctype.h>
#include <dirent.h>
#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/un.h>
#include <sys/wait.h>

#include "meeting.h"

enum { kTun = 3 };

static void Must(int succeeded, const char* what) {
  if (succeeded) return;
  perror(what);
  exit(127);
}

static int ConnectTo(const char* process, const struct Greeting* greeting) {
  struct sockaddr_un where = {.sun_family = AF_UNIX};
  snprintf(where.sun_path, sizeof(where.sun_path), "/proc/%s/root" MEETING_SOCKET, process);
  const int connection = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
  Must(connection >= 0, "socket");
  if (connect(connection, (struct sockaddr*)&where, sizeof(where)) == 0 &&
      WriteExactly(connection, greeting, sizeof(*greeting))) {
    return connection;
  }
  close(connection);
  return -1;
}

static int IsSandbox(const char* process) {
  char path[64];
  snprintf(path, sizeof(path), "/proc/%.20s/cmdline", process);
  const int file = open(path, O_RDONLY | O_CLOEXEC);
  if (file < 0) return 0;
  char words[64] = "";
  const ssize_t octets = read(file, words, sizeof(words) - 1);
  close(file);
  static const char kWords[] = "runsc\0--root=" MEETING_FOLDER "/state";
  return octets >= (ssize_t)sizeof(kWords) && memcmp(words, kWords, sizeof(kWords)) == 0;
}

struct Meeting {
  int lines;
  int packets;
  struct Reader reader;
};

// Met when the inside has said its first word: a sandbox that takes no more callers closes.
static int MeetIn(const char* process, struct Greeting greeting, struct Meeting* meeting) {
  greeting.what = kLines;
  meeting->lines = ConnectTo(process, &greeting);
  if (meeting->lines < 0) return 0;
  greeting.what = kPackets;
  meeting->packets = ConnectTo(process, &greeting);
  meeting->reader.from = meeting->packets;
  meeting->reader.begin = meeting->reader.end = 0;
  static struct Frame word;
  if (meeting->packets >= 0 && ReadFrame(&meeting->reader, &word)) return 1;
  close(meeting->lines);
  if (meeting->packets >= 0) close(meeting->packets);
  return 0;
}

static int Meet(const struct Greeting* greeting, struct Meeting* meeting) {
  DIR* const processes = opendir("/proc");
  Must(processes != NULL, "/proc");
  int met = 0;
  for (const struct dirent* each; !met && (each = readdir(processes)) != NULL;) {
    met = isdigit((unsigned char)each->d_name[0]) && IsSandbox(each->d_name) &&
          MeetIn(each->d_name, *greeting, meeting);
  }
  closedir(processes);
  return met;
}

// Returns when the sandbox takes callers, or has ended.
static void StartSandbox(const char* start) {
  int ready[2];
  Must(pipe2(ready, O_CLOEXEC) == 0, "pipe");
  const pid_t child = fork();
  Must(child >= 0, "fork");
  if (child == 0) {
    // It outlives this peer, which the harness ends with its process group.
    setsid();
    dup2(ready[1], 1);
    close(kTun);
    execl(start, start, (char*)NULL);
    Must(0, start);
  }
  close(ready[1]);
  char word = 0;
  Must(read(ready[0], &word, 1) == 1, "the sandbox did not start");
  close(ready[0]);
}

// The device's descriptor may be one that does not block: it is the harness's as well.
static ssize_t ReadPacket(void* to, size_t most) {
  for (;;) {
    const ssize_t octets = read(kTun, to, most);
    if (octets >= 0 || (errno != EAGAIN && errno != EINTR)) return octets;
    struct pollfd device = {.fd = kTun, .events = POLLIN};
    poll(&device, 1, -1);
  }
}

static void* PumpIn(void* of) {
  const int packets = ((const struct Meeting*)of)->packets;
  static struct Frame frame;
  for (ssize_t octets = 0; (octets = ReadPacket(frame.of, sizeof(frame.of))) > 0;) {
    frame.octets = (uint16_t)octets;
    if (!WriteFrame(packets, &frame)) break;
  }
  return NULL;
}

// The harness has told the peer to quit, or gone away: nobody needs the stack any more.
static atomic_int over;

static void* PumpRequests(void* of) {
  const int lines = ((const struct Meeting*)of)->lines;
  static char part[65536];
  static const char kQuit[] = " quit\n";
  const ssize_t quit = sizeof(kQuit) - 1;
  for (ssize_t octets = 0; (octets = read(0, part, sizeof(part))) > 0;) {
    // The last that the harness says; a line may come in two pieces, but none does on a pipe.
    if (octets >= quit && memcmp(part + octets - quit, kQuit, quit) == 0) over = 1;
    if (!WriteExactly(lines, part, (size_t)octets)) break;
  }
  over = 1;
  shutdown(lines, SHUT_WR);
  return NULL;
}

static void* PumpAnswers(void* of) {
  const int lines = ((const struct Meeting*)of)->lines;
  static char part[65536];
  for (ssize_t octets = 0; (octets = read(lines, part, sizeof(part))) > 0;) {
    if (!WriteExactly(1, part, (size_t)octets)) break;
  }
  return NULL;
}

// The peer's exit status, or 127 when the sandbox went away.
static int PumpOut(struct Reader* reader) {
  static struct Frame frame;
  while (ReadFrame(reader, &frame)) {
    if (frame.octets == 1) return frame.of[0];
    // A device that is down or full loses packets, as any link may.
    if (write(kTun, frame.of, frame.octets) < 0 && errno == EBADF) break;
  }
  return 127;
}

// The case is over when the harness closes its end.
static void* AwaitEndOfRequests(void* unused) {
  (void)unused;
  static char part[4096];
  ssize_t octets = 0;
  do {
    octets = read(0, part, sizeof(part));
  } while (octets > 0 || (octets < 0 && errno == EINTR));
  _exit(0);
}

// A peer that ended of its own accord left its connections to the stack, which goes on without it,
// as a kernel would. But the harness has to see this process end.
static void KeepLink(struct Meeting* meeting) {
  int apart[2];
  Must(pipe2(apart, O_CLOEXEC) == 0, "pipe");
  const pid_t child = fork();
  if (child != 0) {
    // The harness ends what is in the process group of a peer that has ended.
    char word = 0;
    close(apart[1]);
    (void)!read(apart[0], &word, 1);
    return;
  }
  setsid();
  close(apart[1]);
  // It sees the peer's output end as well.
  for (int end = 1; end < 3; ++end) dup2(meeting->packets, end);
  pthread_t thread;
  Must(pthread_create(&thread, NULL, PumpIn, meeting) == 0, "thread");
  Must(pthread_create(&thread, NULL, AwaitEndOfRequests, NULL) == 0, "thread");
  PumpOut(&meeting->reader);
  _exit(0);
}

// Returns when none is left that could be met.
static void EndSandbox(void) {
  DIR* const processes = opendir("/proc");
  Must(processes != NULL, "/proc");
  for (const struct dirent* each; (each = readdir(processes)) != NULL;) {
    if (!isdigit((unsigned char)each->d_name[0]) || !IsSandbox(each->d_name)) continue;
    const pid_t process = (pid_t)strtol(each->d_name, NULL, 10);
    const int ended = (int)syscall(SYS_pidfd_open, process, 0);
    if (ended < 0 || kill(process, SIGKILL) < 0) continue;
    struct pollfd end = {.fd = ended, .events = POLLIN};
    poll(&end, 1, -1);
    close(ended);
  }
  closedir(processes);
}

int main(int argc, char** argv) {
  signal(SIGPIPE, SIG_IGN);
  if (argc == 2 && strcmp(argv[1], "--end") == 0) {
    EndSandbox();
    return 0;
  }
  const char* const ipv4 = getenv("CLOSESPEC_IPV4");
  const char* const ipv6 = getenv("CLOSESPEC_IPV6");
  if (argc != 3 || ipv4 == NULL || ipv6 == NULL) {
    fprintf(stderr,
            "usage: outside --end, or outside START PEER with a link of the kind \"tun\"\n");
    return 2;
  }
  struct Greeting greeting = {.caller = (uint32_t)getpid()};
  snprintf(greeting.ipv4, sizeof(greeting.ipv4), "%s", ipv4);
  snprintf(greeting.ipv6, sizeof(greeting.ipv6), "%s", ipv6);
  snprintf(greeting.peer, sizeof(greeting.peer), "%s", argv[2]);
  static struct Meeting meeting;
  if (!Meet(&greeting, &meeting)) {
    const int lock = open("/proc/self/exe", O_RDONLY | O_CLOEXEC);
    Must(lock >= 0 && flock(lock, LOCK_EX) == 0, "lock");
    if (!Meet(&greeting, &meeting)) {
      StartSandbox(argv[1]);
      errno = 0;
      Must(Meet(&greeting, &meeting), "no sandbox to be met");
    }
    close(lock);
  }
  pthread_t thread;
  pthread_t answers;
  Must(pthread_create(&thread, NULL, PumpIn, &meeting) == 0, "thread");
  Must(pthread_create(&thread, NULL, PumpRequests, &meeting) == 0, "thread");
  Must(pthread_create(&answers, NULL, PumpAnswers, &meeting) == 0, "thread");
  const int status = PumpOut(&meeting.reader);
  pthread_join(answers, NULL);
  if (!over) KeepLink(&meeting);
  return status;
}
