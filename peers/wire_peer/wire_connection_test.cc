#include <gtest/gtest.h>

#include "peers/socket_peer/pattern.h"
#include "peers/wire_peer/connection.h"

namespace closespec::wire_peer {
namespace {

constexpr SequenceNumber kOwnIss(1000);
constexpr SequenceNumber kSutIss(7000);
const Ends kEnds{.local = {"192.0.2.2", 40000}, .remote = {"192.0.2.1", 80}};

Segment FromSut(TcpFlags flags, SequenceNumber seq, SequenceNumber ack = {}) {
  return {.source = kEnds.remote,
          .destination = kEnds.local,
          .flags = flags,
          .seq = seq,
          .ack = ack,
          .window = 64000};
}

SegmentSpec Spec(std::string_view text) { return std::get<SegmentSpec>(ParseSegmentSpec(text)); }

SegmentDraft Drafted(const Connection& connection, std::string_view text,
                     std::uint32_t clock = 50) {
  const auto draft = connection.Draft(Spec(text), clock);
  if (!draft) ADD_FAILURE() << draft.trouble().what;
  return draft ? *draft : SegmentDraft{};
}

void Send(Connection& connection, std::string_view text, std::uint32_t clock = 50) {
  const auto sent = connection.Compose(Spec(text), clock);
  EXPECT_TRUE(sent) << text;
}

Connection Established(const Settings& settings = {}, const Segment* syn_of_sut = nullptr) {
  Connection connection(kEnds, settings, kOwnIss);
  Send(connection, "flags:SYN");
  connection.CountReceived(syn_of_sut != nullptr
                               ? *syn_of_sut
                               : FromSut({.syn = true, .ack = true}, kSutIss, kOwnIss + 1));
  Send(connection, "flags:ACK");
  return connection;
}

TEST(WireConnection, NumbersBeforeAnythingIsKnown) {
  const Connection connection(kEnds, {}, kOwnIss);
  EXPECT_EQ(Drafted(connection, "flags:SYN").seq, kOwnIss);
  EXPECT_EQ(Drafted(connection, "flags:RST").seq, kOwnIss + 1);
  EXPECT_EQ(Drafted(connection, "flags:ACK").ack, SequenceNumber(195948557));
  EXPECT_EQ(Drafted(connection, "flags:RST").ack, SequenceNumber());
  EXPECT_EQ(connection.Draft(Spec("flags:ACK,ack:SND.NXT"), 1).trouble().what,
            "SND.NXT is not known");
  EXPECT_FALSE(connection.Draft(Spec("flags:ACK,sack:0..RCV.NXT"), 1));
}

TEST(WireConnection, NumbersFollowWhatWasSentAndReceived) {
  Connection connection = Established();
  EXPECT_TRUE(connection.SynAcknowledged());
  Send(connection, "flags:ACK,bytes:5");
  const SegmentDraft fin = Drafted(connection, "flags:FIN+ACK");
  EXPECT_EQ(fin.seq, kOwnIss + 6);
  EXPECT_EQ(fin.ack, kSutIss + 1);
  EXPECT_EQ(Drafted(connection, "flags:RST,seq:RCV.NXT+RCV.WND-1").seq, kOwnIss + 6 + 63999);
  EXPECT_EQ(Drafted(connection, "flags:ACK,seq:SEG.SEQ").seq, kOwnIss + 1);
}

TEST(WireConnection, PayloadIsThePatternAtItsPlaceInTheStream) {
  Connection connection = Established();
  EXPECT_EQ(Drafted(connection, "flags:ACK,bytes:5").payload, socket_peer::Pattern(0, 5));
  EXPECT_EQ(Drafted(connection, "flags:ACK,bytes:5,seq:RCV.NXT+300").payload,
            socket_peer::Pattern(300, 5));
  EXPECT_EQ(Drafted(connection, "flags:ACK,bytes:5,seq:RCV.NXT-2").payload,
            std::string(2, '\0') + socket_peer::Pattern(0, 3));
  EXPECT_EQ(Drafted(connection, "flags:ACK,bytes:2,seq:RCV.NXT-9").payload, std::string(2, '\0'));
  Connection opening(kEnds, {}, kOwnIss);
  EXPECT_EQ(Drafted(opening, "flags:SYN,bytes:4").payload, socket_peer::Pattern(0, 4));
}

TEST(WireConnection, WrongChecksumDoesNotReachTheSut) {
  Connection connection = Established();
  Send(connection, "flags:ACK,bytes:5,checksum:wrong");
  EXPECT_EQ(connection.Variables().rcv_nxt, kOwnIss + 1);
  EXPECT_EQ(connection.Variables().seg_len, 5U);
}

TEST(WireConnection, OptionsThatASynOffers) {
  const Settings all{.timestamps = true, .sack = true, .window_scale = true};
  const Connection opener(kEnds, all, kOwnIss);
  const SegmentDraft syn = Drafted(opener, "flags:SYN");
  EXPECT_EQ(syn.maximum_segment_size, 1460);
  EXPECT_EQ(syn.window_scale, 0);
  EXPECT_TRUE(syn.sack_permitted);
  EXPECT_EQ(syn.timestamp, (TimestampOption{.value = 50, .echo = 0}));
  EXPECT_EQ(Drafted(opener, "flags:SYN,timestamp:none").timestamp, std::nullopt);
  EXPECT_EQ(Drafted(opener, "flags:SYN,mss:0").maximum_segment_size, 0);
  EXPECT_EQ(Drafted(opener, "flags:ACK").maximum_segment_size, std::nullopt);

  const Connection plain(kEnds, {}, kOwnIss);
  EXPECT_EQ(Drafted(plain, "flags:SYN").timestamp, std::nullopt);
  EXPECT_EQ(Drafted(plain, "flags:SYN").window_scale, std::nullopt);

  const Connection ipv6({.local = {"fd00::2", 1}, .remote = {"fd00::1", 2}}, {}, kOwnIss);
  EXPECT_EQ(Drafted(ipv6, "flags:SYN").maximum_segment_size, 1440);
}

TEST(WireConnection, AnswerToASynOffersNothingThatTheSynDidNot) {
  Connection connection(kEnds, {.timestamps = true, .sack = true, .window_scale = true}, kOwnIss);
  Segment syn = FromSut({.syn = true}, kSutIss);
  syn.sack_permitted = true;
  connection.CountReceived(syn);
  const SegmentDraft answer = Drafted(connection, "flags:SYN+ACK");
  EXPECT_EQ(answer.seq, kOwnIss);
  EXPECT_EQ(answer.ack, kSutIss + 1);
  EXPECT_TRUE(answer.sack_permitted);
  EXPECT_EQ(answer.timestamp, std::nullopt);
  EXPECT_EQ(answer.window_scale, std::nullopt);
}

TEST(WireConnection, TimestampsOnceNegotiated) {
  Segment syn = FromSut({.syn = true, .ack = true}, kSutIss, kOwnIss + 1);
  syn.timestamp = TimestampOption{.value = 900, .echo = 50};
  Connection connection = Established({.timestamps = true}, &syn);
  EXPECT_EQ(Drafted(connection, "flags:ACK", 60).timestamp, (TimestampOption{60, 900}));
  EXPECT_EQ(Drafted(connection, "flags:RST", 60).timestamp, (TimestampOption{60, 0}));
  EXPECT_EQ(Drafted(connection, "flags:ACK,timestamp:none").timestamp, std::nullopt);
  EXPECT_EQ(Drafted(connection, "flags:ACK,timestamp:-7", 60).timestamp->value, 43U);
  // An old one does not move the mark, one from the future does.
  Send(connection, "flags:ACK,timestamp:-7", 60);
  EXPECT_EQ(Drafted(connection, "flags:ACK,timestamp:-7", 60).timestamp->value, 43U);
  Send(connection, "flags:ACK,timestamp:+1000", 60);
  EXPECT_EQ(Drafted(connection, "flags:ACK", 70).timestamp->value, 1050U);
}

TEST(WireConnection, NoTimestampsWhenOneSideHasNone) {
  Connection connection = Established({.timestamps = true});
  EXPECT_EQ(Drafted(connection, "flags:ACK").timestamp, std::nullopt);
  EXPECT_EQ(Drafted(connection, "flags:ACK,timestamp:0").timestamp->value, 50U);
}

TEST(WireConnection, SegmentOfTheSutToBeQuoted) {
  Connection connection = Established();
  const auto quoted = connection.DraftOfSut(*ParseSequenceExpression("SND.UNA"));
  ASSERT_TRUE(quoted);
  EXPECT_EQ(quoted->source, kEnds.remote);
  EXPECT_EQ(quoted->destination, kEnds.local);
  EXPECT_EQ(quoted->seq, kSutIss + 1);
  EXPECT_EQ(quoted->ack, kOwnIss + 1);
  const Connection unknown(kEnds, {}, kOwnIss);
  EXPECT_FALSE(unknown.DraftOfSut(*ParseSequenceExpression("SND.UNA")));
}

}  // namespace
}  // namespace closespec::wire_peer
