"""What damage to the log costs: a line at most, and never in silence."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from practice_tui.adapters.storage.lines import seal
from practice_tui.adapters.storage.log_reader import segment
from practice_tui.adapters.storage.schema import FORMAT
from practice_tui.domain.errors import NewerLog, NotSaved, PracticeError
from practice_tui.domain.record import as_plain

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager
    from pathlib import Path

    from tests.adapters.storage.conftest import Home, MakeSitting

IDS = ["sitting-1", "sitting-2", "sitting-3"]


@pytest.fixture
def content(home: Home, sitting: MakeSitting) -> bytes:
    for number in (1, 2, 3):
        home.store().add(sitting(number))
    return home.log_file().read_bytes()


def test_cut_at_every_byte_the_whole_lines_stay_and_the_next_sitting_is_safe(
    home: Home, sitting: MakeSitting, content: bytes
) -> None:
    file = home.log_file()
    for length in range(len(content)):
        file.write_bytes(content[:length])
        whole = IDS[: content[: length + 1].count(b"\n")]
        assert home.ids() == whole, length
        home.store().add(sitting(4))
        assert home.ids() == [*whole, "sitting-4"], length
        assert home.store().troubles() == []


def test_flipped_at_every_byte_one_line_is_lost_at_most_and_that_is_told(
    home: Home, sitting: MakeSitting, content: bytes
) -> None:
    file = home.log_file()
    for place in range(len(content)):
        damaged = bytearray(content)
        damaged[place] ^= 1 << place % 8
        file.write_bytes(damaged)
        store = home.store()
        kept = [record.id for record in store.records()]
        assert [record for record in store.records() if record not in map(sitting, (1, 2, 3))] == []
        assert len(kept) >= 2, place
        assert len(kept) == 3 or store.troubles(), place
        store.add(sitting(4))
        assert home.ids() == [*kept, "sitting-4"], place
        kept_bytes = sum(there == here for there, here in zip(file.read_bytes(), damaged, strict=False))
        assert kept_bytes >= len(content) - 1, "what is damaged is kept as it is"


def test_what_is_damaged_is_named_by_its_place(home: Home, content: bytes) -> None:
    file = home.log_file()
    damaged = bytearray(content)
    damaged[content.index(b"sitting-2")] ^= 1
    file.write_bytes(damaged)
    store = home.store()
    assert [record.id for record in store.records()] == ["sitting-1", "sitting-3"]
    (trouble,) = store.troubles()
    assert trouble.file == file.name
    second_line = content.index(b"\n") + 1
    assert f"from byte {second_line} on" in trouble.detail


def test_only_our_own_file_is_ever_cut(home: Home, sitting: MakeSitting, content: bytes) -> None:
    mine = home.log_file()
    foreign = home.log / "zzzzzzzz-2026.jsonl"
    foreign.write_bytes(content.replace(b"sitting", b"foreign")[:-40])
    torn = foreign.read_bytes()
    home.store().add(sitting(4))
    assert foreign.read_bytes() == torn
    assert mine.read_bytes().startswith(content)
    store = home.store()
    assert [record.id for record in store.records()] == [*IDS, "sitting-4"]
    assert [(trouble.file, "no whole line" in trouble.detail) for trouble in store.troubles()] == [
        (foreign.name, False),
        (foreign.name, False),
        (foreign.name, True),
    ]


def test_a_foreign_line_that_is_still_arriving_is_waited_for(home: Home, content: bytes) -> None:
    whole = content
    file = home.log_file()
    arriving = home.log / "zzzzzzzz-2026.jsonl"
    file.rename(arriving)
    store = home.store()
    for length in range(0, len(whole), 7):
        arriving.write_bytes(whole[:length])
        assert [record.id for record in store.records()] == IDS[: whole[: length + 1].count(b"\n")]
    arriving.write_bytes(whole)
    assert [record.id for record in store.records()] == IDS
    assert store.troubles() == []


def test_copies_that_sync_programs_make_add_what_they_have(home: Home, sitting: MakeSitting, content: bytes) -> None:
    file = home.log_file()
    ends = [place + 1 for place, byte in enumerate(content) if byte == ord("\n")]
    stem = file.stem
    (home.log / f"{stem}.sync-conflict-20261121-061000-ABCDEFG.jsonl").write_bytes(content[: ends[1]])
    (home.log / f"{stem} (conflicted copy 2026-11-21).jsonl").write_bytes(content[ends[0] :])
    (home.log / f"{stem} 2.jsonl").write_bytes(content)
    (home.log / f".{stem}.jsonl.tmp").write_bytes(b"half a transfer")
    (home.log / ".stfolder").mkdir()
    file.write_bytes(content[: ends[0]])
    store = home.store()
    assert [record.id for record in store.records()] == IDS
    assert store.troubles() == []
    store.add(sitting(4))
    assert home.ids() == [*IDS, "sitting-4"]


def test_a_log_that_somebody_else_has_written_in_gets_a_new_segment(
    home: Home, sitting: MakeSitting, content: bytes
) -> None:
    file = home.log_file()
    items = [1, "zzzzzzzz", 1, 1, "put", "sessions", "foreign-1", as_plain(sitting(0, id="foreign-1"))]
    file.write_bytes(content + seal(items))
    grown = file.read_bytes()
    home.store().add(sitting(4))
    home.store().add(sitting(5))
    assert file.read_bytes() == grown
    new = home.log / f"{file.stem}-2.jsonl"
    assert new.read_bytes().count(b"\n") == 2
    assert sorted(home.ids()) == ["foreign-1", *IDS, "sitting-4", "sitting-5"]


def test_a_log_put_back_to_an_older_state_gets_a_new_segment(home: Home, sitting: MakeSitting, content: bytes) -> None:
    store = home.store()
    store.add(sitting(4))
    file = home.log_file()
    other = file.with_suffix(".tmp")
    other.write_bytes(content)
    other.replace(file)
    store.add(sitting(5))
    assert file.read_bytes() == content
    assert home.ids() == [*IDS, "sitting-5"]
    assert [record.id for record in store.records()] == [*IDS, "sitting-4", "sitting-5"]


def test_each_year_has_a_file_and_a_clock_set_back_is_no_matter(home: Home, sitting: MakeSitting) -> None:
    store = home.store()
    store.add(sitting(1))
    store.edit(sitting(1, note="first"))
    home.time = home.time.replace(year=2027)
    store.edit(sitting(1, note="second"))
    home.time = home.time.replace(year=2019)
    store.edit(sitting(1, note="last"))
    assert [record.note for record in home.store().records()] == ["last"]
    found = [segment(path.name) for path in sorted(home.log.iterdir())]
    assert [place.year for place in found if place] == [2019, 2026, 2027]


def test_an_older_program_refuses_a_newer_log_kindly(home: Home, sitting: MakeSitting, content: bytes) -> None:
    file = home.log_file()
    newer = content + seal([FORMAT + 1, {"something": "unknown"}])
    file.write_bytes(newer)
    with pytest.raises(NewerLog, match="newer version"):
        home.store().records()
    assert ["newer version" in trouble.detail for trouble in home.store().troubles()] == [True]
    with pytest.raises(NewerLog, match="nothing was changed"):
        home.store().add(sitting(4))
    assert file.read_bytes() == newer


def test_a_newer_program_elsewhere_does_not_stop_a_sitting_from_being_saved(
    home: Home, sitting: MakeSitting, content: bytes
) -> None:
    (home.log / "zzzzzzzz-2026.jsonl").write_bytes(seal([FORMAT + 1, {"something": "unknown"}]))
    home.store().add(sitting(4))
    with pytest.raises(NewerLog):
        home.store().records()
    (home.log / "zzzzzzzz-2026.jsonl").unlink()
    assert home.ids() == [*IDS, "sitting-4"]
    assert content in home.log_file().read_bytes()


def test_a_row_that_is_no_sitting_is_left_aside_and_told(home: Home, content: bytes) -> None:
    items = [1, "zzzzzzzz", 1, 1, "put", "sessions", "odd", {"practice": "gratitude"}]
    (home.log / "zzzzzzzz-2026.jsonl").write_bytes(seal(items))
    store = home.store()
    assert [record.id for record in store.records()] == IDS
    assert ["odd" in trouble.detail for trouble in store.troubles()] == [True]
    assert content


def test_looking_makes_nothing(home: Home) -> None:
    assert home.store().records() == []
    assert list(home.folder.iterdir()) == []


def test_a_read_only_home_can_be_looked_at(
    home: Home, sitting: MakeSitting, content: bytes, read_only: Callable[[Path], AbstractContextManager[None]]
) -> None:
    with read_only(home.folder):
        assert home.ids() == IDS
        words = "can't be written to; everything saved before is as it was; make it writable"
        with pytest.raises(NotSaved, match=words):
            home.store().add(sitting(4))
        assert home.log_file().read_bytes() == content
    home.store().add(sitting(4))
    assert home.ids() == [*IDS, "sitting-4"]


def test_a_data_folder_that_is_a_file_is_told_in_words(home: Home, sitting: MakeSitting) -> None:
    home.data.write_bytes(b"")
    with pytest.raises(PracticeError, match="not saved yet"):
        home.store().add(sitting(1))
    with pytest.raises(PracticeError, match="the record can't be read"):
        home.store().records()


def test_folders_and_files_are_private(home: Home, content: bytes) -> None:
    for path in home.folder.rglob("*"):
        assert path.stat().st_mode & 0o777 == (0o700 if path.is_dir() else 0o600), path
    assert content
