"""Reminders in memory, and a ticker that is moved by hand."""

from __future__ import annotations

import asyncio
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from practice_tui.domain.due import Noted
    from practice_tui.domain.reminder import Reminder


@dataclass
class MemoryReminders:
    """Implements ReminderKeeper."""

    kept: list[Reminder] = field(default_factory=list)
    noted: dict[tuple[str, object, int], Noted] = field(default_factory=dict)

    def reminders(self) -> Sequence[Reminder]:
        return list(self.kept)

    def keep(self, reminders: Sequence[Reminder]) -> None:
        self.kept = list(reminders)

    def notes(self) -> Sequence[Noted]:
        return list(self.noted.values())

    def note(self, notes: Sequence[Noted]) -> None:
        for each in notes:
            self.noted[each.reminder, each.day, each.number] = each

    def forget(self, reminder_id: str) -> None:
        self.noted = {key: note for key, note in self.noted.items() if note.reminder != reminder_id}

    @contextmanager
    def alone(self) -> Iterator[None]:
        yield


class HandTicker:
    """Implements Ticker; it ticks when it is told to."""

    def __init__(self) -> None:
        self.runs = False
        self._tick: Callable[[], Any] | None = None
        self._heard: Callable[[Any], None] | None = None

    def start(self, tick: Callable[[], Any], heard: Callable[[Any], None]) -> None:
        self.runs, self._tick, self._heard = True, tick, heard

    def stop(self) -> None:
        self.runs = False

    async def tick(self) -> None:
        """Tick once, in a thread, and hear of it on the loop."""
        assert self._tick is not None
        assert self._heard is not None
        self._heard(await asyncio.to_thread(self._tick))
