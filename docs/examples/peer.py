"""A socket peer for closespec in Python: it makes socket calls when told to and says what they
returned. docs/peer-protocol.md is what it speaks. On Linux, from the folder of the checkout:
    build/release/bin/closespec run --target docs/examples/python.json   as the stack under test
    /usr/bin/python3 docs/examples/peer.py                               by hand: type "1 ping" """
import errno, fcntl, os, queue, re, select, socket, struct, sys, termios, time, urllib.parse
from threading import Thread

class Unsupported(TypeError): word = "unsupported"  # any other TypeError is "refused"
class Stream: sent = received = 0
class Words(dict):
    def __missing__(self, word): raise TypeError(f"{word or 'nothing'} is none of {' '.join(self)}")
FLAGS, EVENTS = [Words((name, getattr(module, prefix + name.upper())) for name in names.split())
                 for module, prefix, names in ((socket, "MSG_", "dontwait oob more peek waitall"),
                                               (select, "POLL", "IN OUT PRI RDHUP ERR HUP NVAL"))]
SWITCH, FAMILIES = Words(yes=True, no=False), Words(ipv4=socket.AF_INET, ipv6=socket.AF_INET6)
SIGNALS, HOW = Words(ABRT=6, KILL=9, TERM=15, SEGV=11), {"read": "0", "write": "1", "both": "2"}
FIELDS = {"SO_LINGER": ["onoff", "seconds"], "TCP_USER_TIMEOUT": ["milliseconds"], **dict.fromkeys(
    ["TCP_LINGER2", "TCP_KEEPIDLE", "TCP_KEEPINTVL", "TCP_DEFER_ACCEPT"], ["seconds"])}
NAMES = {**errno.errorcode, errno.EAGAIN: "EAGAIN", errno.EOPNOTSUPP: "EOPNOTSUPP"}
BLOCKS = [bytes((157 * i + first) % 256 for i in range(256)) for first in range(256)]
SOCKETS, STREAMS, REQUESTS, PIECE, TOTAL = Words(), {}, queue.SimpleQueue(), 16 << 20, 1 << 30

def number(text, low=-2**31, high=2**31 - 1):
    if re.fullmatch("-?[0-9]{1,10}", str(text)) and low <= int(text) <= high: return int(text)
    raise TypeError(f"{text} is no number from {low} to {high}")
