"""What every keeper of the record promises."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from practice_tui.adapters.storage.memory import MemorySessionStore
from practice_tui.adapters.storage.sessions import LogSessionStore
from practice_tui.domain.errors import NotFound
from practice_tui.domain.record import Ending, SessionRecord, whole_milliseconds

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from practice_tui.engine.ports import SessionStore

Store = LogSessionStore | MemorySessionStore

START = datetime(2026, 11, 21, 6, 10, tzinfo=UTC)


def sitting(number: int, **changes: object) -> SessionRecord:
    start = START + timedelta(hours=number)
    record = SessionRecord(
        id=f"sitting-{number}",
        practice="gratitude",
        planned_seconds=720.0,
        seconds=719.5,
        start=start,
        end=start + timedelta(minutes=12),
        zone="Europe/Madrid",
        offset_minutes=60,
        day=start.date(),
        ending=Ending.FINISHED,
        source="app",
    )
    return replace(record, **changes)  # type: ignore[arg-type]


def by_hand(number: int) -> SessionRecord:
    return sitting(number, ending=Ending.BY_HAND, source="by hand")


@pytest.fixture(params=["log", "memory"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Store:
    if request.param == "memory":
        return MemorySessionStore()
    return LogSessionStore(tmp_path / "data", tmp_path / "state", lambda: START)


@pytest.fixture
def reopened(store: Store, tmp_path: Path) -> Callable[[], Store]:
    """What a program that starts later sees; memory keeps nothing beyond its own life."""

    def reopen() -> Store:
        if isinstance(store, MemorySessionStore):
            return store
        return LogSessionStore(tmp_path / "data", tmp_path / "state", lambda: START)

    return reopen


def test_an_empty_record_has_no_sittings(store: Store) -> None:
    assert list(store.records()) == []


def test_it_fits_the_port(store: Store) -> None:
    port: SessionStore = store
    port.add(sitting(1))
    assert [record.id for record in port.records()] == ["sitting-1"]
    assert list(port.add_all([sitting(2)])) == [sitting(2)]
    assert list(port.undo()) == [(sitting(2), None)]
    assert port.remove("sitting-1") == sitting(1)


def test_sittings_come_back_whole_and_in_the_order_of_their_start(store: Store, reopened: Callable[[], Store]) -> None:
    full = sitting(
        2, pack="core", version="1.2", script_hash="ab" * 32, course_step="3/2", before="tense", after="softer",
        note="first line\nsecond “line” with ümlaut, 漢字 and 🔔", planned_seconds=None, ending=Ending.STOPPED,
        day=date(2026, 11, 20), day_start_hour=3, offset_minutes=-150,
    )  # fmt: skip
    for record in (sitting(3), full, sitting(1)):
        store.add(record)
    assert list(reopened().records()) == [sitting(1), full, sitting(3)]
    assert list(store.records()) == [sitting(1), full, sitting(3)]


def test_the_same_id_twice_keeps_the_first(store: Store, reopened: Callable[[], Store]) -> None:
    store.add(sitting(1))
    store.add(sitting(1, seconds=3.0))
    assert list(reopened().records()) == [sitting(1)]


def test_what_is_handed_out_can_be_changed_without_harm(store: Store) -> None:
    store.add(sitting(1))
    list_of_mine = store.records()
    list_of_mine.clear()
    assert store.records() == [sitting(1)]


def test_many_are_added_at_once_and_the_new_ones_named(store: Store, reopened: Callable[[], Store]) -> None:
    store.add(sitting(2))
    assert store.add_all([sitting(1), sitting(2, seconds=1.0), sitting(3), sitting(3, seconds=2.0)]) == [
        sitting(1),
        sitting(3),
    ]
    assert store.add_all([sitting(1), sitting(3)]) == []
    assert reopened().records() == [sitting(1), sitting(2), sitting(3)]


def test_an_edit_takes_the_place_of_what_was_there(store: Store, reopened: Callable[[], Store]) -> None:
    store.add(sitting(1))
    store.add(sitting(2))
    later = sitting(1, start=START + timedelta(days=2), note="moved")
    store.edit(later)
    assert reopened().records() == [sitting(2), later]


def test_what_is_not_there_can_be_neither_edited_nor_removed(store: Store) -> None:
    store.add(sitting(1))
    with pytest.raises(NotFound, match="sitting-7"):
        store.edit(sitting(7))
    with pytest.raises(NotFound, match="sitting-7"):
        store.remove("sitting-7")
    assert store.records() == [sitting(1)]


def test_what_was_removed_stays_removed(store: Store, reopened: Callable[[], Store]) -> None:
    store.add(sitting(1))
    assert store.remove("sitting-1") == sitting(1)
    store.add(sitting(1))
    assert reopened().records() == []
    with pytest.raises(NotFound):
        store.edit(sitting(1))


def test_undo_takes_changes_back_one_after_the_other(store: Store, reopened: Callable[[], Store]) -> None:
    store.add(by_hand(1))
    store.edit(replace(by_hand(1), note="once"))
    store.edit(replace(by_hand(1), note="twice"))
    store.remove("sitting-1")
    assert store.undo() == [(None, replace(by_hand(1), note="twice"))]
    assert store.undo() == [(replace(by_hand(1), note="twice"), replace(by_hand(1), note="once"))]
    assert reopened().undo() == [(replace(by_hand(1), note="once"), by_hand(1))]
    assert store.records() == [by_hand(1)]
    assert store.undo() == [(by_hand(1), None)]
    assert reopened().records() == []
    with pytest.raises(NotFound, match="nothing to undo"):
        store.undo()


def test_undo_goes_on_after_a_new_change(store: Store) -> None:
    store.add(by_hand(1))
    store.edit(replace(by_hand(1), note="once"))
    store.undo()
    store.edit(replace(by_hand(1), note="anew"))
    store.undo()
    assert store.records() == [by_hand(1)]
    store.undo()
    assert store.records() == []


def test_undo_never_takes_back_a_sitting_that_was_sat(store: Store) -> None:
    store.add(by_hand(1))
    store.add(sitting(2))
    store.add(sitting(3, ending=Ending.RECOVERED))
    assert store.undo() == [(by_hand(1), None)]
    assert store.records() == [sitting(2), sitting(3, ending=Ending.RECOVERED)]
    with pytest.raises(NotFound):
        store.undo()


def test_an_import_is_undone_as_one(store: Store, reopened: Callable[[], Store]) -> None:
    store.add(sitting(1))
    imported = [sitting(number, ending=Ending.IMPORTED) for number in (2, 3)]
    store.add_all([sitting(1), *imported])
    assert store.undo() == [(imported[0], None), (imported[1], None)]
    assert reopened().records() == [sitting(1)]


def test_several_sittings_that_were_sat_elsewhere_are_undone_as_one(store: Store) -> None:
    store.add_all([sitting(2), sitting(3)])
    assert store.undo() == [(sitting(2), None), (sitting(3), None)]
    assert store.records() == []


def test_what_was_removed_comes_back_when_asked_and_goes_again_with_undo(
    store: Store, reopened: Callable[[], Store]
) -> None:
    store.add(sitting(1))
    store.add(sitting(2))
    store.remove("sitting-1")
    assert store.add_all([sitting(1), sitting(2)]) == []
    assert store.add_all([sitting(1), sitting(2, note="older")], bring_back=True) == [sitting(1)]
    assert reopened().records() == [sitting(1), sitting(2)]
    assert store.undo() == [(sitting(1), None)]
    assert reopened().records() == [sitting(2)]


def test_an_edit_goes_over_what_is_added_again(store: Store, reopened: Callable[[], Store]) -> None:
    store.add(sitting(1))
    store.edit(sitting(1, note="mine"))
    assert store.add_all([sitting(1)], bring_back=True) == []
    assert reopened().records() == [sitting(1, note="mine")]


texts = st.text(st.characters(codec="utf-8"), max_size=40)
instants = st.datetimes(datetime(1971, 1, 1), datetime(2199, 1, 1)).map(  # noqa: DTZ001 - made aware on the next line
    lambda naive: whole_milliseconds(naive.replace(tzinfo=UTC))
)


@given(
    note=texts,
    zone=texts,
    seconds=st.floats(0, 1e6),
    planned=st.none() | st.floats(0, 1e6),
    start=instants,
    ending=st.sampled_from(Ending),
    offset=st.integers(-720, 840),
)
def test_the_log_gives_back_exactly_what_it_was_given(
    tmp_path_factory: pytest.TempPathFactory,
    note: str,
    zone: str,
    seconds: float,
    planned: float | None,
    start: datetime,
    ending: Ending,
    offset: int,
) -> None:
    folder = tmp_path_factory.mktemp("store")
    record = sitting(
        1, note=note, zone=zone, seconds=seconds, planned_seconds=planned, start=start, ending=ending,
        offset_minutes=offset,
    )  # fmt: skip
    LogSessionStore(folder / "data", folder / "state", lambda: START).add(record)
    assert LogSessionStore(folder / "data", folder / "state", lambda: START).records() == [record]
