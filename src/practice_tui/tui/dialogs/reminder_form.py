"""What a person types of a reminder, and what becomes of it.

Owns how the typed texts are understood. What is possible is the engine's to say.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal

from practice_tui.domain.errors import BadInput
from practice_tui.domain.quantities import SAMPLE_RATE, Frames, length_words, parse_length
from practice_tui.domain.reminder import (
    Stretch,
    parse_stretch,
    parse_time,
    parse_weekdays,
    stretch_text,
    time_text,
    weekday_names,
)
from practice_tui.domain.text import one_line
from practice_tui.engine.reminders import Arranged, ReminderWish
from practice_tui.tui.dialogs.sitting_form import LENGTH, PRACTICE, Field, practice_named
from practice_tui.tui.reminders import time_field, times_words

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from practice_tui.domain.reminder import Reminder
    from practice_tui.engine.services import Services

WHEN, DAYS, QUIET = "when", "days", "quiet hours"

_WHEN_EXAMPLE = "07:30, or 3 a day within 09:00-17:00"
_DAYS_EXAMPLE = "daily, weekdays, or mon,wed,fri"
_QUIET_EXAMPLE = "22:00-07:00, or off"
_OFF: Literal["off"] = "off"
_MOMENTS = re.compile(r"([0-9]{1,2})(?:\s+a day)?\s+(?:with)?in\s+(.+)", re.IGNORECASE)


class ReminderMaking:
    """A new reminder. Implements SittingForm.

    Args:
        minute: the minute of the day that is suggested, or None.
    """

    heading = "A new reminder"

    def __init__(self, services: Services, titles: Mapping[str, str], minute: int | None) -> None:
        self._services = services
        self._titles = titles
        self.practices: Sequence[str] = list(titles.values())
        self.fields: Sequence[Field] = [
            Field(PRACTICE, "", "its name"),
            Field(WHEN, "" if minute is None else time_text(minute), _WHEN_EXAMPLE),
            Field(DAYS, "daily", _DAYS_EXAMPLE),
            Field(LENGTH, "", "10, or as you usually sit"),
            Field(QUIET, "", _QUIET_EXAMPLE),
        ]

    def write(self, texts: Mapping[str, str]) -> str:
        """Make it."""
        if not texts[PRACTICE].strip():
            raise BadInput("which practice is it for? Give its name")
        if not texts[WHEN].strip():
            raise BadInput(f"at what time? Write it like {_WHEN_EXAMPLE}")
        return _said("made", self._services.reminders().add(_wish(texts, self._titles)), self._titles)


class ReminderChange:
    """A reminder, other than it was. Implements SittingForm."""

    heading = "Change this reminder"

    def __init__(self, services: Services, reminder: Reminder, titles: Mapping[str, str]) -> None:
        self._services = services
        self._reminder = reminder
        self._titles = titles
        self.practices: Sequence[str] = list(titles.values())
        self.fields: Sequence[Field] = [
            Field(PRACTICE, one_line(titles.get(reminder.practice, reminder.practice)), "its name"),
            Field(WHEN, time_field(reminder.when), _WHEN_EXAMPLE),
            Field(DAYS, ",".join(weekday_names(reminder.when.weekdays)), _DAYS_EXAMPLE),
            Field(LENGTH, length_words(reminder.seconds * SAMPLE_RATE), "10"),
            Field(QUIET, stretch_text(reminder.quiet) if reminder.quiet else _OFF, _QUIET_EXAMPLE),
        ]

    def write(self, texts: Mapping[str, str]) -> str:
        """Change what was typed anew."""
        before = {field.name: field.text for field in self.fields}
        new = {name: text if text.strip() != before[name] else "" for name, text in texts.items()}
        if QUIET in texts and not texts[QUIET].strip():
            new[QUIET] = "" if before[QUIET] == _OFF else _OFF
        if not any(text.strip() for text in new.values()):
            return ""
        return _said(
            "changed", self._services.reminders().edit(self._reminder.id, _wish(new, self._titles)), self._titles
        )


def _wish(texts: Mapping[str, str], titles: Mapping[str, str]) -> ReminderWish:
    """Return what the texts ask for; an empty one asks for nothing."""
    at, count, window = _times(texts[WHEN].strip())
    days, quiet = texts[DAYS].strip(), texts[QUIET].strip()
    return ReminderWish(
        practice=practice_named(texts[PRACTICE], titles) or None,
        length=_length(texts[LENGTH]),
        at=at,
        count=count,
        window=window,
        weekdays=parse_weekdays(days) if days else None,
        quiet=(_OFF if quiet.lower() == _OFF else parse_stretch(quiet)) if quiet else None,
    )


def _times(text: str) -> tuple[int | None, int | None, Stretch | None]:
    if not text:
        return None, None, None
    moments = _MOMENTS.fullmatch(text)
    if moments is None:
        return parse_time(text), None, None
    return None, int(moments[1]), parse_stretch(moments[2])


def _length(text: str) -> Frames | None:
    return parse_length(text) if text.strip() else None


def _said(verb: str, arranged: Arranged, titles: Mapping[str, str]) -> str:
    reminder = arranged.reminder
    title = titles.get(reminder.practice, reminder.practice)
    words = f"{verb}: {title}, {length_words(reminder.seconds * SAMPLE_RATE)}, {times_words(reminder.when)}"
    return "\n".join([words, *arranged.remarks])
