"""What parts must be like together: names, gentler ways and the closing.

Owns the mistakes that no single part shows.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from practice_tui.compiler.diagnostics import nearest
from practice_tui.domain.script import Position

if TYPE_CHECKING:
    from collections.abc import Sequence

    from practice_tui.compiler.diagnostics import Findings
    from practice_tui.domain.quantities import Frames
    from practice_tui.domain.script import Part

_MOST_NAMED = 100  # looking for the nearest name costs time: among so many parts, for so many mistakes


def check_parts(parts: Sequence[Part], shortest: Frames, findings: Findings) -> None:
    """Look at the parts of a script whose shortest length is `shortest`; mistakes go to `findings`."""
    has_mistake = any(parts and found.line > parts[0].at.line for found in findings.found)
    if not any(part.steps for part in parts) and not has_mistake:
        findings.error(
            Position(1, 1),
            "no-part",
            "there is nothing to do yet; begin a part with a line such as # Arriving",
        )
    seen: set[str] = set()
    for part in parts:
        if part.slug in seen:
            findings.error(part.at, "name-twice", f"two parts are called {part.name!r}; rename one")
        if part.slug:
            seen.add(part.slug)
    _check_gentler(parts, seen, findings)
    closings = [part for part in parts if part.closing]
    for part in closings[1:]:
        findings.error(part.at, "close-twice", "only one part can be the closing; take (close) from the other")
    for part in closings[:1]:
        if not part.steps:
            findings.error(part.at, "empty-close", "the closing part is empty; give it a bell or a line")
        if part.joins_from > shortest:
            findings.error(part.at, "close-joins-late", "the closing belongs to every length; take (from …) from it")
        if part.slug in {each.gentler for each in parts}:
            findings.error(
                part.at, "close-apart", "the closing can't be another part's gentler way; write one for each"
            )


def _check_gentler(parts: Sequence[Part], slugs: set[str], findings: Findings) -> None:
    """Find gentler ways that lead nowhere, to one another, or to where another part leads."""
    named = [part.slug for part in parts[:_MOST_NAMED]]
    alternatives = {part.gentler for part in parts if part.gentler is not None}
    taken: set[str] = set()
    for part in (part for part in parts if part.gentler is not None):
        gentler = part.gentler or ""
        if gentler not in slugs or gentler == part.slug:
            others = [slug for slug in named if slug != part.slug]
            hint = nearest(gentler, others) if others and len(findings.found) < _MOST_NAMED else "; write one"
            findings.error(part.at, "unknown-part", f"no other part is called {gentler[:40]!r}{hint}")
        elif gentler in taken:
            findings.error(
                part.at, "gentler-twice", f"{gentler!r} is another part's gentler way already; write one for each"
            )
        elif part.slug in alternatives:
            findings.error(part.at, "gentler-chain", f"{part.name!r} is a gentler way itself; it can't have another")
        taken.add(gentler)
