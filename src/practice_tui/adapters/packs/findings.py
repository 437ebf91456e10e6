"""How findings in a pack are made, and what is wrong with a text as such.

Owns the codes of texts, for authors and for strangers' packs alike. A text that the gate would change is refused here;
it is repaired nowhere but in an author's own folder, by `conversion`.
"""

from __future__ import annotations

from practice_tui.compiler.diagnostics import Diagnostic, Severity
from practice_tui.domain.pack import has_action
from practice_tui.domain.text import clean_text, forbidden_positions, visible
from practice_tui.engine.authoring import Finding


def error(file: str, code: str, message: str, line: int = 1, column: int = 1) -> Finding:
    """Return a finding that keeps a pack from being built or taken."""
    return Finding(file, Diagnostic(line, column, Severity.ERROR, code, message))


def advice(file: str, code: str, message: str, line: int = 1) -> Finding:
    """Return a finding that an author may heed."""
    return Finding(file, Diagnostic(line, 1, Severity.ADVICE, code, message))


def text_findings(name: str, raw: bytes) -> tuple[str, list[Finding]]:
    """Return a text, and what is wrong with its bytes; with findings the text isn't to be used."""
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as problem:
        line = raw.count(b"\n", 0, problem.start) + 1
        return "", [error(name, "not-utf-8", "this is not UTF-8 text; save the file as UTF-8", line)]
    places = forbidden_positions(text)
    if places:
        line, column, character = places[0]
        message = f"there is a character that no text may have, {visible(character)}; take it out"
        return text, [error(name, "control-character", message, line, column)]
    if clean_text(text) != text:
        return text, [error(name, "not-in-form", f"{_difference(text)}; practice pack convert FOLDER mends that")]
    if has_action(text):
        line = 1 + next(number for number, each in enumerate(text.split("\n")) if has_action(each))
        return text, [error(name, "action", "there is markup that acts when it is clicked; packs hold none", line)]
    return text, []


def _difference(text: str) -> str:
    if text.startswith("\ufeff"):
        return "the file begins with a byte-order mark"
    if "\r" in text:
        return "the file has Windows' line ends"
    return "the file has no-break spaces, or accents in a form that packs don't have"
