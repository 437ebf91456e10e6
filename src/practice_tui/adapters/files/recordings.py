"""Recordings of spoken passages, in folders by language and script.

Owns which recording belongs to which words. ``audio/<language>/<script>/<cue>.opus`` (or ogg, flac, mp3); beside them
``recordings.json`` keeps a hash of the words each one says, so that a changed line is never spoken wrongly.
"""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

from practice_tui.domain.quantities import Frames
from practice_tui.domain.text import clean_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from pathlib import Path

    from practice_tui.domain.script import Speech

ENDINGS = (".opus", ".ogg", ".flac", ".mp3")
"""The kinds of file a recording may be, in the order they are looked for."""

_LARGEST_INDEX = 2_000_000

Measure: TypeAlias = "Callable[[Path], Frames | None]"
"""Answers how long a sound file is, in frames at 48 kHz, or None where it can't be played."""


def words_hash(text: str) -> str:
    """Return SHA-256 of the words in NFC with single spaces, as hex."""
    return hashlib.sha256(" ".join(clean_text(text).split()).encode()).hexdigest()


class Recordings:
    """The recordings of one script in one language."""

    def __init__(self, folder: Path, measure: Measure) -> None:
        self._folder = folder
        self._measure = measure
        self._index = _read_index(folder / "recordings.json") if folder.is_dir() else None

    def path(self, cue: str, text: str) -> Path | None:
        """Return the recording that says these very words, or None."""
        if self._index is None:
            return None
        entry = self._index.get(cue)
        if isinstance(entry, dict) and entry.get("words") != words_hash(text):
            return None
        candidates = (self._folder / f"{cue}{ending}" for ending in ENDINGS)
        return next((path for path in candidates if path.is_file()), None)

    def length(self, cue: str, text: str) -> Frames | None:
        """Return how long the recording of these words is, in frames; None where there is none or it can't be read.

        The index remembers it together with the file's size; where it doesn't, the file is asked.
        """
        path = self.path(cue, text)
        if path is None:
            return None
        entry = (self._index or {}).get(cue)
        if isinstance(entry, dict) and entry.get("bytes") == path.stat().st_size:
            remembered = entry.get("frames")
            if isinstance(remembered, int) and remembered > 0:
                return Frames(remembered)
        return self._measure(path)


class FoundRecordings:
    """What was found for every passage of a script, once: asking again touches no disk."""

    def __init__(self, folders: Sequence[Recordings], passages: Iterable[Speech]) -> None:
        """Look in `folders`, of which the first that has a recording that can be played is right."""
        self._found = {(each.cue, each.text): _found(folders, each) for each in passages}

    def path(self, cue: str, text: str) -> Path | None:
        """Return the recording that says these very words, or None."""
        return self._found.get((cue, text), _NOTHING).path

    def length(self, passage: Speech, /) -> Frames | None:
        """Return how long the recording of a passage is, in frames; None where there is none or it can't be read."""
        return self._found.get((passage.cue, passage.text), _NOTHING).length


class _Found(NamedTuple):
    path: Path | None
    length: Frames | None


_NOTHING = _Found(None, None)


def _found(folders: Sequence[Recordings], passage: Speech) -> _Found:
    found = [_Found(each.path(passage.cue, passage.text), each.length(passage.cue, passage.text)) for each in folders]
    playable = next((each for each in found if each.length is not None), None)
    return playable or next((each for each in found if each.path is not None), _NOTHING)


def _read_index(file: Path) -> dict[str, Any]:
    try:
        if file.stat().st_size > _LARGEST_INDEX:
            return {}
        index = json.loads(file.read_text("utf-8"))
    except (OSError, ValueError, RecursionError):
        return {}
    return index if isinstance(index, dict) else {}
