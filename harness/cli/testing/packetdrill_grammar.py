"""The grammar of packetdrill's scripts, as far as closespec writes them, after the one that
packetdrill publishes; no distribution that this project builds on has the program itself.

    check(text)     raises BadScript with the line
    packetdrill_grammar.py FILE...
"""

import re
import sys

CALLS = {"socket", "bind", "listen", "accept", "connect", "recv", "send", "fcntl", "close",
         "shutdown", "getsockopt", "setsockopt", "poll"}
ICMP = {"unreachable", "time_exceeded", "parameter_problem", "source_quench", "packet_too_big"}
TOKEN = re.compile(r"\s*(\.\.\.|\d+\.\d+|\d+|[A-Za-z_]\w*|[-+~<>:()\[\]{}=,|.])")
MOST = 2 ** 32 - 1


class BadScript(Exception):
    pass


class Line:
    """What is left of a line, a token at a time."""

    def __init__(self, text):
        self.rest = text

    def peek(self):
        found = TOKEN.match(self.rest)
        return found.group(1) if found else ""

    def take(self, *wanted):
        found = TOKEN.match(self.rest)
        token = found.group(1) if found else ""
        if not token or (wanted and token not in wanted):
            raise BadScript(f"expected {' or '.join(wanted) or 'a word'} before {self.rest!r}")
        self.rest = self.rest[found.end():]
        return token

    def took(self, token):
        if self.peek() != token:
            return False
        self.take()
        return True

    def number(self, most=MOST):
        text = self.take()
        if not text.isdigit() or int(text) > most:
            raise BadScript(f"{text} is no number up to {most}")
        return int(text)

    def word(self):
        text = self.take()
        if not re.fullmatch(r"[A-Za-z_]\w*", text):
            raise BadScript(f"{text} is no word")
        return text

    def end(self):
        if self.rest.strip():
            raise BadScript(f"{self.rest!r} is too much")


def seconds(line):
    text = line.take()
    if not re.fullmatch(r"\d+(\.\d+)?", text):
        raise BadScript(f"{text} is no time")
    return float(text)


def time(line):
    """What the time makes of its event: a "range", a "blocking" call, or nothing of these."""
    line.take("+")
    begin = seconds(line)
    if line.took("~"):
        line.take("+")
        if seconds(line) < begin:
            raise BadScript("a range of time goes backwards")
        return "range"
    if line.took("..."):
        seconds(line)
        return "blocking"
    return ""


def sequence(line):
    begin = line.number()
    line.take(":")
    end = line.number()
    line.take("(")
    if end != begin + line.number(65535):
        raise BadScript("begin, end and length of a segment do not fit")
    line.take(")")


def options(line, outbound):
    if line.peek() == "...":
        if not outbound:
            raise BadScript("<...> is for segments of the kernel")
        line.take()
        return
    octets = 0
    while True:
        name = line.take("mss", "nop", "sackOK", "wscale")
        if name in ("mss", "wscale"):
            line.number(65535 if name == "mss" else 255)
        octets += {"mss": 4, "nop": 1, "sackOK": 2, "wscale": 3}[name]
        if not line.took(","):
            break
    if octets % 4 or octets > 40:
        raise BadScript(f"options of {octets} octets")


def flags(line):
    found = re.match(r"\s*(-|[SFRPU]*\.?)(?=\s)", line.rest)
    if not found or not found.group(1) or len(set(found.group(1))) < len(found.group(1)):
        raise BadScript(f"no flags before {line.rest!r}")
    line.rest = line.rest[found.end():]
    return found.group(1)


def packet(line):
    outbound = line.take("<", ">") == ">"
    if line.peek() == "icmp":
        return icmp(line)
    has_ack = flags(line).endswith(".")
    sequence(line)
    if line.took("ack") != has_ack and has_ack:
        raise BadScript("the ACK flag without a number")
    if has_ack:
        line.number()
    if line.took("win"):
        line.number(65535)
    if line.took("<"):
        options(line, outbound)
        line.take(">")
    return outbound


def icmp(line):
    line.take("icmp")
    line.take(*ICMP)
    if line.peek() not in ("mtu", "["):
        line.word()
    if line.took("mtu"):
        line.number()
    line.take("[")
    sequence(line)
    line.take("]")
    return False


def listed(line, end, of):
    while not line.took(end):
        of(line)
        if line.peek() != end:
            line.take(",")


def member(line):
    line.word()
    line.take("=")
    expression(line)


def expression(line):
    if line.took("..."):
        return
    if line.took("["):
        return listed(line, "]", expression)
    if line.took("{"):
        return listed(line, "}", member)
    line.took("-")
    token = line.take()
    if not re.fullmatch(r"\w+", token):
        raise BadScript(f"{token} is no value")
    if line.took("|"):
        expression(line)


def call(line):
    line.take(*CALLS)
    line.take("(")
    listed(line, ")", expression)
    line.take("=")
    failed = line.took("-")
    line.number()
    if failed:
        if not re.fullmatch(r"E[A-Z]+", line.word()):
            raise BadScript("no name of an error")
        line.take("(")
        while not line.took(")"):
            line.word()


def event(text):
    line = Line(text)
    kind = time(line)
    if line.peek() in ("<", ">"):
        outbound = packet(line)
        if kind == "blocking" or (kind == "range" and not outbound):
            raise BadScript("that time is not for this event")
    elif kind == "range":
        raise BadScript("a range of time is for segments of the kernel")
    else:
        call(line)
    line.end()


def check(text):
    commands = re.findall(r"^`[^`]*`$", text, re.MULTILINE)
    if len(commands) > 1 or any(not re.fullmatch(r"`(\s*sysctl -q [\w.]+=\S+\n?)+`", each)
                                for each in commands):
        raise BadScript(f"commands: {commands}")
    events = 0
    for number, line in enumerate(re.sub(r"^`[^`]*`$", "", text, flags=re.MULTILINE).split("\n")):
        if not line or line.startswith("//"):
            continue
        if line.startswith("--"):
            if events or not re.fullmatch(r"--[a-zA-Z0-9_]+(=\w+)?", line):
                raise BadScript(f"line {number + 1}: {line}: a bad option, or too late")
            continue
        try:
            event(line)
        except BadScript as trouble:
            raise BadScript(f"line {number + 1}: {line}: {trouble}") from None
        events += 1
    if not events:
        raise BadScript("it has no event")


def main(names):
    for name in names:
        with open(name, encoding="utf-8") as file:
            try:
                check(file.read())
            except BadScript as trouble:
                sys.exit(f"{name}: {trouble}")
    print(f"{len(names)} scripts keep to the grammar")


if __name__ == "__main__":
    main(sys.argv[1:])
