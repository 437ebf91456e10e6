"""The journal on a disk that fails, is read-only or was damaged."""

from __future__ import annotations

import errno
from typing import TYPE_CHECKING

import pytest

from practice_tui.adapters.storage.sitting_journal import FileJournal
from practice_tui.domain.errors import AlreadySitting, NotSaved

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager
    from pathlib import Path

    from tests.adapters.storage.conftest import WatchedDisk

BEGUN = {"kind": "start", "practice": "gratitude"}


@pytest.fixture
def state(tmp_path: Path) -> Path:
    return tmp_path / "state"


def heartbeat(number: int) -> dict[str, object]:
    return {"kind": "heartbeat", "seconds": number}


def left_behind(state: Path, notes: int = 3) -> Path:
    """Return the file of a sitting whose process is gone."""
    journal = FileJournal(state)
    journal.open("0193-abc", BEGUN)
    for number in range(notes):
        journal.note(heartbeat(number))
    journal.release()
    return state / "sitting-0193-abc.jsonl"


def test_every_line_is_synced_and_the_file_is_private(state: Path, watched_disk: type[WatchedDisk]) -> None:
    disk = watched_disk()
    journal = FileJournal(state, disk=disk)
    journal.open("0193-abc", BEGUN)
    journal.note(heartbeat(1))
    kinds = [call.split()[0] for call in disk.calls]
    assert kinds.count("write") == kinds.count("sync") == 2
    assert disk.calls.count("sync_folder state") == 1
    assert (state / "sitting-0193-abc.jsonl").stat().st_mode & 0o777 == 0o600
    journal.remove()


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EROFS, errno.EIO])
@pytest.mark.parametrize("call", ["write", "sync"])
def test_a_note_that_fails_ends_nothing_and_spoils_nothing(
    state: Path, watched_disk: type[WatchedDisk], code: int, call: str
) -> None:
    refusing = False
    disk = watched_disk(lambda _number, made: OSError(code, "refused") if refusing and made.startswith(call) else None)
    journal = FileJournal(state, disk=disk)
    journal.open("0193-abc", BEGUN)
    journal.note(heartbeat(1))
    refusing = True
    journal.note(heartbeat(2))
    journal.note(heartbeat(3))
    assert journal.trouble == "refused"
    refusing = False
    journal.note(heartbeat(4))
    assert journal.trouble == ""
    journal.release()
    (lines,) = FileJournal(state).abandoned()
    assert lines == [BEGUN, heartbeat(1), heartbeat(4)]


@pytest.mark.parametrize("call", ["make_folder", "open sitting-0193-abc.jsonl", "write", "sync", "sync_folder state"])
def test_a_journal_that_cannot_be_begun_is_told_and_leaves_the_way_free(
    state: Path, watched_disk: type[WatchedDisk], call: str
) -> None:
    state.mkdir()
    disk = watched_disk(lambda _number, made: OSError(errno.ENOSPC, "No space left") if made.startswith(call) else None)
    journal = FileJournal(state, disk=disk)
    with pytest.raises(NotSaved, match="the disk is full; it can go on, and is saved when it ends"):
        journal.open("0193-abc", BEGUN)
    journal.note(heartbeat(1))
    journal.remove()
    following = FileJournal(state)
    assert following.abandoned() == []
    following.open("0193-def", BEGUN)
    following.remove()


def test_a_journal_that_cannot_be_taken_away_is_entered_again(state: Path, watched_disk: type[WatchedDisk]) -> None:
    disk = watched_disk(lambda _number, made: OSError(errno.EROFS, "refused") if made.startswith("remove") else None)
    journal = FileJournal(state, disk=disk)
    journal.open("0193-abc", BEGUN)
    journal.remove()
    following = FileJournal(state, disk=disk)
    assert following.abandoned() == [[BEGUN]]
    following.settle("0193-abc")
    assert FileJournal(state).abandoned() == [[BEGUN]]


