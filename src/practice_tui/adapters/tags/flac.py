"""Tags in FLAC files.

Owns the exchange of one metadata block. Follows RFC 9639, section 8: after ``fLaC`` come metadata blocks, each with a
header of one bit (the last one?), seven bits of type and 24 bits of length; then the audio, which is copied as it is.
"""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING, BinaryIO

from practice_tui.adapters.tags.vorbis_comments import comment_block, vendor_of

if TYPE_CHECKING:
    from practice_tui.engine.rendering import LinerNotes

_MAGIC = b"fLaC"
_PADDING, _VORBIS_COMMENT = 1, 4
_LAST = 0x80


def write_tagged(plain: BinaryIO, tagged: BinaryIO, notes: LinerNotes) -> None:
    """Copy the FLAC file `plain` to `tagged` with the tags and chapters of `notes` in place of its own.

    Raises:
        ValueError: `plain` isn't a FLAC file.
    """
    if plain.read(4) != _MAGIC:
        raise ValueError("not a FLAC file")
    blocks = _read_blocks(plain)
    vendor = next((vendor_of(content) for kind, content in blocks if kind == _VORBIS_COMMENT), b"")
    kept = [(kind, content) for kind, content in blocks if kind not in (_PADDING, _VORBIS_COMMENT)]
    kept.append((_VORBIS_COMMENT, comment_block(vendor, notes)))
    tagged.write(_MAGIC)
    for number, (kind, content) in enumerate(kept, start=1):
        is_last = _LAST if number == len(kept) else 0
        tagged.write(bytes([is_last | kind]) + len(content).to_bytes(3, "big") + content)
    shutil.copyfileobj(plain, tagged, 1 << 20)


def _read_blocks(plain: BinaryIO) -> list[tuple[int, bytes]]:
    """Return every metadata block as its type and content; the file then stands at the first audio frame."""
    blocks: list[tuple[int, bytes]] = []
    is_last = False
    while not is_last:
        head = plain.read(4)
        if len(head) < 4:  # noqa: PLR2004 - the header's own length
            raise ValueError("a FLAC file that ends within its metadata")
        is_last = bool(head[0] & _LAST)
        blocks.append((head[0] & ~_LAST, plain.read(int.from_bytes(head[1:], "big"))))
    return blocks
