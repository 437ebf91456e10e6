"""The directory at the end of a pack file, read before anything else of it.

Owns every limit that can be kept without reading content: how large the directory may be, how many entries it may
have, how each may be named and how large it may be. Nothing is believed that the one shape (`shape`) doesn't imply.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, BinaryIO, Final, NoReturn

from practice_tui.adapters.packs.shape import (
    CENTRAL_BYTES,
    END_BYTES,
    STORED,
    End,
    Entry,
    central_record,
    read_end,
    read_record,
)
from practice_tui.domain.errors import PackRefused
from practice_tui.domain.pack import (
    MANIFEST_NAME,
    MOST_ARCHIVE,
    MOST_FILES,
    MOST_SIGNATURE,
    MOST_TEXT,
    SIGNATURE_NAME,
    file_fault,
    most_bytes,
)
from practice_tui.domain.pack_names import LONGEST_STEP, MOST_STEPS, kind_of
from practice_tui.domain.text import visible

if TYPE_CHECKING:
    from collections.abc import Sequence

    from practice_tui.adapters.packs.shape import Record

OWN_FILES: Final = {MANIFEST_NAME: MOST_TEXT, SIGNATURE_NAME: MOST_SIGNATURE}
"""What a pack holds beside its author's files, and how many bytes each may have."""

MOST_ENTRIES: Final = MOST_FILES + len(OWN_FILES)
MOST_DIRECTORY: Final = MOST_ENTRIES * (CENTRAL_BYTES + MOST_STEPS * (LONGEST_STEP + 1))
"""Bytes: no directory of fit names needs more."""

_ZIP64_LOCATOR, _ZIP64_BYTES = b"PK\x06\x07", 20
_ENCRYPTED = 1


def refuse(what: str) -> NoReturn:
    """Refuse a pack file in one line.

    Raises:
        PackRefused: always.
    """
    raise PackRefused(f"this pack is refused: {what}; nothing of it was kept; ask its author for it anew")


def read_directory(stream: BinaryIO, size: int) -> list[Entry]:
    """Return the members of a pack file of `size` bytes, in their order.

    Raises:
        PackRefused: it passes a limit, or isn't of the one shape as far as the directory shows.
        OSError: it can't be read.
    """
    if size > MOST_ARCHIVE:
        refuse(f"it is larger than {MOST_ARCHIVE >> 20} MiB")
    end = _read_end(stream, size)
    stream.seek(end.offset)
    raw = stream.read(end.size)
    entries = _read_entries(raw, end)
    if b"".join(map(central_record, entries)) != raw:
        refuse("its directory isn't written as packs write it")
    _check_names(entries)
    return entries


def _read_end(stream: BinaryIO, size: int) -> End:
    if size < END_BYTES:
        refuse("the file is no pack, or was cut off")
    reach = min(size, END_BYTES + _ZIP64_BYTES)
    stream.seek(size - reach)
    tail = stream.read(reach)
    end = read_end(tail[-END_BYTES:])
    if end is None:
        refuse("the file is no pack, was cut off, or has something behind its end")
    if tail[:-END_BYTES].startswith(_ZIP64_LOCATOR):
        refuse("it is a zip64 archive, which no pack needs to be")
    if not 0 < end.entries <= MOST_ENTRIES:
        refuse(f"it has {end.entries} entries, and a pack has at most {MOST_ENTRIES}")
    if end.size > MOST_DIRECTORY:
        refuse("its directory is larger than a pack's can be")
    if end.offset + end.size + END_BYTES != size:
        refuse("its directory isn't where its end says, or something was put in front or between")
    return end


def _read_entries(raw: bytes, end: End) -> list[Entry]:
    entries: list[Entry] = []
    at = begins = 0
    for _ in range(end.entries):
        record = read_record(raw, at)
        if record is None:
            refuse("its directory breaks off")
        start = at + CENTRAL_BYTES
        name = _name(raw[start : start + record.name_bytes])
        _check_record(name, record)
        if record.offset != begins:
            refuse(f"{_shown(name)} overlaps another file, or leaves a gap")
        entry = Entry(name, record.size, record.crc, record.offset)
        begins = entry.end
        entries.append(entry)
        at = start + record.name_bytes
    if begins != end.offset or at != len(raw):
        refuse("its directory tells of another number of bytes than there are")
    return entries


def _name(raw: bytes) -> str:
    try:
        return raw.decode("ascii")
    except UnicodeDecodeError:
        refuse(f"the name {_shown(raw.decode('utf-8', 'replace'))} isn't of small letters a to z, digits and hyphens")


def _check_record(name: str, record: Record) -> None:
    if record.flags & _ENCRYPTED:
        refuse(f"{_shown(name)} is encrypted")
    if record.method != STORED:
        refuse(f"{_shown(name)} is compressed, and packs keep their files as they are")
    if record.packed != record.size:
        refuse(f"{_shown(name)} tells two sizes")
    if record.extra_bytes or record.comment_bytes:
        refuse(f"{_shown(name)} has extra fields or a comment")
    if name in OWN_FILES:
        most, what = OWN_FILES[name], "file of its kind"
    else:
        fault = file_fault(name)
        if fault:
            refuse(f"the name {_shown(name)} can't be in a pack: {fault}")
        kind = kind_of(name)
        assert kind is not None, "a name without a fault has a kind"
        most, what = most_bytes(kind), str(kind)
    if record.size > most:
        refuse(f"{_shown(name)} is larger than a {what} may be ({most} bytes)")


def _check_names(entries: Sequence[Entry]) -> None:
    names = [entry.name for entry in entries]
    twins = len(names) - len(set(names))
    if twins:
        refuse("it has two files of one name")
    if names != sorted(names):
        refuse("its files aren't in the order packs have them in")
    if MANIFEST_NAME not in names:
        refuse(f"it has no {MANIFEST_NAME}")


def _shown(name: str) -> str:
    return f"'{visible(name[:80])}'"
