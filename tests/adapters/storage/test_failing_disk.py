"""Saving when the disk refuses: what was kept stays, what was not is said, and the next try is a real one."""

from __future__ import annotations

import errno
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

from practice_tui.domain.errors import NotSaved

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.adapters.storage.conftest import Home, MakeSitting, WatchedDisk

MOST_CALLS = 60


def no_space(call: str = "") -> OSError:
    return OSError(errno.ENOSPC, "No space left on device", call)


@dataclass
class Refusal:
    """Fails the calls `first`, `first` + 1 and so on, `times` of them, for as long as it is switched on."""

    code: int
    first: int
    times: int
    is_on: bool = True

    def __call__(self, number: int, call: str) -> OSError | None:
        if self.is_on and self.first <= number < self.first + self.times:
            return OSError(self.code, "refused", call)
        return None


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EIO, errno.EACCES])
@pytest.mark.parametrize("times", [1, 1000])
@pytest.mark.parametrize("saved_before", [0, 2])
def test_whichever_call_fails_nothing_saved_is_lost_and_the_next_try_is_real(
    home: Home,
    sitting: MakeSitting,
    watched_disk: type[WatchedDisk],
    tmp_path: Path,
    code: int,
    times: int,
    saved_before: int,
) -> None:
    known = [f"sitting-{number}" for number in range(saved_before)]
    for first in range(MOST_CALLS):
        home.folder = tmp_path / str(first)
        for number in range(saved_before):
            home.store().add(sitting(number))
        refusal = Refusal(code, first, times)
        disk = watched_disk(refusal)
        store = home.store(disk)
        try:
            store.add(sitting(9))
        except NotSaved:
            assert set(home.ids()) - {"sitting-9"} == set(known)
            refusal.is_on = False
            done = len(disk.calls)
            store.add(sitting(9))
            assert any(call.startswith("sync ") for call in disk.calls[done:]), "saved means synced, also in the end"
        else:
            if first > len(disk.calls):
                return
        assert home.ids() == [*known, "sitting-9"]
        assert [record.id for record in store.records()] == [*known, "sitting-9"]
        home.store().add(sitting(10))
        assert home.ids() == [*known, "sitting-9", "sitting-10"]
    pytest.fail("more calls than this test tries")


def test_a_failed_sync_is_never_tried_again_on_the_same_handle(
    home: Home, sitting: MakeSitting, watched_disk: type[WatchedDisk]
) -> None:
    home.store().add(sitting(1))
    opened: list[str] = []

    def fail(_number: int, call: str) -> OSError | None:
        opened.append("open" if call.startswith("open ") else call)
        syncs = [call for call in opened if call.startswith("sync ")]
        return no_space() if call.startswith("sync ") and len(syncs) == 1 else None

    home.store(watched_disk(fail)).add(sitting(2))
    first, second = (place for place, call in enumerate(opened) if call.startswith("sync "))
    assert "open" in opened[first:second]
    assert home.ids() == ["sitting-1", "sitting-2"]


def test_a_line_that_may_not_have_been_synced_and_could_not_be_cut_is_written_anew(
    home: Home, sitting: MakeSitting, watched_disk: type[WatchedDisk]
) -> None:
    home.store().add(sitting(1))
    refusing = True
    disk = watched_disk(
        lambda _number, call: (
            OSError(errno.EIO, "refused") if refusing and call.startswith(("sync ", "truncate")) else None
        )
    )
    store = home.store(disk)
    with pytest.raises(NotSaved, match="the disk answered with an error"):
        store.add(sitting(2))
    refusing = False
    disk.calls.clear()
    store.add(sitting(2))
    assert [call.split()[0] for call in disk.calls if call.startswith(("write", "sync "))] == ["write", "sync"]
    assert home.ids() == ["sitting-1", "sitting-2"]


def test_adding_again_after_a_failed_edit_takes_no_earlier_edit_back(
    home: Home, sitting: MakeSitting, watched_disk: type[WatchedDisk]
) -> None:
    refusing = False
    disk = watched_disk(
        lambda _number, call: OSError(errno.EIO, "refused") if refusing and call.startswith("write") else None
    )
    store = home.store(disk)
    store.add(sitting(1))
    store.edit(sitting(1, note="kept"))
    refusing = True
    with pytest.raises(NotSaved):
        store.edit(sitting(1, note="refused"))
    refusing = False
    store.add(sitting(1))
    assert [record.note for record in home.store().records()] == ["kept"]


def test_where_the_log_cannot_be_read_sittings_are_added_and_nothing_is_taken_back(
    home: Home, sitting: MakeSitting, watched_disk: type[WatchedDisk]
) -> None:
    home.store().add(sitting(1))
    home.store().edit(sitting(1, note="kept"))
    refuse = watched_disk(
        lambda _number, call: OSError(errno.EIO, "unreadable") if call.startswith("read") and "jsonl" in call else None
    )
    store = home.store(refuse)
    store.add_all([sitting(1), sitting(2)])
    with pytest.raises(NotSaved, match="can't be read"):
        store.edit(sitting(2, note="blind"))
    assert home.store().records() == [sitting(1, note="kept"), sitting(2)]


def test_on_a_full_disk_the_reserve_makes_room_for_the_sitting_just_finished(
    home: Home, sitting: MakeSitting, watched_disk: type[WatchedDisk]
) -> None:
    home.store().add(sitting(1))
    reserve = home.data / "reserve"
    assert reserve.stat().st_size == 65_536

    def full_while_reserved(_number: int, call: str) -> OSError | None:
        return no_space() if call.startswith("write") and reserve.exists() else None

    home.store(watched_disk(full_while_reserved)).add(sitting(2))
    assert home.ids() == ["sitting-1", "sitting-2"]
    home.store().add(sitting(3))
    assert reserve.stat().st_size == 65_536


