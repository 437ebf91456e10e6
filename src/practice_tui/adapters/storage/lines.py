"""Sealed lines: how single facts stand in a file so that damage is noticed and costs no more than a line.

A sealed line is one JSON array in UTF-8, its first item the seal, then a line end::

    ["3d1f0c9a",1,"k3f9a2c1",17,1795241400000,"put","sessions","0193…",{"practice":"gratitude",…}]

The seal is eight hexadecimal digits in lower case: the CRC-32 (as zlib has it) of every byte after the first comma up
to the end of the array. So the file is plain JSONL, and any program can check it. A quotation mark inside a JSON text
is always escaped, so ``["`` and eight digits and ``",`` can only stand where a line begins: lines whose line end was
damaged are found by it and told apart.

Owns sealing, checking and telling lines apart. It refuses to know what the lines say, and changes nothing on a disk.
"""

from __future__ import annotations

import json
import re
import zlib
from itertools import pairwise
from typing import Any, NamedTuple

_SEAL_LENGTH = len('["00000000",')
_LINE_START = re.compile(rb'\["[0-9a-f]{8}",')
_decode = json.JSONDecoder().raw_decode


class BadStretch(NamedTuple):
    """Bytes that are no sealed line, from `offset` on.

    `saved` counts the lines that could be read from it all the same (a damaged line end joins two good lines).
    """

    offset: int
    content: bytes
    saved: int


class Reading(NamedTuple):
    """What a stretch of a file holds.

    Attributes:
        lines: the items of each line that holds, without the seal, in order.
        bad: what holds no line.
        used: how many bytes were read for good. What comes after is the beginning of a line: torn, or still arriving.
        open_ended: whether the last line that was read lacks its line end.
    """

    lines: list[list[Any]]
    bad: list[BadStretch]
    used: int
    open_ended: bool


def seal(items: list[Any]) -> bytes:
    """Return the items as one sealed line with its line end.

    Raises:
        TypeError, ValueError: JSON can't hold them.
    """
    try:
        content = _json(items, ensure_ascii=False).encode()
    except UnicodeEncodeError:  # half a surrogate pair; written as an escape it survives
        content = _json(items, ensure_ascii=True).encode()
    return b'["%08x",%b\n' % (zlib.crc32(content[1:]), content[1:])


def _json(items: list[Any], *, ensure_ascii: bool) -> str:
    return json.dumps(items, ensure_ascii=ensure_ascii, allow_nan=False, separators=(",", ":"))


def read_sealed(content: bytes) -> Reading:
    """Return what a stretch of a file, which begins where a line may begin, holds. Raises nothing, whatever it is."""
    *whole_lines, last = content.split(b"\n")
    lines: list[list[Any]] = []
    bad: list[BadStretch] = []
    offset = 0
    for raw in whole_lines:
        if (items := _unsealed(raw)) is not None:
            lines.append(items)
        elif raw.strip():
            saved = _lines_within(raw)
            lines += [line.items for line in saved]
            if not _fills(saved, raw.removesuffix(b"\r")):  # line ends of Windows do no harm
                bad.append(BadStretch(offset, raw, len(saved)))
        offset += len(raw) + 1
    saved = _lines_within(last)
    if saved:
        last = last[: saved[-1].end]
        lines += [line.items for line in saved]
        if not _fills(saved, last):
            bad.append(BadStretch(offset, last, len(saved)))
        offset += len(last)
    return Reading(lines, bad, offset, bool(saved))


def _unsealed(raw: bytes) -> list[Any] | None:
    if raw[:_SEAL_LENGTH] != b'["%08x",' % zlib.crc32(raw[_SEAL_LENGTH:]):
        return None
    try:
        text = raw.decode()
        items, end = _decode(text)
    except (ValueError, RecursionError):
        return None
    return items[1:] if end == len(text) else None


class _Within(NamedTuple):
    items: list[Any]
    start: int
    end: int


def _lines_within(raw: bytes) -> list[_Within]:
    """Return each line that holds inside `raw`, with the places where it starts and ends."""
    starts = [found.start() for found in _LINE_START.finditer(raw)]
    found = []
    for start, following in pairwise([*starts, len(raw)]):
        for end in (following, following - 1):  # one byte between them may be what a line end has become
            if (items := _unsealed(raw[start:end])) is not None:
                found.append(_Within(items, start, end))
                break
    return found


def _fills(lines: list[_Within], raw: bytes) -> bool:
    return len(lines) == 1 and lines[0].start == 0 and lines[0].end == len(raw)
