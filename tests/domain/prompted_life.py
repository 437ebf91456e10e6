"""A life with one reminder: ticks come, prompts are noted as a tick notes them, and what came is written down."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

from practice_tui.domain.due import Noted, State, Verdict, due
from practice_tui.domain.wall_clock import Zone

if TYPE_CHECKING:
    from practice_tui.domain.due import Decision, Occasion
    from practice_tui.domain.reminder import Reminder

MADRID = Zone("Europe/Madrid", lambda instant: 120 if instant.month in range(4, 11) else 60)


def utc(text: str) -> datetime:
    """Return an instant written without its zone, which is UTC."""
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@dataclass
class StillSurroundings:
    """Nobody sits and nothing was practised, unless a test says so."""

    practised_days: set[date] = field(default_factory=set)
    paused_days: set[date] = field(default_factory=set)
    is_sitting: bool = False
    asked: int = 0

    def practised(self, day: date) -> bool:
        self.asked += 1
        return day in self.practised_days

    def rests(self, day: date) -> bool:
        self.asked += 1
        return day in self.paused_days

    def someone_sits(self) -> bool:
        self.asked += 1
        return self.is_sitting


_NOTED = {
    Verdict.DUE: State.DELIVERED,
    Verdict.PRACTISED: State.PRACTISED,
    Verdict.RESTED: State.RESTED,
}


@dataclass
class Life:
    """One reminder, what was noted of it, and what was delivered."""

    reminder: Reminder
    zone: Zone = MADRID
    day_start_hour: int = 4
    surroundings: StillSurroundings = field(default_factory=StillSurroundings)
    notes: list[Noted] = field(default_factory=list)
    delivered: list[tuple[datetime, Occasion]] = field(default_factory=list)

    def decide(self, now: datetime) -> Decision:
        return due(now, self.zone, self.reminder, self.notes, self.surroundings, self.day_start_hour)

    def tick(self, now: datetime) -> Decision:
        """Decide, and note what was decided, as the engine does."""
        decision = self.decide(now)
        state = _NOTED.get(decision.verdict)
        if decision.occasion is not None and state is not None:
            self.note(state, decision.occasion, now)
            if decision.verdict is Verdict.DUE:
                self.delivered.append((now, decision.occasion))
        return decision

    def note(self, state: State, occasion: Occasion, now: datetime, until: datetime | None = None) -> None:
        self.notes = [each for each in self.notes if (each.day, each.number) != (occasion.day, occasion.number)]
        noted = Noted(self.reminder.id, occasion.day, occasion.number, state, occasion.since, now, until)
        self.notes.append(noted)

    def ticks(self, first: datetime, last: datetime, every: timedelta) -> None:
        now = first
        while now <= last:
            self.tick(now)
            now += every

    def prompts_a_day(self) -> Counter[date]:
        return Counter(occasion.day for _, occasion in self.delivered)
