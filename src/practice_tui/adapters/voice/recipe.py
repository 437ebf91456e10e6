"""What made the sound of a line, in one text: if it is the same, so is the sound.

Owns the version of the making, so that nothing older is taken for it after a change.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from practice_tui.engine.voices import Line, Voice

MAKING = 1
"""Counts the changes after which the same words in the same voice sound differently."""


def recipe(voice: Voice, line: Line) -> str:
    """Return voice, pace and making of a line, such as ``flite:slt, 110 words a minute, making 1``."""
    version = f" ({voice.version})" if voice.version else ""
    return f"{voice.name}{version}, {line.words_a_minute} words a minute, making {MAKING}"
