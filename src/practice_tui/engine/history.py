"""What has been practised, for every screen and command that looks back."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta, timezone
from typing import TYPE_CHECKING

from practice_tui.domain.errors import NotSaved
from practice_tui.domain.pause import MarkedPause, last_day, paused_days
from practice_tui.domain.practice_day import practice_day
from practice_tui.domain.statistics import DayCount, Rules, Statistics, explain_streak, summarise
from practice_tui.domain.text import clean_text, one_line

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

    from practice_tui.domain.record import SessionRecord
    from practice_tui.engine.ports import Clock, RecordStore
    from practice_tui.engine.settings import SettingsKeeper


class History:
    """Reads the record. Whoever makes one has entered abandoned sittings before."""

    def __init__(self, store: RecordStore, clock: Clock, settings: SettingsKeeper) -> None:
        self._store = store
        self._clock = clock
        self._settings = settings

    def records(self) -> Sequence[SessionRecord]:
        """Return every sitting, sorted by start."""
        return self._store.records()

    def today(self) -> date:
        """Return the practice day it is now."""
        return practice_day(self._wall_clock(), self._settings.read().day_start_hour)

    def statistics(self) -> Statistics:
        """Return the one summary that screens, `stats` and `today` show."""
        return self.statistics_of(self.records())

    def statistics_of(self, records: Sequence[SessionRecord]) -> Statistics:
        """Return the summary of some of the sittings, such as those that a filter leaves."""
        return summarise(records, self.today(), self._clock.now(), self._rules())

    def explanation(self) -> tuple[DayCount, ...]:
        """Return how each day was counted."""
        return explain_streak(self.records(), self.today(), self._clock.now(), self._rules())

    def pauses(self) -> Sequence[MarkedPause]:
        """Return every pause a person has marked, sorted by its first day."""
        pauses = self._store.pauses()
        sittings = self._store.records() if pauses else ()
        return [MarkedPause(pause, last_day(pause, sittings)) for pause in pauses]

    def reflect(self, record: SessionRecord, after: str, note: str) -> str:
        """Keep what the person says of a sitting; return a line for them where it can't be saved, else nothing."""
        try:
            self._store.edit(replace(record, after=one_line(after), note=clean_text(note).strip()))
        except NotSaved as problem:
            return f"{problem}; your minutes are safe"
        return ""

    def _rules(self) -> Rules:
        chosen = self._settings.read()
        pauses = self._store.pauses()
        return Rules(
            day_start_hour=chosen.day_start_hour,
            rest_days_a_week=chosen.rest_days_a_week,
            pauses=paused_days(pauses, self._store.records()) if pauses else (),
        )

    def _wall_clock(self) -> datetime:
        now = self._clock.now()
        return now.astimezone(timezone(timedelta(minutes=self._clock.offset_minutes(now))))
