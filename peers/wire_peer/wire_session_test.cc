// The wire peer without a process and a kernel: what it answers, and what it sends for it.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "peers/wire_peer/session.h"
#include "peers/wire_peer/testing/scripted_link.h"

namespace closespec::wire_peer {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

constexpr SequenceNumber kSutIss(7000);

class WireSessionTest : public testing::Test {
 protected:
  WireSessionTest()
      : host_(link_, {"192.0.2.2", "fd00::2"}, [] { return 50U; }),
        session_(host_, [this](const protocol::Message& line) { lines_.push_back(line); }) {}

  // The lines that came, without their time: "1 returns=0".
  std::vector<std::string> Ask(const std::string& line) {
    EXPECT_TRUE(session_.Take(line));
    return Lines();
  }
  std::vector<std::string> Lines() {
    std::vector<std::string> texts;
    for (protocol::Message line : std::exchange(lines_, {})) {
      std::erase_if(line.values, [](const auto& value) { return value.first == "at"; });
      texts.push_back(protocol::Format(line));
    }
    return texts;
  }
  void FromSut(const SegmentDraft& draft) {
    host_.Receive(*BuildSegment(draft));
    session_.SegmentArrived();
  }
  static SegmentDraft Sut(TcpFlags flags, SequenceNumber seq, SequenceNumber ack,
                          std::uint16_t peer_port = 40000) {
    return {.source = {"192.0.2.1", 80},
            .destination = {"192.0.2.2", peer_port},
            .flags = flags,
            .seq = seq,
            .ack = ack,
            .window = 64000};
  }
  void Connect(const std::string& settings = "") {
    Ask("1 socket family=ipv4 as=c iss=1000" + settings);
    Ask("2 connect on=c address=192.0.2.1 port=80");
    FromSut(Sut({.syn = true, .ack = true}, kSutIss, SequenceNumber(1001)));
    EXPECT_THAT(Lines(), ElementsAre("2 returns=0 local=192.0.2.2:40000 remote=192.0.2.1:80"));
    EXPECT_THAT(link_.TakeSegments(), SizeIs(2));
  }

