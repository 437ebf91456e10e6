"""What the lines of the log say: changes, and how they make up the tables.

Every line is one change and stands for itself. Its items, after the seal (see lines.py), are::

    version   1; the format of this line (schema.py). It stands in every line and not in a heading, so that a line keeps
              its meaning when files are cut, merged by a sync program or continued by a newer version of this one
    device    the name of the device that wrote it
    sequence  1, 2, 3 … on that device, through all its files; a gap tells that lines are missing
    stamp     a hybrid logical clock, in milliseconds since 1970: the wall clock, or one more than the greatest stamp
              the device had seen, whichever is later
    op        "add", "put" or "remove" for one row, "many" for several at once
    table     "sessions" for the sittings, "pauses" for the pauses; empty for "many"
    key       the row's id; empty for "many"
    value     add, put: the row, an object. remove: null. many: an object, {"writes": [[op, table, key, value], …]},
              where a person asked for it (an import, say) with "asked" as true, and where it takes back an earlier
              change of the same device with that one's sequence as "undoes"

Of two writes to one row the one with the later stamp holds, equal stamps are decided by the device's name; so any set
of lines in any order, and twice, gives the same tables. A removed row is remembered as removed. An added row yields to
everything else, whatever the stamps, and to one that was added before: so a device that doesn't know yet (or can't
read) what another did to a row takes nothing back by adding it again.
"""

from __future__ import annotations

import json
from itertools import repeat
from typing import TYPE_CHECKING, Any, NamedTuple

from practice_tui.adapters.storage.lines import seal
from practice_tui.adapters.storage.schema import FORMAT, present_items

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

SESSIONS = "sessions"
"""The table of the sittings."""

PAUSES = "pauses"
"""The table of the pauses a person has marked."""

_PLACES_AFTER_VERSION = 7


class Write(NamedTuple):
    """One row put or, where the value is None, removed; one that `yields` holds only where nothing else does."""

    table: str
    key: str
    value: dict[str, Any] | None
    yields: bool = False


class Change(NamedTuple):
    """One line of the log: rows that change together.

    Attributes:
        undoes: the sequence of the own change that this one takes back.
        asked: whether a person asked for all of it at once, whatever the rows say: an import, a backup brought back.
    """

    device: str
    sequence: int
    stamp: int
    writes: Sequence[Write]
    undoes: int | None = None
    asked: bool = False


def encode(change: Change) -> bytes:
    """Return the change as one line of the log.

    Raises:
        TypeError, ValueError: JSON can't hold a value.
    """
    head = [FORMAT, change.device, change.sequence, change.stamp]
    if len(change.writes) == 1 and change.undoes is None and not change.asked:
        return seal(head + _row(change.writes[0]))
    many: dict[str, Any] = {"writes": [_row(write) for write in change.writes]}
    if change.asked:
        many["asked"] = True
    if change.undoes is not None:
        many["undoes"] = change.undoes
    return seal([*head, "many", "", "", many])


def _row(write: Write) -> list[Any]:
    op = "remove" if write.value is None else "add" if write.yields else "put"
    return [op, write.table, write.key, write.value]


def decode(items: list[Any]) -> Change:
    """Return the change that a line's items are.

    Raises:
        NewerFormat: only a newer program can read it.
        ValueError: it is no change.
    """
    present = present_items(items)
    if len(present) != _PLACES_AFTER_VERSION:
        raise ValueError("a change has eight items")
    device, sequence, stamp, op, table, key, value = present
    if type(device) is not str or type(sequence) is not int or type(stamp) is not int:
        raise ValueError("a change begins with device, sequence and stamp")
    if op != "many":
        return Change(device, sequence, stamp, (_write(op, table, key, value),))
    try:
        writes = tuple(_write(*row) for row in value["writes"])
        undoes = value.get("undoes")
    except (TypeError, KeyError, AttributeError):
        raise ValueError("several changes are an object with its writes") from None
    if undoes is not None and type(undoes) is not int:
        raise ValueError("what is undone is a sequence")
    return Change(device, sequence, stamp, writes, undoes, value.get("asked") is True)


def _write(op: Any, table: Any, key: Any, value: Any) -> Write:
    if type(table) is str and type(key) is str:
        if op in {"add", "put"} and type(value) is dict:
            return Write(table, key, value, op == "add")
        if op == "remove":
            return Write(table, key, None)
    raise ValueError("a row is added, put or removed")


_Row = tuple[int, str, dict[str, Any] | None]
"""A row's rank, the device that wrote it, and its value. The greater rank holds; of two added rows the first does, so
their rank falls. Plain tuples, since every start makes one a sitting."""

_UNREAD: dict[str, Any] = {}
"""Stands for a value that a view holds and nobody has asked for yet."""


