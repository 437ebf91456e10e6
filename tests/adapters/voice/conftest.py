"""Stand-ins for speech engines: small programs of Python that are called like the real ones."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest
from tests.adapters.voice.stand_ins import write_program

if TYPE_CHECKING:
    from pathlib import Path

    from tests.adapters.voice.stand_ins import Bench


@pytest.fixture
def bench(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Bench:
    """A folder first on PATH into which a test puts engines of its own."""
    programs = tmp_path / "programs"
    programs.mkdir()
    monkeypatch.setenv("PATH", f"{programs}{os.pathsep}{os.environ['PATH']}")

    def make(name: str, body: str) -> Path:
        return write_program(programs / name, body)

    return make
