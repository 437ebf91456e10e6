"""Tags and chapters in WAV files.

Owns three chunks behind the samples: ``LIST INFO`` with the texts, ``cue `` with where chapters begin, ``LIST adtl``
with their names. Follows "Multimedia Programming Interface and Data Specifications 1.0" (IBM and Microsoft, 1991). The
texts are UTF-8, which the specification leaves open.
"""

from __future__ import annotations

import os
import struct
from typing import TYPE_CHECKING, BinaryIO

if TYPE_CHECKING:
    from practice_tui.engine.rendering import LinerNotes

LARGEST = 0xFFFFFFFF
"""Bytes that a WAV file can count, less eight."""

_SIZE_AT = 4


def append_tags(file: BinaryIO, notes: LinerNotes) -> None:
    """Write the tags and chapters of `notes` behind the samples of a WAV file that is open for reading and writing.

    Raises:
        ValueError: `file` isn't a WAV file, or would grow too long for one.
    """
    head = file.read(12)
    if head[:4] != b"RIFF" or head[8:] != b"WAVE":
        raise ValueError("not a WAV file")
    end = file.seek(0, os.SEEK_END)
    file.write(b"\0" * (end % 2) + _chunks(notes))
    size = file.tell() - 8
    if size > LARGEST:
        raise ValueError("too long for a WAV file")
    file.seek(_SIZE_AT)
    file.write(size.to_bytes(4, "little"))


def _chunks(notes: LinerNotes) -> bytes:
    texts = (("INAM", notes.title), ("IART", notes.author), ("ICOP", notes.licence), ("ICMT", notes.summary))
    info = b"".join(_chunk(kind, value.encode() + b"\0") for kind, value in texts if value)
    numbered = list(enumerate(notes.chapters, start=1))
    points = (
        struct.pack("<II4sIII", number, chapter.start, b"data", 0, 0, chapter.start) for number, chapter in numbered
    )
    labels = (
        _chunk("labl", number.to_bytes(4, "little") + chapter.name.encode() + b"\0") for number, chapter in numbered
    )
    return b"".join(
        (
            _chunk("LIST", b"INFO" + info),
            _chunk("cue ", len(numbered).to_bytes(4, "little") + b"".join(points)),
            _chunk("LIST", b"adtl" + b"".join(labels)),
        )
    )


def _chunk(kind: str, content: bytes) -> bytes:
    return kind.encode() + len(content).to_bytes(4, "little") + content + b"\0" * (len(content) % 2)
