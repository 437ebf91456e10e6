"""Zips that lie: every field of every header can be set by hand."""

from __future__ import annotations

import struct
import zlib
from dataclasses import dataclass


@dataclass
class RawEntry:
    """A member, honest where nothing else is said; the central directory may say other things than the header."""

    name: bytes
    data: bytes
    method: int = 0
    flags: int = 0
    crc: int | None = None
    size: int | None = None
    packed: int | None = None
    extra: bytes = b""
    comment: bytes = b""
    time: int = 0
    date: int = 33
    attributes: int = 0o100644 << 16
    local_name: bytes | None = None
    local_size: int | None = None
    offset: int | None = None
    is_hidden: bool = False
    padding: bytes = b""

    def header(self) -> bytes:
        name = self.name if self.local_name is None else self.local_name
        size = self._size if self.local_size is None else self.local_size
        fixed = (b"PK\3\4", 20, self.flags, self.method, self.time, self.date, self._crc, self._packed, size)
        return struct.pack("<4s5H3L2H", *fixed, len(name), len(self.extra)) + name + self.extra

    def record(self, offset: int) -> bytes:
        at = offset if self.offset is None else self.offset
        fixed = (b"PK\1\2", 3 << 8 | 20, 20, self.flags, self.method, self.time, self.date, self._crc, self._packed)
        lengths = (self._size, len(self.name), len(self.extra), len(self.comment), 0, 0, self.attributes, at)
        return struct.pack("<4s6H3L5H2L", *fixed, *lengths) + self.name + self.extra + self.comment

    @property
    def _size(self) -> int:
        return len(self.data) if self.size is None else self.size

    @property
    def _packed(self) -> int:
        return len(self.data) if self.packed is None else self.packed

    @property
    def _crc(self) -> int:
        return zlib.crc32(self.data) if self.crc is None else self.crc


def zipped(entries: list[RawEntry], *, prefix: bytes = b"", suffix: bytes = b"", comment: bytes = b"") -> bytes:
    """Return an archive of entries in the order they are given in."""
    body, directory = prefix, b""
    for entry in entries:
        offset = len(body)
        body += entry.header() + entry.data + entry.padding
        if not entry.is_hidden:
            directory += entry.record(offset)
    count = sum(not entry.is_hidden for entry in entries)
    end = struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, count, count, len(directory), len(body), len(comment))
    return body + directory + end + comment + suffix


def entries_of(files: dict[str, bytes]) -> list[RawEntry]:
    """Return honest entries, in the order packs have."""
    return [RawEntry(name.encode("utf-8", "surrogateescape"), files[name]) for name in sorted(files)]
