"""Sends what is no segment of any case from the SUT's side of the link: garbage, packets that end
too early or claim too much, packets of another protocol. Then goes on as the program named.

Usage: flood.py FRAMES PROGRAM ARGUMENT..."""

import os
import random
import socket
import struct
import sys

DEVICES = {"tun0": b"", "veth0": bytes.fromhex("02c500000002" "02c500000001" "0800")}


def packet(chance, total_length=None, header_octets=20, protocol=6):
    transport = struct.pack("!HHIIBBHHH", chance.randrange(65536), chance.randrange(65536),
                            chance.randrange(2**32), chance.randrange(2**32),
                            header_octets // 4 << 4, chance.randrange(256), 65535,
                            chance.randrange(65536), 0)
    length = 20 + len(transport) if total_length is None else total_length
    return struct.pack("!BBHHHBBH4s4s", 0x45, 0, length, 0, 0, 64, protocol, 0,
                       bytes([192, 0, 2, 1]), bytes([192, 0, 2, 2])) + transport


def frames(count, chance):
    for _ in range(count):
        kind = chance.randrange(5)
        if kind == 0:
            yield chance.randbytes(chance.randrange(1, 1400))
        elif kind == 1:
            yield packet(chance)[:chance.randrange(1, 40)]
        elif kind == 2:
            yield packet(chance, total_length=65535)
        elif kind == 3:
            yield packet(chance, header_octets=chance.choice((0, 4, 60)))
        else:
            yield packet(chance, protocol=17) + chance.randbytes(1300)


def flood(count):
    chance = random.Random(1)
    for device, link_header in DEVICES.items():
        raw = socket.socket(socket.AF_PACKET, socket.SOCK_RAW, socket.htons(0x0003))
        try:
            raw.bind((device, 0))
        except OSError:
            continue  # the other kind of link
        for frame in frames(count, chance):
            try:
                raw.send(link_header + frame)
            except OSError:
                pass  # the device refuses what is too short even for it, or is full


if os.fork() == 0:
    flood(int(sys.argv[1]))
    os._exit(0)
os.execvp(sys.argv[2], sys.argv[2:])
