"""Checking stays quick however long a script is, and overlooks no length at which its words don't fit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from practice_tui.compiler import linter
from practice_tui.compiler.assemble import least_of
from practice_tui.compiler.diagnostics import Severity
from practice_tui.compiler.durations import no_voice
from practice_tui.compiler.parser import parse
from practice_tui.compiler.slots import Wishes, slots_of
from practice_tui.domain.quantities import MINUTE

if TYPE_CHECKING:
    from practice_tui.domain.script import Script


def script_of(length: str, body: str) -> Script:
    reading = parse(f"Title: Long\nLength: {length}\nHome: {length.split(maxsplit=1)[0]}\n# One\n{body}", "long")
    assert reading.script is not None, reading.diagnostics
    return reading.script


def test_an_ordinary_script_is_looked_at_in_every_whole_minute() -> None:
    script = script_of("5m to 3h", "Sit. [pause 1s+]\n" * 200)

    assert [length // MINUTE for length in linter._lengths_looked_at(script)] == list(range(5, 181))


def test_a_huge_one_is_looked_at_in_so_many_that_it_stays_quick() -> None:
    script = script_of("600m to 1400m", "Sit. [pause 1s+]\n" * 4000)

    lengths = linter._lengths_looked_at(script)

    assert len(lengths) * 8000 < 2 * linter.MOST_STEPS
    assert (lengths[0] // MINUTE, lengths[-1] // MINUTE) == (600, 1400)
    assert len(lengths) > 5


def test_many_lengths_are_not_all_looked_at_either() -> None:
    assert len(linter._lengths_looked_at(script_of("1m to 23h", "[pause 1s+]\n"))) <= linter.MOST_LENGTHS + 2


part = st.tuples(st.integers(0, 40), st.integers(1, 1500), st.booleans())
"""From which minute a part joins, its pause in seconds, and whether that can stretch."""


@given(st.lists(part, min_size=1, max_size=6))
def test_the_words_that_do_not_fit_are_found_as_by_trying_every_length(parts: list[tuple[int, int, bool]]) -> None:
    body = "".join(
        f"# P{number}{f' (from {minutes}m)' if minutes else ''}\n[pause {pause}s{'+' * stretches}]\n"
        for number, (minutes, pause, stretches) in enumerate(parts)
    )
    reading = parse(f"Title: Parts\nLength: 5m to 35m\nHome: 20m\n{body}", "parts")
    if reading.script is None:
        return  # such as parts that all join later: the parser's to say
    script, wishes = reading.script, Wishes(no_voice)
    refused = False
    for second in range(5 * 60, 35 * 60 + 1):
        length = second * MINUTE // 60
        slots = slots_of(script, script.parts_for(length), wishes)
        least = least_of(slots)
        refused = refused or least > length or (least < length and all(slot.span.is_fixed for slot in slots))

    errors = [found.code for found in linter.lint(script, no_voice) if found.severity is Severity.ERROR]

    assert bool(errors) == refused
