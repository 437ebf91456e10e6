"""Captions as WebVTT.

Owns the spelling of one file: a cue for each spoken line under its name in the script, a note where a part begins, as
the captions of a finished recording have it. Follows "WebVTT: The Web Video Text Tracks Format" (W3C). Words are
escaped, so nothing in a script is markup here.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from practice_tui.adapters.tags.moments import clock_time
from practice_tui.engine.rendering import Caption

if TYPE_CHECKING:
    from collections.abc import Iterator

    from practice_tui.engine.rendering import Chapter, LinerNotes

_ESCAPES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})


def webvtt(notes: LinerNotes) -> str:
    """Return the captions of a sitting as the text of a WebVTT file."""
    return "\n\n".join(["WEBVTT", *_blocks(notes)]) + "\n"


def _blocks(notes: LinerNotes) -> Iterator[str]:
    entries: list[Chapter | Caption] = sorted((*notes.chapters, *notes.captions), key=lambda entry: entry.start)
    seen: Counter[str] = Counter()
    for entry in entries:
        if isinstance(entry, Caption):
            seen[entry.cue] += 1
            times = f"{clock_time(entry.start)} --> {clock_time(entry.end)}"
            yield f"{_name(entry.cue, seen[entry.cue])}\n{times}\n{entry.text.translate(_ESCAPES)}"
        else:
            yield f"NOTE part: {entry.name.translate(_ESCAPES)}"


def _name(cue: str, time: int) -> str:
    """Return the cue's name, which is its own in the file: a line that comes again is counted (``still.2``)."""
    return cue if time == 1 else f"{cue}.{time}"
