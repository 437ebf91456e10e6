"""``practice pack verify FILE``: what somebody who receives a pack's file can know of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from practice_tui.cli.answers import answer, strong
from practice_tui.cli.columns import wrapped
from practice_tui.cli.grammar import Command
from practice_tui.cli.outcome import DONE, REFUSED, complain
from practice_tui.cli.pack_desk import FILE, authoring
from practice_tui.domain.text import one_line, visible

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from practice_tui.engine.authoring import Verified

_MOST_SHOWN = 20


@click.command("verify", cls=Command)
@click.argument("file", metavar="FILE", type=FILE)
@click.option("--key", metavar="RW…", help="A public key, or its .pub file, where the signature doesn't carry its own.")
def command(file: Path, key: str | None) -> int:
    """Check a pack's file as it is checked when it is received: archive, signature, manifest, texts, recordings."""
    verified = authoring().verify(file, key)
    answer(_document(verified), lambda: _lines(file, verified))
    if not verified.problems:
        return DONE
    first, *others = verified.problems
    more = f" (and {len(others)} more)" if others else ""
    complain(f"{visible(str(file))}: {one_line(first)}{more}")
    return REFUSED


def _document(verified: Verified) -> dict[str, object]:
    return {
        "id": verified.id,
        "version": verified.version,
        "author": verified.author,
        "key": verified.key,
        "signature": verified.signature.value,
        "files": list(verified.files),
        "problems": list(verified.problems),
    }


def _lines(file: Path, verified: Verified) -> Iterator[str]:
    if verified.id is not None:
        yield strong(f"{verified.id} {verified.version} by {visible(verified.author or '')}")
    signature = f"signature: {verified.signature.value}"
    if verified.key:
        yield f"{signature}, key {verified.key}"
        yield f"in words: {verified.words}"
    else:
        yield signature
    if not verified.problems:
        yield f"{visible(str(file))}: {len(verified.files)} files, all as their author packed them"
    for problem in verified.problems[:_MOST_SHOWN]:
        first, *others = wrapped(f"problem: {visible(problem)}")
        yield first
        yield from (f"    {line}" for line in others)
    if len(verified.problems) > _MOST_SHOWN:
        yield f"and {len(verified.problems) - _MOST_SHOWN} problems more; --json has them all"
