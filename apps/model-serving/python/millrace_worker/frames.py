"""Frames on the socket: the length of the rest (4 bytes), a kind (1 byte), and the payload; numbers are little-endian."""

import struct

# What is asked for.
EXACT = 1
BATCH = 2
# What is answered.
READY = 10
FAILED = 11
REPLY = 12
REPLIES = 13
NOT_BATCHED = 14

_HEAD = struct.Struct("<IB")


class Frames:
    """Reads and writes whole frames on a connected socket."""

    def __init__(self, connection):
        self._connection = connection

    def read(self):
        """The next frame as (kind, payload), the payload a writable bytearray; None when the other side is gone."""
        head = self._exactly(_HEAD.size)
        if head is None:
            return None
        length, kind = _HEAD.unpack(head)
        payload = self._exactly(length - 1)
        return None if payload is None else (kind, payload)

    def write(self, kind, *parts):
        length = 1 + sum(len(part) for part in parts)
        self._connection.sendall(b"".join((_HEAD.pack(length, kind), *parts)))

    def _exactly(self, size):
        data = bytearray(size)
        view, got = memoryview(data), 0
        while got < size:
            count = self._connection.recv_into(view[got:])
            if count == 0:
                return None
            got += count
        return data
