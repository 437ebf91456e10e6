"""What a tick looks at: each thing once, and a day as it is counted everywhere else."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from tests.engine.fakes import HandClock
from tests.engine.prompt_room import summary
from tests.engine.test_usual_time import TODAY, sat

from practice_tui.domain.pause import Pause
from practice_tui.engine.outlook import RecordOutlook

if TYPE_CHECKING:
    from practice_tui.domain.record import SessionRecord
    from practice_tui.engine.library import PracticeSummary


class Looked:
    def __init__(self, *records: SessionRecord) -> None:
        self.times: list[str] = []
        self._records = records

    def outlook(self) -> RecordOutlook:
        return RecordOutlook(
            clock=HandClock(), records=self.records, practices=self.practices, someone_sits=lambda: True
        )

    def records(self) -> tuple[SessionRecord, ...]:
        self.times.append("records")
        return self._records

    def practices(self) -> list[PracticeSummary]:
        self.times.append("practices")
        return [summary("gratitude")]


@pytest.mark.parametrize(("seconds", "is_practised"), [(59.0, False), (60.0, True)])
def test_a_minute_makes_a_day(seconds: float, *, is_practised: bool) -> None:
    outlook = Looked(replace(sat(0, "07:00"), seconds=seconds)).outlook()
    assert outlook.practised(TODAY) is is_practised
    assert not outlook.practised(TODAY - timedelta(days=1))


def test_a_late_night_counts_for_the_day_it_ends() -> None:
    outlook = Looked(sat(0, "01:00")).outlook()
    assert outlook.practised(date(2026, 11, 20))
    assert not outlook.practised(TODAY)


def test_a_sitting_that_ended_after_an_instant() -> None:
    sitting = sat(0, "07:00")
    outlook = Looked(sitting).outlook()
    assert outlook.sat_since(sitting.end - timedelta(seconds=1))
    assert not outlook.sat_since(sitting.end)


def test_a_marked_pause_is_rest_until_the_next_sitting() -> None:
    marked = datetime(2026, 11, 18, 9, tzinfo=UTC)
    pause = Pause(id="p", first=date(2026, 11, 18), last=None, marked=marked)

    def outlook(*records: SessionRecord) -> RecordOutlook:
        return RecordOutlook(
            clock=HandClock(),
            records=lambda: records,
            practices=list,
            someone_sits=lambda: False,
            pauses=lambda: [pause],
        )

    assert [outlook().rests(pause.first + timedelta(days=days)) for days in (-1, 0, 30)] == [False, True, True]
    assert not outlook(sat(0, "07:00")).rests(TODAY)


def test_each_is_read_once_and_only_if_it_is_asked_for() -> None:
    looked = Looked(sat(0, "07:00"))
    outlook = looked.outlook()
    assert outlook.someone_sits()
    assert looked.times == []
    for _ in range(3):
        outlook.practised(TODAY)
        outlook.sat_since(HandClock().wall)
        found = outlook.practice("gratitude")
        assert found is not None
        assert outlook.practice("nothing") is None
    assert looked.times == ["records", "practices"]
