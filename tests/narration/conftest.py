"""The narration that ships: its scripts, its files, and a report of how well it is understood."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.narration.passages import every_passage

if TYPE_CHECKING:
    from tests.narration.passages import Passage

UNDERSTOOD: dict[str, tuple[int, int]] = {}
"""For each script, the words that were wrong and those there were; filled by the tests, told at the end."""


@pytest.fixture(scope="session")
def passages() -> list[Passage]:
    """Every passage of the scripts that ship."""
    return every_passage()


@pytest.fixture(scope="session")
def understood() -> dict[str, tuple[int, int]]:
    """Where a test notes how many words of a script were wrong."""
    return UNDERSTOOD


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Tell the word error rate of each script."""
    if not UNDERSTOOD:
        return
    terminalreporter.section("narration: word error rate, on a sample of the lines")
    for script, (wrong, words) in sorted(UNDERSTOOD.items()):
        terminalreporter.write_line(f"{script:28} {wrong / words:.2f}  ({wrong} of {words} words)")
