"""The full check of the record for `doctor`: every line of every file, and what can be mended without losing anything.

Owns what is looked at and the words for it. Mending only ever adds: lines that a file has lost and a backup still holds
are written, as they were, into a file of their own, since a line is good wherever it stands; a view that isn't true is
taken away and a backup made where there is none of today. No line of the log is changed or cut here.
"""

from __future__ import annotations

from contextlib import suppress
from datetime import timedelta
from typing import TYPE_CHECKING

from practice_tui.adapters.storage.backups import changes_in, made_at
from practice_tui.adapters.storage.changes import encode
from practice_tui.adapters.storage.disk import write_whole
from practice_tui.adapters.storage.log_reader import LogReader, segment
from practice_tui.domain.errors import PracticeError
from practice_tui.engine.services import Check

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime
    from pathlib import Path

    from practice_tui.adapters.storage.backups import Backups
    from practice_tui.adapters.storage.disk import Disk
    from practice_tui.adapters.storage.sessions import LogSessionStore

CLOCK_AHEAD = timedelta(days=1)
"""A change from so far ahead tells of a clock that is or was wrong."""

_OLD_BACKUP = timedelta(days=8)
_MOST_NAMED = 5


class Examination:
    """Looks once at everything that is there; `mend` allows what its findings say was done."""

    def __init__(
        self,
        store: LogSessionStore,
        backups: Backups,
        state_folder: Path,
        now: Callable[[], datetime],
        disk: Disk,
        *,
        mend: bool,
    ) -> None:
        self._store = store
        self._backups = backups
        self._view = state_folder / "view.json"
        self._now = now
        self._disk = disk
        self._mend = mend
        self._reader = LogReader(store.log.reader.folder, disk)

    def findings(self) -> list[Check]:
        """Return what was found, the record itself first. It never raises for what is wrong with the record."""
        try:
            self._reader.read_news()
            return [
                *self._files(),
                self._lines(),
                *self._clock(),
                *self._set_aside(),
                self._view_check(),
                self._backup_check(),
            ]
        except (OSError, PracticeError) as error:
            return [Check("record", ok=False, detail=str(error), mend="see that the folders may be read and written")]

    def _files(self) -> Iterator[Check]:
        for name, file in sorted(self._reader.files.items()):
            if file.newer:
                mend = "bring this program up to date"
                yield Check("record", ok=False, detail=f"{name} was written by a newer version", mend=mend)
            if file.trouble:
                detail = f"{name} can't be read: {file.trouble}"
                yield Check("record", ok=False, detail=detail, mend="see that the file may be read")
            if file.waiting:
                detail = f"the last {file.waiting} bytes of {name} are no whole line: never saved, or still arriving"
                yield Check("record", ok=True, detail=detail)
        copies = sorted(name for name in self._reader.files if segment(name) is None)
        if copies:
            detail = f"{_named(copies)}: copies that are read like all others; nothing to do"
            yield Check("record, copies", ok=True, detail=detail)

    def _lines(self) -> Check:
        """Tell whether every line holds, and bring back from the backups those that don't."""
        damaged = [
            f"{name}: {len(bad.content)} bytes from byte {bad.offset} on can't be read"
            for name, file in sorted(self._reader.files.items())
            for bad in file.bad
        ]
        found = self._lost_lines() if damaged or self._missing() else {}
        if found and self._mend:
            self._bring_back(found)
        missing = self._missing() | self._lost_ends()
        if not damaged and not found and not missing:
            size = sum(file.offset for file in self._reader.files.values()) / 1000
            detail = f"{_lines(len(self._reader.lines()))} in {len(self._reader.files)} files, {size:.0f} kB; all hold"
            return Check("record", ok=True, detail=detail)
        words = [_named(damaged)] if damaged else []
        if found:
            words.append(f"{_lines(len(found))} {'brought back' if self._mend else 'to bring back'} from a backup")
        words.append(f"{_lines(len(missing))} not arrived or lost" if missing else "nothing is missing")
        mend = "let your devices exchange their files and look again; or practice restore FILE" if missing else ""
        return Check("record", ok=not missing, detail="; ".join(words), mend=mend)

    def _sequences(self) -> dict[str, set[int]]:
        there: dict[str, set[int]] = {}
        for change in self._reader.history():
            there.setdefault(change.device, set()).add(change.sequence)
        return there

    def _missing(self) -> set[tuple[str, int]]:
        """Return device and sequence of each line that must have been written, since a later one was."""
        return {
            (device, number)
            for device, numbers in self._sequences().items()
            if len(numbers) < max(numbers)
            for number in range(1, max(numbers))
            if number not in numbers
        }

    def _lost_ends(self) -> set[tuple[str, int]]:
        """Return the last line of each file that ends in damage, unless later ones of its device are there."""
        there, lost = self._sequences(), set()
        for name, file in self._reader.files.items():
            own = segment(name)
            at_end = any(bad.offset + len(bad.content) + 1 >= file.offset and not bad.saved for bad in file.bad)
            if own and at_end and max(there.get(own.device, ()), default=0) <= file.last_sequence:
                lost.add((own.device, file.last_sequence + 1))
        return lost

    def _lost_lines(self) -> dict[bytes, str]:
        """Return the lines that backups hold and that damaged files or files with gaps have lost, with their device."""
        there = self._sequences()
        suspects = {device for device, _ in self._missing()}
        suspects |= {own.device for name, file in self._reader.files.items() if file.bad and (own := segment(name))}
        found: dict[bytes, str] = {}
        for backup in self._backups.newest_first():
            with suppress(PracticeError):  # a backup that is damaged or newer is told of elsewhere
                for change in changes_in(backup, self._disk)[0]:
                    if change.device in suspects and change.sequence not in there.get(change.device, ()):
                        found[encode(change)] = change.device
        return found

    def _bring_back(self, found: dict[bytes, str]) -> None:
        """Write lost lines into a file of their own beside the others.

        Raises:
            OSError: it could not be written.
        """
        with self._store.log.hold():
            for device in sorted(set(found.values())):
                path = self._reader.folder / f"{device}.mended.jsonl"
                before = self._disk.read(path) if self._disk.facts(path) else b""
                lines = [line for line, its_device in found.items() if its_device == device]
                write_whole(self._disk, path, before + b"".join(lines))
        self._reader.read_news()

    def _clock(self) -> Iterator[Check]:
        ahead = self._reader.tables.greatest_stamp / 1000 - self._now().timestamp()
        if ahead > CLOCK_AHEAD.total_seconds():
            detail = f"a change bears a time {ahead / 86400:.0f} days ahead; it is kept, and new ones come after it"
            yield Check("record, clock", ok=False, detail=detail, mend="see that the clocks of your devices are right")

    def _set_aside(self) -> Iterator[Check]:
        """Tell of notes of running sittings that nobody could read."""
        state = self._view.parent
        names = [name for name in self._disk.names(state) if name.startswith("sitting-") and name.endswith(".damaged")]
        if names:
            detail = f"{_named(sorted(names))} in {state}: notes of a sitting cut off, too damaged to be entered"
            yield Check("sittings cut off", ok=True, detail=detail, mend="add what you remember: practice log add")

    def _view_check(self) -> Check:
        """Compare what the program shows with what all lines, read anew, come to."""
        self._store.records()
        if self._store.log.reader.tables.is_same_as(self._reader.tables):
            return Check("record, view", ok=True, detail="what is shown is what the lines say")
        if self._mend:
            self._disk.remove(self._view)
        detail = "what was read at the start is not what the lines say" + "; the view was taken away" * self._mend
        return Check("record, view", ok=False, detail=detail, mend="start the program anew")

    def _backup_check(self) -> Check:
        if self._mend:
            self._backups.make_if_due()
        newest = next(iter(self._backups.newest_first()), None)
        if newest is None:
            is_fine = not self._store.records()
            return Check("backups", ok=is_fine, detail="there is none yet", mend="" if is_fine else "practice backup")
        changes_in(newest, self._disk)
        if self._now() - made_at(newest) > _OLD_BACKUP:
            return Check("backups", ok=False, detail=f"the newest is {newest.name}", mend="practice backup")
        detail = f"{len(self._backups.newest_first())} in {newest.parent}, the newest {newest.name}"
        return Check("backups", ok=True, detail=detail)


def _lines(count: int) -> str:
    return f"{count} {'line' if count == 1 else 'lines'}"


def _named(names: list[str]) -> str:
    more = len(names) - _MOST_NAMED
    return ", ".join(names[:_MOST_NAMED]) + (f" and {more} more" if more > 0 else "")
