"""A journal that keeps nobody waiting for the disk.

Owns one thread, from the beginning of a sitting to its end, in which notes are written and synced one after another; a
heartbeat that meets a slow disk so never holds up a screen. Whatever else is asked of the journal waits until all notes
before it stand, so that the order in which things reach the disk is the order in which they happened.
"""

from __future__ import annotations

from queue import SimpleQueue
from threading import Event, Thread
from typing import TYPE_CHECKING, Any, TypeAlias

if TYPE_CHECKING:
    from practice_tui.engine.ports import Journal

    _Task: TypeAlias = dict[str, Any] | Event | None
    """A note to write, an event to set once all before it is written, or the end of the thread."""


class JournalThread:
    """Implements Journal over another one, which nobody else may use."""

    def __init__(self, journal: Journal) -> None:
        self._journal = journal
        self._tasks: SimpleQueue[_Task] = SimpleQueue()
        self._thread: Thread | None = None
        self._fault: Exception | None = None

    def open(self, session_id: str, facts: dict[str, Any]) -> None:
        """Begin the journal of one sitting; its first line is on disk when this returns.

        Raises:
            AlreadySitting, NotSaved: as the journal itself.
        """
        self._catch_up()
        self._journal.open(session_id, facts)
        if self._thread is None:
            self._thread = Thread(target=self._write, name="journal", daemon=True)
            self._thread.start()

    def note(self, facts: dict[str, Any]) -> None:
        """Have one more line written; returns at once.

        Raises:
            Exception: a fault of the program in a note before this one; what a disk does is no fault.
        """
        if self._fault is not None:
            raise self._fault
        if self._thread is not None:
            self._tasks.put(facts)

    def remove(self) -> None:
        """Take the journal away, once its record is acknowledged."""
        self._end()
        self._journal.remove()

    def release(self) -> None:
        """Leave the journal where it is, with every note in it, and let others enter it."""
        self._end()
        self._journal.release()

    def abandoned(self) -> list[list[dict[str, Any]]]:
        """Claim every journal whose process is gone; as the journal itself."""
        self._catch_up()
        return self._journal.abandoned()

    def settle(self, session_id: str) -> None:
        """Take away a claimed journal, once its record is acknowledged."""
        self._catch_up()
        self._journal.settle(session_id)

    def set_aside(self, facts: list[dict[str, Any]]) -> None:
        """Put a claimed journal out of the way of whose facts no record can be made."""
        self._catch_up()
        self._journal.set_aside(facts)

    def _write(self) -> None:
        while (task := self._tasks.get()) is not None:
            if isinstance(task, Event):
                task.set()
            else:
                self._note(task)

    def _note(self, facts: dict[str, Any]) -> None:
        try:
            self._journal.note(facts)
        except Exception as problem:  # noqa: BLE001 - nobody hears it in this thread; the next note raises it
            self._fault = problem

    def _catch_up(self) -> None:
        """Wait until every note that was asked for is written."""
        if self._thread is not None:
            written = Event()
            self._tasks.put(written)
            written.wait()

    def _end(self) -> None:
        thread, self._thread = self._thread, None
        if thread is not None:
            self._tasks.put(None)
            thread.join()
