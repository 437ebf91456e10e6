"""Dated copies of the record on this machine, and the way back from one.

Owns ``state/backups``: ``<day>T<hour and minute>.jsonl.gz``, each holding every good line of the log as it then was, so
that one alone brings everything back. They are made by themselves at most once a day and thinned: the newest 12 days,
then the newest of each of 10 weeks, then of each of 12 months are kept. Going back adds what is missing and removes
nothing. A backup that can't be made never stands in the way of anything.
"""

from __future__ import annotations

import gzip
import re
import zlib
from datetime import UTC, datetime
from typing import TYPE_CHECKING, NamedTuple

from practice_tui.adapters.storage.changes import Tables, decode
from practice_tui.adapters.storage.disk import write_whole
from practice_tui.adapters.storage.lines import read_sealed
from practice_tui.adapters.storage.rows import Rows
from practice_tui.adapters.storage.schema import NewerFormat
from practice_tui.adapters.storage.wording import newer_log, not_saved
from practice_tui.domain.errors import BadInput
from practice_tui.domain.record import SessionRecord

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from practice_tui.adapters.storage.changes import Change
    from practice_tui.adapters.storage.disk import Disk
    from practice_tui.adapters.storage.sessions import LogSessionStore

DAILY, WEEKLY, MONTHLY = 12, 10, 12
"""How many backups are kept: of so many days, then so many weeks, then so many months that have one."""

_NAME = re.compile(r"(\d{4}-\d{2}-\d{2})T(\d{4})\.jsonl\.gz")
_GZIP_MAGIC = b"\x1f\x8b"
_FAST = 1
_LARGEST_UNPACKED = 1 << 30


class Restored(NamedTuple):
    """What bringing back a file came to.

    Attributes:
        read: how many sittings the file holds.
        added: those that were missing and are there again.
        removed_before: how many more are missing because a person removed them; they come back only when asked.
        damaged: how many stretches of the file could not be read.
        pauses: how many pauses were missing and are there again.
    """

    read: int
    added: Sequence[SessionRecord]
    removed_before: int
    damaged: int
    pauses: int = 0


class Backups:
    """The backups of one record."""

    def __init__(self, store: LogSessionStore, state_folder: Path, now: Callable[[], datetime], disk: Disk) -> None:
        self._store = store
        self._folder = state_folder / "backups"
        self._now = now
        self._disk = disk

    def newest_first(self) -> list[Path]:
        """Return every backup there is."""
        names = [name for name in self._disk.names(self._folder) if _NAME.fullmatch(name)]
        return [self._folder / name for name in reversed(names)]

    def make(self) -> Path:
        """Make a backup now and thin the older ones; return the new one.

        Raises:
            NotSaved: it could not be written.
            PracticeError: the record can't be read.
        """
        now = self._now().astimezone(UTC)
        path = self._folder / f"{now:%Y-%m-%dT%H%M}.jsonl.gz"
        self._store.records()
        try:
            lines = self._store.log.reader.lines()
            self._disk.make_folder(self._folder)
            with self._store.log.hold():
                write_whole(self._disk, path, gzip.compress(b"".join(lines), _FAST, mtime=0))
                self._thin()
        except OSError as error:
            raise not_saved(error, self._folder) from error
        return path

    def make_if_due(self) -> Path | None:
        """Make a backup if there is none of today (UTC) and anything to keep; return it. It never raises."""
        today = f"{self._now().astimezone(UTC):%Y-%m-%d}"
        try:
            if any(path.name.startswith(today) for path in self.newest_first()) or not self._store.records():
                return None
            return self.make()
        except Exception:  # noqa: BLE001 - no sitting and no command shall fail for its sake; doctor tells its age
            return None

    def _thin(self) -> None:
        backups = self.newest_first()
        for superfluous in set(backups) - set(worth_keeping(backups)):
            self._disk.remove(superfluous)


def worth_keeping(newest_first: Sequence[Path]) -> list[Path]:
    """Return which backups to keep: the newest of each of the last days, weeks and months that have one."""
    kept: list[Path] = []
    rest = list(newest_first)
    for period, most in (("%Y-%m-%d", DAILY), ("%G-%V", WEEKLY), ("%Y-%m", MONTHLY)):
        seen: set[str] = set()
        while rest:
            name = f"{made_at(rest[0]):{period}}"
            if name not in seen:
                if len(seen) == most:
                    break
                seen.add(name)
                kept.append(rest[0])
            del rest[0]
    return kept


def made_at(path: Path) -> datetime:
    """Return when a backup was made, by its name."""
    return datetime.strptime(path.name.removesuffix(".jsonl.gz"), "%Y-%m-%dT%H%M").replace(tzinfo=UTC)


def restore(store: LogSessionStore, file: Path, disk: Disk, *, bring_back_removed: bool = False) -> Restored:
    """Add to the record what a backup, or a file of a log, holds and the record lacks; nothing is removed or changed.

    Raises:
        BadInput: the file can't be read or is no such file.
        NewerLog: a newer program wrote it.
        NotSaved: it could not be written; the record is as before.
    """
    changes, damaged = changes_in(file, disk)
    tables = Tables()
    for change in changes:
        tables.apply(change)
    rows = Rows(tables)
    rows.take_changes()
    records = rows.in_order()
    missing = store.restore([*records, *rows.pauses.values()], bring_back=bring_back_removed)
    added = [kept for kept in missing if isinstance(kept, SessionRecord)]
    present = {record.id for record in store.records()}
    removed_before = sum(record.id not in present for record in records)
    return Restored(len(records), added, removed_before, damaged + len(rows.unreadable), len(missing) - len(added))


def changes_in(file: Path, disk: Disk) -> tuple[list[Change], int]:
    """Return the changes that a backup or a file of a log holds, and how many stretches of it hold none.

    Raises:
        BadInput, NewerLog: as in `restore`.
    """
    try:
        content = disk.read(file)
        if content.startswith(_GZIP_MAGIC):
            content = _unpacked(content)
    except (OSError, EOFError, zlib.error) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise BadInput(f"{file} can't be read ({reason}); nothing was changed; try another backup") from error
    reading = read_sealed(content)
    changes, damaged = [], len(reading.bad) + (reading.used < len(content))
    for items in reading.lines:
        try:
            changes.append(decode(items))
        except NewerFormat:
            raise newer_log(file.name) from None
        except ValueError:
            damaged += 1
    if not changes:
        raise BadInput(f"{file} is no backup of a record; nothing was changed; practice backup makes one")
    return changes, damaged


def _unpacked(content: bytes) -> bytes:
    """Return what a gzip file holds; a small one that unfolds without end is refused."""
    unpacking = zlib.decompressobj(wbits=31)
    unpacked = unpacking.decompress(content, _LARGEST_UNPACKED)
    if not unpacking.eof:
        raise EOFError("it ends too soon or is too large")
    return unpacked
