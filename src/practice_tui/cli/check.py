"""``practice check PATH…``: what there is to say of scripts, before anybody sits them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import click

from practice_tui.cli.answers import answer, strong
from practice_tui.cli.at_hand import SCRIPT_ENDING, services
from practice_tui.cli.columns import wrapped
from practice_tui.cli.grammar import Command
from practice_tui.cli.outcome import DONE, REFUSED, complain
from practice_tui.compiler.diagnostics import has_errors
from practice_tui.domain.errors import NotFound
from practice_tui.domain.pack import ENDING as PACK_ENDING
from practice_tui.domain.text import visible

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from practice_tui.compiler.diagnostics import Diagnostic


class Finding(NamedTuple):
    """What was found, and in which file."""

    file: str
    what: Diagnostic


@click.command("check", cls=Command)
@click.argument("paths", metavar="PATH...", nargs=-1, required=True, type=click.Path())
def command(paths: tuple[str, ...]) -> int:
    """Check script files, every script of a folder, or a pack's file."""
    packs = [path for path in paths if path.endswith(PACK_ENDING)]
    files = [file for path in paths if path not in packs for file in _files(path)]
    shelf = services().shelf
    findings = [Finding(file, what) for file in files for what in shelf.read_file(file)[1]]
    for path in packs:
        findings += _in_pack(path)
    files += packs + sorted({finding.file for finding in findings} - {*files, *packs})
    answer([_document(finding) for finding in findings], lambda: _lines(files, findings))
    with_errors = {finding.file for finding in findings if has_errors([finding.what])}
    if not with_errors:
        return DONE
    count = f"{len(with_errors)} scripts have" if len(with_errors) > 1 else f"{next(iter(with_errors))} has"
    complain(f"{count} errors and can't be sat; mend the lines that are named")
    return REFUSED


def _in_pack(path: str) -> Iterator[Finding]:
    """Yield what there is to say of a pack's file; a file within is named behind the pack's own."""
    from practice_tui.cli.pack_desk import authoring  # noqa: PLC0415 - only for packs

    for found in authoring().check(Path(path)):
        yield Finding(f"{path}/{found.file}" if found.file else path, found.what)


def _files(path: str) -> list[str]:
    """Return the script files that a path means: itself, or those of a folder or of a pack's ``scripts``.

    Raises:
        NotFound: there is no such path, or no script in it.
    """
    place = Path(path)
    if not place.is_dir():
        if not place.exists():
            raise NotFound(f"there is no file or folder {path!r}; check the name")
        return [path]
    inner = place / "scripts"
    found = sorted((inner if inner.is_dir() else place).glob(f"*{SCRIPT_ENDING}"))
    if not found:
        raise NotFound(f"there are no scripts in {path!r}; scripts end in {SCRIPT_ENDING}")
    return [str(file) for file in found]


def _place(file: str, what: Diagnostic) -> str:
    """Return the file a finding is about: the script, or the one that belongs to it."""
    return what.file or file


def _document(finding: Finding) -> dict[str, object]:
    what = finding.what
    return {
        "file": _place(finding.file, what),
        "line": what.line,
        "column": what.column,
        "severity": what.severity.value,
        "code": what.code,
        "message": what.message,
    }


def _lines(files: Sequence[str], findings: Sequence[Finding]) -> Iterator[str]:
    for file in files:
        of_this = [finding.what for finding in findings if finding.file == file]
        if not of_this:
            yield f"{strong(visible(file))}: nothing to mend"
        for what in of_this:
            place = f"{visible(_place(file, what))}:{what.line}:{what.column}: {what.severity.value}: "
            first, *others = wrapped(f"{place}{visible(what.message)} ({what.code})")
            yield first
            yield from (f"    {line}" for line in others)
