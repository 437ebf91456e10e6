"""Titles and chapters as Vorbis comments, which FLAC, Ogg Vorbis and Opus share.

Owns the fields and the packing of the comment block. Follows "Ogg Vorbis I format specification: comment field and
header specification" and, for chapters, the "Chapter Extension" of the Xiph wiki (CHAPTER001=HH:MM:SS.mmm,
CHAPTER001NAME=…). How the block is framed in a file belongs to the modules of the containers.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from practice_tui.adapters.tags.moments import clock_time

if TYPE_CHECKING:
    from collections.abc import Iterator

    from practice_tui.engine.rendering import LinerNotes


def comment_block(vendor: bytes, notes: LinerNotes) -> bytes:
    """Return the block: the encoder's own name `vendor`, then every field of `notes`, in UTF-8."""
    fields = [f"{name}={value}".encode() for name, value in _fields(notes) if value]
    return b"".join([_counted(vendor), len(fields).to_bytes(4, "little"), *map(_counted, fields)])


def vendor_of(block: bytes) -> bytes:
    """Return the encoder's name, with which a comment block begins."""
    length = int.from_bytes(block[:4], "little")
    return block[4 : 4 + length]


def _fields(notes: LinerNotes) -> Iterator[tuple[str, str]]:
    yield "TITLE", notes.title
    yield "ARTIST", notes.author
    yield "LICENSE", notes.licence
    yield "DESCRIPTION", notes.summary
    yield "LANGUAGE", notes.language
    for number, chapter in enumerate(notes.chapters, start=1):
        yield f"CHAPTER{number:03}", clock_time(chapter.start)
        yield f"CHAPTER{number:03}NAME", chapter.name


def _counted(content: bytes) -> bytes:
    return len(content).to_bytes(4, "little") + content
