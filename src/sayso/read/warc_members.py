"""The bytes of a web archive, unpacked member by member, and past a member that is damaged."""

from __future__ import annotations

import zlib
from collections import deque
from typing import BinaryIO

from sayso.read.limits import MAX_BYTES

BROKEN_OFF = "it breaks off in the middle: usually the download or copy did. Fetch it again"
# What is kept of the record under way, to look for the next one in: a wrong length or a damaged member swallows some.
HELD = 1 << 22

_CHUNK = 1 << 15
# Over this much from one record, and over this ratio, what is unpacked is no page: HTML packs 5 to 50 times smaller.
_BOMB_BYTES, _BOMB_RATIO = 4 * MAX_BYTES, 200
_MAGIC = b"\x1f\x8b"


class Damaged(Exception):
    """A place in an archive that cannot be read; the message is a clause for a `Failure`."""

    def __init__(self, why: str, packing: bool = False) -> None:
        super().__init__(why)
        self.packing = packing  # in the compression rather than in the records


class Plain:
    """The bytes of an archive that is not packed."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream

    begins: int | None = None  # where in the file the bytes given last begin, where that tells a record's place

    def more(self) -> tuple[bytes, bool]:
        """More bytes (none at the end), and whether they begin a member."""
        return self._stream.read(_CHUNK), False

    def mark(self) -> None:
        """A record was found."""

    def recover(self) -> bool:
        """Goes to the next member that begins a record; False where there is none."""
        return False


class Packed:
    """The bytes of an archive of gzip members."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._raw = b""
        self._at = 0  # where in the file `_raw` begins
        self._opened: zlib._Decompress | None = None
        self.begins: int | None = 0  # where in the file the member under way begins
        self._kept: deque[bytes] = deque()  # its packed bytes so far, the last HELD of them
        self._kept_size = 0
        self._out = self._in = 0  # since the last record was found

    def mark(self) -> None:
        """A record was found."""
        self._out = self._in = 0

    def more(self) -> tuple[bytes, bool]:
        """More bytes (none at the end), all of one member, and whether they begin it; Damaged where they cannot be."""
        fresh = False
        while True:
            if self._opened is None:
                if not self._between():
                    return b"", False
                fresh = True
            if not self._raw and not self._pull():
                self._opened = None
                raise Damaged(BROKEN_OFF, packing=True)
            out, ended = self._inflate()
            if out:
                return out, fresh
            if ended:
                fresh = False  # an empty member

    def recover(self) -> bool:
        """Goes to the next member that begins a record; False where there is none."""
        data = b"".join(self._kept) + self._raw
        at = self._at + len(self._raw) - len(data)
        self._forget()
        self._opened = None
        begin = 1  # the damaged one begins at 0, or before
        while True:
            place = data.find(_MAGIC + b"\x08", begin)
            while place < 0 or place + _CHUNK > len(data):
                part = self._stream.read(_CHUNK)
                if not part:
                    break
                keep = place if place >= 0 else max(begin, len(data) - 2)
                data, at, begin = data[keep:] + part, at + keep, 0
                place = data.find(_MAGIC + b"\x08")
            if place < 0:
                self._raw, self._at = b"", at + len(data)
                return False
            try:
                starts = zlib.decompressobj(31).decompress(data[place : place + _CHUNK], 16)
            except zlib.error:
                starts = b""
            if starts.startswith(b"WARC/"):
                self._raw, self._at = data[place:], at + place
                return True
            begin = place + 1

    def _pull(self) -> bool:
        self._raw = self._stream.read(_CHUNK)
        return bool(self._raw)

    def _forget(self) -> None:
        self._kept.clear()
        self._kept_size = 0
        self._out = self._in = 0

    def _between(self) -> bool:
        """Begins the next member; False at the end of the file. Zeros between members are padding."""
        while True:
            rest = self._raw.lstrip(b"\0")
            self._at += len(self._raw) - len(rest)
            self._raw = rest
            if len(rest) >= 2:
                break
            part = self._stream.read(_CHUNK)
            if not part:
                if not rest:
                    return False
                break
            self._raw += part
        self._kept.clear()
        self._kept_size = 0
        self.begins = self._at
        if not self._raw.startswith(_MAGIC):
            raise Damaged("what stands here is not compressed as the rest is", packing=True)
        self._opened = zlib.decompressobj(31)
        return True

    def _inflate(self) -> tuple[bytes, bool]:
        opened = self._opened
        assert opened is not None
        try:
            out = opened.decompress(self._raw, _CHUNK)
        except zlib.error:
            self._opened = None
            raise Damaged(
                "its compression is damaged: usually a copy went wrong. Fetch it again", packing=True
            ) from None
        rest = opened.unused_data if opened.eof else opened.unconsumed_tail
        used = self._raw[: len(self._raw) - len(rest)]
        self._raw = rest
        self._at += len(used)
        self._kept.append(used)
        self._kept_size += len(used)
        while self._kept_size > HELD and len(self._kept) > 1:
            self._kept_size -= len(self._kept.popleft())
        self._out += len(out)
        self._in += len(used)
        if self._out > _BOMB_BYTES and self._out > _BOMB_RATIO * max(1, self._in):
            self._opened = None
            raise Damaged(
                f"it unpacks to more than {_BOMB_BYTES // 1_000_000} megabytes of nearly nothing: it was made to fill"
                " memory, and was left out",
                packing=True,
            )
        if opened.eof:
            self._opened = None
        return out, opened.eof
