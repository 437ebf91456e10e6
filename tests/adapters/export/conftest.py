"""One sitting in every format, written once for all the tests that only read it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.adapters.export.pieces import ENDINGS, exported

if TYPE_CHECKING:
    from pathlib import Path

    from practice_tui.engine.rendering import Rendering


@pytest.fixture(scope="session")
def evening(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[Path, Rendering]]:
    """The file and what was said of it, by ending."""
    folder = tmp_path_factory.mktemp("evening")
    return {ending: (folder / f"a{ending}", exported(folder / f"a{ending}")) for ending in ENDINGS}
