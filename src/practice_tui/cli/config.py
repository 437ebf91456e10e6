"""``practice config``: settings with their meaning."""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING

import click

from practice_tui.cli.answers import answer, quiet
from practice_tui.cli.at_hand import services
from practice_tui.cli.columns import table
from practice_tui.cli.grammar import Command, Group
from practice_tui.engine.settings import Settings, meaning

if TYPE_CHECKING:
    from collections.abc import Iterable

    from click.shell_completion import CompletionItem


@click.group("config", cls=Group)
def command() -> None:
    """Show and change settings."""


@command.command("show", cls=Command)
def show() -> None:
    """Show every setting with its meaning."""
    keeper = services().settings
    settings = keeper.read()
    for problem in keeper.problems():
        _note(problem)
    answer(_document(settings), lambda: _lines(_names(), settings))


def _complete(_context: click.Context, _parameter: click.Parameter, incomplete: str) -> list[CompletionItem]:
    from click.shell_completion import CompletionItem  # noqa: PLC0415 - only where a shell asks

    return [CompletionItem(name, help=meaning(name)) for name in _names() if name.startswith(incomplete)]


@command.command("set", cls=Command)
@click.argument("name", metavar="NAME", shell_complete=_complete)
@click.argument("value", metavar="VALUE")
def set_(name: str, value: str) -> None:
    """Change one setting."""
    settings = services().settings.change(name, value)
    answer(_document(settings), lambda: _lines([name], settings))


@command.command("path", cls=Command)
def path() -> None:
    """Show where the settings are kept."""
    from practice_tui.bootstrap import folders  # noqa: PLC0415 - only this command asks

    file = str(folders().settings_file)
    answer({"path": file}, lambda: [file])


def _names() -> list[str]:
    return [setting.name for setting in fields(Settings)]


def _document(settings: Settings) -> dict[str, object]:
    return {name: getattr(settings, name) for name in _names()}


def _lines(names: Iterable[str], settings: Settings) -> Iterable[str]:
    rows = [("name", "value", "meaning")] + [(name, _written(getattr(settings, name)), meaning(name)) for name in names]
    head, *lines = table(rows)
    return [quiet(head), *lines]


def _written(value: object) -> str:
    """Return a value as `config set` takes it."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return f"{value:g}"
    return str(value) if value != "" else "-"


def _note(text: str) -> None:
    from practice_tui.domain.text import visible  # noqa: PLC0415 - only where the file has mistakes

    click.echo(f"note: {visible(text)}", err=True)
