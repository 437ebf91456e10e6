"""A running sitting waits for no disk: every line is found, and its loudness measured, when the first is asked for."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from practice_tui.adapters.voice.ahead import FoundAhead
from practice_tui.compiler.parser import parse
from practice_tui.domain.errors import NotFound

if TYPE_CHECKING:
    from practice_tui.domain.script import Script

TEXT = """Title: Two
Length: 1m to 30m
Home: 5m
# One
{first} Sit well.
[pause 5s+]
# Two (from 20m)
{second} Stay a while.
[silence 1m+ every 1m: {third} "Still here."]
"""


class Disk:
    """Looks lines up, measures them, and remembers what it was asked for."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.measured: list[str] = []

    def find(self, script_id: str, cue: str, text: str) -> Path | None:
        self.asked.append(cue)
        return Path(script_id, cue) if text and cue != "second" else None

    def gain(self, path: Path) -> float:
        self.measured.append(path.name)
        return 1.0

    def keep(self) -> None:
        raise AssertionError("keeping is the mixer's part")


def script(script_id: str) -> Script:
    if script_id != "two":
        raise NotFound(f"there is no {script_id}")
    found = parse(TEXT, script_id).script
    assert found is not None
    return found


def test_the_first_question_finds_and_measures_all_and_later_ones_ask_for_nothing() -> None:
    disk = Disk()
    lookup = FoundAhead(disk.find, script, disk)

    assert lookup("two", "first", "Sit well.") == Path("two", "first")
    assert sorted(disk.asked) == ["first", "second", "third"]
    assert sorted(disk.measured) == ["first", "third"]

    assert lookup("two", "third", "Still here.") == Path("two", "third")
    assert lookup("two", "second", "Stay a while.") is None
    assert len(disk.asked) == 3


def test_a_script_that_cannot_be_had_is_looked_up_line_by_line_and_once() -> None:
    disk = Disk()
    lookup = FoundAhead(disk.find, script, disk)

    for _ in range(2):
        assert lookup("other", "first", "Sit well.") == Path("other", "first")
    assert disk.asked == ["first"]
