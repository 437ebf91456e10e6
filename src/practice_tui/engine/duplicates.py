"""Which sittings look like one another's duplicates.

Owns the rule: two sittings look alike where they share at least half of the shorter one's time. It only notices;
nothing is dropped for it, and totals count shared time once anyway.
"""

from __future__ import annotations

from bisect import bisect_left
from datetime import timedelta
from operator import attrgetter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from practice_tui.domain.record import SessionRecord

_start = attrgetter("start")
_NOTHING = timedelta()


def look_alikes(new: Iterable[SessionRecord], present: Sequence[SessionRecord]) -> list[SessionRecord]:
    """Return those of the `new` sittings that look like one of the `present` ones with another id.

    Args:
        new: sittings in any order.
        present: sittings sorted by start.
    """
    starts = [sitting.start for sitting in present]
    longest = max(map(_length, present), default=_NOTHING)
    found: list[SessionRecord] = []
    for sitting in sorted(new, key=_start):
        first = bisect_left(starts, sitting.start - longest)
        behind = bisect_left(starts, sitting.start + _length(sitting), lo=first)
        if any(_are_alike(sitting, other) for other in present[first : behind + 1]):
            found.append(sitting)
    return found


def _length(sitting: SessionRecord) -> timedelta:
    return max(sitting.end - sitting.start, timedelta(seconds=sitting.seconds))


def _are_alike(one: SessionRecord, other: SessionRecord) -> bool:
    if one.id == other.id:
        return False
    shared = min(one.start + _length(one), other.start + _length(other)) - max(one.start, other.start)
    shorter = min(_length(one), _length(other))
    return shared * 2 >= shorter if shorter else one.start == other.start
