"""Which sittings are looked at, as a person chooses them: one practice, some dates, those with notes.

Owns the ways from one choice to the next. What a choice leaves of the record is `looking_back`'s to say.
"""

from __future__ import annotations

from abc import abstractmethod
from typing import TYPE_CHECKING

from practice_tui.tui.dialogs.dates_form import Dates, asking_for_dates
from practice_tui.tui.mending import MendingScreen
from practice_tui.tui.screens.history.looking_back import LookingBack, Sieve
from practice_tui.tui.wishes import HomeWished

if TYPE_CHECKING:
    from practice_tui.engine.services import Services


class SiftingScreen(MendingScreen):
    """A screen that looks at some of the sittings."""

    def __init__(self, services: Services) -> None:
        super().__init__(services)
        self._sieve = Sieve()
        self._back: LookingBack | None = None

    @abstractmethod
    def read_again(self) -> object:
        """Begin to read the record, to show what the sieve leaves of it."""

    def action_practice(self) -> None:
        """Look at the next practice alone; after the last, at all."""
        if self._back is None:
            return
        known = ["", *self._back.whole.by_practice]
        place = known.index(self._sieve.practice) if self._sieve.practice in known else 0
        self._sift(self._sieve._replace(practice=known[(place + 1) % len(known)]))

    def action_only(self, place: int) -> None:
        """Look at one practice alone; where it is looked at alone already, at all."""
        if self._back is None or not 0 <= place < len(self._back.whole.by_practice):
            return
        practice = list(self._back.whole.by_practice)[place]
        self._sift(self._sieve._replace(practice="" if practice == self._sieve.practice else practice))

    def action_notes(self) -> None:
        """Look at sittings with a note, or at all."""
        self._sift(self._sieve._replace(with_notes=not self._sieve.with_notes))

    def action_dates(self) -> None:
        """Ask from which day to which sittings are to be looked at."""
        sieve = self._sieve

        def chosen(dates: Dates | None) -> None:
            if dates is not None:
                self._sift(sieve._replace(first=dates.first, last=dates.last))

        asking_for_dates(self, Dates(sieve.first, sieve.last), chosen)

    def action_back(self) -> None:
        """Show all sittings; where all are shown, go back to Today."""
        if self._sieve != Sieve():
            self._sift(Sieve())
        else:
            self.post_message(HomeWished())

    def _sift(self, sieve: Sieve) -> None:
        self._sieve = sieve
        self.say("")
        self.read_again()