def test_in_a_read_only_folder_no_sitting_is_noted(
    state: Path, read_only: Callable[[Path], AbstractContextManager[None]]
) -> None:
    left_behind(state)
    with read_only(state):
        journal = FileJournal(state)
        with pytest.raises(NotSaved, match="can't be written to"):
            journal.open("0193-def", BEGUN)
        assert journal.abandoned() == [[BEGUN, *map(heartbeat, range(3))]]
        journal.settle("0193-abc")
    assert len(FileJournal(state).abandoned()) == 1


def test_cut_at_every_byte_the_whole_lines_are_kept(state: Path) -> None:
    file = left_behind(state)
    content = file.read_bytes()
    for length in range(len(content) + 1):
        file.write_bytes(content[:length])
        journal = FileJournal(state)
        whole = content[: length + 1].count(b"\n")
        assert journal.abandoned() == ([[BEGUN, *map(heartbeat, range(3))][:whole]] if whole else []), length
        journal.settle("0193-abc")
        assert not file.exists()


def test_flipped_at_every_byte_one_line_is_lost_at_most(state: Path) -> None:
    file = left_behind(state)
    content = file.read_bytes()
    opening = content.index(b"\n")
    every = [BEGUN, *map(heartbeat, range(3))]
    for place in range(len(content)):
        damaged = bytearray(content)
        damaged[place] ^= 1 << place % 8
        file.write_bytes(damaged)
        journal = FileJournal(state)
        found = journal.abandoned()
        if place < opening:
            assert found == []
            assert file.with_suffix(".damaged").read_bytes() == damaged, "too good to be thrown away"
            continue
        assert len(found[0]) >= len(every) - 1
        assert [line for line in found[0] if line not in every] == []
        assert found[0][0] == BEGUN
        journal.settle("0193-abc")


def test_what_is_set_aside_is_kept_beside_and_never_claimed_again(state: Path) -> None:
    file = left_behind(state)
    content = file.read_bytes()
    journal = FileJournal(state)
    (facts,) = journal.abandoned()
    journal.set_aside(facts)
    assert file.with_suffix(".damaged").read_bytes() == content
    assert not file.exists()
    assert FileJournal(state).abandoned() == []


def test_the_same_sitting_is_not_begun_over_what_was_left_of_it(state: Path) -> None:
    left_behind(state)
    with pytest.raises(NotSaved, match="there already"):
        FileJournal(state).open("0193-abc", BEGUN)
    assert FileJournal(state).abandoned() == [[BEGUN, *map(heartbeat, range(3))]]


def test_an_id_that_is_no_name_for_a_file_is_refused(state: Path) -> None:
    for wrong in ("", "../../elsewhere", "a b", "a\n"):
        with pytest.raises(ValueError, match="no id"):
            FileJournal(state).open(wrong, BEGUN)


def test_files_of_other_names_are_left_alone(state: Path) -> None:
    state.mkdir()
    for other in ("sitting-a b.jsonl", "sitting-.jsonl.new", "sitting.lock", "letter.jsonl"):
        (state / other).touch()
    assert FileJournal(state).abandoned() == []
    assert len(list(state.iterdir())) == 4


def test_looking_makes_nothing(state: Path) -> None:
    assert FileJournal(state).abandoned() == []
    assert not state.exists()


def test_a_sitting_that_runs_elsewhere_is_left_untouched(state: Path) -> None:
    running = FileJournal(state)
    running.open("0193-abc", BEGUN)
    before = (state / "sitting-0193-abc.jsonl").read_bytes()
    with pytest.raises(AlreadySitting, match="end it first"):
        FileJournal(state).open("0193-def", BEGUN)
    assert [path.name for path in state.glob("sitting-*")] == ["sitting-0193-abc.jsonl"]
    assert (state / "sitting-0193-abc.jsonl").read_bytes() == before
    running.remove()
