"""The record and the journal without a disk, for previews and tests.

Owns the same behaviour as the real ones (one contract suite holds both) for as long as the process lives, and keeps
nothing beyond it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from practice_tui.domain.errors import AlreadySitting, NotFound
from practice_tui.domain.pause import Pause
from practice_tui.domain.record import Ending, SessionRecord

if TYPE_CHECKING:
    from collections.abc import Iterable

    from practice_tui.engine.ports import Kept

_ADDED_BY_PEOPLE = frozenset({Ending.BY_HAND, Ending.IMPORTED})


class MemorySessionStore:
    """Keeps sittings in memory."""

    def __init__(self, records: Iterable[SessionRecord] = ()) -> None:
        self._records: dict[str, SessionRecord] = {}
        self._pauses: dict[str, Pause] = {}
        self._known: set[str] = set()
        self._undoable: list[list[tuple[Kept | None, Kept | None]]] = []
        for record in records:
            self.add(record)

    def add(self, record: SessionRecord) -> None:
        """Keep a record. The same id twice keeps the first; what was removed under it stays removed."""
        if self._take(record, bring_back=False) and record.ending in _ADDED_BY_PEOPLE:
            self._undoable.append([(None, record)])

    def add_all(self, records: Iterable[SessionRecord], *, bring_back: bool = False) -> list[SessionRecord]:
        """Keep several records that a person asked for; return those that were not there yet.

        It is one change, and `undo` takes it back as one. What was removed stays removed unless `bring_back`.
        """
        new = [record for record in records if self._take(record, bring_back=bring_back)]
        if new:
            self._undoable.append([(None, record) for record in new])
        return new

    def _take(self, record: SessionRecord, *, bring_back: bool) -> bool:
        if record.id in self._records or (record.id in self._known and not bring_back):
            return False
        self._known.add(record.id)
        self._records[record.id] = record
        return True

    def edit(self, record: SessionRecord) -> None:
        """Put `record` in the place of the one with its id.

        Raises:
            NotFound: there is none.
        """
        before = self._present(record.id)
        if record != before:
            self._records[record.id] = record
            self._undoable.append([(before, record)])

    def remove(self, record_id: str) -> SessionRecord:
        """Take a record out; return it.

        Raises:
            NotFound: there is none with that id.
        """
        before = self._present(record_id)
        del self._records[record_id]
        self._undoable.append([(before, None)])
        return before

    def mark(self, pause: Pause) -> None:
        """Keep a pause, in the place of one with its id."""
        before = self._pauses.get(pause.id)
        if pause != before:
            self._pauses[pause.id] = pause
            self._undoable.append([(before, pause)])

    def unmark(self, pause_id: str) -> Pause:
        """Take a pause out; return it.

        Raises:
            NotFound: there is none with that id.
        """
        if pause_id not in self._pauses:
            raise NotFound(f"no pause has the id {pause_id!r}; practice log pause list shows them all")
        before = self._pauses.pop(pause_id)
        self._undoable.append([(before, None)])
        return before

    def pauses(self) -> list[Pause]:
        """Return every pause, sorted by its first day."""
        return sorted(self._pauses.values(), key=lambda pause: (pause.first, pause.id))

    def undo(self) -> list[tuple[Kept | None, Kept | None]]:
        """Take back the last change a person made; return what it concerned, as it was until now and as it is again.

        Raises:
            NotFound: there is nothing to undo.
        """
        if not self._undoable:
            raise NotFound("there is nothing to undo; a sitting that was sat can be removed by its id")
        pairs: list[tuple[Kept | None, Kept | None]] = []
        for before, after in self._undoable.pop():
            kept: dict[str, Any] = self._pauses if Pause in {type(before), type(after)} else self._records
            if before is not None:
                kept[before.id] = before
            elif after is not None:
                del kept[after.id]
            pairs.append((after, before))
        return pairs

    def records(self) -> list[SessionRecord]:
        """Return every sitting, sorted by start."""
        return sorted(self._records.values(), key=lambda record: (record.start, record.id))

    def _present(self, record_id: str) -> SessionRecord:
        try:
            return self._records[record_id]
        except KeyError:
            raise NotFound(f"no sitting has the id {record_id!r}; practice log list shows them all") from None


class JournalShelf:
    """What the journals of one machine share.

    Attributes:
        lines: the facts of each sitting.
        held: which sittings are held by somebody.
        set_aside: the facts of those that could not be read.
        sitting: the sitting that runs, if any.
    """

    def __init__(self) -> None:
        self.lines: dict[str, list[dict[str, Any]]] = {}
        self.held: set[str] = set()
        self.set_aside: list[list[dict[str, Any]]] = []
        self.sitting: str | None = None


class MemoryJournal:
    """One process's journal; journals on one shelf see each other as processes of one machine do."""

    def __init__(self, shelf: JournalShelf | None = None) -> None:
        self._shelf = shelf or JournalShelf()
        self._running: str | None = None
        self._claimed: set[str] = set()

    def open(self, session_id: str, facts: dict[str, Any]) -> None:
        """Begin the journal of one sitting.

        Raises:
            AlreadySitting: a sitting is running on this machine.
        """
        if self._shelf.sitting is not None:
            raise AlreadySitting("another sitting is running on this machine; it goes on untouched; end it first")
        self._running = self._shelf.sitting = session_id
        self._shelf.held.add(session_id)
        self._shelf.lines[session_id] = [facts]

    def note(self, facts: dict[str, Any]) -> None:
        """Write one more line."""
        if self._running is not None:
            self._shelf.lines[self._running].append(facts)

    def remove(self) -> None:
        """Take the journal away, once its record is acknowledged."""
        session_id = self._running
        self.release()
        if session_id is not None:
            del self._shelf.lines[session_id]

    def release(self) -> None:
        """Leave the journal where it is and let others enter it."""
        if self._running is not None:
            self._shelf.held.discard(self._running)
            self._running = self._shelf.sitting = None

    def abandoned(self) -> list[list[dict[str, Any]]]:
        """Claim every journal that nobody holds; return the facts of each, oldest sitting first."""
        free = self._shelf.lines.keys() - self._shelf.held
        self._claimed |= free
        self._shelf.held |= free
        return [list(self._shelf.lines[session_id]) for session_id in sorted(self._claimed)]

    def set_aside(self, facts: list[dict[str, Any]]) -> None:
        """Put a claimed journal out of the way of whose facts no record can be made."""
        for session_id in [each for each in self._claimed if self._shelf.lines[each] == facts]:
            self._claimed.discard(session_id)
            self._shelf.held.discard(session_id)
            self._shelf.set_aside.append(self._shelf.lines.pop(session_id))

    def settle(self, session_id: str) -> None:
        """Take away a claimed journal, once its record is acknowledged."""
        if session_id in self._claimed:
            self._claimed.discard(session_id)
            self._shelf.held.discard(session_id)
            del self._shelf.lines[session_id]
