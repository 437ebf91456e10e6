"""How long it takes to read a script, to lay it out, and to lay out anew what remains of a sitting.

Prints a table: the processor time of the best round (others that use the machine only ever add to it), the aim, and the
ratio to `json.loads` of the same text as JSON beside it, which a slow machine makes slower alike. Run it with
``python benchmarks/compile_time.py``.
"""

from __future__ import annotations

import json
import sys
from time import process_time
from typing import TYPE_CHECKING, NamedTuple

from practice_tui.compiler.assemble import compile_timeline
from practice_tui.compiler.durations import no_voice
from practice_tui.compiler.parser import parse
from practice_tui.compiler.relay import change_length, resume_after, skip_part, steady
from practice_tui.compiler.slots import Wishes
from practice_tui.domain.quantities import MINUTE, Frames

if TYPE_CHECKING:
    from collections.abc import Callable

    from practice_tui.domain.script import Script

ROUNDS = 25
WISHES = Wishes(no_voice)
NOBODY: frozenset[str] = frozenset()


class Row(NamedTuple):
    """One line of the table; times in milliseconds."""

    what: str
    took: float
    aim: float | None
    beside: float


def written(cues: int) -> str:
    """Return a script with so many named passages, every directive, parts that join later and gentler ways."""
    lines = ["Title: Measured", f"Length: {cues // 3 + 5}m to {cues // 2 + 60}m", ""]
    for number in range(cues):
        if number % 20 == 0:
            joins = f" (from {cues // 3 + 5 + number // 20}m)" if number % 40 else ""
            lines.append(f"# Part number {number // 20}{joins}")
        lines.append(f"{{cue-{number}}} Sit in a way that is easy, and let the hands rest for a while.")
        lines.append(f"[pause {2 + number % 5}s to {20 + number % 40}s x{1 + number % 3}]")
        if number % 10 == 3:
            lines.append("[breathe in 4 out 6 for 20s to 2m]")
        if number % 10 == 7:
            lines.append("[breathe my rhythm to 5.5 a minute for 20s to 1m]")
        if number % 20 == 13:
            lines.append('[silence 10s+ every 30s: "Still here. Begin again."]')
    lines += ["# Closing (close)", "{close} Hear the room again. [pause 10s]", "[bell x3]", ""]
    return "\n".join(lines)


def milliseconds(work: Callable[[], object]) -> float:
    """Return the processor time that `work` takes in its best round."""
    times = []
    for _ in range(ROUNDS):
        began = process_time()
        work()
        times.append((process_time() - began) * 1000)
    return min(times)


def read(text: str) -> Script:
    """Return the script, which is without mistakes."""
    reading = parse(text, "measured")
    assert reading.script is not None, reading.diagnostics
    return reading.script


def rows(cues: int, aim: float, aim_anew: float | None) -> list[Row]:
    """Measure everything on a script with so many cues.

    `aim` is for reading it and laying it out, together; `aim_anew` for laying out what remains, in milliseconds.
    """
    text = written(cues)
    script = read(text)
    as_json = json.dumps(text.split("\n"))
    beside = milliseconds(lambda: json.loads(as_json))
    length = Frames((script.header.shortest + script.header.longest) // 2)
    timeline = compile_timeline(script, length, WISHES)
    ground = compile_timeline(read(written(20)), 20 * MINUTE, WISHES)
    at = length // 3
    away, _ = steady(script, timeline, at, ground, Frames(10 * MINUTE), WISHES)
    kept: dict[str, frozenset[str]] = {"left_out": NOBODY}
    works: list[tuple[str, Callable[[], object], float | None]] = [
        ("read", lambda: parse(text, "measured"), None),
        ("lay out", lambda: compile_timeline(script, length, WISHES), None),
        ("read and lay out", lambda: compile_timeline(read(text), length, WISHES), aim),
        (
            "five minutes more",
            lambda: change_length(script, timeline, at, length + 5 * MINUTE, WISHES, **kept),
            aim_anew,
        ),
        (
            "five minutes less",
            lambda: change_length(script, timeline, at, length - 5 * MINUTE, WISHES, **kept),
            aim_anew,
        ),
        ("skip a part", lambda: skip_part(script, timeline, at, WISHES, **kept), aim_anew),
        (
            "return from steady ground",
            lambda: resume_after(script, timeline, at, away, at + 5 * MINUTE, WISHES, **kept),
            aim_anew,
        ),
    ]
    return [Row(f"{cues} cues: {what}", milliseconds(work), limit, beside) for what, work, limit in works]


def main() -> int:
    """Print the table; return 1 where an aim is missed."""
    table = [*rows(200, 25, 10), *rows(2000, 250, None)]
    print(f"{'what':44}{'ms':>9}{'aim':>7}{'x json.loads':>14}")
    for row in table:
        aim = "" if row.aim is None else f"{row.aim:.0f}"
        missed = row.aim is not None and row.took > row.aim
        print(f"{row.what:44}{row.took:9.2f}{aim:>7}{row.took / row.beside:14.0f}{'  missed' * missed}")
    return int(any(row.aim is not None and row.took > row.aim for row in table))


if __name__ == "__main__":
    sys.exit(main())
