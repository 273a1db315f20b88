"""The records of a web archive (WARC, ISO 28500), one at a time, and past whatever in the file is damaged.

The framing is read here, for no library goes on after the first damaged byte: fastwarc 2.0 ends at it, takes half a
record for an empty one, and lets nothing of what follows be read. An archive is a sequence of records, or of gzip
members that mostly hold one record each; after damage the next place that begins a record is looked for.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import BinaryIO

from sayso.read.answers import MOST_HEADERS, Headers, headers_of, value
from sayso.read.warc_members import BROKEN_OFF, HELD, Damaged, Packed, Plain

# After so many damaged places the rest is given up: looking on costs up to HELD bytes at each.
MOST_DAMAGES = 1000

_VERSION = re.compile(rb"WARC/\d\.\d{1,2}[ \t]*\r?\n")
_NEXT = re.compile(rb"(?:\A|(?<=\n))WARC/\d\.\d{1,2}[ \t]*\r?\n")
_LATER = re.compile(rb"(?<=\n)WARC/\d\.\d{1,2}[ \t]*\r?\n")
_END = re.compile(rb"\r?\n\r?\n")
_LENGTH = "its length is not what its header says: usually the tool that wrote or cut the archive failed there"


@dataclass(frozen=True, slots=True)
class Damage:
    """A stretch of an archive that gave no record."""

    place: str
    why: str
    address: str | None = None
    last: bool = False  # the rest of the archive was given up


@dataclass(slots=True)
class Record:
    """One record: its headers, and its block, which is read once and from the front."""

    archive: Archive = field(repr=False)
    place: str  # where in the file: "byte 1024"
    begins: int  # the same, counted in unpacked bytes
    headers: Headers
    length: int  # of the block, in bytes
    left: int  # of these, not yet read
    done: bool = False  # its end was found where it should be

    @property
    def kind(self) -> str:
        """What sort of record it is: "response", "revisit", …"""
        return (value(self.headers, "WARC-Type") or "").lower()

    @property
    def address(self) -> str | None:
        """What was fetched."""
        found = value(self.headers, "WARC-Target-URI")  # one tool writes it in pointed brackets
        return found.strip("<> ") or None if found else None

    def read(self, most: int) -> bytes:
        """The next bytes of the block, up to `most`; Damaged where they are not there."""
        return self.archive.take(self, most)

    def finish(self) -> None:
        """Goes to the end of the record; Damaged where it is not where it should be."""
        self.archive.finish(self)


class Archive:
    """An archive that is read from the front; what is damaged is told of and passed."""

    def __init__(self, stream: BinaryIO, packed: bool) -> None:
        self._source = Packed(stream) if packed else Plain(stream)
        self._packed = packed
        self._buffer = b""
        self._at = 0  # in the buffer
        self._base = 0  # of the buffer, counted in unpacked bytes
        self._members: deque[tuple[int, int]] = deque()  # unpacked place, place in the file
        self._ended = False
        self._met: Damaged | None = None  # damage that is to be passed before the next record
        self._told = False  # whether it cost a record, whose reader told of it
        self._begun: str | None = None  # where the record begins whose headers are being read
        self._held: deque[bytes] = deque()  # of the block under way
        self._held_size = 0

    def __iter__(self) -> Iterator[Record | Damage]:
        """Every record in order; one that is not read to its end is ended when the next is asked for."""
        damages = 0
        while True:
            record = None
            if self._met is None:
                record = self._next_or_damage()
                if record is not None:
                    yield record
                    if self._met is None and not record.done:
                        self._end(record)
                        if self._met is not None and not record.done:
                            yield Damage(record.place, str(self._met), record.address)
                            self._told = True
            failed = self._met
            if failed is None:
                if record is None:
                    return
                continue
            damages += 1
            if not self._told:
                yield Damage(self._begun or self._here(), str(failed))
            if damages >= MOST_DAMAGES:
                yield Damage(self._here(), f"{MOST_DAMAGES} places before it are damaged", last=True)
                return
            self._met, self._told = None, False
            if not self._recovered(failed):
                return

    def take(self, record: Record, most: int) -> bytes:
        """The next bytes of a record's block; Damaged where they are not there."""
        try:
            return b"".join(self._take(record, min(most, record.left)))
        except Damaged as error:
            self._met, self._told = error, True
            raise

    def finish(self, record: Record) -> None:
        """Goes to the end of a record; Damaged where it is not where it should be."""
        self._end(record)
        if not record.done:
            assert self._met is not None
            self._told = True
            raise self._met

    def _next_or_damage(self) -> Record | None:
        try:
            return self._next()
        except Damaged as error:
            self._met = error
            return None

    def _end(self, record: Record) -> None:
        """Ends a record: it is done, or `_met` says why not. Damage behind it may be met as well."""
        if record.done:
            return
        try:
            while record.left:
                for _ in self._take(record, min(record.left, 1 << 20)):
                    pass
        except Damaged as error:
            self._met = error
            return
        begun = self._members[-1][0] if self._members else -1
        try:
            ends_well = self._sees(b"\r\n\r\n")
            self._space()
            follows = self._sees(b"WARC/")
        except Damaged as error:
            # A checksum stands behind what it is for: where the member holds this record alone, the record is damaged.
            self._met = error
            record.done = not (begun == record.begins and self._members[-1][0] == begun and not self._between_members())
            return
        begins_member = bool(self._members) and self._members[-1][0] == self._base + self._at
        if follows or begins_member or ends_well or self._at == len(self._buffer):
            record.done = True
            return
        self._met = Damaged(_LENGTH)

    def _between_members(self) -> bool:
        """Whether the source is in a member that has given nothing yet."""
        return self._packed and (not self._members or self._source.begins != self._members[-1][1])

    def _next(self) -> Record | None:
        """The headers of the next record; None at the end."""
        self._held.clear()
        self._held_size = 0
        self._begun = None
        self._space()
        if self._at == len(self._buffer):
            return None
        begins = self._base + self._at
        while len(self._members) > 1 and self._members[0][0] < begins:
            self._members.popleft()
        self._begun = place = self._here()
        version = self._line_of_version()
        while (end := _END.search(self._buffer, version, self._at + MOST_HEADERS)) is None:
            if len(self._buffer) - self._at >= MOST_HEADERS:
                self._at = version
                raise Damaged("its headers have no end")
            before = self._at
            if not self._fill():
                self._at = len(self._buffer)
                raise Damaged(BROKEN_OFF)
            version -= before - self._at
        headers = headers_of(self._buffer[version : end.start()])
        self._at = version
        length = value(headers, "Content-Length") or ""
        if not re.fullmatch(r"[0-9]{1,18}", length):
            shown = f" (“{length[:40]}”)" if length else ""
            raise Damaged(f"its headers give no length that can be used{shown}")
        self._at = end.end()
        self._source.mark()
        self._begun = None
        return Record(self, place, begins, headers, int(length), int(length))

    def _line_of_version(self) -> int:
        """Where the first line of a record ends; Damaged where there is none."""
        while b"\n" not in self._buffer[self._at : self._at + 32] and len(self._buffer) - self._at < 32:
            if not self._fill():
                break
        found = _VERSION.match(self._buffer, self._at)
        if found is None:
            self._at += 1
            raise Damaged("it does not begin as a record of a web archive does (“WARC/1.1”)")
        return found.end()

    def _fill(self) -> bool:
        """Adds to the buffer; False at the end of the file. What was read of it is dropped."""
        chunk, fresh = self._source.more()
        if not chunk:
            return False
        self._buffer = self._buffer[self._at :] + chunk
        self._base += self._at
        self._at = 0
        if fresh and self._source.begins is not None:
            self._members.append((self._base + len(self._buffer) - len(chunk), self._source.begins))
        return True

    def _space(self) -> None:
        """Passes line ends and padding."""
        while True:
            while self._at < len(self._buffer) and self._buffer[self._at] in b"\r\n\0":
                self._at += 1
            if self._at < len(self._buffer) or not self._fill():
                return

    def _sees(self, words: bytes) -> bool:
        while len(self._buffer) - self._at < len(words) and self._fill():
            pass
        return self._buffer.startswith(words, self._at)

    def _take(self, record: Record, count: int) -> Iterator[bytes]:
        while count:
            if self._at == len(self._buffer) and not self._fill():
                raise Damaged(BROKEN_OFF)
            place = self._base + self._at
            following = next((begins for begins, _ in self._members if begins >= place > record.begins), None)
            if following == place and self._sees(b"WARC/"):
                raise Damaged(_LENGTH)  # the next record begins before this one should end
            until = len(self._buffer) if following in (None, place) else following - self._base
            part = self._buffer[self._at : min(until, self._at + count)]
            self._at += len(part)
            count -= len(part)
            record.left -= len(part)
            self._held.append(part)
            self._held_size += len(part)
            while self._held_size > HELD:
                self._held_size -= len(self._held.popleft())
            yield part

    def _recovered(self, failed: Damaged) -> bool:
        """Goes to where the next record begins after damage; False where there is none."""
        if not failed.packing:
            try:
                return self._found()
            except Damaged:
                pass  # the compression ends before a record is found
        self._base += len(self._buffer)
        self._buffer, self._at = b"", 0
        self._members.clear()
        return self._source.recover()

    def _found(self) -> bool:
        """Looks for the first line of a record in what is held and in what follows."""
        data = b"".join(self._held) + self._buffer[self._at :]
        base = self._base + self._at - self._held_size
        pattern = _NEXT
        while (found := pattern.search(data)) is None:
            self._buffer, self._at, self._base = data[-32:], 0, base + max(0, len(data) - 32)
            pattern = _LATER
            if not self._fill():
                return False
            data, base = self._buffer, self._base
        self._buffer, self._at, self._base = data, found.start(), base
        return True

    def _here(self) -> str:
        """Where in the file the next byte stands."""
        place = self._base + self._at
        if not self._packed:
            return f"byte {place}"
        exact = next((file for begins, file in self._members if begins == place), None)
        if exact is None and self._at == len(self._buffer) and self._between_members():
            exact = self._source.begins
        return f"byte {place} of what it unpacks to" if exact is None else f"byte {exact}"
