"""How far a long work has come: a bar on a terminal, nothing in a pipe."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

from practice_tui.domain.text import visible

if TYPE_CHECKING:
    from collections.abc import Iterator

    from practice_tui.engine.voices import Listener, Progress

_STEPS_DRAWN = 200


@contextmanager
def progress_bar(label: str) -> Iterator[Progress]:
    """Give something to tell the progress to; the bar appears with the first step and is drawn on stderr."""
    if not sys.stderr.isatty():
        yield lambda _done, _of, /: None
        return
    with click.progressbar(length=1, label=label, file=sys.stderr) as bar:

        def show(done: int, of: int, /) -> None:
            bar.length = of
            if done == of or (done - bar.pos) * _STEPS_DRAWN >= of:
                bar.update(done - bar.pos)

        yield show


@contextmanager
def while_speaking() -> Iterator[Listener]:
    """Give who is told while a local voice speaks lines ahead: a bar where that takes a while, and what went wrong."""
    from contextlib import ExitStack  # noqa: PLC0415 - only where a practice is laid out

    from practice_tui.engine.voices import Listener  # noqa: PLC0415

    troubles: list[str] = []
    with ExitStack() as stack:
        shown: list[Progress] = []

        def progress(done: int, of: int, /) -> None:
            if not shown:
                shown.append(stack.enter_context(progress_bar("the words get their voice")))
            shown[0](done, of)

        yield Listener(progress, troubles.append)
    for trouble in troubles:
        click.echo(f"note: {visible(trouble)}", err=True)
