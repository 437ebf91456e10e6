from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from practice_tui.domain.quantities import MINUTE, Frames
from practice_tui.domain.record import Ending, SessionRecord
from practice_tui.engine.library import PracticeSummary, nearest_length, stepped_length, suggest

MORNING = datetime(2026, 11, 1, 7, 0, tzinfo=UTC)


def practice(name: str, shortest: int = 5, longest: int = 30, level: str = "starting") -> PracticeSummary:
    return PracticeSummary(
        id=name,
        title=name,
        summary="",
        pack="",
        version="",
        kind="micro",
        level=level,
        language="en",
        shortest=Frames(shortest * MINUTE),
        longest=Frames(longest * MINUTE),
        home=Frames(shortest * MINUTE),
        cautions="",
        gentler="",
        author="",
    )


def sat(name: str, day: int) -> SessionRecord:
    start = MORNING + timedelta(days=day)
    return SessionRecord(
        id=f"{name}-{day}",
        practice=name,
        planned_seconds=600,
        seconds=600,
        start=start,
        end=start + timedelta(minutes=10),
        zone="UTC",
        offset_minutes=0,
        day=date(2026, 11, 1),
        ending=Ending.FINISHED,
        source="app",
    )


def offered(
    practices: list[PracticeSummary], records: list[SessionRecord], minutes: int = 10
) -> tuple[str, str] | None:
    found = suggest(practices, records, Frames(minutes * MINUTE))
    return None if found is None else (found.practice.id, found.reason)


def test_what_was_never_done_comes_first() -> None:
    assert offered([practice("a"), practice("b"), practice("c")], [sat("a", 1)]) == ("b", "new to you")


def test_then_what_was_done_least_lately() -> None:
    records = [sat("a", 5), sat("b", 1), sat("b", 6), sat("c", 4)]
    assert offered([practice("a"), practice("b"), practice("c")], records) == ("c", "done least lately")
    assert offered([practice("a"), practice("b"), practice("c")], records[::-1]) == ("c", "done least lately")


def test_only_what_fits_the_usual_length_is_offered_where_something_does() -> None:
    practices = [practice("long", 20, 40), practice("fits", 5, 15)]
    assert offered(practices, []) == ("fits", "new to you")
    found = suggest([practice("long", 20, 40)], [], Frames(10 * MINUTE))
    assert found is not None
    assert found.length == 20 * MINUTE


def test_experienced_practices_and_those_for_hard_moments_wait_to_be_chosen() -> None:
    practices = [practice("steadying"), practice("silent-sit"), practice("tonglen", level="experienced"), practice("a")]
    assert offered(practices, [sat("a", 1)]) == ("a", "done least lately")
    assert offered(practices, [sat("tonglen", 0), sat("a", 1)]) == ("tonglen", "done least lately")


def test_without_any_practice_nothing_is_offered() -> None:
    assert offered([], []) is None


@pytest.mark.parametrize(
    ("length", "minutes", "wanted"), [(10, 1, 11), (10.5, 1, 11), (10.5, -1, 10), (10, -5, 5), (6, -5, 5), (29, 5, 30)]
)
def test_lengths_go_by_whole_minutes_within_what_a_practice_can_have(length: float, minutes: int, wanted: int) -> None:
    assert stepped_length(practice("a"), round(length * MINUTE), minutes) == wanted * MINUTE


@given(st.integers(0, 10**9))
def test_the_nearest_length_is_one_the_practice_can_have(wished: int) -> None:
    length = nearest_length(practice("a"), wished)
    assert 5 * MINUTE <= length <= 30 * MINUTE
    assert length == wished or length in {5 * MINUTE, 30 * MINUTE}
