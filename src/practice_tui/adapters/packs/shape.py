"""The one shape a pack file has, byte by byte.

Owns what every header of the zip says: entries stored, without times, comments, extra fields or attributes of their
own, one behind the other from the first byte on, the directory behind them, the end record last. Names, sizes and CRCs
give all the rest, so a file can be compared with what building it again would give, while it streams by.
"""

from __future__ import annotations

import struct
from typing import NamedTuple

_LOCAL = struct.Struct("<4s5H3L2H")
_CENTRAL = struct.Struct("<4s6H3L5H2L")
_END = struct.Struct("<4s4H2LH")

LOCAL_MARK, CENTRAL_MARK, END_MARK = b"PK\x03\x04", b"PK\x01\x02", b"PK\x05\x06"
CENTRAL_BYTES = _CENTRAL.size
END_BYTES = _END.size

STORED = 0
_NEEDED = 20
_MADE_BY = 3 << 8 | _NEEDED
"""A Unix system's zip 2.0, on every system."""

_NO_FLAGS = 0
_TIME, _DATE = 0, 1 << 5 | 1
"""The first moment a zip can tell: 1 January 1980, midnight."""

_ATTRIBUTES = 0o100644 << 16
"""A plain file that everybody may read, for programs that unpack by themselves."""


class Entry(NamedTuple):
    """A member as the directory tells of it: its name, its bytes, their CRC-32, and where its header begins."""

    name: str
    size: int
    crc: int
    offset: int

    @property
    def data_offset(self) -> int:
        """Where its content begins."""
        return self.offset + _LOCAL.size + len(self.name)

    @property
    def end(self) -> int:
        """Where the next one begins."""
        return self.data_offset + self.size


class End(NamedTuple):
    """What the last record says: entries, bytes of the directory, and where that begins."""

    entries: int
    size: int
    offset: int


class Record(NamedTuple):
    """A record of the directory as found, for saying what is wrong with it."""

    flags: int
    method: int
    crc: int
    packed: int
    size: int
    name_bytes: int
    extra_bytes: int
    comment_bytes: int
    offset: int


def local_header(entry: Entry) -> bytes:
    """Return the header in front of a member."""
    name = entry.name.encode("ascii")
    fixed = (LOCAL_MARK, _NEEDED, _NO_FLAGS, STORED, _TIME, _DATE, entry.crc, entry.size, entry.size, len(name), 0)
    return _LOCAL.pack(*fixed) + name


def central_record(entry: Entry) -> bytes:
    """Return the directory's record of a member."""
    name = entry.name.encode("ascii")
    version = (_MADE_BY, _NEEDED, _NO_FLAGS, STORED, _TIME, _DATE)
    sizes = (entry.crc, entry.size, entry.size, len(name), 0, 0, 0, 0)
    return _CENTRAL.pack(CENTRAL_MARK, *version, *sizes, _ATTRIBUTES, entry.offset) + name


def end_record(end: End) -> bytes:
    """Return the last record."""
    return _END.pack(END_MARK, 0, 0, end.entries, end.entries, end.size, end.offset, 0)


def read_end(raw: bytes) -> End | None:
    """Return what a last record says, or None where it isn't one of this shape."""
    mark, disk, start_disk, here, entries, size, offset, comment = _END.unpack(raw)
    is_ours = mark == END_MARK and not disk and not start_disk and here == entries and not comment
    return End(entries, size, offset) if is_ours else None


def read_record(raw: bytes, at: int) -> Record | None:
    """Return the directory's record at a place, or None where there is none."""
    if len(raw) - at < CENTRAL_BYTES or not raw.startswith(CENTRAL_MARK, at):
        return None
    found = _CENTRAL.unpack_from(raw, at)
    return Record(
        flags=found[3],
        method=found[4],
        crc=found[7],
        packed=found[8],
        size=found[9],
        name_bytes=found[10],
        extra_bytes=found[11],
        comment_bytes=found[12],
        offset=found[16],
    )
