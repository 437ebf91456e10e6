"""Whatever happens to clocks and machines: one prompt at most for each wished time, and none is lost without reason."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.domain.prompted_life import Life, StillSurroundings, utc
from tests.domain.zone_rules import every_rule

from practice_tui.domain.due import LATEST, LONGEST_SNOOZE, Noted, State, Verdict
from practice_tui.domain.reminder import MINUTES_A_DAY, DailyTime, Moments, Reminder, Stretch, When
from practice_tui.domain.wall_clock import Zone, first_showing

START = utc("2026-03-20T12:00")
MINUTE = timedelta(minutes=1)

minutes = st.integers(0, MINUTES_A_DAY - 1)
weekdays = st.frozensets(st.integers(0, 6), min_size=1)
daily_times = st.builds(DailyTime, minutes, weekdays)
moments = st.builds(
    lambda count, begins, extra: Moments(count, Stretch(begins, (begins + count * 60 + extra) % MINUTES_A_DAY)),
    st.integers(1, 6),
    st.integers(4 * 60, 16 * 60),
    st.integers(0, 6 * 60),
)
quiet_hours = st.none() | st.tuples(minutes, minutes).filter(lambda both: both[0] != both[1]).map(
    lambda both: Stretch(*both)
)
zones = st.sampled_from(every_rule()).map(lambda rules: rules.zone())


@st.composite
def reminders(draw: st.DrawFn, times: st.SearchStrategy[When] = daily_times | moments) -> Reminder:
    return Reminder("r", "nurturance", 600, draw(times), quiet=draw(quiet_hours))


class Step:
    """One thing that happens: time passes, the clock is set, a journey, a sitting, or an answer."""

    def __init__(self, kind: str, minutes: int, zone: Zone) -> None:
        self.kind, self.minutes, self.zone = kind, minutes, zone

    def __repr__(self) -> str:
        return f"{self.kind} {self.minutes} {self.zone.name}"


kinds = st.sampled_from(["ticks", "ticks", "ticks", "sleep", "clock", "journey", "sits", "snooze", "practise"])
steps = st.lists(st.builds(Step, kinds, st.integers(1, 600), zones), min_size=5, max_size=60)


def live(life: Life, steps: list[Step]) -> list[tuple[datetime, date]]:
    """Let everything happen; return when a snooze was asked for, with its day."""
    now = START
    snoozes: list[tuple[datetime, date]] = []
    for step in steps:
        if step.kind == "ticks":
            for _ in range(step.minutes // 5):
                now += 5 * MINUTE
                life.tick(now)
        elif step.kind == "sleep":
            now += step.minutes * 4 * MINUTE
        elif step.kind == "clock":
            now += (step.minutes - 300) * MINUTE
        elif step.kind == "journey":
            life.zone = step.zone
        elif step.kind == "sits":
            life.surroundings.is_sitting = not life.surroundings.is_sitting
        elif step.kind == "practise" and life.delivered:
            life.surroundings.practised_days.add(life.delivered[-1][1].day)
        elif step.kind == "snooze" and life.delivered:
            occasion = life.delivered[-1][1]
            life.note(State.SNOOZED, occasion, now, now + timedelta(minutes=10))
            snoozes.append((now, occasion.day))
        life.tick(now)
    return snoozes


@given(reminders(), zones, steps)
def test_no_day_has_more_prompts_than_were_wished_for(reminder: Reminder, zone: Zone, steps: list[Step]) -> None:
    life = Life(reminder, zone)
    snoozes = live(life, steps)
    most = 1 if isinstance(reminder.when, DailyTime) else reminder.when.a_day
    asked_again = [day for _, day in snoozes]
    for day, count in life.prompts_a_day().items():
        assert count <= most + asked_again.count(day)
    for now, occasion in life.delivered:
        assert occasion.since <= now <= occasion.since + LATEST
        assert occasion.day.weekday() in reminder.when.weekdays


@given(reminders(), zones, st.lists(st.integers(0, 900), min_size=1, max_size=60))
def test_ticks_of_several_processes_are_as_one(reminder: Reminder, zone: Zone, gaps: list[int]) -> None:
    once, thrice = Life(reminder, zone), Life(reminder, zone)
    now = START
    for gap in gaps:
        now += gap * MINUTE
        once.tick(now)
        for _ in range(3):
            thrice.tick(now)
    assert once.delivered == thrice.delivered


@given(reminders(), zones, st.integers(0, 700_000))
def test_asking_changes_nothing(reminder: Reminder, zone: Zone, passed: int) -> None:
    life = Life(reminder, zone, surroundings=StillSurroundings())
    now = START + passed * MINUTE
    assert life.decide(now) == life.decide(now)
    assert life.notes == []


@settings(max_examples=60)
@given(reminders(daily_times), zones, st.lists(st.integers(6, 900), max_size=20))
def test_after_any_suspend_a_prompt_comes_unless_it_is_too_late_or_held(
    reminder: Reminder, zone: Zone, sleeps: list[int]
) -> None:
    """Every wished time that a tick has met within three hours, outside quiet hours, brought a prompt."""
    life, now, met = Life(reminder, zone), START, set()
    assert isinstance(reminder.when, DailyTime)
    for slept in [*sleeps, 5]:
        now += slept * MINUTE
        for _ in range(30):
            now += 5 * MINUTE
            decision = life.tick(now)
            if decision.verdict is Verdict.DUE:
                assert decision.occasion is not None
                met.add(decision.occasion.day)
            wall = (now + timedelta(minutes=zone.offset_minutes(now))).replace(tzinfo=None)
            is_quiet = reminder.quiet is not None and reminder.quiet.holds(wall.hour * 60 + wall.minute)
            for distance in (-1, 0, 1):
                day = wall.date() + timedelta(days=distance)
                shown = datetime.combine(day, datetime.min.time()) + timedelta(minutes=reminder.when.at)
                practice_day = (shown - timedelta(hours=4)).date()
                if practice_day.weekday() in reminder.when.weekdays and not is_quiet:
                    late = now - first_showing(shown, zone)
                    if timedelta() <= late <= LATEST:
                        assert practice_day in met, (now, practice_day)


@pytest.mark.parametrize(
    ("when", "a_day"), [(DailyTime(7 * 60 + 15), 1), (Moments(4, Stretch(540, 1200)), 4)], ids=["daily", "moments"]
)
def test_a_week_of_ticks_every_half_minute_neither_misses_nor_repeats(when: When, a_day: int) -> None:
    every = timedelta(seconds=30)
    change = utc("2026-03-29T01:00")
    zone = Zone("Europe/Berlin", lambda instant: 120 if instant >= change else 60)
    life = Life(Reminder("r", "nurturance", 600, when), zone)
    first = utc("2026-03-26T03:00")  # four in the morning, where a practice day begins
    for number in range(7 * 24 * 120 - 120):  # the week is an hour short, for clocks go forward
        life.tick(first + number * every)
    assert list(life.prompts_a_day().values()) == [a_day] * 7
    assert all(now - occasion.since < every for now, occasion in life.delivered)


def test_a_clock_that_jumps_to_and_fro_brings_no_second_prompt() -> None:
    life = Life(Reminder("r", "nurturance", 600, DailyTime(7 * 60)))
    for hours in (0, 2, -2, 5, -5, 20, -20, 1):
        life.tick(utc("2026-11-21T06:00") + timedelta(hours=hours))
    assert life.prompts_a_day() == {date(2026, 11, 21): 1}


@given(st.integers(1, 119))
def test_no_snooze_outlasts_a_clock_that_was_set_back(minutes_back: int) -> None:
    life = Life(Reminder("r", "nurturance", 600, DailyTime(0)))
    since = utc("2026-11-20T23:00")
    snoozed = utc("2026-11-21T01:00")
    life.notes = [Noted("r", date(2026, 11, 20), 0, State.SNOOZED, since, snoozed, snoozed + timedelta(minutes=60))]
    now = snoozed - minutes_back * MINUTE
    waits = life.decide(now).verdict is Verdict.NOTHING
    is_long = snoozed + timedelta(minutes=60) - now > LONGEST_SNOOZE
    assert waits is not is_long
