"""The peers of docs/examples: what they answer is what closespec-peer answers, on either side of a
case; what they cannot do they say; and they end with their harness, whatever blocks."""

import functools
import json
import os
import re
import select
import socket
import subprocess
import sys
import tempfile
import unittest
import urllib.parse

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "testing"))
import closespec  # noqa: E402
from closespec import Folder  # noqa: E402

CHECKOUT = os.path.dirname(os.path.abspath(closespec.SUITES))
EXAMPLES = os.path.join(CHECKOUT, "docs", "examples")

# Both families and both openers, each way to wait, each way to end, and a megabyte.
CASES = [
    "abortive_release/linger_zero_close_sends_rst[family=ipv4,opener=sut]",
    "blocked_calls/fin_delayed_until_blocked_call_returns[*ipv4*",
    "blocked_calls/fin_wakes_poll[*ipv4*",
    "blocked_calls/reset_wakes_blocked_connect[*ipv6*",
    "end_of_stream/waitall_in_progress_ends_at_fin[*ipv4*",
    "half_close/data_flows_to_the_half_closed_side[bytes=1048576,family=ipv6,opener=peer]",
    "half_close/shutdown_wr_sends_fin",
    "readiness/fin_makes_readable[*ipv4*",
    "reset_delivery/blocked_recv_gets_the_reset[flags=none,family=ipv4,*",
    "send_after_close/send_on_never_connected_socket[*ipv6*",
    "shared_descriptors/child_exit_does_not_close_parent_copy[*ipv4*usual*",
    "unread_data/partly_read_then_close_sends_rst[read=1,family=ipv4,*",
]
# Of them those that need what a peer does not say that it has.
CANNOT = {
    "python": {"shared_descriptors/child_exit_does_not_close_parent_copy": "fork"},
    "c99": {"shared_descriptors/child_exit_does_not_close_parent_copy": "fork",
            "readiness/fin_makes_readable": "select"},
}
MOST_LINES = {"peer.py": 150, "peer.c": 500}
STRICT = ["-Wall", "-Wextra", "-pedantic", "-Werror"]


def target_of(name):
    """The shipped target file without its comments, and these."""
    with open(os.path.join(EXAMPLES, name + ".json"), encoding="utf-8") as file:
        text = file.read()
    comments = "".join(re.findall(r"^//.*\n", text, re.MULTILINE))
    return json.loads(text[len(comments):]), comments


def compile_c99(folder):
    """By the command of the target file, but strictly and to another place."""
    target, comments = target_of("c99")
    command = re.search(r"^// +(cc .*)$", comments, re.MULTILINE).group(1).split()
    place = command.index("-o") + 1
    assert target["launch"] == [command[place]], (target["launch"], command)
    command[place] = os.path.join(folder, "c99_peer")
    subprocess.run([*command, *STRICT], cwd=CHECKOUT, check=True)
    return command[place]


def with_each_peer(test):
    @functools.wraps(test)
    def with_each(self):
        for name, target in self.targets.items():
            with self.subTest(name), Conversation(target["launch"]) as peer:
                test(self, peer)
    return with_each


