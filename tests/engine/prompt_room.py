"""Reminders kept in a folder of the test's own, with a clock moved by hand and channels that remember."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from tests.domain.prompted_life import StillSurroundings
from tests.engine.fakes import HandClock

from practice_tui.adapters.reminders.kept import KeptReminders
from practice_tui.domain.quantities import MINUTE, Frames
from practice_tui.domain.reminder import DailyTime, Moments, Reminder, Stretch
from practice_tui.engine.library import PracticeSummary
from practice_tui.engine.prompting import Prompting
from practice_tui.engine.prompts import Reach

if TYPE_CHECKING:
    from pathlib import Path

    from practice_tui.engine.prompts import Prompt

MORNING = Reminder("morning", "breath-focus", 600, DailyTime(7 * 60))
CARE = Reminder("care", "care-moment", 120, Moments(3, Stretch(9 * 60, 17 * 60)))


def summary(
    practice_id: str, title: str = "", shortest: int = 2 * MINUTE, longest: int = 30 * MINUTE
) -> PracticeSummary:
    """Return a practice as a list shows it; lengths are frames."""
    return PracticeSummary(
        id=practice_id,
        title=title or practice_id.replace("-", " ").capitalize(),
        summary="",
        pack="practice",
        version="1",
        kind="stabilising",
        level="starting",
        language="en",
        shortest=Frames(shortest),
        longest=Frames(longest),
        home=Frames(min(10 * MINUTE, longest)),
        cautions="",
        gentler="",
        author="",
    )


@dataclass
class HandOutlook(StillSurroundings):
    """Says of the record and the practices what it was told, and counts how often it was made."""

    practices: dict[str, PracticeSummary] = field(default_factory=dict)
    last_sat: datetime | None = None
    made: int = 0

    def sat_since(self, instant: datetime) -> bool:
        return self.last_sat is not None and self.last_sat > instant

    def practice(self, practice_id: str) -> PracticeSummary | None:
        return self.practices.get(practice_id)


class HandChannel:
    """Takes prompts, or doesn't, and remembers them."""

    def __init__(self, name: str, *, takes: bool = True) -> None:
        self._name = name
        self._takes = takes
        self.got: list[Prompt] = []

    @property
    def name(self) -> str:
        return self._name

    def deliver(self, prompt: Prompt) -> bool:
        self.got.append(prompt)
        return self._takes

    def reach(self) -> Reach:
        return Reach(self._takes, "")


class PromptRoom:
    """A Saturday in Madrid, from just before seven on, with two reminders."""

    def __init__(self, folder: Path, *reminders: Reminder) -> None:
        self.folder = folder
        self.clock = HandClock()
        self.outlook = HandOutlook()
        for name in ("breath-focus", "care-moment", "nurturance"):
            self.outlook.practices[name] = summary(name)
        self.channel = HandChannel("desktop")
        self.prompt_words = "discreet"
        self.keeper = self.another_process()
        with self.keeper.alone():
            self.keeper.keep(reminders or (MORNING, CARE))
        self.prompting = self.prompting_of(self.keeper)
        self.set("06:59")

    def another_process(self) -> KeptReminders:
        return KeptReminders(self.folder / "config" / "reminders.json", self.folder / "state" / "delivered.json")

    def prompting_of(self, keeper: KeptReminders) -> Prompting:
        return Prompting(
            clock=self.clock,
            keeper=keeper,
            day_start_hour=lambda: 4,
            prompt_words=lambda: self.prompt_words,
            outlook=self._look,
        )

    def set(self, wall: str, day: str = "2026-11-21") -> None:
        """Set the clock to a wall time, an hour ahead of UTC."""
        self.clock.wall = datetime.fromisoformat(f"{day}T{wall}+01:00").astimezone(self.clock.wall.tzinfo)

    def move(self, minutes: float) -> None:
        self.clock.move(minutes * 60)

    def tick(self) -> tuple[list[tuple[str, tuple[str, ...]]], list[tuple[str, str]]]:
        """Tick; return the reminders that were delivered with their channels, and those held with the reason."""
        ticked = self.prompting.tick(lambda: [self.channel])
        delivered = [(each.prompt.reminder, each.channels) for each in ticked.delivered]
        return delivered, [(each.reminder, each.because) for each in ticked.held]

    def waiting(self) -> list[str]:
        return [prompt.reminder for prompt in self.prompting.waiting()]

    def in_minutes(self, minutes: float) -> datetime:
        return self.clock.wall + timedelta(minutes=minutes)

    def _look(self) -> HandOutlook:
        self.outlook.made += 1
        return self.outlook
