"""Tags in Ogg Vorbis and Opus files.

Owns the exchange of the comment packet, the second of the stream, and the renumbering of the pages behind it. Follows
RFC 3533 (Ogg pages and their checksum), the Vorbis I specification (three header packets) and RFC 7845 (two for Opus).
The stream's number, random from the encoder, becomes one that belongs to the timeline: the same sitting then gives the
same bytes.
"""

from __future__ import annotations

import struct
import zlib
from typing import TYPE_CHECKING, BinaryIO, NamedTuple

from practice_tui.adapters.tags.vorbis_comments import comment_block, vendor_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from practice_tui.engine.rendering import LinerNotes

_PAGE = struct.Struct("<4sBBqIIIB")  # OggS, version, flags, granule position, stream, number, checksum, segments
_CHECKSUM_AT = 22
_CONTINUED = 0x01
_NOWHERE = -1
_MOST_SEGMENTS = 255
_FULL = 255
_MIRRORED = bytes(int(f"{byte:08b}"[::-1], 2) for byte in range(256))


class Page(NamedTuple):
    """One page: its flags, granule position, the lengths of its segments, and what they hold."""

    flags: int
    granule: int
    lacing: bytes
    body: bytes


class _Codec(NamedTuple):
    """How a codec's headers look: how many packets, and what stands around the comment block."""

    packets: int
    before: bytes
    after: bytes


_CODECS = {b"\x01vorbis": _Codec(3, b"\x03vorbis", b"\x01"), b"OpusHead": _Codec(2, b"OpusTags", b"")}


def write_tagged(plain: BinaryIO, tagged: BinaryIO, notes: LinerNotes) -> None:
    """Copy the Ogg file `plain`, a single stream, to `tagged` with the tags and chapters of `notes` in it.

    Raises:
        ValueError: `plain` isn't an Ogg Vorbis or Opus file.
    """
    pages = _read_pages(plain)
    identification = next(pages, None) or Page(0, 0, b"", b"")
    codec = next((codec for magic, codec in _CODECS.items() if identification.body.startswith(magic)), None)
    if codec is None:
        raise ValueError("neither Ogg Vorbis nor Opus")
    comments, *others = _read_packets(pages, codec.packets - 1)
    block = comment_block(vendor_of(comments[len(codec.before) :]), notes)
    stream = int(notes.digest[:8], 16)
    number = 0
    headers = [identification, *_laid_out([codec.before + block + codec.after, *others])]
    for source in (headers, pages):
        for page in source:
            tagged.write(_packed(page, stream, number))
            number += 1


def checksum(page: bytes) -> int:
    """Return Ogg's checksum of a page whose own checksum is zero.

    It is CRC-32 over bits in the other order and without the usual turning over at either end, so zlib can count it on
    mirrored bytes, a hundred times faster than a loop.
    """
    mirrored = zlib.crc32(page.translate(_MIRRORED), 0xFFFFFFFF) ^ 0xFFFFFFFF
    return int.from_bytes(mirrored.to_bytes(4, "little").translate(_MIRRORED), "big")


def _read_pages(plain: BinaryIO) -> Iterator[Page]:
    while head := plain.read(_PAGE.size):
        if len(head) < _PAGE.size or head[:4] != b"OggS":
            raise ValueError("an Ogg file with a broken page")
        _, _, flags, granule, _, _, _, segments = _PAGE.unpack(head)
        lacing = plain.read(segments)
        yield Page(flags, granule, lacing, plain.read(sum(lacing)))


def _read_packets(pages: Iterator[Page], count: int) -> list[bytes]:
    """Return the next `count` packets; audio begins on a page of its own, so no page is left half read."""
    packets = [b""]
    for page in pages:
        start = 0
        for length in page.lacing:
            packets[-1] += page.body[start : start + length]
            start += length
            if length < _FULL:
                packets.append(b"")
        if len(packets) > count:
            return packets[:count]
    raise ValueError("an Ogg file that ends within its headers")


def _laid_out(packets: list[bytes]) -> Iterator[Page]:
    """Yield header packets as pages, as few as they need."""
    lacing = b"".join(bytes([_FULL]) * (len(packet) // _FULL) + bytes([len(packet) % _FULL]) for packet in packets)
    body = b"".join(packets)
    is_continued = False
    while lacing:
        now, lacing = lacing[:_MOST_SEGMENTS], lacing[_MOST_SEGMENTS:]
        ends_one = any(length < _FULL for length in now)
        yield Page(_CONTINUED * is_continued, 0 if ends_one else _NOWHERE, now, body[: sum(now)])
        body = body[sum(now) :]
        is_continued = now[-1] == _FULL


def _packed(page: Page, stream: int, number: int) -> bytes:
    head = _PAGE.pack(b"OggS", 0, page.flags, page.granule, stream, number, 0, len(page.lacing))
    whole = bytearray(head + page.lacing + page.body)
    whole[_CHECKSUM_AT : _CHECKSUM_AT + 4] = checksum(bytes(whole)).to_bytes(4, "little")
    return bytes(whole)
