"""What a tick looks at where a prompt would come: the record, the practices, and whether somebody is sitting.

Owns that each is read at most once for a tick, and only when it is asked for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from practice_tui.domain.pause import paused_days
from practice_tui.domain.statistics import Rules, summarise

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date, datetime

    from practice_tui.domain.pause import Pause
    from practice_tui.domain.record import SessionRecord
    from practice_tui.engine.library import PracticeSummary
    from practice_tui.engine.ports import Clock


class RecordOutlook:
    """Implements `Outlook` for one tick.

    Args:
        records: the record, after sittings whose process is gone were entered.
        practices: what is at hand.
        someone_sits: whether a sitting is running on this machine.
        pauses: what the person has marked as pauses.
    """

    def __init__(
        self,
        *,
        clock: Clock,
        records: Callable[[], Sequence[SessionRecord]],
        practices: Callable[[], Sequence[PracticeSummary]],
        someone_sits: Callable[[], bool],
        pauses: Callable[[], Sequence[Pause]] = tuple,
    ) -> None:
        self._clock = clock
        self._read = records
        self._look_up = practices
        self._look_for_sitting = someone_sits
        self._read_pauses = pauses
        self._records: Sequence[SessionRecord] | None = None
        self._practices: dict[str, PracticeSummary] | None = None

    def practised(self, day: date) -> bool:
        """Return whether a practice day has a minute of practice or more, as everywhere else it is counted."""
        sittings = [record for record in self._all() if record.day == day]
        return bool(sittings) and summarise(sittings, day, self._clock.now(), Rules()).is_done

    def rests(self, day: date) -> bool:
        """Return whether a practice day lies in a pause the person has marked."""
        pauses = self._read_pauses()
        return bool(pauses) and any(first <= day <= last for first, last in paused_days(pauses, self._all()))

    def someone_sits(self) -> bool:
        """Return whether a sitting is running on this machine."""
        return self._look_for_sitting()

    def sat_since(self, instant: datetime) -> bool:
        """Return whether a sitting has ended after an instant."""
        return any(record.end > instant for record in self._all())

    def practice(self, practice_id: str) -> PracticeSummary | None:
        """Return a practice that is at hand, or None."""
        if self._practices is None:
            self._practices = {practice.id: practice for practice in self._look_up()}
        return self._practices.get(practice_id)

    def _all(self) -> Sequence[SessionRecord]:
        if self._records is None:
            self._records = self._read()
        return self._records
