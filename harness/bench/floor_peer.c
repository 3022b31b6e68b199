// One end of the bare exchange that closespec's own cost is measured against: a handshake, 5
// octets, shutdown, end of stream, close. `listen` prints its port and takes one connection;
// `connect` reads a port and makes one.

#include <arpa/inet.h>
#include <netinet/in.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static int Listen(struct sockaddr_in* address) {
  socklen_t length = sizeof *address;
  const int listener = socket(AF_INET, SOCK_STREAM, 0);
  if (bind(listener, (struct sockaddr*)address, length) != 0 || listen(listener, 1) != 0) return -1;
  getsockname(listener, (struct sockaddr*)address, &length);
  dprintf(1, "%d\n", ntohs(address->sin_port));
  return accept(listener, NULL, NULL);
}

static int Connect(struct sockaddr_in* address) {
  int port = 0;
  if (scanf("%d", &port) != 1) return -1;
  address->sin_port = htons((in_port_t)port);
  const int connection = socket(AF_INET, SOCK_STREAM, 0);
  return connect(connection, (struct sockaddr*)address, sizeof *address) == 0 ? connection : -1;
}

int main(int argc, char** argv) {
  struct sockaddr_in address = {.sin_family = AF_INET};
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  const int listens = argc > 1 && strcmp(argv[1], "listen") == 0;
  const int connection = listens ? Listen(&address) : Connect(&address);
  if (connection < 0) return 1;
  char octets[8];
  if (listens) {
    if (recv(connection, octets, sizeof octets, MSG_WAITALL) != 5) return 2;
    if (recv(connection, octets, sizeof octets, 0) != 0) return 3;
  } else {
    if (send(connection, "12345", 5, 0) != 5) return 2;
    if (shutdown(connection, SHUT_WR) != 0) return 3;
    if (recv(connection, octets, sizeof octets, 0) != 0) return 4;
  }
  return close(connection) == 0 ? 0 : 5;
}
