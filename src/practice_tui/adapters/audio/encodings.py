"""The formats a sitting can be written in: how libsndfile is asked for each, and how each is tagged.

Owns the quality, chosen so that nobody has to: lossless where there is room, transparent for a voice and a bell where
there isn't. It refuses to encode; that is the export's work.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from practice_tui.adapters.tags import flac, id3, ogg, wav

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from typing import Any

    from practice_tui.engine.rendering import LinerNotes


class Encoding(NamedTuple):
    """One format.

    Attributes:
        options: what libsndfile is told.
        is_lossless: whether it is given whole numbers, rounded here, so that every machine rounds alike.
        tag: puts tags and chapters into an encoded file and returns the finished one, which may be another.
        largest: the most bytes of samples it can hold, or None for as many as a disk has.
    """

    options: dict[str, Any]
    is_lossless: bool
    tag: Callable[[Path, LinerNotes], Path]
    largest: int | None = None


def _tagged_in_place(plain: Path, notes: LinerNotes) -> Path:
    with plain.open("r+b") as file:
        wav.append_tags(file, notes)
    return plain


def _tagged_copy(write: Callable[..., None]) -> Callable[[Path, LinerNotes], Path]:
    def tag(plain: Path, notes: LinerNotes) -> Path:
        tagged = plain.with_name("tagged")
        with plain.open("rb") as source, tagged.open("wb") as target:
            write(source, target, notes)
        return tagged

    return tag


_ROOM_FOR_TAGS = 1 << 20

ENCODINGS = {
    # 24 bits: a bell dies away for 20 s, and the end of it lies below the steps of 16 bits.
    ".wav": Encoding({"format": "WAV", "subtype": "PCM_24"}, True, _tagged_in_place, wav.LARGEST - _ROOM_FOR_TAGS),
    # The usual compression: the highest saves a twentieth more and takes half as long again.
    ".flac": Encoding({"format": "FLAC", "subtype": "PCM_24"}, True, _tagged_copy(flac.write_tagged)),
    # Quality 5 of 10, near 160 kbit/s where it is loud throughout; a sitting, which is mostly still, takes about 25.
    ".ogg": Encoding(
        {"format": "OGG", "subtype": "VORBIS", "compression_level": 0.5}, False, _tagged_copy(ogg.write_tagged)
    ),
    # 128 kbit/s at most (libsndfile counts 506 at its least compression and 6 at its greatest, for a channel 3 to 253).
    ".opus": Encoding(
        {"format": "OGG", "subtype": "OPUS", "compression_level": 0.768}, False, _tagged_copy(ogg.write_tagged)
    ),
    # LAME's variable quality 2, its own advice for listening: near 190 kbit/s where it is loud, a fifth of it here.
    ".mp3": Encoding(
        {"format": "MP3", "subtype": "MPEG_LAYER_III", "compression_level": 0.2, "bitrate_mode": "VARIABLE"},
        False,
        _tagged_copy(id3.write_tagged),
    ),
}
"""Every format by the ending of a file's name."""
