"""What there is to practise, and what to offer next."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from practice_tui.domain.quantities import MINUTE, Frames

if TYPE_CHECKING:
    from collections.abc import Sequence

    from practice_tui.domain.record import SessionRecord
    from practice_tui.domain.script import Header

PACED_KIND = "pacer"
"""The kind of practice whose breath a person may choose."""


class PracticeSummary(NamedTuple):
    """A practice in a list. Lengths are frames."""

    id: str
    title: str
    summary: str
    pack: str
    version: str
    kind: str
    level: str
    language: str
    shortest: Frames
    longest: Frames
    home: Frames
    cautions: str
    gentler: str
    author: str

    @property
    def handed_on_by(self) -> str:
        """Who wrote it, where it came in somebody's pack; an empty text for what ships and for single files."""
        return self.author if "/" in self.id else ""


def summary_of(practice_id: str, header: Header, pack: str, version: str) -> PracticeSummary:
    """Return what a list says of a script with this header."""
    return PracticeSummary(
        id=practice_id,
        title=header.title,
        summary=header.summary,
        pack=pack,
        version=version,
        kind=header.kind,
        level=header.level,
        language=header.language,
        shortest=header.shortest,
        longest=header.longest,
        home=header.home,
        cautions=header.cautions,
        gentler=header.gentler,
        author=header.author,
    )


class Suggestion(NamedTuple):
    """What Today offers: a practice, its length in frames, and why, in a few words."""

    practice: PracticeSummary
    length: Frames
    reason: str


OFFERED_LEVEL = "starting"
"""Practices of this level are offered unasked; the others are a person's own choice."""

NOT_OFFERED = frozenset({"steadying", "silent-sit"})
"""Never suggested by itself: one is for hard moments, the other has no guidance to offer."""


def suggest(practices: Sequence[PracticeSummary], records: Sequence[SessionRecord], usual: Frames) -> Suggestion | None:
    """Return the practice done least lately among those that fit the usual length; None where there is none.

    Practices above the starting level join once they have been sat by choice.
    """
    last_sat = {record.practice: record.start for record in sorted(records, key=lambda record: record.start)}
    offered = [
        practice
        for practice in practices
        if practice.id not in NOT_OFFERED and (practice.level == OFFERED_LEVEL or practice.id in last_sat)
    ]
    fitting = [practice for practice in offered if practice.shortest <= usual <= practice.longest]
    choices = fitting or offered or list(practices)
    if not choices:
        return None
    fresh = next((practice for practice in choices if practice.id not in last_sat), None)
    chosen = fresh or min(choices, key=lambda practice: last_sat[practice.id])
    return Suggestion(chosen, nearest_length(chosen, usual), "new to you" if fresh else "done least lately")


def nearest_length(practice: PracticeSummary, wished: int) -> Frames:
    """Return the length nearest to the wished one that the practice can have."""
    return Frames(min(max(wished, practice.shortest), practice.longest))


def stepped_length(practice: PracticeSummary, length: int, minutes: int) -> Frames:
    """Return `length` moved by whole minutes and brought back to a whole minute, within the practice's range."""
    whole_minutes = length // MINUTE if minutes > 0 else -(-length // MINUTE)
    return nearest_length(practice, (whole_minutes + minutes) * MINUTE)