class Peers(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.made = tempfile.TemporaryDirectory(prefix="closespec_test_examples_")
        os.chmod(cls.made.name, 0o755)
        cls.c99 = compile_c99(cls.made.name)
        suite = os.path.join(cls.made.name, "suites")
        os.mkdir(suite)
        closespec.link_shared(suite)
        for chapter in {case.split("/")[0] for case in CASES}:
            os.symlink(os.path.join(os.path.abspath(closespec.SUITES), chapter),
                       os.path.join(suite, chapter))
        cls.suite = suite
        python = target_of("python")[0]
        python["launch"] = [os.path.join(CHECKOUT, word) if word.endswith(".py") else word
                            for word in python["launch"]]
        cls.targets = {"python": python, "c99": dict(target_of("c99")[0], launch=[cls.c99])}
        cls.by_closespec_peer = cls.run_cases()

    @classmethod
    def tearDownClass(cls):
        cls.made.cleanup()

    @classmethod
    def run_cases(cls, *options):
        with Folder() as folder:
            _, out, err = closespec.command("--suites", cls.suite, "run", *CASES, *options,
                                            "--output", folder.output())
            assert os.path.exists(os.path.join(folder.output(), "results.json")), out + err
            return {case["id"]: case for case in folder.results()["cases"]}

    def check_same(self, name, option):
        """But for what it cannot do; failures by the same signatures, which are Linux's own."""
        with Folder() as folder:
            target = folder.target(**self.targets[name])
            found = self.run_cases(option, target)
        self.assertEqual(found.keys(), self.by_closespec_peer.keys())
        self.assertGreater(len(found), len(CASES))
        side = "sut" if option == "--target" else "peer"
        cannot = {}
        for case, result in found.items():
            if result["verdict"] == "unsupported":
                cannot[case.split("[")[0]] = result["reason"]
                continue
            known = self.by_closespec_peer[case]
            self.assertEqual(met(result), met(known), case + str(result))
            self.assertIn(met(known), {"pass", "fail"}, case)
            if met(known) == "fail":
                self.assertTrue(known["known"], f"{case}: no known deviation of Linux")
                self.assertEqual(signatures(result), signatures(known), case)
        expected = CANNOT[name] if side == "sut" else {}
        self.assertEqual(cannot, {scenario: f"sut cannot {action}"
                                  for scenario, action in expected.items()})

    def test_python_as_sut(self):
        self.check_same("python", "--target")

    def test_python_as_other_side(self):
        self.check_same("python", "--peer-target")

    def test_c99_as_sut(self):
        self.check_same("c99", "--target")

    def test_c99_as_other_side(self):
        self.check_same("c99", "--peer-target")

    def test_shipped_target_file_of_python_works_from_the_checkout(self):
        with Folder() as folder:
            code, out, err = closespec.command(
                "--suites", self.suite, "run", "half_close/shutdown_wr_sends_fin", "--target",
                "docs/examples/python.json", "--output", folder.output(), cwd=CHECKOUT)
        self.assertEqual(code, closespec.EXIT_AS_EXPECTED, out + err)

    @with_each_peer
    def test_a_blocked_call_holds_up_later_requests_but_no_ping(self, peer):
        peer.listen()
        peer.write("4 accept on=l as=c", "5 getsockopt on=l option=SO_ERROR", "6 ping")
        self.assertEqual(peer.read()[:2], ["6", "returns=0"])
        peer.write("7 socket family=ipv4 as=d background=s", "8 ping")
        self.assertEqual(peer.read()[:2], ["8", "returns=0"])
        peer.connect_from_outside()
        self.assertEqual(peer.read()[:2], ["4", "returns=0"])
        self.assertEqual(peer.read()[:3], ["5", "returns=0", "value=0"])
        self.assertEqual([peer.read()[:2], peer.read()[:2]],
                         [["7", "started"], ["s", "returns=0"]])

    @with_each_peer
    def test_a_call_in_the_background_holds_up_nothing(self, peer):
        peer.listen()
        peer.write("4 accept on=l as=c background=a", "5 socket family=ipv6 as=s")
        # Of two threads either may be the first to say so.
        self.assertCountEqual([peer.read()[:2], peer.read()[:2]],
                              [["4", "started"], ["5", "returns=0"]])
        peer.connect_from_outside()
        self.assertEqual(peer.read()[:2], ["a", "returns=0"])

    def ends(self, peer, end):
        peer.listen()
        peer.write("4 accept on=l as=c", "5 ping")
        self.assertEqual(peer.read()[0], "5")
        end(peer)
        self.assertEqual(peer.process.wait(closespec.PATIENCE_SECONDS), 0)

    @with_each_peer
    def test_ends_with_its_input_whatever_blocks(self, peer):
        self.ends(peer, lambda peer: peer.process.stdin.close())

    @with_each_peer
    def test_ends_on_quit_whatever_blocks(self, peer):
        self.ends(peer, lambda peer: peer.write("6 quit"))

    @with_each_peer
    def test_refuses_with_what_was_found_and_what_would_do(self, peer):
        peer.listen()
        for request, words in {
                "clsoe on=l": ["clsoe"],
                "close on=x": ["x"],
                "close": ["close", "on"],
                "close on=l how=fast": ["how"],
                "socket family=ipx as=c": ["ipx", "ipv4", "ipv6"],
                "socket family=ipv4 as=l": ["l", "in use"],
                "set_blocking on=l blocking=maybe": ["maybe", "yes", "no"],
                "listen on=l backlog=many": ["many"],
                "connect on=l address=127.0.0.1 port=65536": ["65536", "0 to 65535"],
                "poll on=l events=IN,UP": ["UP", "IN", "OUT", "PRI"],
        }.items():
            peer.write("9 " + request)
            tag, word, why = peer.read()[:3]
            self.assertEqual((tag, word), ("9", "refused"), request)
            for expected in words:
                self.assertIn(expected, why, request)
        peer.write("no_word", "")
        self.assertEqual(peer.read()[:2], ["no_word", "refused"])
        self.assertEqual(peer.read()[:2], ["-", "refused"])

    @with_each_peer
    def test_says_what_it_cannot_do_instead_of_something_else(self, peer):
        peer.listen()
        for request in ("send on=l bytes=1 via=sendto", "recv on=l via=recvmsg background=r",
                        "recv on=l flags=oob", "setsockopt on=l option=SO_RCVTIMEO milliseconds=1"):
            peer.write("9 " + request)
            self.assertEqual(peer.read()[:2], ["9", "unsupported"], request)

    def test_c99_does_not_wait_in_close(self):
        with Conversation(self.targets["c99"]["launch"]) as peer:
            peer.listen()
            peer.write("4 setsockopt on=l option=SO_LINGER onoff=1 seconds=9",
                       "5 setsockopt on=l option=SO_LINGER onoff=1 seconds=0")
            self.assertEqual(peer.read()[:2], ["4", "unsupported"])
            self.assertEqual(peer.read()[:2], ["5", "returns=0"])

    @with_each_peer
    def test_data_is_the_pattern(self, peer):
        peer.listen()
        peer.write("4 accept on=l as=c")
        connection = peer.connect_from_outside()
        peer.read()
        peer.write("5 send_all on=c bytes=65544")
        octets = bytearray()
        while len(octets) < 65544:
            octets += connection.recv(65544)
        self.assertEqual(list(octets[:8]), [158, 59, 216, 117, 18, 175, 76, 233])
        self.assertEqual(list(octets[254:258]), [100, 1, 60, 217])
        self.assertEqual(list(octets[65536:65540]), [213, 114, 15, 172])
        self.assertIn("stream=0+65544", peer.read())
        connection.sendall(octets[:300])
        peer.write("6 recv on=c bytes=300 flags=waitall")
        self.assertIn("intact=yes", peer.read())
        connection.sendall(octets[301:302])
        peer.write("7 recv on=c")
        self.assertIn("intact=no", peer.read())
        connection.close()

    def test_are_as_small_as_they_say(self):
        for name, most in MOST_LINES.items():
            with open(os.path.join(EXAMPLES, name), encoding="utf-8") as file:
                self.assertLess(len(file.readlines()), most, name)

    def test_c99_has_no_heap_and_no_threads(self):
        imported = subprocess.run(["nm", "-u", self.c99], check=True, capture_output=True,
                                  text=True).stdout
        self.assertIn("snprintf", imported)
        for name in ("malloc", "calloc", "realloc", "free", "pthread", "fork"):
            self.assertNotIn(name, imported)


class Conversation:
    """A peer that is spoken to line by line."""

    def __init__(self, command):
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self.said = b""
        self.port = None
        self.connections = []

    def __enter__(self):
        hello = self.read()
        assert hello[:3] == ["hello", "closespec-peer", "protocol=1"], hello
        return self

    def __exit__(self, *_):
        self.process.kill()
        self.process.wait()
        for each in (self.process.stdin, self.process.stdout, *self.connections):
            each.close()

    def write(self, *requests):
        self.process.stdin.write("".join(request + "\n" for request in requests).encode())
        self.process.stdin.flush()

    def read(self):
        """The next line's words, decoded. Nothing in time is nothing ever."""
        while b"\n" not in self.said:
            ready, _, _ = select.select([self.process.stdout], [], [], closespec.PATIENCE_SECONDS)
            more = os.read(self.process.stdout.fileno(), 4096) if ready else b""
            assert more, "the peer has no more to say"
            self.said += more
        line, _, self.said = self.said.partition(b"\n")
        return [urllib.parse.unquote(word) for word in line.decode().split()]

    def listen(self):
        self.write("1 socket family=ipv4 as=l", "2 bind on=l address=127.0.0.1", "3 listen on=l")
        self.read()
        local = next(word for word in self.read() if word.startswith("local="))
        self.read()
        self.port = int(local.rsplit(":", 1)[1])

    def connect_from_outside(self):
        self.connections.append(socket.create_connection(("127.0.0.1", self.port)))
        return self.connections[-1]


def met(result):
    # Which of the permitted alternatives is seen may differ from run to run.
    return "pass" if result["verdict"] == "permitted" else result["verdict"]


def signatures(result):
    return {check["signature"] for check in result["checks"] if check.get("verdict") == "fail"}


if __name__ == "__main__":
    unittest.main()