def mask(table, words): return sum(table[word] for word in words.split(",") if word)
def descriptor(on): return on.fileno() if on.fileno() >= 0 else 63  # select() looks at no other
def end(address): return ("[%s]:%d" if ":" in address[0] else "%s:%d") % address[:2]
def keep(name, made, stream): SOCKETS[name], STREAMS[made] = made, stream
def unread(on): return struct.unpack("i", fcntl.ioctl(descriptor(on), termios.FIONREAD, b"0000"))[0]
def pattern(offset, octets):
    blocks = range(offset // 256, (offset + octets) // 256 + 1)
    whole = b"".join(BLOCKS[(b + 1) * 0x9E3779B97F4A7C15 % 2**64 >> 56] for b in blocks)
    return whole[offset % 256:offset % 256 + octets]
def option_of(option):
    if not hasattr(socket, option) or option.endswith("TIMEO"): raise Unsupported("no " + option)
    return socket.SOL_SOCKET if option[:2] == "SO" else socket.SOL_TCP, getattr(socket, option)

class Actions:  # They return what the call did, nothing for 0; `facts` go into the answer as well.
    def socket(facts, name, family): keep(name, socket.socket(FAMILIES[family]), Stream())
    def bind(facts, on, address, port="0", same_port_as=""):
        if same_port_as: port = SOCKETS[same_port_as].getsockname()[1]
        on.bind((address, number(port, 0, 65535)))
        facts["local"] = end(on.getsockname())
    def listen(facts, on, backlog="16"): on.listen(number(backlog))
    def accept(facts, on, name):
        made, remote = on.accept()
        keep(name, made, Stream())
        facts.update(local=end(made.getsockname()), remote=end(remote))
    def connect(facts, on, address, port):
        try: on.connect((address, number(port, 0, 65535)))
        finally:  # also of an attempt that failed, or goes on
            local = on.getsockname()
            if local[1]: facts.update(local=end(local), remote=end((address, int(port))))
    def set_blocking(facts, on, blocking): on.setblocking(SWITCH[blocking])
    def send(facts, on, bytes, flags="", sigpipe="no"):
        if SWITCH[sigpipe]: raise Unsupported("Python ignores SIGPIPE")
        stream, octets, bits = STREAMS[on], number(bytes, 0, PIECE), mask(FLAGS, flags)
        sent = on.send(pattern(stream.sent, octets), bits)
        facts["stream"], stream.sent = f"{stream.sent}+{sent}", stream.sent + sent
        return sent
    def send_all(facts, on, bytes):
        begin, wanted, total = STREAMS[on].sent, number(bytes, 0, TOTAL), 0
        try:
            while total < wanted: total += Actions.send({}, on, min(wanted - total, 65536))
        finally: facts.update(bytes=total, stream=f"{begin}+{total}")
        return total
    def recv(facts, on, bytes="4096", flags=""):
        if re.search("oob|trunc", flags): raise Unsupported("neither urgent nor cut off data")
        stream, octets, bits = STREAMS[on], number(bytes, 0, PIECE), mask(FLAGS, flags)
        got = on.recv(octets, bits) if octets else on.recvfrom(0, bits)[0]  # recv(0) makes no call
        whole = got == pattern(stream.received, len(got)) and facts.get("intact") != "no"
        facts.update(stream=f"{stream.received}+{len(got)}", intact="yes" if whole else "no")
        stream.received += 0 if "peek" in flags else len(got)
        return len(got)
    def recv_all(facts, on, bytes="65536", until=TOTAL, flags=""):
        begin, left, most = STREAMS[on].received, number(until, 0, TOTAL), number(bytes, 1, PIECE)
        try:
            while left and (got := Actions.recv(facts, on, min(most, left), flags)): left -= got
            facts["end"] = "eof" if left else "limit"
        except OSError as error: facts.update(end=NAMES[error.errno], native=error.errno)
        total = STREAMS[on].received - begin
        facts.update(bytes=total, stream=f"{begin}+{total}", intact=facts.get("intact", "yes"))
        return total
    def poll(facts, on, events="", wait="no"):
        poller = select.poll()
        poller.register(descriptor(on), mask(EVENTS, events))
        seen = poller.poll(None if SWITCH[wait] else 0)
        facts["events"] = ",".join(name for name in EVENTS if seen and EVENTS[name] & seen[0][1])
        return len(seen)
    def select(facts, on, events="", wait="no"):
        sets = [[descriptor(on)] if name in events else [] for name in ("IN", "OUT", "PRI")]
        seen = select.select(*sets, None if SWITCH[wait] else 0)
        facts["events"] = ",".join(name for name, there in zip(EVENTS, seen) if there)
        return sum(map(len, seen))
    def wait_readable(facts, on, bytes="1"):
        saw, most, look = {}, number(bytes, 1, TOTAL), Actions.poll
        while look(saw, on, "IN,RDHUP", "yes") and saw["events"] == "IN" and unread(on) < most > 1:
            time.sleep(0.001)
    def shutdown(facts, on, how): on.shutdown(number(HOW.get(how, how)))
    def close(facts, on): os.close(on.detach())  # its name stays: calls on it shall fail
    def dup(facts, on, name): keep(name, on.dup(), STREAMS[on])
    def setsockopt(facts, on, option, **given):
        on.setsockopt(*option_of(option), b"".join(
            struct.pack("i", number(Words(given)[each])) for each in FIELDS.get(option, ["value"])))
    def getsockopt(facts, on, option):
        fields = FIELDS.get(option, ["value"])
        got = struct.unpack("i" * len(fields), on.getsockopt(*option_of(option), 4 * len(fields)))
        facts.update(zip(fields, got))
        if option == "SO_ERROR" and got[0]: facts.update(value=NAMES[got[0]], native=got[0])
    def unread_count(facts, on): facts["value"] = unread(on)
    def getsockname(facts, on): facts.update(zip(("address", "port"), on.getsockname()))
    def getpeername(facts, on): facts.update(zip(("address", "port"), on.getpeername()))
    def exit(facts, status="0"): os._exit(number(status, 0, 255))
    def abort(facts, signal="ABRT"): os.kill(os.getpid(), SIGNALS[signal]) or time.sleep(60)
ACTIONS = Words((name, each) for name, each in vars(Actions).items() if name[0] != "_")

def say(tag, word="", **facts):  # one write() a line, so that threads do not mix theirs
    word += "".join(f" {key}={urllib.parse.quote(str(facts[key]), ':/+,')}" for key in facts)
    os.write(1, f"{tag} {word.strip().replace('~', '%7E')}\n".encode())
def perform(tag, action, values, began=""):
    facts, word = {}, ""
    try:
        if began: say(began, "started")
        if "on" in values: values["on"] = SOCKETS[values["on"]]
        if values.get("name") in SOCKETS and SOCKETS[values["name"]].fileno() >= 0:
            raise TypeError(f"the name {values['name']} is in use")
        facts = {"returns": ACTIONS[action](facts, **values) or 0, **facts}
    except OSError as e: facts = {"error": NAMES.get(e.errno, "EOTHER"), "native": e.errno, **facts}
    except TypeError as why: word, facts = getattr(why, "word", "refused"), {"why": why}
    say(tag, word, **facts, at=time.monotonic_ns())
def commands():
    for tag, action, *pairs in iter(REQUESTS.get, None):
        values = {"name" if key == "as" else key: urllib.parse.unquote(value)
                  for key, _, value in (pair.partition("=") for pair in pairs)}
        if not action.startswith(values.pop("via", action)):
            say(tag, "unsupported", why="send() and recv() alone")
        elif "background" not in values or action in ("exit", "abort"): perform(tag, action, values)
        else: Thread(target=perform, args=(values.pop("background"), action, values, tag)).start()
say("hello", "closespec-peer", protocol=1, stack="-".join(os.uname()[:3:2]).lower(),
    actions=",".join([*ACTIONS, "ping", "quit"]), features="threads,signals,fionread,tcp_cork,"
    "tcp_linger2,tcp_user_timeout,tcp_keepalive,linux")
Thread(target=commands).start()
for line in sys.stdin.buffer:
    tag, *words = line.decode("latin-1").rstrip("\r\n").split(" ")
    if words == ["ping"]: say(tag, returns=0)
    elif words == ["quit"]: break
    else: REQUESTS.put([tag if re.fullmatch("[A-Za-z0-9._:/+,-]+", tag) else "-", *(words or "?")])
os._exit(0)
