// The planted faults, one row each. Preload libclosespec_faults.so into a socket peer and name one
// in the environment variable CLOSESPEC_FAULT: its stack then behaves wrongly in this one way.

#ifndef CLOSESPEC_HARNESS_QUALIFY_FAULTS_FAULTS_H_
#define CLOSESPEC_HARNESS_QUALIFY_FAULTS_FAULTS_H_

#include <string_view>

namespace closespec::faults {

struct FaultRow {
  std::string_view name;
  std::string_view alters;   // one sentence
  std::string_view chapter;  // of the scenarios that should catch it
};

inline constexpr const char* kFaultVariable = "CLOSESPEC_FAULT";
// Goes the way of every fault and alters nothing: what differs with it is the library's own doing.
inline constexpr std::string_view kNoFault = "none";

inline constexpr FaultRow kFaults[] = {
    // close
    {"close_resets", "close() sends a RST instead of a FIN.", "orderly_release"},
    {"close_leaves_connection_open", "close() gives the descriptor back but ends nothing.",
     "orderly_release"},
    {"close_keeps_descriptor", "A closed descriptor stays usable, and so does its connection.",
     "orderly_release"},
    {"close_only_half_closes", "close() sends a FIN but goes on accepting data.", "unread_data"},
    {"close_drains_unread_data", "Unread data is read away before close().", "unread_data"},
    {"close_resets_unsent_data", "close() with data in flight sends a RST and loses it.",
     "orderly_release"},
    {"close_ends_shared_connection", "close() of one of several descriptors ends the connection.",
     "shared_descriptors"},
    {"close_tells_the_reset", "close() after a reset fails with ECONNRESET.", "reset_delivery"},
    {"exit_resets", "A process that exits resets its connections.", "orderly_release"},
    {"close_in_close_wait_does_nothing",
     "close() after the peer's FIN gives the descriptor back and sends no FIN.", "orderly_release"},
    {"close_drains_partly_read_data",
     "The rest of data that was partly read is read away before close().", "unread_data"},
    {"killed_process_resets", "A process that is killed resets its connections.",
     "orderly_release"},
    {"time_wait_skipped", "The side that closes first keeps no TIME_WAIT.", "time_wait"},
    {"exit_drains_unread_data", "Unread data is read away before a process exits.", "unread_data"},
    // shutdown
    {"half_close_ignored", "shutdown(SHUT_WR) returns 0 and does nothing.", "half_close"},
    {"half_close_ends_both", "shutdown(SHUT_WR) ends receiving too.", "half_close"},
    {"half_close_resets", "shutdown(SHUT_WR) resets the connection.", "half_close"},
    {"half_close_late", "shutdown(SHUT_WR) sends its FIN only at close().", "half_close"},
    {"shutdown_both_ends_writing_only", "shutdown(SHUT_RDWR) leaves receiving open.", "half_close"},
    {"shutdown_both_ends_reading_only", "shutdown(SHUT_RDWR) leaves sending open.", "half_close"},
    {"shutdown_read_sends_fin", "shutdown(SHUT_RD) also sends a FIN.", "half_close"},
    {"shutdown_read_ignored", "shutdown(SHUT_RD) returns 0 and does nothing.", "half_close"},
    {"shutdown_read_throws_data_away", "shutdown(SHUT_RD) throws away what is queued.",
     "half_close"},
    {"unsent_count_counts_fin_for_ever", "SIOCOUTQ counts the FIN also when it was acknowledged.",
     "half_close"},
    {"second_shutdown_fails", "A second shutdown(SHUT_WR) fails with ENOTCONN.", "half_close"},
    {"peer_half_close_ends_sending", "The peer's FIN ends sending too.", "half_close"},
    {"shutdown_of_unconnected_succeeds", "shutdown() of an unconnected socket returns 0.",
     "half_close"},
    {"shutdown_bad_how_accepted", "shutdown() with a bad `how` returns 0.", "half_close"},
    // the end of the stream and data before it
    {"eof_told_as_reset", "recv() fails with ECONNRESET at the end of the stream.",
     "end_of_stream"},
    {"eof_told_once", "recv() returns 0 once, then fails with EAGAIN.", "end_of_stream"},
    {"eof_told_once_then_enotconn", "recv() returns 0 once, then fails with ENOTCONN.",
     "end_of_stream"},
    {"eof_told_late", "The first recv() at the end of the stream fails with EAGAIN.",
     "end_of_stream"},
    {"last_octet_lost_before_eof", "The last octet before the end of the stream is lost.",
     "end_of_stream"},
    {"last_octet_doubled_before_eof", "The last octet before the end of the stream comes twice.",
     "end_of_stream"},
    {"data_altered", "One bit of what recv() gives is wrong.", "end_of_stream"},
    {"queued_data_lost_at_eof", "What is queued when the FIN is there is thrown away.",
     "end_of_stream"},
    {"peek_consumes", "MSG_PEEK takes the data out of the queue.", "end_of_stream"},
    {"peek_at_eof_fails", "MSG_PEEK at the end of the stream fails with EAGAIN.", "end_of_stream"},
    {"waitall_returns_early", "MSG_WAITALL returns one octet less than was asked for.",
     "end_of_stream"},
    {"waitall_fails_at_eof", "MSG_WAITALL that meets the end of the stream fails with EAGAIN.",
     "end_of_stream"},
    {"dontwait_blocks", "MSG_DONTWAIT is ignored.", "end_of_stream"},
    {"dontwait_eof_told_as_eagain", "MSG_DONTWAIT at the end of the stream fails with EAGAIN.",
     "end_of_stream"},
    {"unread_count_counts_fin", "FIONREAD counts the FIN as one octet.", "end_of_stream"},
    {"recv_sleeps_through_eof", "A blocked recv() is not woken by a FIN.", "blocked_calls"},
    {"recv_sleeps_through_reset", "A blocked recv() is not woken by a RST.", "reset_delivery"},
    // resets and errors
    {"reset_told_as_eof", "recv() returns 0 after a reset.", "reset_delivery"},
    {"reset_told_as_epipe", "recv() fails with EPIPE after a reset.", "reset_delivery"},
    {"reset_told_as_etimedout", "recv() fails with ETIMEDOUT after a reset.", "reset_delivery"},
    {"error_told_twice", "recv() fails with ECONNRESET a second time.", "reset_delivery"},
    {"error_swallowed_by_dontwait", "A recv() with MSG_DONTWAIT hides the reset as EAGAIN.",
     "reset_delivery"},
    {"error_swallowed_by_poll", "poll() takes the pending error away.", "reset_delivery"},
    {"so_error_kept", "Reading SO_ERROR does not clear it.", "reset_delivery"},
    {"so_error_never_set", "SO_ERROR is 0 after a reset.", "reset_delivery"},
    {"getpeername_after_reset_succeeds", "getpeername() knows the peer after a reset.",
     "reset_delivery"},
    {"failed_connect_told_as_success", "connect() returns 0 although the attempt failed.",
     "blocked_calls"},
    {"recv_of_unconnected_told_as_eof", "recv() on a socket that was never connected returns 0.",
     "send_after_close"},
    // sending
    {"send_after_shutdown_succeeds", "send() after shutdown(SHUT_WR) pretends to succeed.",
     "send_after_close"},
    {"send_after_reset_succeeds", "send() after a reset pretends to succeed.", "send_after_close"},
    {"epipe_told_as_reset", "send() fails with ECONNRESET where it should be EPIPE.",
     "send_after_close"},
    {"send_reset_told_as_epipe", "send() fails with EPIPE where it should be ECONNRESET.",
     "send_after_close"},
    {"sigpipe_never_raised", "send() does not raise SIGPIPE.", "send_after_close"},
    {"sigpipe_despite_nosignal", "MSG_NOSIGNAL is ignored.", "send_after_close"},
    {"last_send_lost", "A send() directly before close() or shutdown() is lost.",
     "orderly_release"},
    {"short_send_claims_all", "send() claims all octets although the buffer took only some.",
     "orderly_release"},
    // SO_LINGER
    {"linger_zero_graceful", "close() with linger time 0 sends a FIN.", "abortive_release"},
    {"linger_zero_resets_when_all_is_over",
     "close() with linger time 0 sends a RST although both sides have finished.",
     "abortive_release"},
    {"linger_zero_sends_data_first", "close() with linger time 0 waits until data is delivered.",
     "abortive_release"},
    {"linger_time_ignored", "close() with a linger time returns at once.", "linger"},
    {"linger_waits_for_nothing",
     "close() with a linger time waits for all of it, although nothing is unsent.", "linger"},
    {"linger_not_stored", "Setting SO_LINGER does nothing.", "linger"},
    {"linger_seconds_read_back_wrong", "getsockopt(SO_LINGER) tells one second more.", "linger"},
    {"linger_off_resets", "Setting SO_LINGER to off with time 0 makes close() reset.", "linger"},
    // readiness
    {"poll_lacks_in_at_eof", "poll() does not show IN at the end of the stream.", "readiness"},
    {"poll_lacks_rdhup_at_eof", "poll() does not show RDHUP at the end of the stream.",
     "readiness"},
    {"poll_lacks_out_in_close_wait", "poll() does not show OUT after the peer's FIN.", "readiness"},
    {"poll_lacks_hup_after_both", "poll() does not show HUP when both directions are closed.",
     "half_close"},
    {"poll_lacks_err_at_reset", "poll() does not show ERR after a reset.", "readiness"},
    {"poll_sleeps_through_reset", "A poll() that waits for no event is not woken by a RST.",
     "reset_delivery"},
    {"poll_hup_at_half_close", "poll() shows HUP when only the peer has closed.", "readiness"},
    {"poll_in_with_nothing", "poll() shows IN with nothing to read.", "readiness"},
    {"poll_tells_nothing_at_reset", "poll() and select() show nothing after a reset.", "readiness"},
    {"poll_for_room_sleeps_through_reset", "A poll() that waits for OUT is not woken by a RST.",
     "readiness"},
    {"poll_lacks_pri", "poll() and select() do not show urgent data.", "readiness"},
    {"poll_counts_bits", "poll() counts the events instead of the sockets.", "readiness"},
    {"epoll_edge_ignored", "EPOLLET is ignored.", "readiness"},
    {"epoll_oneshot_ignored", "EPOLLONESHOT is ignored.", "readiness"},
    {"epoll_forgets_closed_descriptor",
     "epoll forgets a connection when one of its descriptors is closed.", "readiness"},
    {"sigio_never_raised", "Switching SIGIO on does nothing.", "readiness"},
    // calls that few stacks have
    {"splice_fails_at_end", "splice() fails with EAGAIN at the end of the stream.",
     "end_of_stream"},
    {"recvmsg_tells_truncation_at_eof", "recvmsg() sets MSG_TRUNC at the end of the stream.",
     "end_of_stream"},
    {"file_sent_although_over",
     "sendfile() and splice() pretend to succeed where the connection is over.",
     "send_after_close"},
    {"disconnect_ignored", "connect() to no address returns 0 and does nothing.",
     "abortive_release"},
    {"short_linger_accepted", "Half of SO_LINGER's structure is taken for off.", "linger"},
    {"linger2_not_stored", "Setting TCP_LINGER2 does nothing.", "linger"},
    {"linger_after_reset_fails", "Setting SO_LINGER after a reset fails with ECONNRESET.",
     "reset_delivery"},
};

}  // namespace closespec::faults

#endif  // CLOSESPEC_HARNESS_QUALIFY_FAULTS_FAULTS_H_
