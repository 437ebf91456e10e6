"""``practice voice``: the voices of this machine, for lines that have no recording."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from practice_tui.cli.answers import answer, quiet
from practice_tui.cli.columns import table
from practice_tui.cli.grammar import Command, Group
from practice_tui.domain.quantities import seconds
from practice_tui.domain.text import visible
from practice_tui.engine.voices import speaks

if TYPE_CHECKING:
    from collections.abc import Iterator

    from practice_tui.engine.voice_desk import Trial, VoiceDesk

_EVERY = "all"


@click.group("voice", cls=Group)
def command() -> None:
    """See, choose and try the voices of this machine."""


@command.command("list", cls=Command)
@click.option(
    "--language", metavar="CODE", default="en", show_default=True, help="Of this language only, or all; JSON has all."
)
def list_(language: str) -> None:
    """List voices, the most natural first, and what a better one would need."""
    desk = _desk()
    answer(_document(desk), lambda: _lines(desk, language))


@command.command("use", cls=Command)
@click.argument("name", metavar="NAME|none")
def use(name: str) -> None:
    """Choose the voice that speaks what has no recording."""
    voice = _desk().use(name)
    said = f"{visible(voice.name)} speaks what has no recording" if voice else "what has no recording is read"
    answer({"local_voice": voice.name if voice else None}, lambda: [said])


@command.command("test", cls=Command)
@click.argument("name", metavar="[NAME]", required=False)
@click.option("--words", metavar="TEXT", help="What it says.")
@click.option(
    "-o", "to", metavar="FILE", type=click.Path(path_type=Path), help="Write it to FILE instead of playing it."
)
def test(name: str | None, words: str | None, to: Path | None) -> None:
    """Hear a voice speak a line: the chosen one, or the one that is named."""
    from practice_tui.engine.voice_desk import TRIAL_WORDS  # noqa: PLC0415 - help needs none of it

    trial = _desk().test(name, words or TRIAL_WORDS, to)
    answer(_trial(trial, to), lambda: [_said(trial, to)])


def _desk() -> VoiceDesk:
    from practice_tui.bootstrap import voice_desk  # noqa: PLC0415 - help and refusals need none

    return voice_desk()


def _document(desk: VoiceDesk) -> dict[str, object]:
    chosen = desk.chosen()
    return {
        "voices": [
            {"name": voice.name, "language": voice.language, "chosen": voice is chosen} for voice in desk.voices()
        ],
        "wanted": [{"engine": wanted.engine, "what": wanted.what} for wanted in desk.wanted()],
    }


def _lines(desk: VoiceDesk, language: str) -> Iterator[str]:
    chosen = desk.chosen()
    shown = [voice for voice in desk.voices() if language == _EVERY or speaks(voice, language)]
    rows = [(voice.name, voice.language or "-", "chosen" if voice is chosen else "") for voice in shown]
    if rows:
        head, *lines = table([("voice", "language", ""), *rows])
        yield quiet(head)
        yield from lines
    else:
        yield f"no voice here speaks {visible(language)}" if desk.voices() else "there is no local voice here"
    others = len(desk.voices()) - len(shown)
    if others:
        yield quiet(f"{others} more in other languages; --language all shows them")
    if chosen is None:
        yield "none is chosen; lines without a recording are read (practice voice use NAME)"
    for wanted in desk.wanted():
        yield quiet(f"{wanted.engine}: {wanted.what}")


def _trial(trial: Trial, to: Path | None) -> dict[str, object]:
    return {"voice": trial.voice.name, "seconds": seconds(trial.length), "file": str(to) if to else None}


def _said(trial: Trial, to: Path | None) -> str:
    place = f", in {visible(str(to))}" if to else ""
    return f"{visible(trial.voice.name)} spoke for {seconds(trial.length):.1f} s{place}"
