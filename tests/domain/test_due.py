"""The rules of a prompt, one by one, on a day in Madrid: an hour ahead of UTC."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from itertools import pairwise

import pytest
from tests.domain.prompted_life import Life, utc

from practice_tui.domain.due import WHOLE_DAY, Decision, Noted, Occasion, State, Verdict, next_occasion
from practice_tui.domain.moments import moments_of_day
from practice_tui.domain.reminder import DailyTime, Moments, Reminder, Stretch, parse_stretch, parse_time
from practice_tui.domain.wall_clock import Zone

TODAY = date(2026, 11, 21)
"""A Saturday."""

NOTHING = Decision(Verdict.NOTHING)
FIVE_MINUTES = timedelta(minutes=5)


def daily(at: str = "07:00", **more: object) -> Reminder:
    weekdays = more.pop("weekdays", frozenset(range(7)))
    assert isinstance(weekdays, frozenset)
    return Reminder("nurturance", "nurturance", 600, DailyTime(parse_time(at), weekdays))._replace(**more)  # type: ignore[arg-type]


def at(wall: str, day: str = "2026-11-21") -> datetime:
    """The instant of a wall time in Madrid in winter."""
    return utc(f"{day}T{wall}") - timedelta(hours=1)


@pytest.mark.parametrize(
    ("wall", "is_due"),
    [("06:59:59", False), ("07:00:00", True), ("08:30:00", True), ("10:00:00", True), ("10:00:01", False)],
)
def test_a_prompt_is_due_from_its_time_for_three_hours(wall: str, *, is_due: bool) -> None:
    decision = Life(daily()).decide(at(wall))
    assert decision == (Decision(Verdict.DUE, "", Occasion(TODAY, 0, at("07:00"))) if is_due else NOTHING)


def test_it_comes_once_however_often_it_is_asked() -> None:
    life = Life(daily())
    assert life.decide(at("07:00")) == life.decide(at("07:00"))
    life.ticks(at("06:00"), at("23:00"), timedelta(minutes=1))
    assert [now for now, _ in life.delivered] == [at("07:00")]


def test_only_chosen_weekdays_count_and_they_are_practice_days() -> None:
    life = Life(daily("00:30", weekdays=frozenset({5})))
    life.ticks(at("04:00", "2026-11-16"), at("04:00", "2026-11-30"), FIVE_MINUTES)
    assert [now for now, _ in life.delivered] == [at("00:30", "2026-11-22"), at("00:30", "2026-11-29")]
    assert list(life.prompts_a_day()) == [TODAY, date(2026, 11, 28)]


def test_a_paused_reminder_is_silent() -> None:
    assert Life(daily(paused=True)).decide(at("07:30")) == NOTHING


@pytest.mark.parametrize(
    ("time", "now", "verdict"),
    [
        ("06:30", "06:30", Verdict.HELD),
        ("06:30", "06:59", Verdict.HELD),
        ("06:30", "07:00", Verdict.DUE),
        ("21:59", "21:59", Verdict.DUE),
        ("21:59", "22:00", Verdict.HELD),
        ("23:30", "23:59", Verdict.HELD),
        ("04:00", "07:00", Verdict.DUE),
        ("03:59", "07:00", Verdict.NOTHING),
    ],
)
def test_quiet_hours_across_midnight_hold_it(time: str, now: str, verdict: Verdict) -> None:
    decision = Life(daily(time, quiet=parse_stretch("22:00-07:00"))).decide(at(now))
    assert decision.verdict is verdict
    if verdict is Verdict.HELD:
        assert decision.because == "quiet hours last until 07:00"


def test_what_quiet_hours_hold_too_long_never_comes() -> None:
    life = Life(daily("23:00", quiet=parse_stretch("22:00-07:00")))
    life.ticks(at("12:00"), at("12:00", "2026-11-23"), FIVE_MINUTES)
    assert life.delivered == []


def test_a_running_sitting_holds_it() -> None:
    life = Life(daily())
    life.surroundings.is_sitting = True
    assert life.tick(at("07:05")) == Decision(Verdict.HELD, "a sitting is running", Occasion(TODAY, 0, at("07:00")))
    life.surroundings.is_sitting = False
    assert life.tick(at("07:20")).verdict is Verdict.DUE


@pytest.mark.parametrize("practised", ["2026-11-21", "2026-11-22"])
def test_who_has_practised_is_not_asked_again_even_if_the_record_changes(practised: str) -> None:
    life = Life(daily("03:50"))
    life.surroundings.practised_days = {date.fromisoformat(practised)}
    now = at("04:10", "2026-11-22")
    assert life.tick(now).verdict is Verdict.PRACTISED
    life.surroundings.practised_days.clear()
    assert life.tick(now) == NOTHING


@pytest.mark.parametrize("when", [None, Moments(3, parse_stretch("09:00-17:00"))], ids=["daily", "moments"])
def test_nobody_is_asked_on_days_marked_as_a_pause(when: Moments | None) -> None:
    life = Life(daily() if when is None else daily()._replace(when=when))
    life.surroundings.paused_days = {TODAY}
    life.ticks(at("04:00"), at("03:55", "2026-11-22"), FIVE_MINUTES)
    assert life.delivered == []
    life.ticks(at("04:00", "2026-11-22"), at("03:55", "2026-11-23"), FIVE_MINUTES)
    assert life.delivered, "the next day it asks again"


def test_the_clock_decides_before_anything_is_looked_at() -> None:
    life = Life(daily(quiet=parse_stretch("22:00-07:30")))
    life.ticks(at("00:00"), at("07:25"), FIVE_MINUTES)
    assert life.surroundings.asked == 0
    life.tick(at("07:30"))
    asked = life.surroundings.asked
    assert asked > 0
    life.ticks(at("07:35"), at("23:00"), FIVE_MINUTES)
    assert life.surroundings.asked == asked


@pytest.mark.parametrize("minutes", [10, 30, 60])
def test_a_snoozed_prompt_comes_again_when_the_snooze_ends(minutes: int) -> None:
    life = Life(daily())
    life.tick(at("09:50"))
    snoozed = at("09:55")
    until = snoozed + timedelta(minutes=minutes)
    life.note(State.SNOOZED, life.delivered[0][1], snoozed, until)
    assert life.tick(until - timedelta(seconds=1)) == NOTHING
    assert life.decide(until + timedelta(hours=3, seconds=1)) == NOTHING
    assert life.tick(until + timedelta(hours=3)) == Decision(Verdict.DUE, "", Occasion(TODAY, 0, until))
    assert life.tick(until + timedelta(hours=3)) == NOTHING


def test_a_snooze_waits_in_quiet_hours_and_ends_with_practice() -> None:
    life = Life(daily("21:50", quiet=parse_stretch("22:00-07:00")))
    life.tick(at("21:50"))
    life.note(State.SNOOZED, life.delivered[0][1], at("21:51"), at("22:01"))
    assert life.tick(at("22:05")).verdict is Verdict.HELD
    life.reminder = daily("21:50")
    life.surroundings.practised_days = {TODAY}
    assert life.tick(at("22:10")).verdict is Verdict.PRACTISED


def test_a_snooze_ends_when_the_clock_is_set_back() -> None:
    life = Life(daily())
    life.tick(at("07:00"))
    life.note(State.SNOOZED, life.delivered[0][1], at("12:00"), at("12:10"))
    assert life.decide(at("11:59")) == NOTHING  # the clock was set softly: the snooze lasts
    assert life.decide(at("08:00")).verdict is Verdict.DUE


@pytest.mark.parametrize("reminder", [daily(), Reminder("m", "steadying", 60, Moments(6, Stretch(420, 1260)))])
def test_not_today_is_for_the_whole_day_and_no_longer(reminder: Reminder) -> None:
    life = Life(reminder)
    life.notes = [Noted(reminder.id, TODAY, WHOLE_DAY, State.DECLINED, at("05:00"), at("05:00"))]
    life.ticks(at("05:00"), at("03:59", "2026-11-22"), FIVE_MINUTES)
    assert life.delivered == []
    life.ticks(at("04:00", "2026-11-22"), at("23:00", "2026-11-22"), FIVE_MINUTES)
    assert life.prompts_a_day() == {date(2026, 11, 22): 6 if reminder.id == "m" else 1}


def test_another_hour_at_which_days_begin_brings_no_second_prompt() -> None:
    life = Life(daily("00:30"))
    life.ticks(at("12:00", "2026-11-20"), at("00:40"), FIVE_MINUTES)
    life.day_start_hour = 0
    life.ticks(at("00:41"), at("12:00"), FIVE_MINUTES)
    assert [now for now, _ in life.delivered] == [at("00:30")]


# Small moments.


def small(count: int = 3, **more: object) -> Reminder:
    return Reminder("care", "care-moment", 120, Moments(count, Stretch(540, 1020)))._replace(**more)  # type: ignore[arg-type]


def moments(count: int = 3) -> list[datetime]:
    when = small(count).when
    assert isinstance(when, Moments)
    return [at("00:00") + timedelta(minutes=minute) for minute in moments_of_day("care", TODAY, when)]


@pytest.mark.parametrize("count", range(1, 7))
def test_each_moment_comes_once_also_on_a_day_with_practice(count: int) -> None:
    life = Life(small(count))
    life.surroundings.practised_days = {TODAY}
    life.ticks(at("04:00"), at("03:59", "2026-11-22"), timedelta(minutes=1))
    assert [now for now, _ in life.delivered] == moments(count)


def test_after_a_long_sleep_only_the_last_moment_comes() -> None:
    life = Life(small(6))
    woken = moments(6)[3] + timedelta(minutes=30)
    life.ticks(woken, at("03:59", "2026-11-22"), timedelta(minutes=1))
    assert [occasion.number for _, occasion in life.delivered] == [3, 4, 5]
    came = [now for now, _ in life.delivered]
    assert all(later - earlier >= timedelta(hours=1) for earlier, later in pairwise(came))


def test_a_late_moment_holds_the_next_for_an_hour() -> None:
    life = Life(small())
    late = moments()[1] - timedelta(minutes=5)
    life.tick(late)
    decision = life.tick(moments()[1])
    assert (decision.verdict, decision.because) == (Verdict.HELD, "the moment before it was less than an hour ago")
    assert life.tick(late + timedelta(minutes=59)).verdict is Verdict.HELD
    assert life.tick(late + timedelta(minutes=60)).verdict is Verdict.DUE


def test_a_snoozed_moment_gives_way_to_the_next() -> None:
    life = Life(small())
    first, second, _ = moments()
    life.tick(first)
    life.note(State.SNOOZED, life.delivered[0][1], second - FIVE_MINUTES, second + FIVE_MINUTES)
    life.ticks(second, second + timedelta(hours=2), timedelta(minutes=1))
    assert [occasion.number for _, occasion in life.delivered][:2] == [0, 1]
    assert life.prompts_a_day()[TODAY] <= 3


def test_a_window_past_midnight_belongs_to_the_day_it_began_on() -> None:
    reminder = Reminder("owl", "steadying", 60, Moments(3, parse_stretch("22:00-03:00")))
    life = Life(reminder)
    life.ticks(at("12:00"), at("12:00", "2026-11-22"), FIVE_MINUTES)
    assert life.prompts_a_day() == {TODAY: 3}
    assert all(at("22:00") <= now < at("03:05", "2026-11-22") for now, _ in life.delivered)


# What comes next.


def test_the_next_time_is_told_for_lists() -> None:
    zone = Life(daily()).zone
    assert next_occasion(at("06:00"), zone, daily(), 4) == at("07:00")
    assert next_occasion(at("07:00"), zone, daily(), 4) == at("07:00", "2026-11-22")
    assert next_occasion(at("07:00"), zone, daily(weekdays=frozenset({5})), 4) == at("07:00", "2026-11-28")
    assert next_occasion(at("07:00"), zone, daily(paused=True), 4) is None
    assert next_occasion(at("00:10"), zone, daily("00:30"), 4) == at("00:30")
    assert next_occasion(at("04:00"), zone, small(), 4) == moments()[0]


def test_a_journey_moves_wished_times_with_the_wall_clock_and_doubles_none() -> None:
    life = Life(daily())
    life.ticks(at("06:00"), at("12:00"), FIVE_MINUTES)
    life.zone = Zone("America/New_York", lambda _instant: -300)
    life.ticks(at("12:05"), at("20:00", "2026-11-22"), FIVE_MINUTES)
    assert [now for now, _ in life.delivered] == [at("07:00"), utc("2026-11-22T12:00")]
