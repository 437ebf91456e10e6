"""Which sitting a note from elsewhere belongs to.

Owns the rule: a note belongs to the sitting that began last before it was written, and not longer ago than twelve hours
before. It is put behind what is written there already; a note that stands there is known.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field, replace
from datetime import timedelta
from operator import attrgetter
from typing import TYPE_CHECKING

from practice_tui.domain.errors import BadInput
from practice_tui.domain.text import clean_text
from practice_tui.domain.wall_clock import moment_on_the_wall
from practice_tui.engine.foreign import Refusal

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from practice_tui.domain.record import SessionRecord
    from practice_tui.domain.wall_clock import Zone
    from practice_tui.engine.foreign import ForeignNote

_A_LITTLE = timedelta(minutes=1)
"""Other programs cut the time of a note to minutes."""

_AT_MOST = timedelta(hours=12)
_NO_SITTING = "there is no sitting in the twelve hours before it; import the sittings first"


@dataclass(slots=True)
class NotedSittings:
    """Sittings with the notes that belong to them.

    Attributes:
        new: the sittings that are added.
        changed: those of the record that change.
        taken, known: how many notes are new, and how many stood there already.
        refused: the notes that belong to no sitting.
    """

    new: Sequence[SessionRecord]
    changed: Sequence[SessionRecord] = ()
    taken: int = 0
    known: int = 0
    refused: list[Refusal] = field(default_factory=list)


def with_notes(
    notes: Iterable[ForeignNote], present: Iterable[SessionRecord], new: Sequence[SessionRecord], zone: Zone
) -> NotedSittings:
    """Return the sittings as the notes leave them; nothing is written."""
    answer = NotedSittings(new)
    sittings = sorted([*present, *new], key=attrgetter("start", "id"))
    starts = [sitting.start for sitting in sittings]
    touched: dict[str, SessionRecord] = {}
    for note in notes:
        try:
            written = moment_on_the_wall(note.at, zone).instant
        except BadInput as problem:
            answer.refused.append(Refusal(note.line, str(problem)))
            continue
        place = bisect_right(starts, written + _A_LITTLE) - 1
        if place < 0 or written - starts[place] > _AT_MOST:
            answer.refused.append(Refusal(note.line, _NO_SITTING))
            continue
        sitting = touched.get(sittings[place].id, sittings[place])
        text = clean_text(note.text).strip()
        if text in sitting.note:
            answer.known += 1
            continue
        answer.taken += 1
        touched[sitting.id] = replace(sitting, note=f"{sitting.note}\n\n{text}" if sitting.note else text)
    new_ids = {sitting.id for sitting in new}
    answer.new = [touched.get(sitting.id, sitting) for sitting in new]
    answer.changed = [sitting for key, sitting in touched.items() if key not in new_ids]
    return answer
