"""Every hostile pack given to a command, in one process whose memory is measured from outside of it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from tests.hostile_packs.cases import CASES

if TYPE_CHECKING:
    from collections.abc import Callable

COMMANDS = {"verify": ("pack", "verify"), "install": ("pack", "install", "--yes")}
"""Each command that opens a pack file: how it is called, without the file's name behind it."""

SECONDS_FOR_ALL = 240
"""A process that hangs is ended, so that the others' tests still run."""


@dataclass(frozen=True)
class Attack:
    """What came of giving every pack to a command.

    Attributes:
        answers: for each case its exit code, both streams and the processor seconds.
        memory: the most kibibytes the process had, and its children.
        loaded: the modules that the process had loaded in the end.
        left: what lies in the person's folders and in the working folder afterwards, by its path.
    """

    answers: dict[str, dict[str, Any]]
    memory: int
    children: int
    loaded: frozenset[str]
    left: frozenset[str]


@pytest.fixture(scope="session", params=list(COMMANDS.values()), ids=list(COMMANDS))
def attack(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Attack:
    place = tmp_path_factory.mktemp("hostile")
    packs, home, work = place / "packs", place / "home", place / "work"
    for folder in (packs, work):
        folder.mkdir()
    for number, case in enumerate(CASES):
        (packs / f"{number:03}.practice").write_bytes(case.make())
    subprocess.run(
        [sys.executable, Path(__file__).with_name("open_all.py"), packs, place / "answers.json", *request.param],
        cwd=work,
        env=os.environ | {"PRACTICE_HOME": str(home), "TZ": "UTC"},
        check=True,
        timeout=SECONDS_FOR_ALL,
    )
    document = json.loads((place / "answers.json").read_text("utf-8"))
    left = {str(path.relative_to(place)) for folder in (home, work) for path in folder.rglob("*") if path.is_file()}
    answers = {CASES[int(name[:3])].name: answer for name, answer in document["found"].items()}
    assert sorted(path.name for path in place.iterdir() if path.name != "home") == ["answers.json", "packs", "work"]
    loaded = frozenset(document["loaded"])
    return Attack(answers, document["memory"], document["children"], loaded, frozenset(left))


@pytest.fixture
def practice_verifies(tmp_path: Path) -> Callable[[bytes], list[str]]:
    """Returns the problems of a pack, given as bytes."""
    from practice_tui.bootstrap import authoring  # noqa: PLC0415 - only where a test wants it

    def verify(content: bytes) -> list[str]:
        file = tmp_path / "a.practice"
        file.write_bytes(content)
        return list(authoring().verify(file).problems)

    return verify
