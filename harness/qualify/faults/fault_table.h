// For tests: what a sound and a faulty first peer show in the same conversation.

#ifndef CLOSESPEC_HARNESS_QUALIFY_FAULTS_FAULT_TABLE_H_
#define CLOSESPEC_HARNESS_QUALIFY_FAULTS_FAULT_TABLE_H_

#include <ostream>
#include <string_view>

namespace closespec::faults {

struct Contrast {
  std::string_view fault;
  const char* script;  // see fault_script.h
  std::string_view sound;
  std::string_view faulty;
};

inline std::ostream& operator<<(std::ostream& out, const Contrast& contrast) {
  return out << contrast.fault;
}

#define CLOSESPEC_FIN "2 shutdown on=c how=write; 1 wait_readable on=c;"
#define CLOSESPEC_DATA "2 send on=c bytes=5; 1 wait_readable on=c bytes=5;"
#define CLOSESPEC_DATA_AND_FIN                      \
  "2 send on=c bytes=5; 2 shutdown on=c how=write;" \
  "1 poll on=c events=RDHUP wait=yes;"
#define CLOSESPEC_ABORT "setsockopt on=c option=SO_LINGER onoff=1 seconds=0"
#define CLOSESPEC_RESET "2 " CLOSESPEC_ABORT "; 2 close on=c; 1 wait_readable on=c;"
#define CLOSESPEC_FILL "1 set_blocking on=c blocking=no; 1 send_all on=c bytes=20000000;"

inline constexpr Contrast kContrasts[] = {
    {"close_resets", "1 close on=c; 2? recv on=c", "0", "ECONNRESET"},
    {"close_leaves_connection_open", "1 close on=c; 2? recv on=c", "0", "EAGAIN"},
    {"close_keeps_descriptor", "1 close on=c; 1? close on=c; 2? recv on=c", "EBADF 0", "0 EAGAIN"},
    {"close_only_half_closes", "1 close on=c; 2? recv on=c; 2? send_all on=c bytes=20000000",
     "0 EPIPE", "0 EAGAIN"},
    {"close_drains_unread_data", CLOSESPEC_DATA "1 close on=c; 2? recv on=c", "ECONNRESET", "0"},
    {"close_resets_unsent_data", CLOSESPEC_FILL "1 close on=c; 2?end recv_all on=c", "eof",
     "ECONNRESET"},
    {"close_ends_shared_connection", "1 dup on=c as=d; 1 close on=c; 2? recv on=c", "EAGAIN", "0"},
    {"close_tells_the_reset", CLOSESPEC_RESET "1? close on=c", "0", "ECONNRESET"},
    {"close_in_close_wait_does_nothing", CLOSESPEC_FIN "1 close on=c; 2? recv on=c", "0", "EAGAIN"},
    {"close_drains_partly_read_data",
     CLOSESPEC_DATA "1 recv on=c bytes=1; 1 close on=c; 2? recv on=c", "ECONNRESET", "0"},
    {"killed_process_resets", "1! abort signal=KILL; 2? recv on=c", "0", "ECONNRESET"},
    {"exit_resets", "1! exit; 2? recv on=c", "0", "ECONNRESET"},
    {"exit_drains_unread_data", CLOSESPEC_DATA "1! exit; 2? recv on=c", "ECONNRESET", "0"},

    {"reuse_option_ignored",
     "1 setsockopt on=c option=SO_REUSEADDR value=1; 1?value getsockopt on=c option=SO_REUSEADDR",
     "1", "0"},
    {"user_timeout_ignored",
     "1 setsockopt on=c option=TCP_USER_TIMEOUT milliseconds=500;"
     "1?milliseconds getsockopt on=c option=TCP_USER_TIMEOUT",
     "500", "0"},
    {"bind_shares_every_port",
     "1 socket family=ipv4 as=d; 1? bind on=d address=127.0.0.1 same_port_as=l", "EADDRINUSE", "0"},

    {"half_close_ignored", "1 shutdown on=c how=write; 2? recv on=c", "0", "EAGAIN"},
    {"half_close_ends_both", "1 shutdown on=c how=write; 1? recv on=c", "EAGAIN", "0"},
    {"half_close_resets", "1 shutdown on=c how=write; 2? recv on=c", "0", "ECONNRESET"},
    {"half_close_late",
     "1 shutdown on=c how=write; 2? recv on=c; 1? send on=c bytes=1; 1 close on=c; 2? recv on=c",
     "0 EPIPE 0", "EAGAIN EPIPE 0"},
    {"shutdown_both_ends_writing_only", "1 shutdown on=c how=both; 1? recv on=c", "0", "EAGAIN"},
    {"shutdown_both_ends_reading_only", "1 shutdown on=c how=both; 2? recv on=c", "0", "EAGAIN"},
    {"shutdown_read_sends_fin", "1 shutdown on=c how=read; 2? recv on=c", "EAGAIN", "0"},
    {"shutdown_read_ignored", "1 shutdown on=c how=read; 1? recv on=c", "0", "EAGAIN"},
    {"shutdown_read_throws_data_away", CLOSESPEC_DATA "1 shutdown on=c how=read; 1? recv on=c", "5",
     "0"},
    {"unsent_count_counts_fin_for_ever",
     "1 shutdown on=c how=write; 2 wait_readable on=c; 2 send on=c bytes=1;"
     "1 wait_readable on=c; 1?value unsent_count on=c",
     "0", "1"},
    {"second_shutdown_fails", "1 shutdown on=c how=write; 1? shutdown on=c how=write", "0",
     "ENOTCONN"},
    {"peer_half_close_ends_sending", CLOSESPEC_FIN "1? send on=c bytes=1; 2? recv on=c", "1 1",
     "EPIPE 0"},
    {"shutdown_of_unconnected_succeeds", "1 socket family=ipv4 as=d; 1? shutdown on=d how=write",
     "ENOTCONN", "0"},
    {"shutdown_bad_how_accepted", "1? shutdown on=c how=3", "EINVAL", "0"},

    {"eof_told_as_reset", CLOSESPEC_FIN "1? recv on=c", "0", "ECONNRESET"},
    {"eof_told_once", CLOSESPEC_FIN "1? recv on=c; 1? recv on=c", "0 0", "0 EAGAIN"},
    {"eof_told_once_then_enotconn", CLOSESPEC_FIN "1? recv on=c; 1? recv on=c", "0 0",
     "0 ENOTCONN"},
    {"eof_told_late", CLOSESPEC_FIN "1? recv on=c; 1? recv on=c", "0 0", "EAGAIN 0"},
    {"last_octet_lost_before_eof", CLOSESPEC_DATA_AND_FIN "1? recv on=c; 1? recv on=c", "5 0",
     "4 0"},
    {"last_octet_doubled_before_eof",
     CLOSESPEC_DATA_AND_FIN "1? recv on=c; 1? recv on=c; 1? recv on=c", "5 0 0", "5 1 0"},
    {"data_altered", CLOSESPEC_DATA "1?intact recv on=c via=readv", "yes", "no"},
    {"queued_data_lost_at_eof", CLOSESPEC_DATA_AND_FIN "1? recv on=c via=read", "5", "0"},
    {"peek_consumes",
     CLOSESPEC_DATA "1? recv on=c flags=peek via=recvmsg; 1? recv on=c flags=dontwait", "5 5",
     "5 EAGAIN"},
    {"peek_at_eof_fails", CLOSESPEC_FIN "1? recv on=c flags=peek via=recvfrom", "0", "EAGAIN"},
    {"waitall_returns_early", CLOSESPEC_DATA "1? recv on=c bytes=5 flags=waitall", "5", "4"},
    {"waitall_fails_at_eof", CLOSESPEC_DATA_AND_FIN "1? recv on=c bytes=9 flags=waitall", "5",
     "EAGAIN"},
    {"dontwait_eof_told_as_eagain", CLOSESPEC_FIN "1? recv on=c flags=dontwait", "0", "EAGAIN"},
    {"unread_count_counts_fin", CLOSESPEC_FIN "1?value unread_count on=c", "0", "1"},

    {"reset_told_as_eof", CLOSESPEC_RESET "1? recv on=c", "ECONNRESET", "0"},
    {"reset_told_as_epipe", CLOSESPEC_RESET "1? recv on=c", "ECONNRESET", "EPIPE"},
    {"reset_told_as_etimedout", CLOSESPEC_RESET "1? recv on=c", "ECONNRESET", "ETIMEDOUT"},
    {"error_told_twice", CLOSESPEC_RESET "1? recv on=c; 1? recv on=c; 1? recv on=c",
     "ECONNRESET 0 0", "ECONNRESET ECONNRESET 0"},
    {"error_swallowed_by_dontwait", CLOSESPEC_RESET "1? recv on=c flags=dontwait; 1? recv on=c",
     "ECONNRESET 0", "EAGAIN 0"},
    {"error_swallowed_by_poll", CLOSESPEC_RESET "1 poll on=c events=IN; 1? recv on=c", "ECONNRESET",
     "0"},
    {"failed_connect_told_as_success",
     "1 socket family=ipv4 as=d; 1? connect on=d address=127.0.0.1 port=1", "ECONNREFUSED", "0"},
    {"recv_of_unconnected_told_as_eof", "1 socket family=ipv4 as=d; 1? recv on=d", "ENOTCONN", "0"},
    {"so_error_kept",
     CLOSESPEC_RESET "1?value getsockopt on=c option=SO_ERROR;"
                     "1?value getsockopt on=c option=SO_ERROR",
     "ECONNRESET 0", "ECONNRESET ECONNRESET"},
    {"so_error_never_set", CLOSESPEC_RESET "1?value getsockopt on=c option=SO_ERROR", "ECONNRESET",
     "0"},
    {"getpeername_after_reset_succeeds", CLOSESPEC_RESET "1? getpeername on=c", "ENOTCONN", "0"},

    {"send_after_shutdown_succeeds", "1 shutdown on=c how=write; 1? send on=c bytes=2 via=write",
     "EPIPE", "2"},
    {"send_after_reset_succeeds",
     CLOSESPEC_RESET "1? send on=c bytes=2; 1? send on=c bytes=2 via=writev", "ECONNRESET EPIPE",
     "2 2"},
    {"epipe_told_as_reset", "1 shutdown on=c how=write; 1? send on=c bytes=1 via=sendto", "EPIPE",
     "ECONNRESET"},
    {"send_reset_told_as_epipe", CLOSESPEC_RESET "1? send on=c bytes=1 via=sendmsg", "ECONNRESET",
     "EPIPE"},
    {"sigpipe_never_raised",
     "1 shutdown on=c how=write; 1 fork as=p; 1?ended send on=c bytes=1 sigpipe=yes in=p", "yes",
     "-"},
    {"sigpipe_despite_nosignal",
     "1 shutdown on=c how=write; 1 fork as=p; 1?ended send on=c bytes=1 in=p", "-", "yes"},

    {"linger_zero_graceful", "1 " CLOSESPEC_ABORT "; 1 close on=c; 2? recv on=c", "ECONNRESET",
     "0"},
    {"linger_not_stored", "1 " CLOSESPEC_ABORT "; 1?onoff getsockopt on=c option=SO_LINGER", "1",
     "0"},
    {"linger_seconds_read_back_wrong",
     "1 " CLOSESPEC_ABORT "; 1?seconds getsockopt on=c option=SO_LINGER", "0", "1"},
    {"linger_off_resets",
     "1 setsockopt on=c option=SO_LINGER onoff=0 seconds=0; 1 close on=c; 2? recv on=c", "0",
     "ECONNRESET"},

    {"poll_lacks_in_at_eof",
     CLOSESPEC_FIN "1?events poll on=c events=IN,OUT,RDHUP; 1?events select on=c events=IN,OUT",
     "IN,OUT,RDHUP IN,OUT", "OUT,RDHUP OUT"},
    {"poll_lacks_rdhup_at_eof",
     CLOSESPEC_FIN "1?events poll on=c events=IN,OUT,RDHUP; 1?events epoll on=c events=IN,RDHUP",
     "IN,OUT,RDHUP IN,RDHUP", "IN,OUT IN"},
    {"poll_lacks_out_in_close_wait", CLOSESPEC_FIN "1?events poll on=c events=IN,OUT,RDHUP",
     "IN,OUT,RDHUP", "IN,RDHUP"},
    {"poll_lacks_hup_after_both", "1 shutdown on=c how=both; 1?events poll on=c events=IN",
     "IN,HUP", "IN"},
    {"poll_lacks_err_at_reset", CLOSESPEC_RESET "1?events poll on=c events=IN", "IN,ERR,HUP",
     "IN,HUP"},
    {"poll_hup_at_half_close", CLOSESPEC_FIN "1?events poll on=c events=IN,OUT,RDHUP",
     "IN,OUT,RDHUP", "IN,OUT,RDHUP,HUP"},
    {"poll_in_with_nothing",
     "1?events poll on=c events=IN,OUT; 1?events epoll on=c events=IN;"
     "1?events select on=c events=IN",
     "OUT  ", "IN,OUT IN IN"},
    {"poll_tells_nothing_at_reset",
     CLOSESPEC_RESET "1?events poll on=c events=IN; 1?events select on=c events=IN,OUT",
     "IN,ERR,HUP IN,OUT", ""},
    {"poll_lacks_pri",
     "2 send on=c bytes=1 flags=oob; 1 poll on=c events=PRI wait=yes;"
     "1?events poll on=c events=PRI; 1?events select on=c events=PRI",
     "PRI PRI", ""},
    {"poll_counts_bits",
     CLOSESPEC_FIN "1? poll on=c events=IN,OUT; 1? poll on=c also=c events=IN,OUT", "1 2", "2 4"},
    {"epoll_edge_ignored",
     "1 watch on=c as=w events=IN how=edge;" CLOSESPEC_DATA
     "1?events watched on=w wait=yes; 1?events watched on=w",
     "IN ", "IN IN"},
    {"epoll_oneshot_ignored",
     "1 watch on=c as=w events=IN how=oneshot;" CLOSESPEC_DATA
     "1?events watched on=w wait=yes; 1?events watched on=w",
     "IN ", "IN IN"},
    {"epoll_forgets_closed_descriptor",
     "1 watch on=c as=w events=IN; 1 dup on=c as=d; 1 close on=c; 2 send on=c bytes=5;"
     "1 wait_readable on=d; 1?events watched on=w",
     "IN", ""},

    {"splice_fails_at_end",
     CLOSESPEC_DATA_AND_FIN "1? recv on=c via=splice; 1? recv on=c via=splice", "5 0", "5 EAGAIN"},
    {"recvmsg_tells_truncation_at_eof",
     CLOSESPEC_FIN "1?flags_out recv on=c via=recvmsg; 1? recv on=c", "0", "trunc 0"},
    {"file_sent_although_over",
     "1 shutdown on=c how=write; 1? send on=c bytes=2 via=sendfile;"
     "1? send on=c bytes=3 via=splice",
     "EPIPE EPIPE", "2 3"},
    {"disconnect_ignored", "1 disconnect on=c; 2? recv on=c", "ECONNRESET", "EAGAIN"},
    {"short_linger_accepted", "1? set_short_linger on=c bytes=4", "EINVAL", "0"},
    {"linger2_not_stored",
     "1 setsockopt on=c option=TCP_LINGER2 seconds=7; 1?seconds getsockopt on=c option=TCP_LINGER2;"
     "1? recv on=c",
     "7 EAGAIN", "60 EAGAIN"},
    {"linger_after_reset_fails", CLOSESPEC_RESET "1? " CLOSESPEC_ABORT, "0", "ECONNRESET"},
};

}  // namespace closespec::faults

#endif  // CLOSESPEC_HARNESS_QUALIFY_FAULTS_FAULT_TABLE_H_
