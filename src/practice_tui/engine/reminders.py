"""The reminders a person keeps: made, changed, paused and removed.

Owns what a reminder may be for a practice at hand, the name it gets, and the remarks a person should hear. When prompts
come and how they are answered is `practice_tui.engine.prompting`'s part.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from practice_tui.domain.due import next_occasion
from practice_tui.domain.errors import BadInput, Unanswered, Unreachable
from practice_tui.domain.practice_day import practice_day
from practice_tui.domain.quantities import SAMPLE_RATE, length_words
from practice_tui.domain.reminder import (
    EVERY_DAY,
    LONGEST_MOMENT_SECONDS,
    MINUTES_A_DAY,
    DailyTime,
    Moments,
    Reminder,
    Stretch,
    free_minutes,
    time_text,
)
from practice_tui.domain.text import one_line
from practice_tui.engine.prompting import no_reminder
from practice_tui.engine.reminder_wishes import Arranged, ReminderWish, remarks_on
from practice_tui.engine.usual_time import usual_minute
from practice_tui.engine.zones import zone_here

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date, datetime

    from practice_tui.domain.quantities import Frames
    from practice_tui.domain.record import SessionRecord
    from practice_tui.domain.reminder import When
    from practice_tui.engine.library import PracticeSummary
    from practice_tui.engine.ports import Clock, ScriptShelf
    from practice_tui.engine.prompts import ReminderKeeper
    from practice_tui.engine.settings import SettingsKeeper


__all__ = ["Arranged", "ReminderWish", "Reminders"]


class Reminders:
    """Keeps reminders.

    Args:
        records: the record; read only where a time is suggested.
    """

    def __init__(
        self,
        *,
        clock: Clock,
        settings: SettingsKeeper,
        shelf: ScriptShelf,
        keeper: ReminderKeeper,
        records: Callable[[], Sequence[SessionRecord]],
    ) -> None:
        self._clock = clock
        self._settings = settings
        self._shelf = shelf
        self._keeper = keeper
        self._records = records

    def all(self) -> Sequence[Reminder]:
        """Return every reminder, in the order in which they were made."""
        return self._keeper.reminders()

    def next_time(self, reminder: Reminder) -> datetime | None:
        """Return the next instant it wishes for, in UTC; None where it is paused."""
        hour = self._settings.read().day_start_hour
        return next_occasion(self._clock.now(), zone_here(self._clock), reminder, hour)

    def suggested_minute(self) -> int | None:
        """Return the minute of the day to suggest for a new reminder, or None where there is no telling."""
        return usual_minute(self._records(), self._today(), self._settings.read().day_start_hour)

    def add(self, wish: ReminderWish) -> Arranged:
        """Make a reminder.

        Raises:
            Unanswered: no time was said; the one at which the person usually sits is suggested.
            NotFound: no practice goes by that name.
            BadInput: such a reminder can't be.
            Unreachable: the practice can't be that long.
            NotSaved: it could not be written.
        """
        practice = self._practice(wish.practice or "")
        when = self._when(wish, None)
        with self._keeper.alone():
            present = self._keeper.reminders()
            reminder = Reminder(
                id=_free_id(practice.id, {each.id for each in present}),
                practice=practice.id,
                seconds=self._seconds(practice, wish.length, None, when),
                when=when,
                quiet=None if wish.quiet == "off" else wish.quiet,
                words=_words(wish.words),
            )
            self._keeper.keep([*present, reminder])
        return Arranged(reminder, remarks_on(reminder))

    def edit(self, reminder_id: str, wish: ReminderWish) -> Arranged:
        """Change parts of a reminder; what was delivered of it today stays delivered.

        Raises:
            NotFound, BadInput, Unreachable, NotSaved: as for `add`.
        """
        if wish == ReminderWish():
            raise BadInput("nothing was said to change; give a time, days, a practice, a length or quiet hours")

        def changed(before: Reminder) -> Reminder:
            practice = self._practice(wish.practice or before.practice)
            when = self._when(wish, before.when)
            kept = before.seconds if practice.id == before.practice else None
            return before._replace(
                practice=practice.id,
                seconds=self._seconds(practice, wish.length, kept, when),
                when=when,
                quiet=before.quiet if wish.quiet is None else None if wish.quiet == "off" else wish.quiet,
                words=before.words if wish.words is None else _words(wish.words),
            )

        reminder = self._change(reminder_id, changed)
        return Arranged(reminder, remarks_on(reminder))

    def pause(self, reminder_id: str) -> Reminder:
        """Let a reminder rest until it is resumed.

        Raises:
            NotFound, NotSaved: as for `add`.
        """
        return self._change(reminder_id, lambda before: before._replace(paused=True))

    def resume(self, reminder_id: str) -> Reminder:
        """Let a paused reminder speak again.

        Raises:
            NotFound, NotSaved: as for `add`.
        """
        return self._change(reminder_id, lambda before: before._replace(paused=False))

    def remove(self, reminder_id: str) -> Reminder:
        """Take a reminder away, with what was noted of it.

        Raises:
            NotFound, NotSaved: as for `add`.
        """
        with self._keeper.alone():
            present = self._keeper.reminders()
            removed = _found(reminder_id, present)
            self._keeper.keep([each for each in present if each is not removed])
            self._keeper.forget(removed.id)
        return removed

    def _change(self, reminder_id: str, changed: Callable[[Reminder], Reminder]) -> Reminder:
        with self._keeper.alone():
            present = self._keeper.reminders()
            before = _found(reminder_id, present)
            after = changed(before)
            self._keeper.keep([after if each is before else each for each in present])
        return after

    def _today(self) -> date:
        now = self._clock.now()
        wall = now + timedelta(minutes=self._clock.offset_minutes(now))
        return practice_day(wall, self._settings.read().day_start_hour)

    def _practice(self, name: str) -> PracticeSummary:
        name = one_line(name)
        practices = {each.id: each for each in self._shelf.practices()}
        return practices[name] if name in practices else practices[self._shelf.script(name).id]

    def _seconds(self, practice: PracticeSummary, wished: Frames | None, kept: int | None, when: When) -> int:
        """Return the length that is offered, in whole seconds: the wished one, or the nearest to what it was.

        Args:
            kept: the length until now, in seconds, where the practice stays the same.
        """
        shortest, longest = -(-practice.shortest // SAMPLE_RATE), practice.longest // SAMPLE_RATE
        first = round(self._settings.read().usual_minutes * 60)
        kind = ""
        if isinstance(when, Moments):
            if shortest > LONGEST_MOMENT_SECONDS:
                least = length_words(practice.shortest)
                raise BadInput(f"{practice.id} takes {least} at least, and a small moment five minutes; take another")
            longest = min(longest, LONGEST_MOMENT_SECONDS)
            first = practice.home // SAMPLE_RATE
            kind = " as a small moment"
        if wished is None:
            return min(max(first if kept is None else kept, shortest), longest)
        if not shortest * SAMPLE_RATE <= wished <= longest * SAMPLE_RATE:
            reach = f"{length_words(shortest * SAMPLE_RATE)} to {length_words(longest * SAMPLE_RATE)}"
            raise Unreachable(
                f"{practice.id} can't take {length_words(wished)}{kind}; it goes from {reach}",
                practice.shortest,
                practice.longest,
            )
        return wished // SAMPLE_RATE

    def _when(self, wish: ReminderWish, before: When | None) -> When:
        """Return the times a reminder has once a wish is granted."""
        is_moments = wish.count is not None or wish.window is not None
        if is_moments and wish.at is not None:
            raise BadInput("a reminder has one time a day or small moments, not both; make two of them")
        weekdays = wish.weekdays or (before.weekdays if before else EVERY_DAY)
        if wish.at is not None:
            return DailyTime(wish.at, weekdays)
        if not is_moments:
            if before is None:
                raise self._no_time()
            return before._replace(weekdays=weekdays)
        known = before if isinstance(before, Moments) else None
        count = wish.count or (known.a_day if known else 1)
        window = wish.window or (known.window if known else None)
        if window is None:
            raise BadInput("small moments want a part of the day; say which, such as --window 09:00-17:00")
        self._check_moments(count, window)
        return Moments(count, window, weekdays)

    def _check_moments(self, count: int, window: Stretch) -> None:
        free_minutes(count, window.minutes)
        start = self._settings.read().day_start_hour * 60
        until_start = (start - window.begins) % MINUTES_A_DAY or MINUTES_A_DAY
        if window.minutes > until_start:
            at = time_text(start)
            raise BadInput(f"a window can't reach past {at}, where a practice day begins; let it end there")

    def _no_time(self) -> Unanswered:
        minute = self.suggested_minute()
        if minute is None:
            return Unanswered("no time was said; give one such as --at 07:30", "at", "At what time")
        usual = time_text(minute)
        return Unanswered(
            f"no time was said; you often sit at about {usual}, so perhaps --at {usual}",
            "at",
            f"At what time [{usual}]",
        )


def _found(reminder_id: str, present: Sequence[Reminder]) -> Reminder:
    found = next((each for each in present if each.id == reminder_id), None)
    if found is None:
        raise no_reminder(reminder_id, [each.id for each in present])
    return found


def _free_id(practice_id: str, taken: set[str]) -> str:
    """Return a name for a reminder of a practice: the practice's own without its pack, numbered where it is taken."""
    name = practice_id.rpartition("/")[2]
    number = 1
    free = name
    while free in taken:
        number += 1
        free = f"{name}-{number}"
    return free


def _words(wish: str | None) -> str:
    return "" if wish in {None, "setting"} else str(wish)
