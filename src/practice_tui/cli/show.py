"""``practice show ID``: the handout, the words and the parts of one practice."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from practice_tui.cli.answers import answer, quiet, strong
from practice_tui.cli.at_hand import find_script, services
from practice_tui.cli.columns import wrapped
from practice_tui.cli.grammar import Command
from practice_tui.cli.parameters import PRACTICE
from practice_tui.domain.quantities import length_words, range_words, seconds
from practice_tui.domain.text import one_line

if TYPE_CHECKING:
    from collections.abc import Iterator

    from practice_tui.domain.script import Part, Script


@click.command("show", cls=Command)
@click.argument("name", metavar="ID", type=PRACTICE)
def command(name: str) -> None:
    """Show the handout, the words and the parts of a practice."""
    script = find_script(name)
    handout = services().shelf.handout(script.id).strip()
    answer(_document(script, handout), lambda: _lines(script, handout))


def _document(script: Script, handout: str) -> dict[str, object]:
    return {
        "id": script.id,
        "title": script.header.title,
        "parts": [{"name": part.name, "from_seconds": seconds(part.joins_from)} for part in script.parts],
        "text": "\n".join([handout, "", *_words(script)]).strip(),
        "sources": script.header.sources,
    }


def _words(script: Script) -> Iterator[str]:
    """Return the words of a practice as Markdown: a heading for each part, a paragraph for each passage."""
    yield "## The words"
    for part in script.parts:
        yield from ("", f"### {part.name}")
        for text in _passages(part):
            yield from ("", text)


def _lines(script: Script, handout: str) -> Iterator[str]:
    header = script.header
    yield strong(header.title)
    if header.author:
        yield f"by {one_line(header.author)}"
    yield from wrapped(header.summary)
    yield quiet(
        f"{script.id}, {range_words(header.shortest, header.longest)}"
        f"{'' if header.has_one_length else f', usually {length_words(header.home)}'}; {header.kind}, {header.level}"
    )
    if handout:
        yield ""
        for line in handout.removeprefix(f"# {header.title}\n").strip().splitlines():
            yield from wrapped(line)
    if header.cautions:
        yield from ("", strong("Take care"))
        yield from wrapped(header.cautions)
    yield from ("", strong("Parts"))
    for part in script.parts:
        yield from _part_lines(part)
    if header.sources:
        yield ""
        yield from wrapped(f"From: {header.sources}")


def _part_lines(part: Part) -> Iterator[str]:
    joins = f"  (from {length_words(part.joins_from)})" if part.joins_from else ""
    yield ""
    yield f"  {part.name}{quiet(joins)}"
    for text in _passages(part):
        yield from (f"    {line}" for line in wrapped(text, 4))


def _passages(part: Part) -> Iterator[str]:
    """Return what is said in one part, reminders in silences included."""
    from practice_tui.domain.script import Silence, Speech  # noqa: PLC0415 - only once a script was read

    for step in part.steps:
        if isinstance(step, Speech):
            yield step.text
        elif isinstance(step, Silence) and isinstance(step.reminder, Speech):
            yield step.reminder.text
