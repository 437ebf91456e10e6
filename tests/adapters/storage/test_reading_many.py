"""Reading all sittings at once gives what reading them one by one does, and refuses what that refuses."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from practice_tui.domain.record import Ending, SessionRecord, as_plain, from_plain, many_from_plain

if TYPE_CHECKING:
    from tests.adapters.storage.conftest import Home, MakeSitting

oddities = st.one_of(
    st.none(), st.booleans(), st.integers(-10, 10_000), st.floats(), st.text(max_size=3), st.just([]), st.just({}),
    st.sampled_from(["2026-11-21", "2026-11-21T06:10:00.000Z", "2026-11-21T06:10:00+02:00", "2026-11-21T06:10:00",
                     "0001-01-01T00:00:00+14:00", "finished", "by hand"]),
)  # fmt: skip


def one_by_one(plains: list[dict[str, Any]]) -> list[SessionRecord] | None:
    with suppress(ValueError, KeyError, TypeError):
        return [from_plain(plain) for plain in plains]
    return None


def at_once(plains: list[dict[str, Any]]) -> list[SessionRecord] | None:
    with suppress(ValueError, KeyError, TypeError):
        return many_from_plain(plains)
    return None


@settings(max_examples=400)
@given(
    field=st.sampled_from(sorted(SessionRecord.__slots__)),
    oddity=oddities,
    place=st.integers(0, 2),
    is_left_out=st.booleans(),
)
def test_whatever_a_field_holds_both_ways_agree(
    sitting: MakeSitting, field: str, oddity: object, place: int, is_left_out: bool
) -> None:
    plains = [as_plain(sitting(number, ending=Ending.BY_HAND, note="n")) for number in range(3)]
    if is_left_out:
        plains[place].pop(field, None)
    else:
        plains[place][field] = oddity
    assert repr(at_once(plains)) == repr(one_by_one(plains))


def test_none_is_none() -> None:
    assert many_from_plain([]) == []


def test_a_record_read_with_many_is_as_frozen_and_whole_as_any(sitting: MakeSitting) -> None:
    (record, *_) = many_from_plain([as_plain(sitting(number)) for number in range(3)])
    assert record == sitting(0)
    assert hash(record) == hash(sitting(0))
    with pytest.raises(AttributeError):
        record.note = "changed"  # type: ignore[misc]


def test_one_odd_row_among_many_costs_only_itself(home: Home, sitting: MakeSitting) -> None:
    store = home.store()
    store.add_all([sitting(number) for number in range(5)])
    file = home.log_file()
    odd = sitting(9, seconds=-1.0)
    store.add_all([odd])
    assert [record.id for record in home.store().records()] == [f"sitting-{number}" for number in range(5)]
    assert ["sitting-9" in trouble.detail for trouble in home.store().troubles()] == [True]
    assert b"sitting-9" in file.read_bytes()
