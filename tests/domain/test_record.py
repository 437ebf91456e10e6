"""What is kept of a sitting: written as plain values, read back the same, and refused where it is no sitting."""

from __future__ import annotations

import json
import uuid
import zoneinfo
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from practice_tui.domain.record import (
    Ending,
    SessionRecord,
    as_plain,
    from_plain,
    instant_text,
    parse_instant,
    uuid7,
    whole_milliseconds,
)

ZONES = sorted(zoneinfo.available_timezones())

instants = st.datetimes(datetime(1971, 1, 1), datetime(2200, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001 - bounds
written_instants = instants.map(whole_milliseconds)
lengths = st.floats(0, 86_400) | st.integers(0, 86_400 * 48_000).map(lambda frames: frames / 48_000)

records = st.builds(
    SessionRecord,
    id=st.uuids().map(str),
    practice=st.text(),
    pack=st.text(),
    version=st.text(),
    script_hash=st.text(),
    planned_seconds=st.none() | lengths,
    seconds=lengths,
    start=written_instants,
    end=written_instants,
    zone=st.sampled_from(ZONES) | st.just(""),
    offset_minutes=st.integers(-14 * 60, 14 * 60),
    day=st.dates(),
    day_start_hour=st.integers(0, 12),
    ending=st.sampled_from(Ending),
    source=st.text(),
    course_step=st.text(),
    before=st.text(),
    after=st.text(),
    note=st.text(),
)

START = datetime(2026, 11, 21, 6, 10, tzinfo=UTC)
SITTING = SessionRecord(
    id="0198c0de-0000-7000-8000-000000000000",
    practice="kind-breath",
    planned_seconds=600.0,
    seconds=612.5,
    start=START,
    end=START + timedelta(seconds=615),
    zone="Europe/Berlin",
    offset_minutes=60,
    day=date(2026, 11, 21),
    ending=Ending.FINISHED,
    source="app",
)


@given(records)
def test_a_record_is_read_back_as_it_was_written(record: SessionRecord) -> None:
    assert from_plain(json.loads(json.dumps(as_plain(record)))) == record


def test_empty_texts_are_left_out_and_the_rest_is_plain() -> None:
    assert as_plain(SITTING) == {
        "id": "0198c0de-0000-7000-8000-000000000000",
        "practice": "kind-breath",
        "planned_seconds": 600.0,
        "seconds": 612.5,
        "start": "2026-11-21T06:10:00.000Z",
        "end": "2026-11-21T06:20:15.000Z",
        "zone": "Europe/Berlin",
        "offset_minutes": 60,
        "day": "2026-11-21",
        "day_start_hour": 4,
        "ending": "finished",
        "source": "app",
    }


def test_fields_of_a_newer_program_are_left_aside() -> None:
    assert from_plain(as_plain(SITTING) | {"heart_rate": [61, 60]}) == SITTING


@pytest.mark.parametrize(
    "nonsense",
    [
        {"seconds": float("nan")},
        {"seconds": float("inf")},
        {"seconds": -1.0},
        {"seconds": "600"},
        {"seconds": None},
        {"planned_seconds": float("nan")},
        {"planned_seconds": -1},
        {"start": "2026-11-21T06:10:00"},
        {"start": "0001-01-01T00:00:00+14:00"},
        {"start": 1_795_241_400},
        {"end": "yesterday"},
        {"day": "2026-02-29"},
        {"day": None},
        {"ending": "exploded"},
        {"offset_minutes": 1440},
        {"offset_minutes": -1440},
        {"offset_minutes": "60"},
        {"note": 5},
        {"id": None},
    ],
    ids=str,
)
def test_what_is_no_sitting_is_refused(nonsense: dict[str, Any]) -> None:
    with pytest.raises((ValueError, TypeError)):
        from_plain(as_plain(SITTING) | nonsense)


@pytest.mark.parametrize(
    "name", ["id", "practice", "seconds", "planned_seconds", "start", "end", "zone", "day", "ending"]
)
def test_a_sitting_that_lacks_a_field_is_refused(name: str) -> None:
    plain = as_plain(SITTING)
    del plain[name]
    with pytest.raises((KeyError, TypeError)):
        from_plain(plain)


@given(moment=instants, offset=st.integers(-14 * 60, 14 * 60))
def test_an_instant_is_written_in_utc_and_read_back_to_the_millisecond(moment: datetime, offset: int) -> None:
    elsewhere = moment.astimezone(timezone(timedelta(minutes=offset)))
    assert instant_text(elsewhere) == instant_text(moment)
    assert instant_text(moment).endswith("Z")
    assert parse_instant(instant_text(moment)) == whole_milliseconds(moment)
    assert parse_instant(elsewhere.isoformat()) == moment
    assert parse_instant(elsewhere.isoformat()).tzinfo is UTC


def test_the_local_start_is_what_the_wall_clock_showed() -> None:
    assert SITTING.local_start.isoformat() == "2026-11-21T07:10:00+01:00"
    assert replace(SITTING, offset_minutes=-570).local_start.isoformat() == "2026-11-20T20:40:00-09:30"


@given(moment=written_instants, randomness=st.binary(min_size=10, max_size=10))
def test_an_id_is_a_uuid7_that_holds_its_millisecond_and_all_the_randomness(
    moment: datetime, randomness: bytes
) -> None:
    made = uuid7(moment, randomness)
    parsed = uuid.UUID(made)
    assert str(parsed) == made
    assert (parsed.version, parsed.variant) == (7, uuid.RFC_4122)
    assert datetime(1970, 1, 1, tzinfo=UTC) + timedelta(milliseconds=parsed.int >> 80) == moment
    bits = int.from_bytes(randomness)
    # All but the 6 highest of 80 bits find room beside the version and the variant.
    assert (parsed.int >> 64 & 0xFFF, parsed.int & (1 << 62) - 1) == (bits >> 62 & 0xFFF, bits & (1 << 62) - 1)


@given(earlier=written_instants, later=written_instants, randomness=st.binary(min_size=20, max_size=20))
def test_ids_sort_as_their_sittings_began(earlier: datetime, later: datetime, randomness: bytes) -> None:
    earlier, later = sorted((earlier, later))
    first, second = uuid7(earlier, randomness[:10]), uuid7(later, randomness[10:])
    assert earlier == later or first < second
