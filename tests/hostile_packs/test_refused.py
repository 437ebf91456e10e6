"""Hostile packs change nothing but an error line."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.hostile_packs.cases import CASES, Case
from tests.hostile_packs.material import author, good_files, manifest_of, pack_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.hostile_packs.conftest import Attack

MOST_MEMORY_KIB = 300 << 10
MOST_PROCESSOR_SECONDS = 10
"""Of one pack, in the process itself; what takes longest takes a tenth of it. Children have limits of their own."""


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_each_is_refused_in_one_clear_line(attack: Attack, case: Case) -> None:
    answer = attack.answers[case.name]
    assert answer["code"] == 1
    assert answer["err"].startswith("error: ")
    assert answer["err"].count("\n") == 1
    assert case.words in answer["err"]
    assert "something went wrong in the program" not in answer["err"]
    assert "Traceback" not in answer["out"] + answer["err"]


def test_there_are_more_than_enough_and_each_is_another() -> None:
    assert len(CASES) >= 40
    assert len({case.name for case in CASES}) == len(CASES)


def test_nothing_reaches_the_terminal_that_it_would_obey(attack: Attack) -> None:
    for answer in attack.answers.values():
        for line in answer["out"] + answer["err"]:
            assert line == "\n" or line.isprintable()
        assert not set("\u202e\u2066\x1b\x9b\x07") & set(answer["out"] + answer["err"])


def test_nothing_is_written_anywhere(attack: Attack) -> None:
    assert not {path for path in attack.left if not path.startswith(("home/state/", "home/cache/practices"))}
    assert "home/state/practice.log" not in attack.left


def test_the_work_is_bounded(attack: Attack) -> None:
    slowest = max(attack.answers.values(), key=lambda answer: float(answer["seconds"]))
    assert slowest["seconds"] < MOST_PROCESSOR_SECONDS


def test_memory_stays_small_in_the_process_and_in_its_children(attack: Attack) -> None:
    assert attack.memory < MOST_MEMORY_KIB
    assert attack.children < MOST_MEMORY_KIB


def test_no_codec_was_ever_loaded_where_the_person_s_data_is(attack: Attack) -> None:
    assert not {"soundfile", "numpy", "soxr", "sounddevice", "textual"} & attack.loaded


def test_the_pack_that_they_are_made_from_is_well(practice_verifies: Callable[[bytes], list[str]]) -> None:
    files = good_files()
    manifest = manifest_of(files)
    assert practice_verifies(pack_of(files)) == []
    assert practice_verifies(pack_of(files, manifest, author().sign(manifest))) == []
