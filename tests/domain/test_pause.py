"""Pauses: which days they take up, and how they are written down."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.domain.small_histories import at, sat, sat_daily
from tests.domain.test_statistics_properties import histories, moments, sittings

from practice_tui.domain.pause import (
    MarkedPause,
    Pause,
    last_day,
    pause_as_plain,
    pause_from_plain,
    paused_days,
)
from practice_tui.domain.record import Ending, SessionRecord, whole_milliseconds
from practice_tui.domain.statistics import CountsAs, Rules, explain_streak, summarise

ILL = Pause(id="ill", first=date(2026, 11, 10), last=None, marked=at("2026-11-10 09:00"), note="flu")
HOLIDAY = replace(ILL, id="holiday", last=date(2026, 11, 12))


def test_a_pause_with_a_last_day_takes_up_both_its_ends() -> None:
    assert paused_days([HOLIDAY], []) == ((date(2026, 11, 10), date(2026, 11, 12)),)
    assert [day for day in range(8, 15) if MarkedPause(HOLIDAY, HOLIDAY.last).holds(date(2026, 11, day))] == [
        10,
        11,
        12,
    ]


def test_one_without_goes_on_until_the_next_sitting() -> None:
    before = sat_daily("2026-11-08", 2)
    assert last_day(ILL, before) is None
    assert MarkedPause(ILL, None).holds(date(2199, 1, 1))
    back = [*before, sat("2026-11-15 07:00"), sat("2026-11-20 07:00")]
    assert last_day(ILL, back) == date(2026, 11, 14)
    assert last_day(HOLIDAY, back) == date(2026, 11, 12)


def test_a_sitting_on_its_first_day_ends_it_only_where_it_came_later() -> None:
    early = sat("2026-11-10 07:00")
    assert last_day(ILL, [early]) is None
    late = sat("2026-11-10 19:00")
    assert last_day(ILL, [early, late]) == date(2026, 11, 9)
    assert paused_days([ILL], [early, late]) == ()


def test_a_sitting_before_a_pause_that_is_still_to_come_leaves_it() -> None:
    planned = replace(ILL, first=date(2026, 12, 1))
    assert last_day(planned, [sat("2026-11-20 07:00")]) is None
    assert last_day(planned, [sat("2026-11-20 07:00"), sat("2026-12-06 07:00")]) == date(2026, 12, 5)


@pytest.mark.parametrize("ending", [Ending.BY_HAND, Ending.IMPORTED, Ending.RECOVERED])
def test_what_is_entered_later_ends_no_pause(ending: Ending) -> None:
    assert last_day(ILL, [replace(sat("2026-11-15 07:00"), ending=ending)]) is None


def test_a_slip_of_seconds_ends_no_pause() -> None:
    assert last_day(ILL, [sat("2026-11-15 07:00", minutes=0.5)]) is None
    assert last_day(ILL, [sat("2026-11-15 07:00", minutes=1)]) == date(2026, 11, 14)


def test_days_in_a_row_go_on_behind_a_pause() -> None:
    records = [*sat_daily("2026-11-07", 3), sat("2026-11-15 07:00")]
    now = at("2026-11-15 12:00")
    with_pause = Rules(pauses=paused_days([ILL], records))
    assert summarise(records, date(2026, 11, 15), now, Rules()).streak == (1, 3)
    assert summarise(records, date(2026, 11, 15), now, with_pause).streak == (4, 4)
    counted = {day.day.day: day.counts_as for day in explain_streak(records, date(2026, 11, 15), now, with_pause)}
    assert counted == {7: "practice", 8: "practice", 9: "practice", 15: "practice"} | dict.fromkeys(
        range(10, 15), CountsAs.PAUSED
    )


@given(records=histories, extra=sittings(), moment=moments(), first=st.integers(-4, 24), marked=st.integers(-4, 24))
def test_adding_a_sitting_by_hand_never_shortens_a_run_that_a_pause_carries(
    records: list[SessionRecord], extra: SessionRecord, moment: tuple[date, datetime], first: int, marked: int
) -> None:
    begin = datetime(2027, 12, 20, tzinfo=UTC)
    pause = replace(ILL, first=begin.date() + timedelta(days=first), marked=begin + timedelta(days=marked))
    more = [*records, replace(extra, ending=Ending.BY_HAND)]
    before = summarise(records, *moment, Rules(pauses=paused_days([pause], records))).streak
    after = summarise(more, *moment, Rules(pauses=paused_days([pause], more))).streak
    assert after.current >= before.current
    assert after.longest >= before.longest


days = st.dates(date(1900, 1, 1), date(2199, 12, 31))


@given(
    first=days,
    length=st.none() | st.integers(0, 400),
    marked=st.datetimes(datetime(1971, 1, 1), datetime(2199, 1, 1)),  # noqa: DTZ001 - made aware below
    note=st.text(max_size=20),
)
def test_a_pause_is_read_back_as_it_was_written(first: date, length: int | None, marked: datetime, note: str) -> None:
    last = None if length is None else first + timedelta(days=length)
    pause = Pause(id="x", first=first, last=last, marked=whole_milliseconds(marked.replace(tzinfo=UTC)), note=note)
    assert pause_from_plain(pause_as_plain(pause) | {"of_a_newer_program": 1}) == pause


@pytest.mark.parametrize(
    "wrong",
    [
        {"first": "soon"}, {"last": "2026-11-09"}, {"last": 5}, {"marked": "2026-11-10T09:00:00"}, {"id": 7},
        {"note": None},
    ],
)  # fmt: skip
def test_what_is_no_pause_is_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises((ValueError, TypeError)):
        pause_from_plain(pause_as_plain(ILL) | wrong)
