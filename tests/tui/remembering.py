"""A household that keeps its record by hand as well, and has a past to look back on."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from tests.tui.household import Household

from practice_tui.domain.record import Ending
from practice_tui.engine.logbook import Logbook
from practice_tui.engine.pauses import PauseBook

if TYPE_CHECKING:
    from practice_tui.domain.record import SessionRecord
    from practice_tui.engine.services import Services

PRACTICES = ("nurturance", "gratitude", "breath-focus", "silent-sit")
LENGTHS = (8, 12, 20, 45, 0)


class Remembering(Household):
    """A household whose record can be changed by hand."""

    def services(self) -> Services:
        """Put the services together, the logbook among them."""
        usual = super().services()
        return replace(
            usual,
            logbook=lambda: Logbook(self.store, self.clock, self.settings, usual.shelf),
            pauses=lambda: PauseBook(self.store, self.clock, usual.history),
        )

    def wrote(self, practice: str, minutes: float, days_ago: int, note: str, *, hours: int = 0) -> SessionRecord:
        """Have sat on an earlier day, so many hours later than usual, and written a note."""
        record = self.record(practice, minutes, days_ago, ending=Ending.FINISHED)
        later = timedelta(hours=hours)
        record = replace(
            record, note=note, start=record.start + later, end=record.end + later, id=f"{record.id[:-2]}{hours:02}"
        )
        self.store.add(record)
        return record

    def sat_for(self, days: int) -> None:
        """Have sat on four of five days, one practice after another."""
        for days_ago in range(days):
            minutes = LENGTHS[days_ago % len(LENGTHS)]
            if minutes:
                self.sat(PRACTICES[days_ago % len(PRACTICES)], minutes, days_ago)
