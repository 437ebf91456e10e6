"""The full check of the record: what it finds, what it mends, and that mending loses nothing."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from practice_tui.adapters.storage.backups import Backups
from practice_tui.adapters.storage.disk import LocalDisk
from practice_tui.adapters.storage.examination import Examination
from practice_tui.adapters.storage.lines import seal
from practice_tui.adapters.storage.schema import FORMAT

if TYPE_CHECKING:
    from tests.adapters.storage.conftest import Home, MakeSitting

    from practice_tui.engine.services import Check

DISK = LocalDisk()
IDS = [f"sitting-{number}" for number in range(6)]


def examine(home: Home, *, mend: bool = True) -> dict[str, Check]:
    store = home.store()
    backups = Backups(store, home.state, lambda: home.time, DISK)
    found = Examination(store, backups, home.state, lambda: home.time, DISK, mend=mend).findings()
    return {check.name: check for check in reversed(found)}


@pytest.fixture
def content(home: Home, sitting: MakeSitting) -> bytes:
    store = home.store()
    for number in range(6):
        store.add(sitting(number))
    store.edit(sitting(2, note="edited"))
    return home.log_file().read_bytes()


def test_a_sound_record_is_said_to_be_sound(home: Home, content: bytes) -> None:
    found = examine(home)
    assert all(check.ok and not check.mend for check in found.values())
    assert found["record"].detail.startswith("7 lines in 1 files")
    assert home.log_file().read_bytes() == content


def test_nothing_yet_is_no_fault_and_nothing_is_made(home: Home) -> None:
    assert all(check.ok for check in examine(home).values())
    assert list(home.folder.iterdir()) == []


@pytest.mark.parametrize("number", range(7))
def test_a_damaged_line_comes_back_from_a_backup_as_it_was(home: Home, content: bytes, number: int) -> None:
    examine(home)
    before = home.store().records()
    lines = content.splitlines(keepends=True)
    lines[number] = lines[number].replace(b"gratitude", b"grotitude")
    damaged = b"".join(lines)
    home.log_file().write_bytes(damaged)
    seen = examine(home, mend=False)["record"]
    assert "1 line to bring back from a backup" in seen.detail
    assert [path.name for path in home.log.iterdir()] == [home.log_file().name]
    mended = examine(home)["record"]
    assert mended.ok
    assert "1 line brought back from a backup" in mended.detail
    assert home.store().records() == before
    assert any(path.read_bytes() == damaged for path in home.log.iterdir()), "no line is changed or cut"
    again = examine(home)["record"]
    assert again.ok
    assert "nothing is missing" in again.detail
    assert home.store().records() == before


def test_a_damaged_line_without_a_backup_is_told_with_its_place(home: Home, content: bytes) -> None:
    home.log_file().write_bytes(content.replace(b"sitting-1", b"sitting-9", 1))
    found = examine(home)["record"]
    assert not found.ok
    assert f"from byte {content.index(bytes([10])) + 1} on can't be read" in found.detail
    assert "1 line not arrived or lost" in found.detail
    assert found.mend


def test_a_gap_in_the_lines_of_another_device_is_told(home: Home, content: bytes) -> None:
    lines = content.splitlines(keepends=True)
    file = home.log_file()
    file.rename(file.with_name("zzzzzzzz-2026.jsonl"))
    (home.log / "zzzzzzzz-2026.jsonl").write_bytes(b"".join([*lines[:2], *lines[4:]]))
    found = examine(home)["record"]
    assert not found.ok
    assert "2 lines not arrived or lost" in found.detail


def test_a_line_that_is_still_arriving_and_copies_are_no_fault(home: Home, content: bytes) -> None:
    (home.log / "zzzzzzzz-2026.jsonl").write_bytes(content.splitlines(keepends=True)[0][:50])
    (home.log / f"{home.log.name} (conflicted copy).jsonl").write_bytes(content)
    found = examine(home)
    assert found["record"].ok
    assert "nothing to do" in found["record, copies"].detail


def test_a_newer_file_is_told_and_left(home: Home, content: bytes) -> None:
    newer = home.log / "zzzzzzzz-2026.jsonl"
    newer.write_bytes(seal([FORMAT + 1, "unknown"]))
    found = examine(home)
    assert not found["record"].ok
    assert "newer" in found["record"].detail
    assert newer.read_bytes() == seal([FORMAT + 1, "unknown"])
    assert content


def test_a_clock_that_was_wrong_is_told_and_nothing_is_lost(home: Home, sitting: MakeSitting, content: bytes) -> None:
    home.time += timedelta(days=400)
    home.store().edit(sitting(1, note="from the future"))
    home.time -= timedelta(days=400)
    home.store().edit(sitting(1, note="now"))
    found = examine(home)["record, clock"]
    assert not found.ok
    assert "400 days ahead" in found.detail
    assert next(record.note for record in home.store().records() if record.id == "sitting-1") == "now"
    assert content


def test_old_backups_are_told_and_a_new_one_made_where_it_may(home: Home, content: bytes) -> None:
    examine(home)
    home.time += timedelta(days=30)
    assert not examine(home, mend=False)["backups"].ok
    assert examine(home)["backups"].ok
    assert content


def test_notes_of_a_sitting_that_nobody_could_read_are_named(home: Home, content: bytes) -> None:
    assert "sittings cut off" not in examine(home)
    (home.state / "sitting-0193-abc.damaged").write_bytes(b"torn")
    found = examine(home)["sittings cut off"]
    assert found.ok
    assert found.detail.startswith(f"sitting-0193-abc.damaged in {home.state}: ")
    assert home.log_file().read_bytes() == content
