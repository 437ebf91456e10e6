"""The view: what the log comes to, kept so that a start needn't read every line anew.

Owns ``state/view.json``: a plain TinyDB file, so that anybody can read or query it, whose tables are those of the log
and two more: ``log`` (up to where each file was read, what decides between rows, and the sittings field by field) and
``seal`` (the CRC-32 of all that comes before, and where ``log`` begins). A start reads ``log`` alone, which holds the
few pauses too; the other tables are parsed when the row of a sitting is asked for. It is only ever a shortcut: it
counts where the bytes of every file it was made from are still the same, and is left aside wherever anything about it
is odd. What goes wrong in writing it is no matter to anybody.
"""

from __future__ import annotations

import json
from contextlib import suppress
from typing import TYPE_CHECKING, Any
from zlib import crc32

from practice_tui.adapters.storage.changes import SESSIONS, Shelf
from practice_tui.adapters.storage.columns import long, packed, short, unpacked
from practice_tui.adapters.storage.disk import write_whole
from practice_tui.adapters.storage.lines import BadStretch
from practice_tui.adapters.storage.log_reader import FileReading, log_names
from practice_tui.adapters.storage.schema import FORMAT

if TYPE_CHECKING:
    from pathlib import Path

    from practice_tui.adapters.storage.disk import Disk
    from practice_tui.adapters.storage.log_reader import LogReader

WORTH_BYTES = 100_000
"""So much of the log, some hundreds of sittings, is read anew rather than the view written again."""

_WORTH_PART = 20
_KIND = [2, FORMAT]
"""The version of the view and of the lines it was made from; with any other it is made anew."""

_SEAL = b',"seal":{"1":{"crc32":"%08x","log":"%012d"}}}'
_SEAL_LENGTH = len(_SEAL % (0, 0))
_LOG_BEGINS = slice(-len('000000000000"}}}'), -len('"}}}'))


class View:
    """The view at `path`; it is behind once `worth_bytes` of the log, and a part of the whole, came after it."""

    def __init__(self, path: Path, disk: Disk, worth_bytes: int = WORTH_BYTES) -> None:
        self._path = path
        self._disk = disk
        self._worth_bytes = worth_bytes
        self._covered_bytes = 0

    def load(self, reader: LogReader) -> bool:
        """Fill a reader that has read nothing yet with what the view holds; return whether it still holds true."""
        with suppress(OSError, ValueError, LookupError, TypeError, RecursionError):
            content = self._disk.read(self._path)
            body, begins = memoryview(content)[:-_SEAL_LENGTH], int(content[_LOG_BEGINS])
            if content[-_SEAL_LENGTH:] == _SEAL % (crc32(body), begins):
                return self._fill(reader, json.loads(bytes(body[begins:]))["1"], body[:begins])
        return False

    def is_behind(self, reader: LogReader) -> bool:
        """Return whether so much was read since it was written that it is worth writing it anew."""
        total = _read_bytes(reader)
        return total - self._covered_bytes > max(self._worth_bytes, total // _WORTH_PART)

    def save(self, reader: LogReader) -> None:
        """Write the view, if that can be done; only under the lock of the record."""
        if any(file.newer or file.trouble for file in reader.files.values()):
            return
        with suppress(OSError):  # the record is whole without it
            write_whole(self._disk, self._path, _content(reader))
            self._covered_bytes = _read_bytes(reader)

    def _fill(self, reader: LogReader, log: dict[str, Any], tables: memoryview) -> bool:
        if log["kind"] != _KIND or not log["files"].keys() <= {*log_names(self._disk, reader.folder)}:
            return False
        files = {name: _file(noted) for name, noted in log["files"].items()}
        if not all(self._is_unchanged(reader.folder / name, file) for name, file in files.items()):
            return False
        shelves = [_shelf(table, noted) for table, noted in log["tables"].items()]
        reader.tables.fill(shelves, lambda: _rows(tables, shelves))
        reader.tables.greatest_stamp = log["greatest_stamp"]
        reader.files, reader.sequences = files, log["sequences"]
        self._covered_bytes = _read_bytes(reader)
        return True

    def _is_unchanged(self, path: Path, file: FileReading) -> bool:
        facts = self._disk.facts(path)
        if facts is None or facts.length < file.offset:
            return False
        file.identity = facts.identity
        return crc32(memoryview(self._disk.read(path))[: file.offset]) == file.crc


def _read_bytes(reader: LogReader) -> int:
    return sum(file.offset for file in reader.files.values())


def _content(reader: LogReader) -> bytes:
    tables: dict[str, dict[str, Any]] = {}
    rows: dict[str, dict[str, dict[str, Any]]] = {}
    for table, key, rank, device, value in reader.tables.every_row():
        noted = tables.setdefault(table, {"keys": [], "ranks": [], "devices": [], "removed": []})
        if value is None:
            noted["removed"].append(len(noted["keys"]))
        else:
            rows.setdefault(table, {})[str(len(noted["keys"]) + 1)] = value
        noted["keys"].append(key)
        noted["ranks"].append(rank)
        noted["devices"].append(device)
    if SESSIONS in rows:
        tables[SESSIONS]["columns"] = packed([*rows[SESSIONS].values()])
    for table, noted in tables.items():
        noted["devices"] = short(noted["devices"])
        if table != SESSIONS:
            there = rows.get(table, {})
            noted["values"] = [there.get(str(place)) for place in range(1, len(noted["keys"]) + 1)]
    log = {
        "kind": _KIND,
        "greatest_stamp": reader.tables.greatest_stamp,
        "sequences": reader.sequences,
        "files": {name: _noted(file) for name, file in reader.files.items() if file.identity is not None},
        "tables": tables,
    }
    before = json.dumps(rows, separators=(",", ":")).encode()[:-1] + (b',"log":' if rows else b'"log":')
    body = before + json.dumps({"1": log}, separators=(",", ":")).encode()
    return body + _SEAL % (crc32(body), len(before))


def _shelf(table: str, noted: dict[str, Any]) -> Shelf:
    columns = noted.get("columns")
    return Shelf(
        table,
        noted["keys"],
        noted["ranks"],
        long(noted["devices"]),
        noted["removed"],
        None if columns is None else unpacked(columns),
        noted.get("values"),
    )


def _rows(tables: memoryview, shelves: list[Shelf]) -> dict[str, list[tuple[str, dict[str, Any]]]]:
    """Return the rows that are there; `tables` is the view up to where its log begins."""
    read = json.loads(bytes(tables) + b"{}}")
    return {
        shelf.table: [(shelf.keys[int(place) - 1], row) for place, row in read.get(shelf.table, {}).items()]
        for shelf in shelves
    }


def _noted(file: FileReading) -> dict[str, Any]:
    return {
        "offset": file.offset,
        "crc32": file.crc,
        "open_ended": file.open_ended,
        "changed_elsewhere": file.changed_elsewhere,
        "last_sequence": file.last_sequence,
        "bad": [[bad.offset, bad.content.decode("latin-1"), bad.saved] for bad in file.bad],
    }


def _file(noted: dict[str, Any]) -> FileReading:
    file = FileReading()
    file.offset, file.crc, file.open_ended = noted["offset"], noted["crc32"], noted["open_ended"]
    file.changed_elsewhere, file.last_sequence = noted["changed_elsewhere"], noted["last_sequence"]
    file.bad = [BadStretch(offset, content.encode("latin-1"), saved) for offset, content, saved in noted["bad"]]
    return file
