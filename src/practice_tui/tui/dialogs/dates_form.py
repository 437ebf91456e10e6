"""From which day to which, as a person types it.

Owns how the two texts are understood; nothing is written.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from practice_tui.domain.errors import BadInput
from practice_tui.domain.practice_day import parse_day
from practice_tui.tui.dialogs.sitting import SittingDialog
from practice_tui.tui.dialogs.sitting_form import Field

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import date

    from textual.screen import Screen

FROM, TO = "first day", "last day"


class Dates(NamedTuple):
    """The first and the last practice day; None where there is no bound."""

    first: date | None = None
    last: date | None = None


class DatesForm:
    """Two days, each of which may be left out. Implements SittingForm.

    Attributes:
        chosen: what was typed; None before it is understood.
    """

    heading = "Look at sittings from one day to another"
    practices: Sequence[str] = ()

    def __init__(self, dates: Dates) -> None:
        self.chosen: Dates | None = None
        self.fields: Sequence[Field] = [
            Field(FROM, dates.first.isoformat() if dates.first else "", "2026-11-01, or none"),
            Field(TO, dates.last.isoformat() if dates.last else "", "2026-11-30, or none"),
        ]

    def write(self, texts: Mapping[str, str]) -> str:
        """Understand the days."""
        dates = Dates(*(parse_day(texts[name].strip()) if texts[name].strip() else None for name in (FROM, TO)))
        if dates.first is not None and dates.last is not None and dates.last < dates.first:
            raise BadInput("the last day lies before the first; give a later one, or none")
        self.chosen = dates
        return ""


def asking_for_dates(screen: Screen[None], present: Dates, then: Callable[[Dates | None], None]) -> None:
    """Ask over a screen; `then` is called with the answer, or with None where it was given up."""
    form = DatesForm(present)
    screen.app.push_screen(SittingDialog(form), lambda _words: then(form.chosen))
