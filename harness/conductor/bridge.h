// Carries packets over the gap of a case's link, through the case's meddler, as soon as they come,
// and feeds the capture with what the far side sees.

#ifndef CLOSESPEC_HARNESS_CONDUCTOR_BRIDGE_H_
#define CLOSESPEC_HARNESS_CONDUCTOR_BRIDGE_H_

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/posix/stream_descriptor.hpp>
#include <boost/asio/steady_timer.hpp>
#include <functional>
#include <list>
#include <memory>
#include <span>
#include <string>

#include "harness/sandbox/meddler.h"
#include "harness/sandbox/sandbox.h"

namespace closespec {

struct BridgeEvents {
  std::function<void()> carried;                       // something has come by itself
  std::function<void(const std::string& why)> broken;  // once: the link can be used no more
};

class Bridge {
 public:
  // Sandbox and meddler outlive the bridge. The sandbox's link has a gap.
  Bridge(const boost::asio::any_io_executor& executor, Sandbox& sandbox, Meddler& meddler,
         BridgeEvents events);
  Bridge(const Bridge&) = delete;
  Bridge& operator=(const Bridge&) = delete;
  ~Bridge();

  // Everything that either side has sent until now has passed when this returns, and so has what
  // the SUT's kernel answered to it at once.
  void CarryAll();

  // From now on packets pass unaltered; what was held back is lost.
  void StandAside();

 private:
  struct Side {
    const FileDescriptor& end;
    boost::asio::posix::stream_descriptor readable;
    Direction direction;  // of what is read here
    Frame link_header{};  // of the last packet read here
  };

  void Await(Side& side);
  // Gives whether anything came.
  bool CarryFrom(Side& side);
  void Carry(Side& side, std::span<const std::byte> frame);
  void PassOn(Passage passage);
  void Write(const Passage& passage);
  void Write(Direction direction, std::span<const std::byte> frame);
  [[nodiscard]] Frame LinkHeaderFor(const Passage& passage) const;
  void Break(const std::string& why);

  boost::asio::any_io_executor executor_;
  Sandbox& sandbox_;
  Meddler& meddler_;
  BridgeEvents events_;
  Side sut_;
  Side far_;
  bool is_broken_ = false;
  bool stands_aside_ = false;
  std::list<boost::asio::steady_timer> delays_;
  // Handlers that have become ready when the bridge goes still run.
  std::shared_ptr<bool> lives_ = std::make_shared<bool>(true);
};

}  // namespace closespec

#endif  // CLOSESPEC_HARNESS_CONDUCTOR_BRIDGE_H_
