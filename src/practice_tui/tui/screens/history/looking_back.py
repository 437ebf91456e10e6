"""What looking back shows, gathered in one go and off the screen's thread.

Owns which questions are put to the engine, and what a filter leaves of the record. What counts, and for which day, is
the engine's answer.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple

from practice_tui.domain.milestones import milestones
from practice_tui.domain.streak import CountsAs

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from practice_tui.domain.milestones import Milestone
    from practice_tui.domain.record import SessionRecord
    from practice_tui.domain.statistics import Statistics
    from practice_tui.engine.services import Services
    from practice_tui.engine.settings import Settings

WEEK_DAYS = 7
_RESTING = frozenset({CountsAs.REST, CountsAs.PAUSED})


class Sieve(NamedTuple):
    """Which sittings are looked at: all, those of one practice, those with a note, those of some days."""

    practice: str = ""
    with_notes: bool = False
    first: date | None = None
    last: date | None = None

    def keeps(self, sitting: SessionRecord) -> bool:
        """Return whether a sitting is looked at."""
        return (
            (not self.practice or sitting.practice == self.practice)
            and (not self.with_notes or bool(sitting.note))
            and (self.first is None or sitting.day >= self.first)
            and (self.last is None or sitting.day <= self.last)
        )


class LookingBack(NamedTuple):
    """What looking back shows.

    Attributes:
        sieve: which sittings `shown` and `by_day` are about.
        whole: what was practised in all.
        shown: what was practised in the sittings that the sieve keeps.
        by_day: those sittings, by practice day.
        titles: what each practice is called, by its id.
        settings: what the person has chosen to see.
        reached: the milestones of everything.
        resting: the days of rest and pause, each with the reason in words.
        first: the first day that can be looked at: a year ago, or the first sitting where that is longer ago.
        last: the last day that can be looked at: today, or a sitting that lies ahead of it.
    """

    sieve: Sieve
    whole: Statistics
    shown: Statistics
    by_day: Mapping[date, Sequence[SessionRecord]]
    titles: Mapping[str, str]
    settings: Settings
    reached: Sequence[Milestone]
    resting: Mapping[date, str]
    first: date
    last: date

    def seconds(self, day: date) -> float:
        """Return what was sat on a day."""
        return self.shown.seconds_by_day.get(day, 0.0)

    def week_seconds(self, monday: date) -> float:
        """Return what was sat in the week that begins on `monday`."""
        return sum(self.seconds(monday + timedelta(days=day)) for day in range(WEEK_DAYS))

    def title(self, practice: str) -> str:
        """Return what a practice is called; an id that no script goes by any more stands for itself."""
        return self.titles.get(practice, practice)


def gather(services: Services, sieve: Sieve) -> LookingBack:
    """Read the record and reckon. With years of sittings it takes its time: not for the UI.

    Raises:
        PracticeError: the record can't be read.
    """
    history = services.history
    records = history.records()
    kept = [sitting for sitting in records if sieve.keeps(sitting)]
    whole = history.statistics_of(records)
    by_day: dict[date, list[SessionRecord]] = {}
    for sitting in kept:
        by_day.setdefault(sitting.day, []).append(sitting)
    return LookingBack(
        sieve=sieve,
        whole=whole,
        shown=whole if len(kept) == len(records) else history.statistics_of(kept),
        by_day=by_day,
        titles={practice.id: practice.title for practice in services.shelf.practices()},
        settings=services.settings.read(),
        reached=milestones(whole.seconds_by_day),
        resting={day.day: day.because for day in history.explanation() if day.counts_as in _RESTING},
        first=min([whole.day - timedelta(days=365), *whole.seconds_by_day]),
        last=max([whole.day, *whole.seconds_by_day]),
    )


def monday_of(day: date) -> date:
    """Return the first day of a day's week."""
    return day - timedelta(days=day.weekday())
