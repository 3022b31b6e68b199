// start FOLDER PROGRAM: runs FOLDER/PROGRAM in a Wine of its own, in this process.
//
// Wine's sockets belong to its wineserver and a wineserver belongs to a prefix, so each network
// namespace needs a prefix. It is made in a tmpfs that only this process and its children see, and
// is gone when the last of them is. Where no such tmpfs can be had there are no network namespaces
// either, and all cases share FOLDER/prefix.
//
// A Wine that boots takes three times as long to start, starts six processes that no socket needs
// and wants a prefix of 700 MB made before. This one does not boot: in bootstrap mode it finds its
// libraries where they were installed, and its boot program is a file that cannot be run.
// docs/findings/winsock.md says how it was shown that Winsock is the same.

#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#define WINE "/usr/lib/wine/wine64"
#define SERVER "/usr/lib/wine/wineserver64"

static void must(int succeeded, const char* what) {
  if (succeeded) return;
  perror(what);
  exit(127);
}

static int make_folder(const char* path) { return mkdir(path, 0700) == 0 || errno == EEXIST; }

// /run, because a wineserver that finds /run/user leaves its socket's folder there.
static int hide_run(void) {
  return unshare(CLONE_NEWNS) == 0 && mount(NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL) == 0 &&
         mount("closespec", "/run", "tmpfs", MS_NOSUID | MS_NODEV, "mode=0700") == 0;
}

static void make_prefix(const char* prefix) {
  must(make_folder(prefix) && chdir(prefix) == 0, prefix);
  must(make_folder("drive_c") && make_folder("drive_c/windows") &&
           make_folder("drive_c/windows/system32") && make_folder("dosdevices"),
       "drive_c");
  must(symlink("../drive_c", "dosdevices/c:") == 0 || errno == EEXIST, "dosdevices/c:");
  must(symlink("/", "dosdevices/z:") == 0 || errno == EEXIST, "dosdevices/z:");
  // A DOS header that leads nowhere. If the file were not there, the built-in one would be run; if
  // it did not begin like that, it would be run as a program of the host.
  static const char header[64] = "MZ";
  const int boot = open("drive_c/windows/system32/wineboot.exe", O_CREAT | O_WRONLY, 0600);
  must(boot >= 0 && write(boot, header, sizeof(header)) == sizeof(header), "wineboot.exe");
  close(boot);
}

static void set_environment(const char* prefix) {
  const char* const unwanted[] = {"DISPLAY", "WAYLAND_DISPLAY", "DBUS_SESSION_BUS_ADDRESS"};
  for (unsigned i = 0; i < sizeof(unwanted) / sizeof(*unwanted); ++i) unsetenv(unwanted[i]);
  setenv("WINEPREFIX", prefix, 1);
  setenv("TMPDIR", prefix, 1);
  setenv("WINEDEBUG", "-all", 1);
  setenv("LC_ALL", "C", 1);
  setenv("WINEBOOTSTRAPMODE", "1", 1);
}

// Wine would start it by itself, through a shell; -p0: it ends with its last client.
static void start_server(void) {
  const pid_t server = vfork();
  must(server >= 0, "vfork");
  if (server == 0) {
    execl(SERVER, "wineserver64", "-p0", (char*)NULL);
    _exit(127);
  }
  // It has forked and listens when this process of it ends; 2: there is one for this prefix already.
  int status = 0;
  must(waitpid(server, &status, 0) == server && WIFEXITED(status), SERVER);
  must(WEXITSTATUS(status) == 0 || WEXITSTATUS(status) == 2, SERVER);
}

int main(int argc, char** argv) {
  char folder[PATH_MAX];
  char program[PATH_MAX + NAME_MAX];
  char prefix[PATH_MAX + NAME_MAX] = "/run/prefix";
  if (argc != 3) return 2;
  must(realpath(argv[1], folder) != NULL, argv[1]);
  snprintf(program, sizeof(program), "%s/%s", folder, argv[2]);
  if (!hide_run()) snprintf(prefix, sizeof(prefix), "%s/prefix", folder);
  make_prefix(prefix);
  set_environment(prefix);
  start_server();
  execl(WINE, "wine64", program, (char*)NULL);
  must(0, WINE);
}
