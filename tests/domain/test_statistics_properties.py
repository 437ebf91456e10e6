"""What holds of every history: against a slow second telling of the rules, and when sittings are added."""

from __future__ import annotations

import zoneinfo
from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import event, given, settings
from hypothesis import strategies as st
from tests.domain.slow_statistics import (
    GRAIN_SECONDS,
    History,
    grains_of,
    sitting,
    slow_carried_days,
    slow_practice_days,
    slow_streak,
)

from practice_tui.domain.practice_day import DAY_START_HOUR, practice_day
from practice_tui.domain.record import SessionRecord, day_of
from practice_tui.domain.statistics import CountsAs, DayCount, Rules, Streak, explain_streak, summarise
from practice_tui.domain.streak import BRIDGE_HOURS, WIDEST_BRIDGE_DAYS

ZONES = sorted(zoneinfo.available_timezones())
DAY = timedelta(days=1)
BRIDGE = timedelta(hours=BRIDGE_HOURS)
FIRST_DAY = date(2027, 12, 20)  # the histories below reach over a year's end, and some over a leap day


@st.composite
def sittings(draw: st.DrawFn, span_days: int = 24) -> SessionRecord:
    """Draw a sitting; most are on the day of their instant, some were flown or moved to another."""
    hours = draw(st.integers(0, 24 * span_days))
    start = datetime(FIRST_DAY.year, FIRST_DAY.month, FIRST_DAY.day, tzinfo=UTC) + timedelta(hours=hours)
    start += timedelta(seconds=GRAIN_SECONDS * draw(st.sampled_from([0, 0, 1, 2, 90])))
    grains = draw(st.sampled_from([0, 1, 2, 3, 30, 90, 600]))
    moved = draw(st.sampled_from([0] * 12 + [-9, -2, -1, 1, 2, 9]))
    rest_seconds = draw(st.sampled_from([0, 0, 0, 20, 3600]))
    number = draw(st.integers(0, 2**64))
    return sitting(number, start, grains, rest_seconds, practice_day(start) + moved * DAY, draw(st.sampled_from("ab")))


histories = st.lists(sittings(), max_size=24, unique_by=lambda record: record.id)
days_in_reach = st.integers(-4, 30).map(lambda number: FIRST_DAY + number * DAY)


@st.composite
def all_rules(draw: st.DrawFn, most_rest_days: int = 6) -> Rules:
    pauses = draw(st.lists(st.tuples(days_in_reach, st.integers(0, 9)), max_size=2))
    return Rules(
        rest_days_a_week=draw(st.integers(0, most_rest_days)),
        pauses=tuple((first, first + length * DAY) for first, length in pauses),
    )


@st.composite
def moments(draw: st.DrawFn) -> tuple[date, datetime]:
    """Draw a practice day and an instant; the person may be in any zone."""
    day = draw(days_in_reach)
    midnight = datetime(day.year, day.month, day.day, tzinfo=UTC)
    return day, midnight + timedelta(hours=draw(st.integers(4 - 14, 28 + 12)), minutes=draw(st.sampled_from([0, 20])))


# ---- agreement ------------------------------------------------------------------------------------------------------


@settings(max_examples=300)
@given(records=histories, moment=moments(), rules=all_rules())
def test_the_streak_is_what_the_slow_telling_says(
    records: History, moment: tuple[date, datetime], rules: Rules
) -> None:
    found = summarise(records, *moment, rules)
    assert found.streak == slow_streak(records, *moment, rules)
    event(f"current {min(found.streak.current, 5)}, longest {min(found.streak.longest, 5)}")


@given(records=histories, moment=moments())
def test_the_totals_are_what_the_slow_telling_says(records: History, moment: tuple[date, datetime]) -> None:
    found = summarise(records, *moment, Rules())
    grains: dict[object, set[int]] = {}
    for record in records:
        for key in ("all", record.day, record.practice):
            grains.setdefault(key, set()).update(grains_of(record))
    seconds = {key: len(sat) * GRAIN_SECONDS for key, sat in grains.items()}
    assert found.seconds == seconds.pop("all", 0)
    assert dict(found.by_practice) == {key: sat for key, sat in seconds.items() if isinstance(key, str)}
    assert dict(found.seconds_by_day) == {key: sat for key, sat in seconds.items() if isinstance(key, date)}
    practised = slow_practice_days(records)
    assert found.days == len(practised)
    assert found.last_30_days == len([day for day in practised if moment[0] - 30 * DAY < day <= moment[0]])
    assert found.is_done == (moment[0] in practised)
    assert found.sessions == len(records)


# ---- order and adding -----------------------------------------------------------------------------------------------


