"""Recordings of installed packs as plain sound that any sitting can play.

Owns the cache of it. A stranger's recording is decoded in a child with limits, before the sitting that wants it, into a
WAV file of our own; the sitting plays that. The cache has a limit of bytes, and what wasn't played for longest goes
first. A recording that can't be decoded costs its sound; its words go on.
"""

from __future__ import annotations

import logging
import os
from contextlib import suppress
from typing import TYPE_CHECKING, NamedTuple

from practice_tui.adapters.files.places import make_private

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from practice_tui.adapters.packs.recordings import Examined
    from practice_tui.domain.quantities import Frames
    from practice_tui.engine.voices import Progress

    Decode = Callable[[Path, Path, Frames], Examined]

_log = logging.getLogger(__name__)

MOST_BYTES = 2 << 30
"""Of decoded sound in all; an hour of one voice takes about a sixth of it."""

_CHILDREN = 4
_ENDING = ".wav"


class Wanted(NamedTuple):
    """A recording that is to be played: its file on the shelf, and how long it may get."""

    file: Path
    most: Frames


class PlayableCache:
    """Decodes recordings ahead.

    Args:
        folder: where decoded sound is kept; made when it is first wanted.
        decode: decodes one file into another; `recordings.decode` where none is given.
        most_bytes: how much is kept.
    """

    def __init__(self, folder: Path, decode: Decode | None = None, most_bytes: int = MOST_BYTES) -> None:
        self._folder = folder
        self._decode = decode
        self._most_bytes = most_bytes

    def place(self, file: Path) -> Path:
        """Return where the sound of a recording on the shelf lies once it is decoded; its name is its hash."""
        return self._folder / f"{file.stem}{_ENDING}"

    def make_ready(self, wanted: Sequence[Wanted], progress: Progress | None = None) -> None:
        """Decode what isn't decoded yet. What can't be is told in the log, and its words go on.

        Nothing is raised but what `progress` raises, which ends it.
        """
        try:
            make_private(self._folder)
        except OSError as problem:
            _log.warning("recordings of packs can't be decoded: %s", problem)
            return
        lacking = []
        for each in wanted:
            try:
                os.utime(self.place(each.file))  # the cache goes by when a sound was wanted last
            except OSError:
                lacking.append(each)
        if not lacking:
            return
        from concurrent.futures import ThreadPoolExecutor  # noqa: PLC0415 - not on the way to Today

        with ThreadPoolExecutor(min(_CHILDREN, os.cpu_count() or 1)) as children:
            try:
                for done, _ in enumerate(children.map(self._decoded, lacking), start=1):
                    if progress is not None:
                        progress(done, len(lacking))
            except BaseException:
                children.shutdown(wait=False, cancel_futures=True)
                raise
        self._make_room({self.place(each.file).name for each in wanted})

    def _decoded(self, wanted: Wanted) -> None:
        from practice_tui.adapters.packs.recordings import decode  # noqa: PLC0415 - only where one is to be decoded

        try:
            reason = (self._decode or decode)(wanted.file, self.place(wanted.file), wanted.most).reason
        except OSError as problem:
            reason = problem.strerror or "it can't be written"
        if reason:
            _log.warning("no sound from %s: %s", wanted.file, reason)

    def _make_room(self, kept: set[str]) -> None:
        with suppress(OSError):  # a cache that is too large is a nuisance and no more
            files = sorted(self._folder.glob(f"*{_ENDING}"), key=lambda file: file.stat().st_mtime)
            total = sum(file.stat().st_size for file in files)
            for file in files:
                if total <= self._most_bytes:
                    return
                if file.name not in kept:
                    total -= file.stat().st_size
                    file.unlink(missing_ok=True)
