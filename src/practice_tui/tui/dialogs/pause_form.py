"""What a person types of a pause, and what becomes of it.

Owns how the typed texts are understood. What is possible is the engine's to say.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from practice_tui.domain.errors import BadInput
from practice_tui.domain.practice_day import parse_day
from practice_tui.domain.text import one_line
from practice_tui.tui.dialogs.sitting_form import NOTE, Field
from practice_tui.tui.pauses import pause_words

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from practice_tui.domain.pause import MarkedPause
    from practice_tui.engine.services import Services

FROM, TO = "first day", "last day"
_AS_LONG = "none: it goes on until you sit again"


class PauseMarking:
    """A pause from a day on. Implements SittingForm."""

    heading = "Mark a pause: ill, on holiday, in need of rest"
    practices: Sequence[str] = ()

    def __init__(self, services: Services, day: date) -> None:
        self._services = services
        self.fields: Sequence[Field] = [
            Field(FROM, day.isoformat(), "2026-11-21"),
            Field(TO, "", _AS_LONG),
            Field(NOTE, "", "a word for yourself, if you like"),
        ]

    def write(self, texts: Mapping[str, str]) -> str:
        """Mark it."""
        marked = self._services.pauses().mark(_first(texts), _last(texts), texts[NOTE])
        return f"marked: {pause_words(marked)}; u takes it back"


class PauseChange:
    """A pause of the record, other than it was. Implements SittingForm."""

    heading = "Change this pause"
    practices: Sequence[str] = ()

    def __init__(self, services: Services, marked: MarkedPause) -> None:
        self._services = services
        self._pause = marked.pause
        last = marked.last and max(marked.last, marked.pause.first)
        self.fields: Sequence[Field] = [
            Field(FROM, marked.pause.first.isoformat(), "2026-11-21"),
            Field(TO, last.isoformat() if last else "", _AS_LONG),
            Field(NOTE, one_line(marked.pause.note), "a word for yourself"),
        ]

    def write(self, texts: Mapping[str, str]) -> str:
        """Change it, unless all is as it was."""
        if all(texts[field.name].strip() == field.text for field in self.fields):
            return ""
        note = self._pause.note if texts[NOTE].strip() == one_line(self._pause.note) else texts[NOTE]
        marked = self._services.pauses().change(self._pause, _first(texts), _last(texts), note)
        return f"changed: {pause_words(marked)}; u takes it back"


def _first(texts: Mapping[str, str]) -> date:
    if not texts[FROM].strip():
        raise BadInput("on which day does it begin? Write it like 2026-11-21")
    return parse_day(texts[FROM].strip())


def _last(texts: Mapping[str, str]) -> date | None:
    text = texts[TO].strip()
    return parse_day(text) if text else None
