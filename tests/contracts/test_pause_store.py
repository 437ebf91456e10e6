"""What every keeper of the record promises of pauses."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from practice_tui.adapters.storage.memory import MemorySessionStore
from practice_tui.adapters.storage.sessions import LogSessionStore
from practice_tui.domain.errors import NotFound
from practice_tui.domain.pause import Pause
from practice_tui.domain.record import Ending, SessionRecord

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from practice_tui.engine.ports import PauseStore

Store = LogSessionStore | MemorySessionStore

START = datetime(2026, 11, 21, 6, 10, tzinfo=UTC)
FLU = Pause(id="flu", first=date(2026, 11, 10), last=None, marked=START, note="fevér\nand “tea”")
HOLIDAY = Pause(id="holiday", first=date(2026, 8, 1), last=date(2026, 8, 14), marked=START)
SITTING = SessionRecord(
    id="sitting", practice="gratitude", planned_seconds=60.0, seconds=60.0, start=START,
    end=START + timedelta(minutes=1), zone="UTC", offset_minutes=0, day=START.date(), ending=Ending.BY_HAND,
    source="by hand",
)  # fmt: skip


@pytest.fixture(params=["log", "memory"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Store:
    return MemorySessionStore() if request.param == "memory" else on_disk(tmp_path)


def on_disk(folder: Path) -> LogSessionStore:
    return LogSessionStore(folder / "data", folder / "state", lambda: START)


@pytest.fixture
def reopened(store: Store, tmp_path: Path) -> Callable[[], Store]:
    """What a program that starts later sees; memory keeps nothing beyond its own life."""
    return lambda: store if isinstance(store, MemorySessionStore) else on_disk(tmp_path)


def test_it_fits_the_port_and_begins_empty(store: Store) -> None:
    port: PauseStore = store
    assert list(port.pauses()) == []
    with pytest.raises(NotFound, match="practice log pause list"):
        port.unmark("flu")


def test_pauses_come_back_whole_in_the_order_of_their_first_day(store: Store, reopened: Callable[[], Store]) -> None:
    store.mark(FLU)
    store.add(SITTING)
    store.mark(HOLIDAY)
    assert reopened().pauses() == store.pauses() == [HOLIDAY, FLU]
    assert reopened().records() == [SITTING]


def test_one_is_changed_and_removed(store: Store, reopened: Callable[[], Store]) -> None:
    store.mark(FLU)
    over = replace(FLU, last=date(2026, 11, 14))
    store.mark(over)
    assert reopened().pauses() == [over]
    assert store.unmark("flu") == over
    assert reopened().pauses() == []
    assert store.records() == []


def test_undo_takes_back_pauses_and_sittings_in_their_order(store: Store, reopened: Callable[[], Store]) -> None:
    store.mark(FLU)
    store.add(SITTING)
    store.mark(replace(FLU, note="better"))
    store.mark(replace(FLU, note="better"))
    store.unmark("flu")
    assert store.undo() == [(None, replace(FLU, note="better"))]
    assert reopened().undo() == [(replace(FLU, note="better"), FLU)]
    assert store.undo() == [(SITTING, None)]
    assert store.undo() == [(FLU, None)]
    assert reopened().pauses() == []
    with pytest.raises(NotFound, match="nothing to undo"):
        store.undo()


def test_a_sitting_that_was_sat_between_is_left_alone_by_undo(store: Store) -> None:
    sat = replace(SITTING, ending=Ending.FINISHED)
    store.mark(FLU)
    store.add(sat)
    assert store.undo() == [(FLU, None)]
    assert store.records() == [sat]
