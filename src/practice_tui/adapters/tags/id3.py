"""Tags and chapters in MP3 files.

Owns an ID3 tag in front of the audio. Follows "ID3 tag version 2.3.0" (id3.org) and "ID3v2 Chapter Frame Addendum" 1.0
(CHAP, CTOC). It isn't version 2.4, because readers disagree there about how the frames within a chapter count their
bytes. Texts are UTF-16 with a byte-order mark; chapters name times, no byte offsets.
"""

from __future__ import annotations

import codecs
import shutil
from typing import TYPE_CHECKING, BinaryIO

from practice_tui.adapters.tags.moments import milliseconds

if TYPE_CHECKING:
    from collections.abc import Iterator

    from practice_tui.engine.rendering import LinerNotes

_UTF_16 = b"\x01"
_NO_OFFSET = b"\xff" * 4
_TOP_LEVEL_AND_ORDERED = b"\x03"


def write_tagged(plain: BinaryIO, tagged: BinaryIO, notes: LinerNotes) -> None:
    """Copy the MP3 file `plain` to `tagged` behind the tags and chapters of `notes`."""
    frames = b"".join(_frames(notes))
    tagged.write(b"ID3\x03\x00\x00" + _seven_bits(len(frames)) + frames)
    shutil.copyfileobj(plain, tagged, 1 << 20)


def _frames(notes: LinerNotes) -> Iterator[bytes]:
    yield _text("TIT2", notes.title)
    if notes.author:
        yield _text("TPE1", notes.author)
    if notes.licence:
        yield _frame("TXXX", _UTF_16 + _wide("LICENSE\0") + _wide(notes.licence))
    if notes.summary:
        yield _frame("COMM", _UTF_16 + b"XXX" + _wide("\0") + _wide(notes.summary))
    names = [f"part{number}".encode() for number in range(1, len(notes.chapters) + 1)]
    if names:
        entries = b"".join(name + b"\0" for name in names)
        yield _frame("CTOC", b"parts\0" + _TOP_LEVEL_AND_ORDERED + bytes([len(names)]) + entries)
    for name, chapter in zip(names, notes.chapters, strict=True):
        times = b"".join(milliseconds(place).to_bytes(4, "big") for place in (chapter.start, chapter.end))
        yield _frame("CHAP", name + b"\0" + times + _NO_OFFSET * 2 + _text("TIT2", chapter.name))


def _text(kind: str, text: str) -> bytes:
    return _frame(kind, _UTF_16 + _wide(text))


def _frame(kind: str, content: bytes) -> bytes:
    return kind.encode() + len(content).to_bytes(4, "big") + b"\0\0" + content


def _wide(text: str) -> bytes:
    return codecs.BOM_UTF16_LE + text.encode("utf-16-le")


def _seven_bits(size: int) -> bytes:
    """Return the size of the tag in four bytes of seven bits each, so that none looks like the beginning of audio."""
    return bytes(size >> shift & 0x7F for shift in (21, 14, 7, 0))