def test_without_a_reserve_a_full_disk_is_told_and_nothing_half_stays(
    home: Home, sitting: MakeSitting, watched_disk: type[WatchedDisk]
) -> None:
    home.store().add(sitting(1))
    before = home.log_file().read_bytes()
    disk = watched_disk(lambda _number, call: no_space() if call.startswith("write") else None)
    with pytest.raises(NotSaved, match="the disk is full; everything saved before is as it was; make some room"):
        home.store(disk).add(sitting(2))
    assert home.log_file().read_bytes() == before


def test_a_reserve_that_cannot_be_kept_fails_no_saving(
    home: Home, sitting: MakeSitting, watched_disk: type[WatchedDisk]
) -> None:
    disk = watched_disk(lambda _number, call: no_space() if call == "open reserve" else None)
    home.store(disk).add(sitting(1))
    assert home.ids() == ["sitting-1"]
    assert not (home.data / "reserve").exists()


def test_what_another_process_wrote_but_did_not_sync_is_synced_before_it_counts_as_saved(
    home: Home, sitting: MakeSitting, watched_disk: type[WatchedDisk]
) -> None:
    home.store().add(sitting(1))
    disk = watched_disk()
    home.store(disk).add(sitting(1))
    assert [call for call in disk.calls if call.startswith(("write", "sync "))] == [
        call for call in disk.calls if call.startswith("sync ")
    ]
    assert {"sync_folder log", "sync_folder data"} <= set(disk.calls)
    assert any(call.startswith("sync ") for call in disk.calls)


def test_a_saving_costs_one_write_and_one_sync(
    home: Home, sitting: MakeSitting, watched_disk: type[WatchedDisk]
) -> None:
    disk = watched_disk()
    store = home.store(disk)
    store.add(sitting(1))
    for calls in (store.add, lambda _: store.add_all([sitting(number) for number in range(10, 200)])):
        disk.calls.clear()
        calls(sitting(2))
        kinds = Counter(call.split()[0] for call in disk.calls)
        assert (kinds["write"], kinds["sync"], kinds["sync_folder"]) == (1, 1, 0)


def test_a_file_replaced_while_we_write_is_noticed_before_anything_counts_as_saved(
    home: Home, sitting: MakeSitting, watched_disk: type[WatchedDisk]
) -> None:
    home.store().add(sitting(1))
    file = home.log_file()

    def replace_once(_number: int, call: str) -> None:
        if call.startswith("sync ") and not file.with_suffix(".done").exists():
            copy = file.with_suffix(".done")
            copy.write_bytes(file.read_bytes().splitlines(keepends=True)[0])
            copy.replace(file)
            copy.touch()

    home.store(watched_disk(replace_once)).add(sitting(2))
    assert home.ids() == ["sitting-1", "sitting-2"]
    assert (home.log / f"{file.stem}-2.jsonl").exists()


def test_nobody_comes_in_between_while_something_is_saved(
    home: Home, sitting: MakeSitting, watched_disk: type[WatchedDisk]
) -> None:
    home.store().add(sitting(1))
    other = home.store(patience_seconds=0)
    refused: list[str] = []

    def come_in_between(_number: int, call: str) -> None:
        if call != "make_folder":
            with pytest.raises(NotSaved, match="another window or command is writing"):
                other.add(sitting(2))
            refused.append(call.split(maxsplit=1)[0])

    home.store(watched_disk(come_in_between)).add(sitting(3))
    assert {"read", "open", "write", "sync", "sync_folder"} <= set(refused)
    other.add(sitting(2))
    assert home.ids() == ["sitting-1", "sitting-2", "sitting-3"]


def test_an_interrupt_from_the_keyboard_leaves_nothing_half(
    home: Home, sitting: MakeSitting, watched_disk: type[WatchedDisk]
) -> None:
    home.store().add(sitting(1))
    before = home.log_file().read_bytes()

    def interrupt(_number: int, call: str) -> OSError | None:
        if call.startswith("sync "):
            raise KeyboardInterrupt
        return None

    store = home.store(watched_disk(interrupt))
    with pytest.raises(KeyboardInterrupt):
        store.add(sitting(2))
    assert home.log_file().read_bytes() == before
    home.store().add(sitting(2))
    assert home.ids() == ["sitting-1", "sitting-2"]


def test_a_disk_of_one_mebibyte_filled_to_the_brim(
    home: Home, sitting: MakeSitting, mounted: Callable[[str], Path]
) -> None:
    home.folder = mounted("size=1m")
    home.store().add(sitting(0))
    brim = home.folder / "brim"
    fill_up(brim)
    saved = ["sitting-0"]

    def save_until_it_is_refused() -> None:
        for number in range(1, 2000):
            home.store().add(sitting(number, note="n" * 400))
            saved.append(f"sitting-{number}")

    with pytest.raises(NotSaved, match="the disk is full"):
        save_until_it_is_refused()
    assert len(saved) > 50, "the reserve holds many sittings"
    assert home.ids() == saved
    brim.unlink()
    home.store().add(sitting(5000))
    assert home.ids() == [*saved, "sitting-5000"]


def fill_up(path: Path) -> None:
    with suppress(OSError), path.open("wb", buffering=0) as file:
        while True:
            file.write(bytes(4096))
