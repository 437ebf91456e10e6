"""Copies of the log, given a name by the person or dated by themselves."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from practice_tui.adapters.files.exchanged import ExchangedFiles
from practice_tui.adapters.storage.backups import Backups, restore
from practice_tui.adapters.storage.disk import LocalDisk
from practice_tui.domain.errors import BadInput
from practice_tui.engine.backups import Restoration

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from practice_tui.adapters.storage.sessions import LogSessionStore


class LogBackups:
    """Implements `BackupKeeper` over the log's own backups."""

    def __init__(self, store: LogSessionStore, state_folder: Path, now: Callable[[], datetime]) -> None:
        self._store = store
        self._disk = LocalDisk()
        self._backups = Backups(store, state_folder, now, self._disk)

    def make(self, name: str | None, *, replaces: bool) -> Path:
        """Make a copy and return where it is: among the dated ones, or in a file of that name too.

        Raises:
            BadInput: something else stands there, and may not be replaced.
            NotSaved: it can't be written.
        """
        dated = self._backups.make()
        if name is None:
            return dated
        return ExchangedFiles().write(name, self._disk.read(dated), replaces=replaces)

    def make_if_due(self) -> None:
        """Make a dated copy where there is none of today. It never fails what it comes after."""
        self._backups.make_if_due()

    def restore(self, name: str, *, brings_back: bool) -> Restoration:
        """Add what a copy holds and the record lacks; nothing is removed or changed.

        Raises:
            BadInput: it can't be read, or is no copy of a record.
            NotSaved: it could not be written; the record is as before.
        """
        try:
            done = restore(self._store, Path(name).expanduser(), self._disk, bring_back_removed=brings_back)
        except (ValueError, RuntimeError):
            raise BadInput("no file can have that name; nothing was changed; check the name") from None
        return Restoration(done.read, len(done.added), done.removed_before, done.damaged, done.pauses)
