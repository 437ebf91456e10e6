from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from blockbuster import blockbuster_ctx
from tests.tui.household import Household

if TYPE_CHECKING:
    from collections.abc import Iterator

    from blockbuster import BlockBuster


@pytest.fixture
def household() -> Household:
    return Household()


@pytest.fixture(autouse=True)
def nothing_blocks() -> Iterator[BlockBuster]:
    """Fail a test in which our screens make the event loop wait."""
    with blockbuster_ctx("practice_tui.tui") as watch:
        for function in watch.functions.values():
            # Textual reads a screen's style sheet when the screen is first shown.
            function.can_block_in("textual/_path.py", {"_make_path_object_relative"})
            function.can_block_in("textual/app.py", {"_load_screen_css"})
        yield watch
