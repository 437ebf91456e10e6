"""The view is a shortcut: it shows what the log says, or is left aside."""

from __future__ import annotations

import errno
from typing import TYPE_CHECKING

import pytest

from practice_tui.adapters.storage.sessions import LogSessionStore

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
