// Which thread makes which background call, so that a caught signal can be sent to it.

#ifndef CLOSESPEC_PEERS_SOCKET_PEER_OS_POSIX_BACKGROUND_H_
#define CLOSESPEC_PEERS_SOCKET_PEER_OS_POSIX_BACKGROUND_H_

#include <pthread.h>

#include <map>
#include <mutex>
#include <string>

namespace closespec::socket_peer {

class BackgroundThreads {
 public:
  void Begin(const std::string& call);
  void End(const std::string& call);
  // False if there is no such call any more.
  bool Signal(const std::string& call);

 private:
  std::mutex mutex_;
  std::map<std::string, pthread_t> by_call_;
};

}  // namespace closespec::socket_peer

#endif  // CLOSESPEC_PEERS_SOCKET_PEER_OS_POSIX_BACKGROUND_H_
