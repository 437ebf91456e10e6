"""What the checker says to an author: errors that keep a script from running, and advice.

Owns the codes, which stay as they are once published, and the naming of the nearest known word.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from practice_tui.domain.script import Position


class Severity(StrEnum):
    """How much a finding matters."""

    ERROR = "error"
    ADVICE = "advice"


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One finding, with the place it is about (lines and columns count from 1), and how to mend it.

    Attributes:
        file: the name of the file beside the script that it is about; empty for the script itself.
    """

    line: int
    column: int
    severity: Severity
    code: str
    message: str
    file: str = ""


class Findings:
    """Collects diagnostics while a text is read: the script, or the file beside it of that name."""

    def __init__(self, file: str = "") -> None:
        self.found: list[Diagnostic] = []
        self._file = file

    def error(self, at: Position, code: str, message: str) -> None:
        """Note something that keeps the script from running."""
        self.found.append(Diagnostic(at.line, at.column, Severity.ERROR, code, message, self._file))

    def advise(self, at: Position, code: str, message: str) -> None:
        """Note something the author may want to change."""
        self.found.append(Diagnostic(at.line, at.column, Severity.ADVICE, code, message, self._file))


def nearest(word: str, known: Iterable[str]) -> str:
    """Return ``; did you mean 'x'?`` for the known word nearest to `word`, else a list of those known."""
    from difflib import get_close_matches  # noqa: PLC0415 - costs milliseconds that a text without mistakes needn't pay

    candidates = {each.lower(): each for each in known}
    close = get_close_matches(word.lower()[:60], candidates, n=1, cutoff=0.55)
    if close:
        return f"; did you mean {candidates[close[0]]!r}?"
    return f"; known are {', '.join(candidates.values())}"


def has_errors(diagnostics: Iterable[Diagnostic]) -> bool:
    """Return whether any of them keeps the script from running."""
    return any(diagnostic.severity is Severity.ERROR for diagnostic in diagnostics)
