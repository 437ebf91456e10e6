"""Whether a person's own file can be played, before it is chosen.

Owns that it is tried as it would be played: as a bed that goes round, or as a bell.
"""

from __future__ import annotations

from pathlib import Path

from practice_tui.adapters.audio.own_bell import own_bell
from practice_tui.adapters.audio.recordings import Unplayable
from practice_tui.adapters.audio.round_trip import RoundTrip
from practice_tui.domain.text import one_line


def objection(setting: str, text: str) -> str:
    """Return why the file at the path `text` can't be what `setting` names (`ambient`, `bell`), or an empty text."""
    path = Path(text).expanduser()
    try:
        if setting == "ambient":
            RoundTrip(path).close()
        else:
            own_bell(path)
    except Unplayable as problem:
        return f"{one_line(path.name)} can't be played: {problem}; what was chosen before stays"
    return ""
