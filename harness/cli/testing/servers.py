"""An echo server on port 7, one that discards on 9 and one that closes on 11, over both families.

Says "up" when they listen, and serves until it is killed.
"""

import selectors
import socket


class Server:
    def __init__(self, port, serve, loop):
        self._listener = socket.create_server(("::", port), family=socket.AF_INET6,
                                              dualstack_ipv6=True, backlog=64)
        self._serve, self._loop = serve, loop
        loop.register(self._listener, selectors.EVENT_READ, self._accept)

    def _accept(self):
        connection, _ = self._listener.accept()
        self._loop.register(connection, selectors.EVENT_READ, lambda: self._read(connection))

    def _read(self, connection):
        try:
            octets = connection.recv(65536)
            if octets and self._serve(connection, octets):
                return
        except OSError:
            pass  # reset
        self._loop.unregister(connection)
        connection.close()


def main():
    loop = selectors.DefaultSelector()
    # Whether it goes on.
    for port, serve in ((7, lambda connection, octets: connection.send(octets) > 0),
                        (9, lambda connection, octets: True),
                        (11, lambda connection, octets: False)):
        Server(port, serve, loop)
    print("up", flush=True)
    while True:
        for key, _ in loop.select():
            key.data()


main()
