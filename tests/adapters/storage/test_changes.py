from __future__ import annotations

import json
import random
from itertools import permutations
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from practice_tui.adapters.storage.changes import Change, Tables, Write, decode, encode
from practice_tui.adapters.storage.disk import LocalDisk
from practice_tui.adapters.storage.lines import read_sealed
from practice_tui.adapters.storage.log_reader import LogReader
from practice_tui.adapters.storage.schema import FORMAT, NewerFormat

if TYPE_CHECKING:
    from pathlib import Path

rows = st.none() | st.dictionaries(st.sampled_from(["note", "seconds"]), st.integers(0, 3), max_size=2)
writes = st.builds(Write, st.sampled_from(["sessions", "rests"]), st.sampled_from("abc"), rows, st.booleans()).map(
    lambda write: write if write.value is not None else write._replace(yields=False)
)
changes = st.builds(
    Change,
    st.sampled_from(["device22", "device33"]),
    st.integers(1, 5),
    st.integers(1, 5),
    st.lists(writes, min_size=1, max_size=3, unique_by=lambda write: write[:2]).map(tuple),
    st.none() | st.integers(1, 5),
    st.booleans(),
)


def contents(history: list[Change]) -> dict[str, dict[str, dict[str, object]]]:
    tables = Tables()
    for change in history:
        tables.apply(change)
    return {name: dict(tables.rows(name)) for name in ("sessions", "rests")}


@given(changes)
def test_a_change_reads_as_it_was_written(change: Change) -> None:
    (items,) = read_sealed(encode(change)).lines
    assert decode(items) == change


@given(st.lists(changes, max_size=8), st.integers())
def test_the_order_of_the_lines_and_how_often_they_come_do_not_matter(history: list[Change], seed: int) -> None:
    shuffled = history + history[::2]
    random.Random(seed).shuffle(shuffled)
    assert contents(shuffled) == contents(history)


def test_the_later_stamp_holds_and_a_removal_is_remembered() -> None:
    put = Change("device22", 1, 10, (Write("sessions", "a", {"note": 1}),))
    removed = Change("device33", 1, 11, (Write("sessions", "a", None),))
    edited = Change("device22", 2, 12, (Write("sessions", "a", {"note": 2}),))
    assert contents([removed, put])["sessions"] == {}
    assert contents([edited, removed, put])["sessions"] == {"a": {"note": 2}}
    tables = Tables()
    tables.apply(removed)
    assert tables.is_known("sessions", "a")
    assert tables.value("sessions", "a") is None


def test_equal_stamps_are_decided_by_the_device() -> None:
    one = Change("device22", 1, 10, (Write("sessions", "a", {"note": 1}),))
    other = Change("device33", 1, 10, (Write("sessions", "a", {"note": 2}),))
    assert contents([one, other]) == contents([other, one]) == {"sessions": {"a": {"note": 2}}, "rests": {}}


def test_two_machines_under_one_name_agree_whatever_the_order() -> None:
    one, other, gone = (
        Change("device22", 1, 10, (Write("sessions", "a", row),)) for row in ({"note": 1}, {"note": 2}, None)
    )
    for several in ([one, other], [one, gone], [one, other, gone]):
        assert len({json.dumps(contents(list(order))) for order in permutations(several)}) == 1


def test_the_history_of_two_machines_under_one_name_knows_no_order_of_files(tmp_path: Path) -> None:
    changes_there = [Change("device22", 1, 10, (Write("sessions", "a", {"note": note}),)) for note in (1, 2)]
    histories = []
    for folder, order in (("one", changes_there), ("other", changes_there[::-1])):
        (tmp_path / folder).mkdir()
        for number, change in enumerate([*order, order[0]]):
            (tmp_path / folder / f"copy {number}.jsonl").write_bytes(encode(change))
        histories.append(LogReader(tmp_path / folder, LocalDisk()).history())
    assert histories[0] == histories[1]
    assert sorted(histories[0], key=encode) == sorted(changes_there, key=encode)


def test_an_added_row_yields_to_everything_else_and_to_what_was_added_before() -> None:
    edited = Change("device22", 1, 10, (Write("sessions", "a", {"note": 1}),))
    added = Change("device33", 1, 20, (Write("sessions", "a", {"note": 2}, yields=True),))
    later = Change("device33", 2, 30, (Write("sessions", "a", {"note": 3}, yields=True),))
    for order in permutations([edited, added, later]):
        assert contents(list(order))["sessions"] == {"a": {"note": 1}}
    for order in permutations([added, later]):
        assert contents(list(order))["sessions"] == {"a": {"note": 2}}


def test_a_line_of_a_newer_program_is_told_from_damage() -> None:
    with pytest.raises(NewerFormat):
        decode([FORMAT + 1, "in words we do not know"])


@pytest.mark.parametrize(
    "items",
    [
        [],
        [1],
        ["1", "device22", 1, 1, "put", "sessions", "a", {}],
        [0, "device22", 1, 1, "put", "sessions", "a", {}],
        [1, 22, 1, 1, "put", "sessions", "a", {}],
        [1, "device22", 1.5, 1, "put", "sessions", "a", {}],
        [1, "device22", 1, True, "put", "sessions", "a", {}],
        [1, "device22", 1, 1, "put", "sessions", "a", None],
        [1, "device22", 1, 1, "put", "sessions", 7, {}],
        [1, "device22", 1, 1, "burn", "sessions", "a", {}],
        [1, "device22", 1, 1, "many", "", "", None],
        [1, "device22", 1, 1, "many", "", "", {"writes": 3}],
        [1, "device22", 1, 1, "many", "", "", {"writes": [["put", "sessions", "a"]]}],
        [1, "device22", 1, 1, "many", "", "", {"writes": [], "undoes": "1"}],
    ],
)
def test_what_is_no_change_is_refused(items: list[object]) -> None:
    with pytest.raises(ValueError, match=r"change|put|undone"):
        decode(items)
