from __future__ import annotations

from typing import Any

import pytest

from practice_tui.adapters.storage.changes import Change, Write, decode, encode
from practice_tui.adapters.storage.lines import read_sealed
from practice_tui.adapters.storage.schema import FORMAT, NewerFormat, present_items


def with_a_zone(items: list[Any]) -> list[Any]:
    return [*items, "UTC"]


def in_minutes(items: list[Any]) -> list[Any]:
    return [items[0] / 60, *items[1:]]


def test_a_line_is_raised_step_by_step_from_the_version_it_bears() -> None:
    steps = (with_a_zone, in_minutes)
    assert present_items([1, 120], steps) == [2.0, "UTC"]
    assert present_items([2, 120, "Europe/Madrid"], steps) == [2.0, "Europe/Madrid"]
    assert present_items([3, 2.0, "UTC"], steps) == [2.0, "UTC"]


def test_raising_a_line_leaves_what_was_read_as_it_is() -> None:
    items = [1, 120]
    present_items(items, (with_a_zone, in_minutes))
    assert items == [1, 120]


@pytest.mark.parametrize("version", [4, 400])
def test_a_line_of_a_newer_program_is_told_from_damage(version: int) -> None:
    with pytest.raises(NewerFormat):
        present_items([version, "in words we do not know"], (with_a_zone, in_minutes))


@pytest.mark.parametrize("items", [[], [0, 1], [-1, 1], ["1", 1], [True, 1], [1.0, 1], [None]])
def test_a_line_without_a_version_is_no_line(items: list[Any]) -> None:
    with pytest.raises(ValueError, match="version"):
        present_items(items)


def test_the_lines_we_write_bear_the_newest_version() -> None:
    change = Change("device22", 1, 10, (Write("sessions", "a", {"note": "x"}),))
    (items,) = read_sealed(encode(change)).lines
    assert items[0] == FORMAT
    assert decode(items) == change
