"""The view is a shortcut: it shows what the log says, or is left aside."""

from __future__ import annotations

import errno
import json
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from practice_tui.adapters.storage.changes import Write
from practice_tui.adapters.storage.columns import long, short
from practice_tui.adapters.storage.log import Draft
from practice_tui.adapters.storage.sessions import LogSessionStore
from practice_tui.domain.pause import Pause
from practice_tui.domain.record import as_plain

if TYPE_CHECKING:
    from pathlib import Path

    from tests.adapters.storage.conftest import Home, MakeSitting, WatchedDisk

    from practice_tui.domain.record import SessionRecord


def eager(home: Home, disk: WatchedDisk) -> LogSessionStore:
    """A store that writes the view whenever it has read something new."""
    return LogSessionStore(home.data, home.state, lambda: home.time, disk=disk, view_worth_bytes=0)


def read_from_log(disk: WatchedDisk, home: Home) -> list[SessionRecord]:
    """What a program sees that starts without the view."""
    (home.state / "view.json").unlink(missing_ok=True)
    return eager(home, disk).records()


@pytest.fixture
def viewed(home: Home, sitting: MakeSitting, watched_disk: type[WatchedDisk]) -> list[SessionRecord]:
    store = home.store()
    for number in range(20):
        store.add(sitting(number))
    store.edit(sitting(3, note="edited"))
    store.remove("sitting-4")
    records = eager(home, watched_disk()).records()
    assert (home.state / "view.json").exists()
    return records


