"""Reminders, and what was noted of their prompts, as two private JSON files.

Owns ``config/reminders.json``, which belongs to the person, and ``state/delivered.json``, which belongs to this device.
Both are written whole or not at all. It refuses to guess: reminders that can't be read are left as they are and
complained of, for they would be lost with the next change; notes that can't be read are begun anew, which costs one
prompt too many at most.
"""

from __future__ import annotations

import json
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from practice_tui.adapters.files.places import make_private, write_private
from practice_tui.domain.due import Noted, State
from practice_tui.domain.errors import BadInput, NotSaved, PracticeError
from practice_tui.domain.reminder import (
    DailyTime,
    Moments,
    Reminder,
    free_minutes,
    parse_stretch,
    parse_time,
    parse_weekdays,
    stretch_text,
    time_text,
    weekday_names,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from practice_tui.domain.reminder import When

FORMAT = 1
"""The version of both files; a file of another one is a newer program's."""

KEPT_DAYS = timedelta(days=14)
"""How long a note is of any use, and rather longer."""

_LARGEST = 1_000_000


class KeptReminders:
    """Implements `ReminderKeeper`."""

    def __init__(self, reminders_file: Path, delivered_file: Path) -> None:
        self._reminders_file = reminders_file
        self._delivered_file = delivered_file

    def reminders(self) -> list[Reminder]:
        """Return every reminder, in the order in which they were made.

        Raises:
            PracticeError: the file can't be read.
        """
        try:
            return [_reminder(plain) for plain in _read(self._reminders_file, "reminders")]
        except FileNotFoundError:
            return []
        except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError, BadInput) as problem:
            raise PracticeError(
                f"the reminders can't be read ({problem}); nothing was changed; mend {self._reminders_file}, "
                "or move it away to begin anew"
            ) from None

    def keep(self, reminders: Sequence[Reminder]) -> None:
        """Put these reminders in the place of all."""
        _write(self._reminders_file, {"format": FORMAT, "reminders": [_plain_reminder(each) for each in reminders]})

    def notes(self) -> list[Noted]:
        """Return what was noted of prompts; nothing where it can't be read."""
        try:
            return [_note(plain) for plain in _read(self._delivered_file, "notes")]
        except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
            return []

    def note(self, notes: Sequence[Noted]) -> None:
        """Keep further notes, each in the place of the one for the same prompt; notes of long ago are let go."""
        latest = {(each.reminder, each.day, each.number): each for each in [*self.notes(), *notes]}
        newest = max((each.day for each in notes), default=date.min)
        self._write_notes([each for each in latest.values() if newest - each.day <= KEPT_DAYS])

    def forget(self, reminder_id: str) -> None:
        """Let go of every note of a reminder."""
        present = self.notes()
        remaining = [each for each in present if each.reminder != reminder_id]
        if len(remaining) < len(present):
            self._write_notes(remaining)

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Keep other processes and threads from changing anything within."""
        from practice_tui.adapters.storage.lock import FileLock  # noqa: PLC0415 - as a rule a tick changes nothing

        try:
            make_private(self._delivered_file.parent)
            held = FileLock(self._delivered_file.with_name("reminders.lock")).acquire()
        except OSError as problem:
            raise _not_saved(problem, self._delivered_file.parent) from None
        with held:
            yield

    def _write_notes(self, notes: Sequence[Noted]) -> None:
        _write(self._delivered_file, {"format": FORMAT, "notes": [_plain_note(each) for each in notes]})


def _read(file: Path, what: str) -> list[dict[str, Any]]:
    if file.stat().st_size > _LARGEST:
        raise ValueError("it is too large")
    content = json.loads(file.read_text("utf-8"))
    if content["format"] != FORMAT:
        raise ValueError("a newer program wrote it")
    plains: list[dict[str, Any]] = content[what]
    return plains


def _write(file: Path, content: dict[str, object]) -> None:
    try:
        write_private(file, json.dumps(content, indent=1, ensure_ascii=False))
    except OSError as problem:
        raise _not_saved(problem, file) from None


def _not_saved(problem: OSError, place: Path) -> NotSaved:
    return NotSaved(
        f"this could not be written down ({problem.strerror}); nothing was changed; look at {place} and try again"
    )


def _plain_reminder(reminder: Reminder) -> dict[str, object]:
    when = reminder.when
    times: dict[str, object] = (
        {"at": time_text(when.at)}
        if isinstance(when, DailyTime)
        else {"moments": when.a_day, "window": stretch_text(when.window)}
    )
    return {
        "id": reminder.id,
        "practice": reminder.practice,
        "seconds": reminder.seconds,
        **times,
        "days": weekday_names(when.weekdays),
        "quiet": reminder.quiet and stretch_text(reminder.quiet),
        "words": reminder.words,
        "paused": reminder.paused,
    }


def _reminder(plain: dict[str, Any]) -> Reminder:
    return Reminder(
        id=_text(plain["id"]),
        practice=_text(plain["practice"]),
        seconds=_number(plain["seconds"]),
        when=_when(plain),
        quiet=parse_stretch(plain["quiet"]) if plain.get("quiet") else None,
        words=_text(plain.get("words", "")),
        paused=plain.get("paused", False) is True,
    )


def _when(plain: dict[str, Any]) -> When:
    weekdays = parse_weekdays(",".join(plain["days"]))
    if "at" in plain:
        return DailyTime(parse_time(plain["at"]), weekdays)
    moments = Moments(_number(plain["moments"]), parse_stretch(plain["window"]), weekdays)
    free_minutes(moments.a_day, moments.window.minutes)
    return moments


def _plain_note(note: Noted) -> dict[str, object]:
    from practice_tui.domain.record import instant_text  # noqa: PLC0415 - as a rule a tick writes nothing

    return {
        "reminder": note.reminder,
        "day": note.day.isoformat(),
        "number": note.number,
        "state": note.state.value,
        "since": instant_text(note.since),
        "at": instant_text(note.at),
        "until": note.until and instant_text(note.until),
    }


def _note(plain: dict[str, Any]) -> Noted:
    return Noted(
        reminder=_text(plain["reminder"]),
        day=date.fromisoformat(plain["day"]),
        number=_number(plain["number"]),
        state=State(plain["state"]),
        since=_instant(plain["since"]),
        at=_instant(plain["at"]),
        until=_instant(plain["until"]) if plain["until"] else None,
    )


def _instant(text: str) -> datetime:
    instant = datetime.fromisoformat(text)
    if instant.tzinfo is None:
        raise ValueError(f"{text!r} has no offset from UTC")
    return instant


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(f"{value!r} is no text")
    return value


def _number(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise TypeError(f"{value!r} is no whole number")
    return value
