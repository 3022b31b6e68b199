// Carries packets over the gap of a case's link, through the case's meddler, as soon as they come.

#ifndef CLOSESPEC_HARNESS_CONDUCTOR_BRIDGE_H_
#define CLOSESPEC_HARNESS_CONDUCTOR_BRIDGE_H_

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/posix/stream_descriptor.hpp>
#include <boost/asio/steady_timer.hpp>
#include <functional>
#include <list>
#include <memory>
#include <string>

#include "harness/sandbox/link.h"
#include "harness/sandbox/meddler.h"
#include "peers/os/result.h"

namespace closespec {

class Bridge {
 public:
  // All outlives the bridge. `broken` is called once when the link can be read or written no more.
  Bridge(const boost::asio::any_io_executor& executor, const LinkGap& gap, Meddler& meddler,
         std::function<void(const std::string& why)> broken);
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
    Direction direction;  // of what is read here
    const FileDescriptor& end;
    boost::asio::posix::stream_descriptor readable;
  };

  void Await(Side& side);
  // Gives whether anything came.
  bool CarryFrom(const Side& side);
  void PassOn(Passage passage);
  void Write(const Passage& passage);
  void Break(const std::string& why);

  boost::asio::any_io_executor executor_;
  Side sut_;
  Side far_;
  Meddler& meddler_;
  std::function<void(const std::string&)> broken_;
  bool is_broken_ = false;
  bool stands_aside_ = false;
  std::list<boost::asio::steady_timer> delays_;
  // Handlers that have become ready when the bridge goes still run.
  std::shared_ptr<bool> lives_ = std::make_shared<bool>(true);
};

}  // namespace closespec

#endif  // CLOSESPEC_HARNESS_CONDUCTOR_BRIDGE_H_