def test_with_the_view_a_start_reads_no_line_anew(
    home: Home, viewed: list[SessionRecord], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("practice_tui.adapters.storage.log_reader.read_sealed", lambda _content: pytest.fail("read"))
    assert home.store().records() == viewed


def test_with_the_view_a_start_parses_no_row_and_whoever_wants_one_gets_it(
    home: Home, sitting: MakeSitting, viewed: list[SessionRecord], monkeypatch: pytest.MonkeyPatch
) -> None:
    store = home.store()
    with monkeypatch.context() as nobody:
        nobody.setattr("practice_tui.adapters.storage.view._rows", lambda *_: pytest.fail("a row was parsed"))
        assert store.records() == viewed
        store.add(sitting(40))
        store.edit(sitting(5, note="changed"))
        assert store.remove("sitting-6") == sitting(6)
    there = {key: row.get("note") for key, row in store.log.reader.tables.rows("sessions")}
    assert sorted(there) == sorted({record.id for record in viewed} - {"sitting-6"} | {"sitting-40"})
    assert (there["sitting-3"], there["sitting-5"], there["sitting-7"]) == ("edited", "changed", None)
    assert store.log.reader.tables.value("sessions", "sitting-7") == as_plain(sitting(7))
    anew = home.store()
    anew.records()
    assert store.log.reader.tables.is_same_as(anew.log.reader.tables)


def test_a_view_of_sittings_and_pauses_is_what_the_log_says(
    home: Home, sitting: MakeSitting, watched_disk: type[WatchedDisk], monkeypatch: pytest.MonkeyPatch
) -> None:
    store = home.store()
    first = Pause(id="first", first=date(2026, 1, 2), last=date(2026, 1, 4), marked=home.time, note="“ü”")
    gone = replace(first, id="gone")
    for pause in (first, gone):
        store.mark(pause)
    for number in range(5):
        store.add(sitting(number, note=str(number) * number, practice=f"practice-{number}"))
    store.unmark("gone")
    without = store.records(), store.pauses()
    eager(home, watched_disk()).records()
    again = home.store()
    with monkeypatch.context() as nobody:
        nobody.setattr("practice_tui.adapters.storage.view._rows", lambda *_: pytest.fail("a row was parsed"))
        assert (again.records(), again.pauses()) == without == (store.records(), [first])
    assert again.undo() == [(None, gone)]


def test_rows_that_are_no_sittings_are_told_with_the_view_too(
    home: Home, sitting: MakeSitting, watched_disk: type[WatchedDisk]
) -> None:
    store = home.store()
    store.add_all([sitting(number) for number in range(4)])
    wrong = Write("sessions", "wrong", {"id": "wrong", "practice": "gratitude"})
    store.log.commit(lambda: Draft([wrong]))
    told = store.troubles()
    assert [trouble.detail for trouble in told] == ["sitting wrong: KeyError: 'start'"]
    eager(home, watched_disk()).records()
    assert home.store().records() == [sitting(number) for number in range(4)]
    assert home.store().troubles() == told


@given(st.lists(st.sampled_from(["a", "b", None, 1.5, 7, "ü"]) | st.text() | st.integers(), max_size=300))
def test_a_column_is_read_as_it_was_written(column: list[str | float | None]) -> None:
    assert list(long(json.loads(json.dumps(short(column))))) == column


def test_what_was_removed_and_edited_stays_so_with_the_view(
    home: Home, sitting: MakeSitting, viewed: list[SessionRecord]
) -> None:
    store = home.store()
    store.add_all([sitting(3), sitting(4), sitting(5)])
    assert store.records() == viewed
    assert store.undo() == [(None, sitting(4))]


def test_lines_after_the_view_are_read_on_top_of_it(
    home: Home, sitting: MakeSitting, viewed: list[SessionRecord]
) -> None:
    home.store().add(sitting(30))
    home.store().edit(sitting(0, note="later"))
    assert home.store().records() == [sitting(0, note="later"), *viewed[1:], sitting(30)]


def test_a_view_damaged_anywhere_is_left_aside(
    home: Home, viewed: list[SessionRecord], watched_disk: type[WatchedDisk]
) -> None:
    path = home.state / "view.json"
    content = path.read_bytes()
    for place in range(0, len(content), 97):
        damaged = bytearray(content)
        damaged[place] ^= 1 << place % 8
        for found in (bytes(damaged), content[:place]):
            path.write_bytes(found)
            assert home.store().records() == viewed, place
    assert read_from_log(watched_disk(), home) == viewed


def test_a_log_that_is_not_the_one_the_view_was_made_from_is_read_anew(home: Home, viewed: list[SessionRecord]) -> None:
    file = home.log_file()
    content = file.read_bytes()
    first, rest = content.split(b"\n", 1)
    file.write_bytes(b" " * len(first) + b"\n" + rest)
    assert home.store().records() == viewed[1:]
    file.write_bytes(rest)
    assert home.store().records() == viewed[1:]
    file.write_bytes(content)
    assert home.store().records() == viewed
    file.unlink()
    assert home.store().records() == []


def test_damage_in_the_log_is_told_with_the_view_too(
    home: Home, viewed: list[SessionRecord], watched_disk: type[WatchedDisk]
) -> None:
    file = home.log_file()
    file.write_bytes(file.read_bytes().replace(b"sitting-7", b"sitting-8", 1))
    assert len(read_from_log(watched_disk(), home)) == len(viewed) - 1
    told = home.store().troubles()
    assert len(told) == 1
    (home.state / "view.json").unlink()
    assert home.store().troubles() == told


def test_a_view_that_cannot_be_written_stops_nothing(
    home: Home, sitting: MakeSitting, watched_disk: type[WatchedDisk]
) -> None:
    disk = watched_disk(
        lambda _number, call: OSError(errno.ENOSPC, "No space left on device") if "view.json" in call else None
    )
    store = eager(home, disk)
    many = [sitting(number) for number in range(200)]
    assert store.add_all(many) == many
    assert eager(home, disk).records() == many
    assert any("view.json" in call for call in disk.calls), "it was tried"


def test_adding_one_sitting_never_writes_the_view(
    home: Home, sitting: MakeSitting, viewed: list[SessionRecord], watched_disk: type[WatchedDisk]
) -> None:
    disk = watched_disk()
    store = eager(home, disk)
    assert store.records() == viewed
    disk.calls.clear()
    for number in range(30, 60):
        store.add(sitting(number))
    assert not [call for call in disk.calls if "view.json" in call]


def test_looking_at_a_folder_that_has_no_state_folder_works(home: Home, viewed: list[SessionRecord]) -> None:
    for path in home.state.iterdir():
        path.unlink()
    home.state.rmdir()
    assert home.store().records() == viewed


def test_the_view_is_private(home: Home, viewed: list[SessionRecord]) -> None:
    path: Path = home.state / "view.json"
    assert path.stat().st_mode & 0o777 == 0o600
    assert viewed
