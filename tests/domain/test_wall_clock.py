"""What a wall clock means: twice-shown and skipped times, every zone, and the years that are within reach."""

from __future__ import annotations

import zoneinfo
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from practice_tui.domain.errors import BadInput, NotFound
from practice_tui.domain.wall_clock import EARLIEST, LATEST, Zone, moment_of, moment_on_the_wall
from practice_tui.engine.zones import zone_named

ZONES = sorted(zoneinfo.available_timezones() - {"localtime", "Factory"})
MADRID = zone_named("Europe/Madrid")


def wall(text: str) -> datetime:
    return datetime.fromisoformat(text)


def test_a_plain_time_is_what_the_clock_showed() -> None:
    moment = moment_on_the_wall(wall("2026-11-21T06:10"), MADRID)
    assert (moment.instant, moment.offset_minutes, moment.doubt) == (
        datetime(2026, 11, 21, 5, 10, tzinfo=UTC), 60, "",
    )  # fmt: skip


def test_a_time_shown_twice_is_the_earlier_one() -> None:
    moment = moment_on_the_wall(wall("2026-10-25T02:30"), MADRID)
    assert moment.instant == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    assert moment.offset_minutes == 120
    assert "twice" in moment.doubt


def test_a_skipped_time_is_moved_on() -> None:
    moment = moment_on_the_wall(wall("2026-03-29T02:30"), MADRID)
    assert moment.instant == datetime(2026, 3, 29, 1, 30, tzinfo=UTC)
    assert moment.offset_minutes == 120
    assert "forward" in moment.doubt


@given(name=st.sampled_from(ZONES), wall_time=st.datetimes(datetime(1901, 1, 1), datetime(2199, 12, 1)))  # noqa: DTZ001
def test_a_time_without_doubt_is_shown_again_by_its_own_offset(name: str, wall_time: datetime) -> None:
    zone = zone_named(name)
    moment = moment_on_the_wall(wall_time, zone)
    shown = moment.instant + timedelta(minutes=moment.offset_minutes)
    assert moment.offset_minutes == zone.offset_minutes(moment.instant)
    if "forward" not in moment.doubt:
        assert shown.replace(tzinfo=None) == wall_time
    else:
        assert shown.replace(tzinfo=None) > wall_time


@pytest.mark.parametrize("text", ["0001-01-01T00:00", "1899-12-31T10:00", "2200-01-02T10:00", "9999-12-31T23:59"])
def test_years_nobody_sits_in_are_refused(text: str) -> None:
    with pytest.raises(BadInput, match="out of reach"):
        moment_on_the_wall(wall(text), MADRID)
    with pytest.raises(BadInput, match="out of reach"):
        moment_of(wall(text).replace(tzinfo=timezone(timedelta(hours=14))), MADRID)


def test_the_bounds_themselves() -> None:
    utc = Zone("UTC", lambda _instant: 0)
    assert moment_of(EARLIEST, utc).instant == EARLIEST
    with pytest.raises(BadInput):
        moment_of(LATEST, utc)


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("Europe/Madird", "did you mean Europe/Madrid?"),
        ("berlin", "did you mean Europe/Berlin?"),
        ("New York", "did you mean America/New_York?"),
        ("", "write it like Europe/Madrid"),
        ("../../etc/passwd", "there is no time zone"),
        ("x" * 5000, "there is no time zone"),
        ("a\x00b", "there is no time zone"),
    ],
)
def test_an_unknown_zone_names_the_nearest(name: str, words: str) -> None:
    with pytest.raises(NotFound) as refused:
        zone_named(name)
    assert words in str(refused.value)
    assert len(str(refused.value)) < 200


def test_capital_letters_of_a_zone_do_not_matter() -> None:
    assert zone_named("europe/madrid").name == "Europe/Madrid"
