"""Prompts: which are due, which wait, and what the person answers.

Owns one tick from the clock to the delivery, and the notes of it. A prompt counts as delivered when that is decided and
written down, before any channel is tried: whatever goes wrong behind, nobody is asked twice.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Protocol

from practice_tui.domain.due import (
    LATEST,
    SNOOZES_MINUTES,
    WHOLE_DAY,
    Noted,
    State,
    Surroundings,
    Verdict,
    due,
    occasion_at,
)
from practice_tui.domain.errors import BadInput, NotFound
from practice_tui.domain.practice_day import practice_day
from practice_tui.domain.reminder import DailyTime
from practice_tui.domain.wall_clock import Zone
from practice_tui.engine.prompt_outcomes import Answer, Delivered, Held, Ticked

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from datetime import date, datetime

    from practice_tui.domain.due import Occasion
    from practice_tui.domain.reminder import Reminder
    from practice_tui.engine.library import PracticeSummary
    from practice_tui.engine.ports import Clock
    from practice_tui.engine.prompts import Notifier, Prompt, ReminderKeeper

__all__ = ["Answer", "Delivered", "Held", "Outlook", "Prompting", "Ticked", "no_reminder"]

_NOTHING_TO_ASK = {Verdict.PRACTISED: State.PRACTISED, Verdict.RESTED: State.RESTED}
_WAITS = frozenset({State.DELIVERED, State.SNOOZED})


class Outlook(Surroundings, Protocol):
    """What a tick looks at only where the clock says that a prompt would come."""

    def sat_since(self, instant: datetime) -> bool:
        """Return whether a sitting has ended after an instant."""

    def practice(self, practice_id: str) -> PracticeSummary | None:
        """Return a practice that is at hand, or None."""


class Prompting:
    """Decides on prompts and takes answers. Safe between threads and processes.

    Args:
        day_start_hour, prompt_words: the settings of those names; functions, since the settings cost more than all the
            rest of a tick that finds nothing due.
        outlook: made anew for each tick that needs one.
    """

    def __init__(
        self,
        *,
        clock: Clock,
        keeper: ReminderKeeper,
        day_start_hour: Callable[[], int],
        prompt_words: Callable[[], str],
        outlook: Callable[[], Outlook],
    ) -> None:
        self._clock = clock
        self._day_start_hour = day_start_hour
        self._prompt_words = prompt_words
        self._keeper = keeper
        self._outlook = outlook
        self._zone = Zone("", clock.offset_minutes)  # its name is not needed, and finding it costs time

    def tick(self, notifiers: Callable[[], Iterable[Notifier]]) -> Ticked:
        """Deliver what is due, each prompt through the first channel that takes it, and say what is held.

        Args:
            notifiers: the channels, the best first; asked for only where a prompt is due.

        Raises:
            PracticeError: the reminders can't be read.
            NotSaved: what was decided can't be written down; nothing was delivered.
        """
        if not self._something_has_come():
            return Ticked()
        with self._keeper.alone():  # another tick may have been quicker: decide on what it left
            prompts, held = self._decide()
        channels = list(notifiers()) if prompts else []
        return Ticked(tuple(Delivered(prompt, _carried(prompt, channels)) for prompt in prompts), held)

    def waiting(self) -> list[Prompt]:
        """Return the prompts that were delivered, not answered, and aren't too late, for the app to show."""
        now, hour = self._clock.now(), self._day_start_hour()
        notes = self._keeper.notes()
        lasting = [note for note in notes if note.state is State.DELIVERED and _is_in_time(note, now)]
        if not lasting:
            return []
        reminders = {reminder.id: reminder for reminder in self._keeper.reminders() if not reminder.paused}
        outlook = self._outlook()
        prompts = []
        for note in lasting:
            reminder = reminders.get(note.reminder)
            if reminder is None or _is_passed(note, notes):
                continue
            if isinstance(reminder.when, DailyTime):
                is_answered = any(outlook.practised(day) for day in {note.day, self._day(now, hour)})
            else:
                is_answered = outlook.sat_since(note.at)
            practice = outlook.practice(reminder.practice)
            if practice is not None and not is_answered:
                prompts.append(self._prompt(reminder, practice, note.day))
        return prompts

    def snooze(self, reminder_id: str, minutes: int) -> datetime:
        """Put the prompt of a reminder off; return the instant at which it comes again.

        Raises:
            BadInput: prompts can't be put off by so much.
            NotFound: there is no such reminder, or no prompt of it waits.
            NotSaved: it could not be written.
        """
        if minutes not in SNOOZES_MINUTES:
            known = ", ".join(map(str, SNOOZES_MINUTES))
            raise BadInput(f"a prompt can't be put off by {minutes} minutes; choose from {known}")
        with self._keeper.alone():
            now = self._clock.now()
            note = self._waiting_note(reminder_id, now)
            if note is None:
                raise NotFound(f"no prompt of {reminder_id} waits; practice remind list says when the next one comes")
            until = now + timedelta(minutes=minutes)
            self._keeper.note(
                [Noted(note.reminder, note.day, note.number, State.SNOOZED, note.since, at=now, until=until)]
            )
        return until

    def not_today(self, reminder_id: str) -> date:
        """Let a reminder be silent for the rest of its practice day; return that day.

        Raises:
            NotFound: there is no such reminder.
            NotSaved: it could not be written.
        """
        with self._keeper.alone():
            now = self._clock.now()
            note = self._waiting_note(reminder_id, now)
            day = note.day if note is not None else self._day(now, self._day_start_hour())
            self._keeper.note([Noted(reminder_id, day, WHOLE_DAY, State.DECLINED, since=now, at=now)])
        return day

    def begun(self, reminder_id: str) -> None:
        """Note that the sitting a prompt offered is begun, so that it no longer waits.

        Raises:
            NotFound: there is no such reminder.
            NotSaved: it could not be written.
        """
        with self._keeper.alone():
            now = self._clock.now()
            note = self._waiting_note(reminder_id, now)
            if note is not None:
                self._keeper.note([Noted(note.reminder, note.day, note.number, State.BEGUN, note.since, at=now)])

    def answer(self, reminder_id: str, answer: Answer) -> None:
        """Take what a person said to a prompt; beginning the sitting itself is the front end's part.

        Raises:
            NotFound: there is no such reminder, or the prompt has become too late to be put off.
            NotSaved: it could not be written.
        """
        if answer is Answer.BEGIN:
            self.begun(reminder_id)
        elif answer is Answer.NOT_TODAY:
            self.not_today(reminder_id)
        else:
            self.snooze(reminder_id, int(answer.rpartition("-")[2]))

    def _something_has_come(self) -> bool:
        """Return whether the clock has anything to say: what a tick costs as a rule ends here."""
        reminders = self._keeper.reminders()
        if not reminders:
            return False
        now, hour, notes = self._clock.now(), self._day_start_hour(), self._keeper.notes()
        return any(
            occasion_at(now, self._zone, reminder, _notes_of(reminder, notes), hour) is not None
            for reminder in reminders
        )

    def _decide(self) -> tuple[list[Prompt], tuple[Held, ...]]:
        """Return the prompts that are due, once that is written down, and those that are held."""
        now, hour, notes = self._clock.now(), self._day_start_hour(), self._keeper.notes()
        outlook = self._outlook()
        prompts: list[Prompt] = []
        held: list[Held] = []
        news: list[Noted] = []
        for reminder in self._keeper.reminders():
            verdict, because, occasion = due(now, self._zone, reminder, _notes_of(reminder, notes), outlook, hour)
            if occasion is None:
                continue
            practice = outlook.practice(reminder.practice) if verdict is Verdict.DUE else None
            if verdict is Verdict.HELD:
                held.append(Held(reminder.id, because))
            elif verdict in _NOTHING_TO_ASK:
                news.append(_noted(reminder, occasion, _NOTHING_TO_ASK[verdict], now))
            elif practice is None:
                held.append(Held(reminder.id, "its practice isn't here any more; practice remind edit changes it"))
            else:
                news.append(_noted(reminder, occasion, State.DELIVERED, now))
                prompts.append(self._prompt(reminder, practice, occasion.day))
        if news:
            self._keeper.note(news)
        return prompts, tuple(held)

    def _prompt(self, reminder: Reminder, practice: PracticeSummary, day: date) -> Prompt:
        from practice_tui.engine.prompt_words import prompt_words, shown_title  # noqa: PLC0415 - few ticks bring one
        from practice_tui.engine.prompts import Prompt  # noqa: PLC0415

        return Prompt(
            reminder=reminder.id,
            practice=reminder.practice,
            title=shown_title(practice.title),
            seconds=reminder.seconds,
            day=day,
            words=prompt_words(practice, reminder.words, self._prompt_words()),
        )

    def _waiting_note(self, reminder_id: str, now: datetime) -> Noted | None:
        known = [reminder.id for reminder in self._keeper.reminders()]
        if reminder_id not in known:
            raise no_reminder(reminder_id, known)
        notes = self._keeper.notes()
        waiting = [
            note
            for note in notes
            if note.reminder == reminder_id
            and note.state in _WAITS
            and _is_in_time(note, now)
            and not _is_passed(note, notes)
        ]
        return max(waiting, key=lambda note: note.since, default=None)

    def _day(self, now: datetime, day_start_hour: int) -> date:
        wall = now + timedelta(minutes=self._clock.offset_minutes(now))
        return practice_day(wall, day_start_hour)