  ScriptedLink link_;
  Host host_;
  std::vector<protocol::Message> lines_;
  Session session_;
};

TEST_F(WireSessionTest, SaysHello) {
  session_.SayHello();
  EXPECT_THAT(Lines(), ElementsAre("hello closespec-peer protocol=1 stack=closespec-wire "
                                   "actions=socket,bind,listen,accept,connect,close,segments,icmp,"
                                   "reset_all,ping,quit features=threads"));
}

TEST_F(WireSessionTest, ConnectsByItself) {
  Ask("1 socket family=ipv4 as=c iss=1000");
  EXPECT_THAT(Ask("2 connect on=c address=192.0.2.1 port=80"), IsEmpty());
  const auto syn = link_.TakeSegments();
  ASSERT_THAT(syn, SizeIs(1));
  EXPECT_EQ(syn[0].flags, TcpFlags{.syn = true});
  EXPECT_EQ(syn[0].seq, SequenceNumber(1000));
  // An acknowledgement of something else completes nothing.
  FromSut(Sut({.ack = true}, kSutIss, SequenceNumber(1)));
  EXPECT_THAT(Lines(), IsEmpty());
  FromSut(Sut({.syn = true, .ack = true}, kSutIss, SequenceNumber(1001)));
  EXPECT_THAT(Lines(), ElementsAre("2 returns=0 local=192.0.2.2:40000 remote=192.0.2.1:80"));
  const auto ack = link_.TakeSegments();
  ASSERT_THAT(ack, SizeIs(1));
  EXPECT_EQ(ack[0].flags, TcpFlags{.ack = true});
  EXPECT_EQ(ack[0].ack, kSutIss + 1);
}

TEST_F(WireSessionTest, ConnectionThatTheSutRefuses) {
  Ask("1 socket family=ipv4 as=c iss=1000");
  Ask("2 connect on=c address=192.0.2.1 port=80");
  FromSut(Sut({.rst = true, .ack = true}, SequenceNumber(), SequenceNumber(1001)));
  EXPECT_THAT(Lines(), ElementsAre("2 error=ECONNREFUSED native=111 local=192.0.2.2:40000 "
                                   "remote=192.0.2.1:80"));
}

TEST_F(WireSessionTest, AcceptsByItself) {
  Ask("1 socket family=ipv4 as=l iss=1000");
  EXPECT_THAT(Ask("2 bind on=l address=192.0.2.2 port=0"),
              ElementsAre("2 returns=0 local=192.0.2.2:40000"));
  Ask("3 listen on=l");
  EXPECT_THAT(Ask("4 accept on=l as=a background=b"), ElementsAre("4 started"));
  FromSut(Sut({.syn = true}, kSutIss, {}));
  const auto answer = link_.TakeSegments();
  ASSERT_THAT(answer, SizeIs(1));
  EXPECT_EQ(answer[0].flags, (TcpFlags{.syn = true, .ack = true}));
  EXPECT_EQ(answer[0].seq, SequenceNumber(1000));
  EXPECT_THAT(Lines(), IsEmpty());
  FromSut(Sut({.ack = true}, kSutIss + 1, SequenceNumber(1001)));
  EXPECT_THAT(Lines(), ElementsAre("b returns=0 local=192.0.2.2:40000 remote=192.0.2.1:80"));
  EXPECT_THAT(link_.TakeSegments(), IsEmpty());
}

TEST_F(WireSessionTest, ManualHandshakeSendsNothingByItself) {
  Ask("1 socket family=ipv4 as=l handshake=manual iss=1000");
  Ask("2 bind on=l address=192.0.2.2 port=5000");
  Ask("3 listen on=l");
  EXPECT_THAT(Ask("4 accept on=l as=a"), IsEmpty());
  FromSut(Sut({.syn = true}, kSutIss, {}, 5000));
  EXPECT_THAT(Lines(), ElementsAre("4 returns=0 local=192.0.2.2:5000 remote=192.0.2.1:80"));
  Ask("5 socket family=ipv4 as=c handshake=manual");
  EXPECT_THAT(Ask("6 connect on=c address=192.0.2.1 port=80"),
              ElementsAre("6 returns=0 local=192.0.2.2:40000 remote=192.0.2.1:80"));
  EXPECT_THAT(link_.packets, IsEmpty());
  EXPECT_THAT(Ask("7 segments on=a 1=flags:SYN+ACK"), ElementsAre("7 returns=1"));
  EXPECT_EQ(link_.TakeSegments().at(0).seq, SequenceNumber(1000));
}

TEST_F(WireSessionTest, BacklogBoundsWhatAFloodOfSynsCosts) {
  Ask("1 socket family=ipv4 as=l");
  Ask("2 bind on=l address=192.0.2.2 port=5000");
  Ask("3 listen on=l backlog=2");
  for (std::uint16_t port = 1; port < 100; ++port) {
    SegmentDraft syn = Sut({.syn = true}, kSutIss, {}, 5000);
    syn.source.port = port;
    FromSut(syn);
  }
  EXPECT_THAT(link_.packets, SizeIs(2));
  EXPECT_EQ(host_.SegmentsReceived(), 99U);
}

TEST_F(WireSessionTest, NewSynWithTheSameEndsIsANewConnection) {
  Ask("1 socket family=ipv4 as=l handshake=manual");
  Ask("2 bind on=l address=192.0.2.2 port=40000");
  Ask("3 listen on=l");
  Ask("4 accept on=l as=a");
  FromSut(Sut({.syn = true}, kSutIss, {}));
  FromSut(Sut({.syn = true}, kSutIss, {}));  // again: the same connection
  Ask("5 accept on=l as=b background=second");
  Lines();
  FromSut(Sut({.syn = true}, kSutIss + 5000, {}));
  EXPECT_THAT(Lines(), ElementsAre(HasSubstr("second returns=0")));
}

TEST_F(WireSessionTest, SegmentsGoOutTogetherWithNumbersThatFollow) {
  Connect();
  EXPECT_THAT(Ask("3 segments on=c 1=flags:PSH+ACK,bytes:5 2=flags:FIN+ACK"),
              ElementsAre("3 returns=2"));
  const auto sent = link_.TakeSegments();
  ASSERT_THAT(sent, SizeIs(2));
  EXPECT_EQ(sent[0].seq, SequenceNumber(1001));
  EXPECT_EQ(sent[0].length, 5U);
  EXPECT_EQ(sent[1].seq, SequenceNumber(1006));
  EXPECT_EQ(sent[1].ack, kSutIss + 1);
}

TEST_F(WireSessionTest, WaitsUntilEnoughWasSeenAndLaterRequestsWaitBehind) {
  Connect();
  EXPECT_THAT(Ask("3 segments on=c seen=2 1=flags:RST"), IsEmpty());
  EXPECT_THAT(Ask("4 close on=c"), IsEmpty());
  EXPECT_THAT(Ask("5 ping"), ElementsAre("5 returns=0"));
  FromSut(Sut({.ack = true}, kSutIss + 1, SequenceNumber(1001)));
  EXPECT_THAT(Lines(), ElementsAre("3 returns=1", "4 returns=0"));
  EXPECT_THAT(link_.TakeSegments(), SizeIs(1));
}

TEST_F(WireSessionTest, WhatWaitsInTheBackgroundHoldsNothingUp) {
  Connect();
  EXPECT_THAT(Ask("3 segments on=c seen=2 1=flags:RST background=later"), ElementsAre("3 started"));
  EXPECT_THAT(Ask("4 segments on=c 1=flags:ACK"), ElementsAre("4 returns=1"));
  FromSut(Sut({.ack = true}, kSutIss + 1, SequenceNumber(1001)));
  EXPECT_THAT(Lines(), ElementsAre("later returns=1"));
}

TEST_F(WireSessionTest, NothingIsSentWhenOneSegmentMakesNoSense) {
  Connect();
  Ask("3 socket family=ipv4 as=m handshake=manual");
  Ask("4 connect on=m address=192.0.2.1 port=81");
  EXPECT_THAT(Ask("5 segments on=m 1=flags:SYN 2=flags:ACK,ack:SND.NXT"),
              ElementsAre("5 refused why=SND.NXT%20is%20not%20known"));
  EXPECT_THAT(Ask("6 segments on=c 1=flags:ACK 2=flags:ACK,bytes:1461"),
              ElementsAre(HasSubstr("6 refused why=a%20segment%20that%20makes%20a%20packet%20of%20"
                                    "1501%20octets")));
  EXPECT_THAT(link_.packets, IsEmpty());
  EXPECT_THAT(Ask("7 segments on=m 1=flags:SYN"), ElementsAre("7 returns=1"));
}

TEST_F(WireSessionTest, AcknowledgesOnlyWhatIsNewAndInOrder) {
  Connect(" acks=automatic");
  SegmentDraft data = Sut({.ack = true}, kSutIss + 1, SequenceNumber(1001));
  data.payload = "hello";
  FromSut(data);
  auto acks = link_.TakeSegments();
  ASSERT_THAT(acks, SizeIs(1));
  EXPECT_EQ(acks[0].flags, TcpFlags{.ack = true});
  EXPECT_EQ(acks[0].ack, kSutIss + 6);
  FromSut(data);  // a retransmission
  data.seq = kSutIss + 20;
  FromSut(data);  // beyond a hole
  FromSut(Sut({.ack = true}, kSutIss + 6, SequenceNumber(1001)));
  EXPECT_THAT(link_.TakeSegments(), IsEmpty());
}

TEST_F(WireSessionTest, AcknowledgesNothingUnlessTold) {
  Connect();
  FromSut(Sut({.fin = true, .ack = true}, kSutIss + 1, SequenceNumber(1001)));
  EXPECT_THAT(link_.packets, IsEmpty());
}

TEST_F(WireSessionTest, ResetsEveryConnectionWhateverBecameOfItsName) {
  Connect();
  Ask("3 socket family=ipv4 as=d iss=5000");
  Ask("4 connect on=d address=192.0.2.1 port=80");
  FromSut(Sut({.syn = true, .ack = true}, kSutIss, SequenceNumber(5001), 40001));
  link_.packets.clear();
  Lines();
  Ask("5 close on=d");
  EXPECT_THAT(Ask("6 reset_all"), ElementsAre("6 returns=2"));
  const auto resets = link_.TakeSegments();
  ASSERT_THAT(resets, SizeIs(2));
  EXPECT_EQ(resets[0].flags, TcpFlags{.rst = true});
  EXPECT_EQ(resets[0].seq, SequenceNumber(1001));
  EXPECT_EQ(resets[1].seq, SequenceNumber(5001));
  // A reset that was sent may have missed.
  EXPECT_THAT(Ask("7 reset_all"), ElementsAre("7 returns=2"));
  EXPECT_THAT(link_.TakeSegments(), SizeIs(2));
}

TEST_F(WireSessionTest, ResetsWhereTheSutMayBeAndWhereItShouldBe) {
  Connect();
  Ask("3 segments on=c 1=flags:ACK,bytes:5");
  link_.packets.clear();
  EXPECT_THAT(Ask("4 reset_all"), ElementsAre("4 returns=1"));
  const auto resets = link_.TakeSegments();
  ASSERT_THAT(resets, SizeIs(2));
  EXPECT_EQ(resets[0].seq, SequenceNumber(1001));
  EXPECT_EQ(resets[1].seq, SequenceNumber(1006));
}

TEST_F(WireSessionTest, ResetOfWhatIsBeingOpenedAcknowledgesTheSyn) {
  Ask("1 socket family=ipv4 as=l handshake=manual");
  Ask("2 bind on=l address=192.0.2.2 port=40000");
  Ask("3 listen on=l");
  FromSut(Sut({.syn = true}, kSutIss, {}));
  EXPECT_THAT(Ask("4 reset_all"), ElementsAre(HasSubstr("returns=1")));
  const auto resets = link_.TakeSegments();
  ASSERT_THAT(resets, SizeIs(1));
  EXPECT_EQ(resets[0].flags, (TcpFlags{.rst = true, .ack = true}));
  EXPECT_EQ(resets[0].ack, kSutIss + 1);
}

TEST_F(WireSessionTest, IcmpErrors) {
  Connect();
  EXPECT_THAT(Ask("3 icmp on=c error=port_unreachable"), ElementsAre("3 returns=0"));
  ASSERT_THAT(link_.packets, SizeIs(1));
  EXPECT_EQ(link_.packets[0][9], std::byte{1});
  EXPECT_THAT(Ask("4 icmp on=c error=nonsense"), ElementsAre(HasSubstr("4 refused")));
  EXPECT_THAT(Ask("5 icmp on=c error=port_unreachable mtu=1300"),
              ElementsAre(HasSubstr("5 refused")));
  Ask("6 socket family=ipv6 as=s handshake=manual");
  Ask("7 connect on=s address=fd00::1 port=80");
  EXPECT_THAT(Ask("8 icmp on=s error=source_quench"),
              ElementsAre("8 unsupported why=ICMPv6%20has%20no%20such%20error"));
  EXPECT_THAT(Ask("9 icmp on=s error=port_unreachable"),
              ElementsAre("9 refused why=SND.UNA%20is%20not%20known"));
}

TEST_F(WireSessionTest, RefusesWhatMakesNoSense) {
  Connect();
  const auto refused = [this](const std::string& request) {
    const auto lines = Ask("9 " + request);
    const auto parsed = protocol::Parse(lines.empty() ? "" : lines.front());
    const auto* message = std::get_if<protocol::Message>(&parsed);
    return message != nullptr && message->word == "refused" ? *protocol::Find(*message, "why")
                                                            : "not refused: " + request;
  };
  EXPECT_EQ(refused("clsoe on=c"), "no action clsoe");
  EXPECT_EQ(refused("close on=d"), "no socket d");
  EXPECT_EQ(refused("close"), "close needs on");
  EXPECT_EQ(refused("close on=c port=1"), "close has no key port");
  EXPECT_EQ(refused("socket family=ipv5 as=d"), "family is none of ipv4 ipv6");
  EXPECT_EQ(refused("socket family=ipv4 as=c"), "c is in use");
  EXPECT_EQ(refused("socket family=ipv4 as=d options=sack,mss"), "options has no mss");
  EXPECT_EQ(refused("socket family=ipv4 as=d window=65536"), "window is no number of 0 to 65535");
  EXPECT_EQ(refused("socket family=ipv4 as=d iss=-1"), "iss is no number of 0 to 4294967295");
  EXPECT_EQ(refused("connect on=c address=192.0.2.1 port=80"), "on has a connection already");
  EXPECT_EQ(refused("accept on=c as=d"), "on does not listen");
  EXPECT_EQ(refused("segments on=c"), "segments needs 1");
  EXPECT_EQ(refused("segments on=c 2=flags:ACK"), "segments needs 1");
  EXPECT_EQ(refused("segments on=c 01=flags:ACK"), "segments has no key 01");
  EXPECT_EQ(refused("segments on=c 1...=flags:ACK"), "segments has no key 1...");
  EXPECT_EQ(refused("segments on=c 1=flags:ACK,seq:"), "seq must be an expression");
  EXPECT_EQ(refused("segments on=c seen=x 1=flags:ACK"), "seen is no number of 0 to 4294967295");
  Ask("3 socket family=ipv4 as=e");
  EXPECT_EQ(refused("segments on=e 1=flags:ACK"), "on has no connection");
  EXPECT_EQ(refused("bind on=e address=fd00::2"), "address is none of the socket's family");
  EXPECT_EQ(refused("bind on=e address=192.0.2.3"), "address is not this peer's");
  EXPECT_EQ(refused("bind on=e address=192.0.2.2 same_port_as=zz"), "same_port_as has no port");
  EXPECT_THAT(Ask(""), ElementsAre("- refused why=no%20tag"));
  EXPECT_FALSE(session_.Take("5 quit"));
}

TEST_F(WireSessionTest, LinkThatTakesNothingIsSaid) {
  Connect();
  link_.broken = true;
  EXPECT_THAT(Ask("3 segments on=c 1=flags:ACK"),
              ElementsAre("3 refused why=the%20link%20is%20broken"));
}

TEST_F(WireSessionTest, GarbageIsNotCounted) {
  Connect();
  const Frame whole = *BuildSegment(Sut({.ack = true}, kSutIss + 1, SequenceNumber(1001)));
  for (std::size_t length = 0; length < whole.size(); ++length) {
    host_.Receive(std::span(whole).first(length));
  }
  host_.Receive(Frame(65000, std::byte{0x45}));
  host_.Receive(Frame(65000, std::byte{0x60}));
  EXPECT_EQ(host_.SegmentsReceived(), 1U);
  EXPECT_THAT(link_.packets, IsEmpty());
}

}  // namespace
}  // namespace closespec::wire_peer
