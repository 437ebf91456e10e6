"""A finished recording as an author brings it, with one pause that can stretch, and one without any."""

from __future__ import annotations

from typing import TYPE_CHECKING

from practice_tui.compiler.finished import Recorded
from practice_tui.compiler.parser import Reading, parse
from practice_tui.domain.quantities import Frames, frames

if TYPE_CHECKING:
    from practice_tui.domain.script import Script

SOUND = Frames(frames(25) + 1234)
"""How long the sound is: no whole second, as it is with recordings."""

HEADER = "Title: A short walk\nRecording: whole.opus\n"
CAPTIONS = """\
WEBVTT

NOTE part: Arriving

stand
00:01.000 --> 00:04.000
Stand still and easy.

feet
00:05.500 --> 00:08.000
Feel both feet.

NOTE pause 10s+

NOTE part: Walking (skippable)

walk
00:10.000 --> 00:13.000
Begin to walk.

slowly
00:14.000 --> 00:17.250
Slowly now.

NOTE part: Closing (close)

stop
00:20.000 --> 00:23.000
Come to a stand.
"""
RIGID = CAPTIONS.replace("NOTE pause 10s+\n\n", "")
IN_ONE_PIECE = "\n\n".join(block for block in RIGID.split("\n\n") if not block.startswith("NOTE"))


def reading(captions: str | bytes = CAPTIONS, header: str = HEADER, sound: int | None = SOUND) -> Reading:
    """Return what is read of a script of these captions, whose sound is `sound` frames long or can't be had."""
    raw = captions if isinstance(captions, bytes) else captions.encode()
    length = None if sound is None else Frames(sound)
    return parse(header, "walk", lambda _name, _language: Recorded(length, raw))


def walk(captions: str = CAPTIONS, header: str = HEADER, sound: int | None = SOUND) -> Script:
    """Return that script; it must be without mistakes."""
    found = reading(captions, header, sound)
    assert found.script is not None, found.diagnostics
    return found.script
