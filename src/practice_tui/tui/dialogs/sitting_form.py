"""What a person types of a sitting, and what becomes of it.

Owns how the typed texts are understood, and which of them were changed at all. What is possible is the logbook's to
say.
"""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING, NamedTuple, Protocol

from practice_tui.domain.errors import BadInput
from practice_tui.domain.practice_day import parse_day
from practice_tui.domain.quantities import frames, length_words, parse_length
from practice_tui.domain.text import one_line
from practice_tui.engine.logbook import Wish
from practice_tui.tui.mending import entered_words

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from practice_tui.domain.record import SessionRecord
    from practice_tui.engine.services import Services

PRACTICE, LENGTH, DAY, AT, NOTE = "practice", "length", "day", "began at", "note"
_A_MORNING = time(8, 0)


class Field(NamedTuple):
    """One line to fill in: its name, what stands in it, and an example."""

    name: str
    text: str
    example: str


class SittingForm(Protocol):
    """Some lines to fill in, and what is done with them."""

    heading: str
    fields: Sequence[Field]
    practices: Sequence[str]

    def write(self, texts: Mapping[str, str]) -> str:
        """Change the record and return what to say of it, or an empty text where nothing was to be done.

        Raises:
            PracticeError: a text can't be understood, or it could not be written; nothing has changed.
        """


class Addition:
    """A sitting that was sat without the program. Implements SittingForm."""

    heading = "Add a sitting by hand"

    def __init__(self, services: Services, day: date, titles: Mapping[str, str]) -> None:
        self._services = services
        self._titles = titles
        self.practices: Sequence[str] = list(titles.values())
        self.fields: Sequence[Field] = [
            Field(PRACTICE, "", "its name"),
            Field(LENGTH, "", "12, 90s or 1h5m"),
            Field(DAY, day.isoformat(), "2026-11-21"),
            Field(AT, "", f"{_A_MORNING:%H:%M}, if you don't know"),
            Field(NOTE, "", "a line for yourself, if you like"),
        ]

    def write(self, texts: Mapping[str, str]) -> str:
        """Add it."""
        practice = practice_named(texts[PRACTICE], self._titles)
        if not practice:
            raise BadInput("which practice was it? Give its name, or silent-sit for a quiet sitting")
        length = parse_length(texts[LENGTH])
        day = parse_day(texts[DAY].strip())
        wish = Wish(day=day, note=texts[NOTE])
        entered = self._services.logbook().add(practice, length, self._began(day, texts[AT]), wish)
        return entered_words("added", entered, self._titles)

    def _began(self, day: date, text: str) -> datetime:
        """Return the time on the wall: what lies before the hour at which a day begins belongs to the night after."""
        at = _time(text) if text.strip() else _A_MORNING
        is_night = at.hour < self._services.settings.read().day_start_hour
        return datetime.combine(day + timedelta(days=1) if is_night else day, at)


class Change:
    """A sitting of the record, other than it was. Implements SittingForm."""

    heading = "Change this sitting"

    def __init__(self, services: Services, sitting: SessionRecord, titles: Mapping[str, str]) -> None:
        self._services = services
        self._sitting = sitting
        self._titles = titles
        self.practices: Sequence[str] = list(titles.values())
        self.fields: Sequence[Field] = [
            Field(PRACTICE, one_line(titles.get(sitting.practice, sitting.practice)), "its name"),
            Field(LENGTH, length_words(frames(sitting.seconds)), "12, 90s or 1h5m"),
            Field(DAY, sitting.day.isoformat(), "2026-11-21"),
            Field(AT, f"{sitting.local_start:%Y-%m-%d %H:%M}", "2026-11-21 7:10"),
            Field(NOTE, one_line(sitting.note), "a line for yourself"),
        ]

    def write(self, texts: Mapping[str, str]) -> str:
        """Change what was typed anew; the rest stays as it is, a length to the millisecond and a note in its lines."""
        before = {field.name: field.text for field in self.fields}
        new = {name: text for name, text in texts.items() if text.strip() != before[name]}
        if not new:
            return ""
        wish = Wish(
            practice=practice_named(new[PRACTICE], self._titles) if PRACTICE in new else None,
            length=parse_length(new[LENGTH]) if LENGTH in new else None,
            at=_moment(new[AT], self._sitting.local_start.date()) if AT in new else None,
            day=parse_day(new[DAY].strip()) if DAY in new else None,
            note=new.get(NOTE),
        )
        return entered_words("changed", self._services.logbook().edit(self._sitting.id, wish), self._titles)


def practice_named(text: str, titles: Mapping[str, str]) -> str:
    """Return the id of the practice that is called so, or of the only one in whose title the text stands.

    What is called nothing of the kind may be an id.
    """
    wished = one_line(text).casefold()
    called = {name: one_line(title).casefold() for name, title in titles.items()}
    exact = [name for name, title in called.items() if wished in {title, name}]
    close = [name for name, title in called.items() if wished and wished in title]
    if exact:
        return exact[0]
    return close[0] if len(close) == 1 else one_line(text)


def _moment(text: str, otherwise: date) -> datetime:
    """Return a time on the wall; where no day is written before it, that of `otherwise`."""
    day, _, at = text.strip().rpartition(" ")
    return datetime.combine(parse_day(day.strip()) if day else otherwise, _time(at))


def _time(text: str) -> time:
    hour, _, minute = text.strip().replace(".", ":").partition(":")
    try:
        return time(int(hour), int(minute or 0))
    except ValueError:
        raise BadInput(f"{text[:20]!r} is no time of day; write it like 7:10") from None
