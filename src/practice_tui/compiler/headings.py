"""What stands behind a part's name in brackets, and how parts and passages are named.

Owns the reading of one heading. A script's `# Name (close)` and the notes of a finished recording go through it alike.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from typing import TYPE_CHECKING

from practice_tui.compiler.diagnostics import nearest
from practice_tui.domain.errors import BadInput
from practice_tui.domain.quantities import Frames, parse_length
from practice_tui.domain.script import Part, Position

if TYPE_CHECKING:
    from collections.abc import Sequence

    from practice_tui.compiler.diagnostics import Findings
    from practice_tui.domain.script import Step

CUE_NAME = re.compile(r"[a-z0-9-]{1,40}")
"""What a passage may be called; names become file names."""

FLAGS = ("from", "skippable", "gentler", "close")
"""What may stand in brackets behind the name of a part."""


def slug(words: str) -> str:
    """Return words in lower case with hyphens, at most 40 characters, as passages are named after their words."""
    return re.sub(r"[^a-z0-9]+", "-", words.lower()).strip("-")[:40].strip("-")


def made_name(text: str) -> str:
    """Return the name of a passage that its author gave none: from its words, and the same for the same words."""
    return f"{slug(text)[:30].rstrip('-')}-{hashlib.sha256(text.encode()).hexdigest()[:6]}".lstrip("-")


def part_slug(name: str) -> str:
    """Return a part's name as `(gentler: …)` refers to it: letters and digits of any script, with hyphens between."""
    letters = (character if unicodedata.category(character)[0] in "LMN" else " " for character in name.lower())
    return "-".join("".join(letters).split())


def read_part(
    at: Position, heading: str, steps: Sequence[Step], findings: Findings, known: Sequence[str] = FLAGS
) -> Part:
    """Return the part that `heading` names, with `steps` in it; `known` are the flags it may have.

    Columns are counted from `at`, where the heading begins.
    """
    name, flags = _flags(at, heading, findings, known)
    if not part_slug(name):
        findings.error(at, "part-without-name", "a part wants a name, such as # Arriving")
    joins_from, gentler = flags.get("from"), flags.get("gentler")
    return Part(
        at,
        name,
        part_slug(name),
        tuple(steps),
        joins_from=_joins_from(*joins_from, findings) if joins_from else Frames(0),
        skippable="skippable" in flags,
        closing="close" in flags,
        gentler=part_slug(gentler[1]) if gentler else None,
    )


def _flags(
    at: Position, heading: str, findings: Findings, known: Sequence[str]
) -> tuple[str, dict[str, tuple[Position, str]]]:
    """Return the name of a part, and the notes in brackets behind it with their places."""
    flags: dict[str, tuple[Position, str]] = {}
    left = heading.rstrip()
    while left.endswith(")") and (start := left.rfind("(")) >= 0 and ")" not in left[start:-1]:
        place = Position(at.line, at.column + start)
        inside = left[start + 1 : -1]
        word, _, value = inside.replace(":", " ").strip().partition(" ")
        if word.lower() not in known:
            findings.error(place, "unknown-flag", f"({inside[:40]}) is not known{nearest(word, known)}")
        elif word.lower() in flags:
            findings.error(place, "flag-twice", f"({word.lower()}) is given twice; keep one of them")
        else:
            flags[word.lower()] = (place, value.strip())
        left = left[:start].rstrip()
    return left.lstrip("#").strip(), flags


def _joins_from(at: Position, text: str, findings: Findings) -> Frames:
    try:
        return parse_length(text)
    except BadInput as problem:
        findings.error(at, "impossible-time", str(problem))
        return Frames(0)