class Shelf(NamedTuple):
    """The rows of one table, as they stood when a view of them was written.

    Attributes:
        keys, ranks, devices: as `every_row` gave them.
        removed: the places of the rows that are none any more.
        columns: the rows that are there field by field, for who can do with them; None where there are no such.
        values: the rows themselves, None for one that was removed, where they are few; None where they are to be asked
            for.
    """

    table: str
    keys: Sequence[str]
    ranks: Sequence[int]
    devices: Sequence[str]
    removed: Sequence[int]
    columns: Mapping[str, Sequence[Any]] | None
    values: Sequence[dict[str, Any] | None] | None


class Tables:
    """The rows as all changes seen so far leave them.

    Attributes:
        greatest_stamp: the latest stamp seen, from whatever device.
        changed: the rows changed since the reader of the tables last emptied this set, as (table, key).
    """

    def __init__(self) -> None:
        self.greatest_stamp = 0
        self.changed: set[tuple[str, str]] = set()
        self._rows: dict[tuple[str, str], _Row] = {}
        self._shelves: dict[str, Shelf] = {}
        self._read_values: Callable[[], Mapping[str, Iterable[tuple[str, dict[str, Any]]]]] | None = None

    def apply(self, change: Change) -> None:
        """Take a change in; the same one twice is as good as once."""
        self.greatest_stamp = max(self.greatest_stamp, change.stamp)
        for table, key, value, yields in change.writes:
            place = (table, key)
            row = (_rank(change.stamp, yields=yields), change.device, value)
            present = self._rows.get(place)
            if present is not None and present[2] is _UNREAD and row[:2] == present[:2]:
                self._read()
                present = self._rows[place]
            if present is None or _later(row, present):
                self._rows[place] = row
                self.changed.add(place)

    def is_known(self, table: str, key: str) -> bool:
        """Return whether the row is or once was there."""
        return (table, key) in self._rows

    def value(self, table: str, key: str) -> dict[str, Any] | None:
        """Return the row; None if there is none or it was removed."""
        row = self._rows.get((table, key))
        if row is not None and row[2] is _UNREAD:
            self._read()
            row = self._rows[table, key]
        return row[2] if row else None

    def rows(self, table: str) -> Iterator[tuple[str, dict[str, Any]]]:
        """Return every row of a table that is there, with its key, in no order."""
        self._read()
        for (name, key), (_, _, value) in self._rows.items():
            if name == table and value is not None:
                yield key, value

    def is_same_as(self, other: Tables) -> bool:
        """Return whether the same writes hold in both."""
        self._read()
        other._read()
        return self._rows == other._rows

    def every_row(self) -> Iterator[tuple[str, str, int, str, dict[str, Any] | None]]:
        """Return table, key, rank, device and value of every row, removed ones too, for a view."""
        self._read()
        for (table, key), row in self._rows.items():
            yield table, key, *row

    def fill(
        self, shelves: Iterable[Shelf], values: Callable[[], Mapping[str, Iterable[tuple[str, dict[str, Any]]]]]
    ) -> None:
        """Take in what a view holds, in place of having read the lines it came from.

        Args:
            values: returns the rows of each table that are there, with their keys. It is called when first one of them
                is asked for: most starts want the columns alone.
        """
        for shelf in shelves:
            there = list(shelf.values or [_UNREAD] * len(shelf.keys))
            for place in shelf.removed:
                there[place] = None
            places = list(zip(repeat(shelf.table), shelf.keys, strict=False))
            self._rows |= zip(places, zip(shelf.ranks, shelf.devices, there, strict=True), strict=True)
            if shelf.columns is None:
                self.changed.update(places)
            else:
                self._shelves[shelf.table] = shelf
        self._read_values = values

    def take_shelf(self, table: str) -> Shelf | None:
        """Return, once, the rows of a table as a view held them; what came later is among the changed ones."""
        return self._shelves.pop(table, None)

    def _read(self) -> None:
        """Put every value in its place that nobody has asked for until now."""
        read, self._read_values = self._read_values, None
        if read is None:
            return
        for table, rows in read().items():
            for key, value in rows:
                rank, device, present = self._rows[table, key]
                if present is _UNREAD:
                    self._rows[table, key] = rank, device, value


def _rank(stamp: int, *, yields: bool) -> int:
    return -1 - stamp if yields else stamp


def _later(row: _Row, present: _Row) -> bool:
    if row[:2] != present[:2]:
        return row[:2] > present[:2]
    # Two machines under one device name: which holds doesn't matter, as long as it is the same one everywhere.
    return json.dumps(row[2], sort_keys=True) > json.dumps(present[2], sort_keys=True)
