"""``practice pack check PATH``: what to mend in a pack's folder, or in a pack's file."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from practice_tui.cli.answers import answer
from practice_tui.cli.columns import wrapped
from practice_tui.cli.grammar import Command
from practice_tui.cli.outcome import DONE, REFUSED, complain
from practice_tui.cli.pack_desk import FILE, authoring
from practice_tui.domain.text import visible

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from practice_tui.engine.authoring import Finding


@click.command("check", cls=Command)
@click.argument("path", metavar="PATH", type=FILE)
def command(path: Path) -> int:
    """Check a pack's folder, or a pack's file: what it says of itself, its names, scripts and recordings."""
    findings = authoring().check(path)
    answer([_document(path, finding) for finding in findings], lambda: _lines(path, findings))
    errors = sum(finding.is_error for finding in findings)
    if not errors:
        return DONE
    count = "an error" if errors == 1 else f"{errors} errors"
    complain(f"{visible(str(path))} has {count} and can't be shared yet; mend what is named")
    return REFUSED


def _place(path: Path, finding: Finding) -> str:
    return str(path / finding.file) if finding.file else str(path)


def _document(path: Path, finding: Finding) -> dict[str, object]:
    what = finding.what
    return {
        "file": _place(path, finding),
        "line": what.line,
        "column": what.column,
        "severity": what.severity.value,
        "code": what.code,
        "message": what.message,
    }


def _lines(path: Path, findings: Sequence[Finding]) -> Iterator[str]:
    if not findings:
        yield f"{visible(str(path))}: nothing to mend"
    for finding in findings:
        what = finding.what
        place = f"{visible(_place(path, finding))}:{what.line}:{what.column}: {what.severity.value}: "
        first, *others = wrapped(f"{place}{visible(what.message)} ({what.code})")
        yield first
        yield from (f"    {line}" for line in others)