@given(records=histories, moment=moments(), rules=all_rules(), data=st.data())
def test_the_order_of_the_records_is_irrelevant(
    records: History, moment: tuple[date, datetime], rules: Rules, data: st.DataObject
) -> None:
    shuffled = data.draw(st.permutations(records))
    assert repr(summarise(shuffled, *moment, rules)) == repr(summarise(records, *moment, rules))
    assert explain_streak(shuffled, *moment, rules) == explain_streak(records, *moment, rules)


@settings(max_examples=300)
@given(records=histories, added=sittings(), moment=moments(), rules=all_rules())
def test_adding_a_sitting_shortens_nothing(
    records: History, added: SessionRecord, moment: tuple[date, datetime], rules: Rules
) -> None:
    before, after = summarise(records, *moment, rules), summarise([*records, added], *moment, rules)
    assert after.streak.current >= before.streak.current
    assert after.streak.longest >= before.streak.longest
    assert after.days >= before.days
    assert after.last_30_days >= before.last_30_days
    assert after.seconds >= before.seconds
    assert all(after.seconds_by_day[day] >= seconds for day, seconds in before.seconds_by_day.items())
    assert all(after.by_practice[practice] >= seconds for practice, seconds in before.by_practice.items())


@given(records=histories, added=sittings(), moment=moments(), rules=all_rules(most_rest_days=0))
def test_without_rest_days_adding_a_sitting_takes_no_day_from_a_run_and_nothing_from_the_score(
    records: History, added: SessionRecord, moment: tuple[date, datetime], rules: Rules
) -> None:
    before = explain_streak(records, *moment, rules)
    after = {count.day: count.counts_as for count in explain_streak([*records, added], *moment, rules)}
    assert all(after[count.day] != CountsAs.MISSED for count in before if count.counts_as != CountsAs.MISSED)
    scores = [summarise(history, *moment, rules).score for history in (records, [*records, added])]
    assert scores[1] >= scores[0] - 1e-12


@given(records=histories, moment=moments(), rules=all_rules(most_rest_days=5), pause=st.tuples(*[days_in_reach] * 2))
def test_allowing_more_shortens_nothing(
    records: History, moment: tuple[date, datetime], rules: Rules, pause: tuple[date, date]
) -> None:
    before = summarise(records, *moment, rules).streak
    for kinder in (
        replace(rules, rest_days_a_week=rules.rest_days_a_week + 1),
        replace(rules, pauses=(*rules.pauses, pause)),
    ):
        after = summarise(records, *moment, kinder).streak
        assert (after.current >= before.current, after.longest >= before.longest) == (True, True)


# ---- the explanation ------------------------------------------------------------------------------------------------


@given(records=histories, moment=moments(), rules=all_rules())
def test_the_explanation_adds_up_to_the_streak(records: History, moment: tuple[date, datetime], rules: Rules) -> None:
    found = explain_streak(records, *moment, rules)
    streak = summarise(records, *moment, rules).streak
    past = [count for count in found if count.day <= moment[0]]
    runs = _runs(past)
    ahead = any(day > moment[0] for day in slow_practice_days(records))
    assert max(runs) <= streak.longest
    if not ahead:
        assert runs[-1] == streak.current
        assert rules.rest_days_a_week or max(runs) == streak.longest
    assert all(count.because and count.because == count.because.strip(". ") for count in found)


def _runs(counts: list[DayCount]) -> list[int]:
    """Return the practice days of each stretch without a missed day; there may be none in it."""
    runs = [0]
    for count in counts:
        if count.counts_as == CountsAs.MISSED:
            runs.append(0)
        else:
            runs[-1] += count.counts_as == CountsAs.PRACTICE
    return runs


@given(records=histories, moment=moments(), rules=all_rules())
def test_every_day_is_counted_once_and_for_its_own_reason(
    records: History, moment: tuple[date, datetime], rules: Rules
) -> None:
    today, _ = moment
    found = explain_streak(records, *moment, rules)
    practised = slow_practice_days(records)
    carried = slow_carried_days(records, *moment, rules)
    past = [count.day for count in found if count.day <= today]
    assert past[-1] == today
    assert past[0] == min([today, *(record.day for record in records)])
    assert all(later - earlier == DAY for earlier, later in pairwise(past))
    assert {count.day for count in found} >= {record.day for record in records}
    for count in found:
        assert (count.counts_as == CountsAs.PRACTICE) == (count.day in practised)
        if count.day < today:
            assert (count.counts_as in {CountsAs.MISSED, CountsAs.REST}) == (count.day not in carried)
        elif count.day not in practised:
            assert count.counts_as in {CountsAs.OPEN, CountsAs.PAUSED}
    rests = Counter(count.day.isocalendar()[:2] for count in found if count.counts_as == CountsAs.REST)
    assert all(number <= rules.rest_days_a_week for number in rests.values())


