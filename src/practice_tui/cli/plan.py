"""``practice plan ID|FILE -m LEN``: the timeline of a sitting as a table."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from practice_tui.cli.answers import answer, quiet, strong
from practice_tui.cli.at_hand import find_script, services
from practice_tui.cli.columns import table
from practice_tui.cli.grammar import Command
from practice_tui.cli.parameters import LENGTH, OPEN, PRACTICE, length_given
from practice_tui.cli.progress import while_speaking
from practice_tui.domain.errors import BadInput
from practice_tui.domain.quantities import clock_words, length_words, seconds

if TYPE_CHECKING:
    from collections.abc import Iterator

    from practice_tui.cli.parameters import Length
    from practice_tui.domain.script import Script
    from practice_tui.domain.timeline import Timeline


@click.command("plan", cls=Command)
@click.argument("name", metavar="ID|FILE", type=PRACTICE)
@click.option("-m", "wished", metavar="LEN", type=LENGTH, help="How long: 12, 90s, 12m30s, 1h5m.")
@click.option("--no-voice", is_flag=True, help="Lay it out for reading, without any recording.")
def command(name: str, wished: Length | None, no_voice: bool) -> None:
    """Show the timeline of a practice at a length."""
    script = find_script(name)
    length = length_given(script, wished)
    if length == OPEN:
        home = length_words(script.header.home)
        raise BadInput(f"an open-ended sitting has no timeline to lay out; give a length such as -m {home}")
    with while_speaking() as listener:
        timeline = services().sittings.timeline(script, length, voice=False if no_voice else None, listener=listener)
    answer(_document(script, timeline), lambda: _lines(script, timeline))


def _sums(timeline: Timeline) -> dict[str, float]:
    """Return the seconds of each kind of event; together they are the whole sitting."""
    from practice_tui.domain.timeline import EventKind  # noqa: PLC0415 - only once there is a timeline

    names = {EventKind.PAUSE: "silence"}
    kinds = (EventKind.SPEECH, EventKind.BELL, EventKind.BREATH, EventKind.PAUSE, EventKind.WRITE)
    return {names.get(kind, kind.value): seconds(timeline.frames_of(kind)) for kind in kinds}


def _document(script: Script, timeline: Timeline) -> dict[str, object]:
    return {
        "id": script.id,
        "seconds": seconds(timeline.length),
        **{f"{name}_seconds": sum_ for name, sum_ in _sums(timeline).items()},
        "hash": timeline.digest,
        "events": [
            {
                "at": seconds(event.at),
                "for": seconds(event.length),
                "kind": event.kind.value,
                "part": event.part,
                "cue": event.cue,
                "text": event.text,
            }
            for event in timeline.events
        ],
    }


def _lines(script: Script, timeline: Timeline) -> Iterator[str]:
    yield strong(f"{script.header.title}, {length_words(timeline.length)}")
    yield ", ".join(f"{name} {sum_:.1f} s" for name, sum_ in _sums(timeline).items() if sum_)
    yield quiet(f"hash {timeline.digest}")
    yield ""
    head, *rows = table(
        [
            ("at", "for", "kind", "part", "words"),
            *(
                (clock_words(event.at), f"{seconds(event.length):.1f} s", event.kind.value, event.part, event.text)
                for event in timeline.events
            ),
        ],
        right=frozenset({0, 1}),
    )
    yield quiet(head)
    yield from rows