def no_reminder(name: str, known: Sequence[str]) -> NotFound:
    """Return the refusal of a reminder that isn't there; the nearest is named."""
    if not known:
        return NotFound(f"there is no reminder {name[:60]!r}, nor any other; practice remind add makes one")
    from practice_tui.compiler.diagnostics import nearest  # noqa: PLC0415 - only where a name is wrong

    return NotFound(f"there is no reminder {name[:60]!r}{nearest(name, known)}")


def _noted(reminder: Reminder, occasion: Occasion, state: State, now: datetime) -> Noted:
    return Noted(reminder.id, occasion.day, occasion.number, state, occasion.since, at=now)


def _notes_of(reminder: Reminder, notes: Sequence[Noted]) -> list[Noted]:
    return [note for note in notes if note.reminder == reminder.id]


def _is_in_time(note: Noted, now: datetime) -> bool:
    return abs(now - note.at) <= LATEST and now - (note.until or note.since) <= LATEST


def _is_passed(note: Noted, notes: Sequence[Noted]) -> bool:
    """Return whether that day was declined, or a later prompt of the same reminder has come."""
    return any(
        (other.number == WHOLE_DAY and other.day == note.day) or other.since > note.since
        for other in notes
        if other.reminder == note.reminder and other is not note
    )


def _carried(prompt: Prompt, channels: Sequence[Notifier]) -> tuple[str, ...]:
    """Return the name of the first channel that takes a prompt: one knock is enough."""
    taken = next((channel.name for channel in channels if channel.deliver(prompt)), None)
    return () if taken is None else (taken,)
