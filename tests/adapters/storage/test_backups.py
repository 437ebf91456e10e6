"""Copies of the record, how many are kept, and the way back."""

from __future__ import annotations

import errno
import gzip
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from practice_tui.adapters.storage.backups import DAILY, MONTHLY, WEEKLY, Backups, restore, worth_keeping
from practice_tui.adapters.storage.disk import LocalDisk
from practice_tui.adapters.storage.lines import seal
from practice_tui.adapters.storage.schema import FORMAT
from practice_tui.domain.errors import BadInput, NewerLog, NotSaved

if TYPE_CHECKING:
    from tests.adapters.storage.conftest import Home, MakeSitting, WatchedDisk

    from practice_tui.adapters.storage.disk import Disk

DISK = LocalDisk()


def backups(home: Home, disk: Disk = DISK) -> Backups:
    return Backups(home.store(), home.state, lambda: home.time, disk)


def test_from_a_backup_alone_everything_comes_back(home: Home, sitting: MakeSitting) -> None:
    store = home.store()
    store.add_all([sitting(number) for number in range(5)])
    store.edit(sitting(1, note="edited"))
    store.remove("sitting-2")
    before = store.records()
    backup = backups(home).make()
    home.log_file().unlink()
    restored = restore(home.store(), backup, DISK)
    assert restored.added == home.store().records() == before
    assert (restored.read, restored.removed_before, restored.damaged) == (4, 0, 0)
    assert restore(home.store(), backup, DISK).added == []


def test_going_back_adds_what_is_missing_and_changes_nothing_else(home: Home, sitting: MakeSitting) -> None:
    store = home.store()
    store.add_all([sitting(1), sitting(2)])
    backup = backups(home).make()
    store.edit(sitting(1, note="since then"))
    store.add(sitting(3))
    store.remove("sitting-2")
    restored = restore(store, backup, DISK)
    assert (restored.added, restored.removed_before) == ([], 1)
    assert store.records() == [sitting(1, note="since then"), sitting(3)]
    asked = restore(store, backup, DISK, bring_back_removed=True)
    assert (asked.added, asked.removed_before) == ([sitting(2)], 0)
    assert home.store().records() == [sitting(1, note="since then"), sitting(2), sitting(3)]
    home.store().undo()
    assert home.store().records() == [sitting(1, note="since then"), sitting(3)]


def test_a_file_of_a_log_can_be_brought_back_too_and_what_is_damaged_in_it_is_counted(
    home: Home, sitting: MakeSitting, tmp_path: Path
) -> None:
    home.store().add(sitting(1))
    home.store().add(sitting(2))
    file = tmp_path / "from a friend.jsonl"
    file.write_bytes(home.log_file().read_bytes().replace(b"sitting-1", b"sitting-9", 1) + b"torn")
    home.log_file().unlink()
    restored = restore(home.store(), file, DISK)
    assert (restored.added, restored.damaged) == ([sitting(2)], 2)


@pytest.mark.parametrize(
    "content",
    [
        b"", b"hello", b"\x1f\x8b", gzip.compress(b"hello"), gzip.compress(b'["x"]\n')[:-3],
        seal([FORMAT, "device22", 1, 1, "burn", "sessions", "a", {}]),
    ],
    ids=["nothing", "a word", "a beginning", "a word, packed", "packed and cut", "an unknown line"],
)  # fmt: skip
def test_what_is_no_backup_is_refused_and_changes_nothing(
    home: Home, sitting: MakeSitting, tmp_path: Path, content: bytes
) -> None:
    home.store().add(sitting(1))
    (tmp_path / "file").write_bytes(content)
    with pytest.raises(BadInput, match="nothing was changed"):
        restore(home.store(), tmp_path / "file", DISK)
    with pytest.raises(BadInput, match="nothing was changed"):
        restore(home.store(), tmp_path / "missing", DISK)
    assert home.ids() == ["sitting-1"]


def test_a_backup_of_a_newer_program_is_refused_kindly(home: Home, tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(seal([FORMAT + 1, "unknown"]))
    with pytest.raises(NewerLog, match="newer version"):
        restore(home.store(), tmp_path / "file", DISK)


def test_by_itself_one_is_made_a_day_and_none_of_nothing(home: Home, sitting: MakeSitting) -> None:
    assert backups(home).make_if_due() is None
    assert not home.state.exists()
    home.store().add(sitting(1))
    assert backups(home).make_if_due() == home.state / "backups" / "2026-11-21T0610.jsonl.gz"
    home.time += timedelta(hours=10)
    assert backups(home).make_if_due() is None
    home.time += timedelta(hours=10)
    assert backups(home).make_if_due() is not None
    assert [path.name for path in backups(home).newest_first()] == [
        "2026-11-22T0210.jsonl.gz",
        "2026-11-21T0610.jsonl.gz",
    ]
    for path in (home.state / "backups").iterdir():
        assert path.stat().st_mode & 0o777 == 0o600


def test_a_clock_that_was_once_far_ahead_does_not_end_the_backups(home: Home, sitting: MakeSitting) -> None:
    home.store().add(sitting(1))
    home.time += timedelta(days=10_000)
    assert backups(home).make_if_due() is not None
    home.time -= timedelta(days=10_000)
    assert backups(home).make_if_due() is not None


def test_a_backup_that_cannot_be_made_is_told_when_asked_for_and_else_stops_nothing(
    home: Home, sitting: MakeSitting, watched_disk: type[WatchedDisk]
) -> None:
    home.store().add(sitting(1))
    disk = watched_disk(
        lambda _number, call: OSError(errno.ENOSPC, "No space left on device") if "write" in call else None
    )
    assert backups(home, disk).make_if_due() is None
    with pytest.raises(NotSaved, match="the disk is full"):
        backups(home, disk).make()
    assert backups(home).newest_first() == []


def test_a_person_who_practises_for_years_has_a_few_dozen_backups(home: Home, sitting: MakeSitting) -> None:
    home.store().add(sitting(1))
    kept = backups(home)
    for _ in range(500):
        kept.make()
        home.time += timedelta(days=1)
    days = [path.name[:10] for path in kept.newest_first()]
    assert len(days) == DAILY + WEEKLY + MONTHLY
    assert days[:DAILY] == [f"{home.time - timedelta(days=number):%Y-%m-%d}" for number in range(1, DAILY + 1)]
    assert datetime.fromisoformat(days[-1]) < datetime(2027, 5, 1)  # noqa: DTZ001 - a day, not an instant


moments = st.datetimes(datetime(2020, 1, 1), datetime(2030, 1, 1))  # noqa: DTZ001 - names bear no zone; they are UTC


@given(st.lists(moments, max_size=60))
def test_thinning_keeps_the_newest_and_never_more_than_it_should(found: list[datetime]) -> None:
    newest_first = sorted(
        {Path(f"{moment.replace(tzinfo=UTC):%Y-%m-%dT%H%M}.jsonl.gz") for moment in found}, reverse=True
    )
    kept = worth_keeping(newest_first)
    assert kept[:1] == newest_first[:1]
    assert len(kept) <= DAILY + WEEKLY + MONTHLY
    assert kept == [path for path in newest_first if path in kept]
    assert worth_keeping(kept)[:DAILY] == kept[:DAILY]
    days = list(dict.fromkeys(path.name[:10] for path in newest_first))[:DAILY]
    assert {path.name[:10] for path in kept} >= set(days)
