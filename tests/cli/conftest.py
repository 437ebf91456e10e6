"""Calls `practice` within this process, with everything of the person's in a folder of the test's own."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

import pytest
from tests.cli.room import Answer, Call, Room, make_room

from practice_tui.cli.outcome import outcome
from practice_tui.cli.program import run

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from practice_tui.engine.services import Services


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The person's folders; the log is closed behind each test."""
    folder = tmp_path / "home"
    monkeypatch.setenv("PRACTICE_HOME", str(folder))
    monkeypatch.setenv("TZ", "Europe/Madrid")
    yield folder
    root = logging.getLogger("practice_tui")
    for handler in root.handlers[:]:
        root.removeHandler(handler)
        handler.close()
    root.setLevel(logging.NOTSET)
    root.propagate = True


@pytest.fixture
def practice(capsys: pytest.CaptureFixture[str]) -> Call:
    """Runs a command and returns its exit code and what it wrote."""

    def call(*arguments: str, services: Services | None = None) -> Answer:
        code = outcome(lambda: run(arguments, services), debug="--debug" in arguments)
        out, err = capsys.readouterr()
        return Answer(code, out, err)

    return call


@pytest.fixture
def room() -> Room:
    """Services without a past."""
    return make_room()
