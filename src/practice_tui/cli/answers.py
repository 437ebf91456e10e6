"""How a command answers: one JSON document, or lines for people. Nothing else goes to stdout."""

from __future__ import annotations

import json
import os
import sys
from typing import TYPE_CHECKING

import click

from practice_tui.cli.grammar import wants
from practice_tui.cli.outcome import written_whole

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable


def answer(document: object, lines: Callable[[], Iterable[str]]) -> None:
    """Write the document where ``--json`` was asked for, else the lines."""
    say([json_text(document)] if wants("json") else lines())


def say(lines: Iterable[str]) -> None:
    """Write lines to stdout.

    Raises:
        BrokenPipeError: nobody reads any more.
        PracticeError: stdout can't be written to.
    """
    encoding = sys.stdout.encoding or "utf-8"
    text = "".join(f"{line}\n" for line in lines)
    with written_whole():
        click.echo(text.encode(encoding, "replace").decode(encoding), nl=False)


def json_text(document: object) -> str:
    """Return a document as JSON in ASCII, which no terminal and no encoding can spoil; indented for a terminal."""
    return json.dumps(document, allow_nan=False, indent=2 if sys.stdout.isatty() else None)


def strong(text: str) -> str:
    """Return a heading, set apart where the terminal can and NO_COLOR isn't set."""
    return _styled(text, bold=True)


def quiet(text: str) -> str:
    """Return what matters less, dimmed where the terminal can and NO_COLOR isn't set."""
    return _styled(text, dim=True)


def _styled(text: str, *, bold: bool | None = None, dim: bool | None = None) -> str:
    if not text or os.environ.get("NO_COLOR") or not sys.stdout.isatty():
        return text
    return click.style(text, bold=bold, dim=dim)