@given(records=histories, moment=moments(), rules=all_rules())
def test_the_score_follows_the_explanation(records: History, moment: tuple[date, datetime], rules: Rules) -> None:
    first = min(slow_practice_days(records), default=moment[0])
    decisive = [
        count.counts_as
        for count in explain_streak(records, *moment, rules)
        if first <= count.day <= moment[0] and count.counts_as in {CountsAs.PRACTICE, CountsAs.MISSED}
    ]
    weights = [0.5 ** (days_ago / 13) for days_ago in range(len(decisive))]
    practised = zip(weights, reversed(decisive), strict=True)
    expected = (1 - 0.5 ** (1 / 13)) * sum(weight for weight, counts in practised if counts == CountsAs.PRACTICE)
    assert summarise(records, *moment, rules).score == pytest.approx(expected)
    assert 0 <= expected < 1


# ---- clocks and travel ----------------------------------------------------------------------------------------------


@given(
    records=histories,
    moment=moments(),
    zones=st.lists(st.sampled_from(ZONES), min_size=24, max_size=24),
    hours=st.tuples(st.integers(0, 12), st.integers(0, 12)),
)
def test_neither_travel_nor_another_day_start_rewrites_the_past(
    records: History, moment: tuple[date, datetime], zones: list[str], hours: tuple[int, int]
) -> None:
    flown = []
    for record, name in zip(records, zones, strict=False):
        start = record.start.astimezone(zoneinfo.ZoneInfo(name))
        offset = start.utcoffset()
        assert offset is not None
        flown.append(replace(record, zone=name, offset_minutes=offset // timedelta(minutes=1), day_start_hour=hours[0]))
    at_home, away = (summarise(history, *moment, Rules(day_start_hour=hours[1])) for history in (records, flown))
    assert at_home == away == summarise(records, *moment, Rules())


@given(
    name=st.sampled_from(ZONES),
    first=st.dates(date(2024, 1, 1), date(2027, 12, 31)),
    count=st.integers(1, 400),
    hour=st.integers(0, 23),
)
def test_sitting_at_the_same_hour_every_day_is_one_run_in_every_zone(
    name: str, first: date, count: int, hour: int
) -> None:
    zone = zoneinfo.ZoneInfo(name)
    records = []
    for number in range(count):
        day = first + number * DAY
        start = datetime(day.year, day.month, day.day, hour, 30, tzinfo=zone).astimezone(UTC)
        wall = start.astimezone(zone)
        records.append(sitting(number, start, 30, 0, practice_day(wall), "a"))
    now = records[-1].end
    found = summarise(records, records[-1].day, now, Rules())
    assert found.streak == Streak(found.days, found.days)
    assert hour < DAY_START_HOUR or found.days == count  # a wall clock that leaps over 03:30 shows 04:30, a day later


@given(
    names=st.lists(st.sampled_from(ZONES), min_size=2, max_size=40),
    gaps=st.lists(st.integers(1, 36 * 60), min_size=40, max_size=40),
    first=st.datetimes(datetime(2024, 1, 1), datetime(2027, 12, 31), timezones=st.just(UTC)),  # noqa: DTZ001 - bounds
)
def test_a_traveller_who_sits_every_36_hours_never_breaks_a_run(
    names: list[str], gaps: list[int], first: datetime
) -> None:
    records: History = []
    start = first
    for number, (name, gap_minutes) in enumerate(zip(names, gaps, strict=False)):
        offset = start.astimezone(zoneinfo.ZoneInfo(name)).utcoffset()
        assert offset is not None
        day = day_of(start, offset // timedelta(minutes=1), 4)
        records.append(sitting(number, start, 30, 0, day, "a"))
        start = records[-1].end + timedelta(minutes=gap_minutes)
    today = max(record.day for record in records)
    found = summarise(records, today, records[-1].end, Rules())
    assert found.streak == Streak(found.days, found.days)
    assert all(count.counts_as != CountsAs.MISSED for count in explain_streak(records, today, start, Rules()))


@given(
    record=sittings(),
    days_apart=st.integers(2, WIDEST_BRIDGE_DAYS),
    off_milliseconds=st.integers(-2, 2),
)
def test_the_bridge_holds_to_the_millisecond(record: SessionRecord, days_apart: int, off_milliseconds: int) -> None:
    earlier = replace(record, seconds=600.0)
    start = earlier.end + BRIDGE + timedelta(milliseconds=off_milliseconds)
    later = sitting(2**65, start, 30, 0, earlier.day + days_apart * DAY, "a")
    found = summarise([later, earlier], later.day, later.end, Rules())
    assert found.streak.current == (2 if off_milliseconds <= 0 else 1)
