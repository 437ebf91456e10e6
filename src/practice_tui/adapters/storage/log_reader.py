"""Reads every file of the log, and later what has come since.

Owns which names are files of the log, how far each was read, and what in them could not be read. Files of other
devices, conflict copies of sync programs and files of past years are all read alike: a line is good wherever it stands.
It never writes, cuts or locks anything.
"""

from __future__ import annotations

import re
from operator import attrgetter
from typing import TYPE_CHECKING, NamedTuple
from zlib import crc32

from practice_tui.adapters.storage.changes import Change, Tables, decode, encode
from practice_tui.adapters.storage.lines import BadStretch, read_sealed
from practice_tui.adapters.storage.schema import NewerFormat

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from practice_tui.adapters.storage.disk import Disk, FileFacts

SUFFIX = ".jsonl"
_place_of = attrgetter("stamp", "device", "sequence")
_OWN_NAME = re.compile(r"([a-z2-7]{8})-(\d{4,})(?:-(\d+))?\.jsonl")


class Segment(NamedTuple):
    """What the name of a file of the log says: ``k3f9a2c1-2026.jsonl`` is segment 1, ``k3f9a2c1-2026-2.jsonl`` is 2."""

    device: str
    year: int
    number: int

    @property
    def name(self) -> str:
        """The name of the file."""
        return f"{self.device}-{self.year:04}{f'-{self.number}' if self.number > 1 else ''}{SUFFIX}"


def segment(name: str) -> Segment | None:
    """Return what a file's name says; None for a copy that another program has renamed."""
    found = _OWN_NAME.fullmatch(name)
    return Segment(found[1], int(found[2]), int(found[3] or 1)) if found else None


class FileReading:
    """How far one file was read.

    Attributes:
        offset: how many bytes were read for good.
        crc: the CRC-32 of these bytes.
        waiting: how many stand behind them: a line that is torn or still arriving.
        open_ended: whether the last line read lacks its line end.
        changed_elsewhere: whether somebody else has written in it, cut or replaced it since it was begun.
        bad: stretches that hold no line, by their place in the file.
        newer: whether a newer program has written in it.
        trouble: why it could not be read; empty as a rule.
    """

    __slots__ = (
        "bad", "changed_elsewhere", "crc", "identity", "last_sequence", "newer", "offset", "open_ended", "trouble",
        "waiting",
    )  # fmt: skip

    def __init__(self) -> None:
        self.offset = 0
        self.crc = 0
        self.waiting = 0
        self.open_ended = False
        self.changed_elsewhere = False
        self.identity: tuple[int, int] | None = None
        self.last_sequence = 0
        self.bad: list[BadStretch] = []
        self.newer = False
        self.trouble = ""

    def is_up_to_date(self, facts: FileFacts) -> bool:
        """Return whether there is nothing new in a file with these facts."""
        return facts.identity == self.identity and facts.length == self.offset + self.waiting and not self.trouble

    def read_up_to(self, facts: FileFacts, appended: bytes) -> None:
        """Note that the file was read to its end, which is the end of what was appended to it."""
        self.identity, self.offset = facts.identity, facts.length
        self.crc = crc32(appended, self.crc)
        self.waiting, self.open_ended = 0, False


class LogReader:
    """Reads a folder of log files into tables.

    Attributes:
        tables: the rows as everything read so far leaves them.
        folder: where the files stand.
        files: how far each file was read, by its name.
        sequences: the greatest sequence seen of each device.
    """

    def __init__(self, folder: Path, disk: Disk) -> None:
        self.folder = folder
        self._disk = disk
        self.tables = Tables()
        self.files: dict[str, FileReading] = {}
        self.sequences: dict[str, int] = {}

    def has_news(self) -> bool:
        """Return whether any file is new or has changed since it was read."""
        return any(
            name not in self.files or facts is None or not self.files[name].is_up_to_date(facts)
            for name, facts in self._listed()
        )

    def read_news(self) -> None:
        """Read what is new in every file. One that can't be read is noted and doesn't stand in the others' way.

        Raises:
            OSError: the folder itself can't be listed.
        """
        for name, facts in self._listed():
            file = self.files.setdefault(name, FileReading())
            if facts is not None and not file.is_up_to_date(facts):
                try:
                    self._read(name, file, facts)
                    file.trouble = ""
                except OSError as error:
                    file.trouble = error.strerror or str(error)

    def history(self) -> list[Change]:
        """Return every change of every file, each once, in the order in which the later one holds.

        Raises:
            OSError: a file can't be read.
        """
        return list(self._history().values())

    def lines(self) -> list[bytes]:
        """Return the good lines of all files as this program writes them, each once, in the order of `history`.

        Raises:
            OSError: a file can't be read.
        """
        return list(self._history())

    def _history(self) -> dict[bytes, Change]:
        changes: dict[bytes, Change] = {}
        for name in log_names(self._disk, self.folder):
            for items in read_sealed(self._disk.read(self.folder / name)).lines:
                try:
                    change = decode(items)
                except ValueError:
                    continue  # reading the tables has noted it already
                changes[encode(change)] = change
        # Two machines under one device name may give two changes one place; their lines tell them apart.
        in_order = sorted(changes.items(), key=lambda item: (*_place_of(item[1]), item[0]))
        return dict(in_order)

    def take_in(self, name: str, change: Change) -> None:
        """Take a change into the tables that stands in the file `name`."""
        file = self.files.setdefault(name, FileReading())
        own = segment(name)
        if own is not None and (change.device != own.device or change.sequence <= file.last_sequence):
            file.changed_elsewhere = True
        file.last_sequence = max(file.last_sequence, change.sequence)
        self.sequences[change.device] = max(self.sequences.get(change.device, 0), change.sequence)
        self.tables.apply(change)

    def _listed(self) -> Iterator[tuple[str, FileFacts | None]]:
        for name in log_names(self._disk, self.folder):
            yield name, self._disk.facts(self.folder / name)

    def _read(self, name: str, file: FileReading, facts: FileFacts) -> None:
        if file.identity is not None and (facts.identity != file.identity or facts.length < file.offset):
            file.offset, file.crc, file.last_sequence, file.bad = 0, 0, 0, []
            file.changed_elsewhere = True
        content = self._disk.read(self.folder / name, file.offset)
        reading = read_sealed(content)
        file.identity = facts.identity
        file.bad += [bad._replace(offset=bad.offset + file.offset) for bad in reading.bad]
        if reading.used:
            file.open_ended = reading.open_ended
        file.offset += reading.used
        file.crc = crc32(memoryview(content)[: reading.used], file.crc)
        file.waiting = len(content) - reading.used
        for items in reading.lines:
            try:
                self.take_in(name, decode(items))
            except NewerFormat:
                file.newer = True
            except ValueError:
                file.bad.append(BadStretch(file.offset, repr(items).encode(), 0))


def log_names(disk: Disk, folder: Path) -> list[str]:
    """Return the names of the log's files, conflict copies among them; half-transferred files begin with a point."""
    return [name for name in disk.names(folder) if name.endswith(SUFFIX) and not name.startswith(".")]
