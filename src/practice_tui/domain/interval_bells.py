"""Interval bells: soft strikes laid over a sitting, which change nothing of it.

Owns how they are asked for ("5m", "5m, 12m, 20m", "random 3m to 8m") and where they fall on a timeline: never close to
a bell of the script or to the end, never on steady ground. Random ones follow from a seed alone, so that they stay
where they were when a sitting is laid out anew.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, replace
from itertools import accumulate, count, takewhile
from typing import TYPE_CHECKING

from practice_tui.domain.errors import BadInput
from practice_tui.domain.quantities import SAMPLE_RATE, Frames, length_words, parse_length
from practice_tui.domain.timeline import EventKind, Strike, Timeline

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

VOICE = "small"
"""The bell that is struck."""

APART = Frames(10 * SAMPLE_RATE)
"""No strike falls within this of a bell of the script, of the end or of the strike before, in frames."""

MOST_TIMES = 100
"""A list of times is no longer than this."""

_HOW = "write 5m for every five minutes, 5m,12m,20m for a list of times, or random 3m to 8m"
_RANDOM = re.compile(r"random\s+(?P<least>\S.*?)\s+to\s+(?P<most>\S.*)")


@dataclass(frozen=True, slots=True)
class IntervalBells:
    """When they are to be struck; of the three ways one is taken.

    Attributes:
        every: one at each multiple of this, in frames.
        at: one at each of these frames, in ascending order.
        between: the gaps between them are random, from the first to the second, in frames.
        seed: what random gaps follow from.
    """

    every: Frames | None = None
    at: tuple[Frames, ...] = ()
    between: tuple[Frames, Frames] | None = None
    seed: str = ""

    def seeded(self, seed: str) -> IntervalBells:
        """Return them with that seed, unless they have one."""
        return self if self.seed else replace(self, seed=seed)

    def moments(self, end: int) -> Iterator[int]:
        """Yield the frames they were asked for before `end`, in order."""
        if self.every is not None:
            return iter(range(self.every, end, self.every))
        if self.between is not None:
            return takewhile(lambda moment: moment < end, accumulate(self._gaps(*self.between)))
        return iter([moment for moment in self.at if moment < end])

    def _gaps(self, least: int, most: int) -> Iterator[int]:
        for number in count():
            drawn = hashlib.sha256(f"{self.seed}/{number}".encode()).digest()
            yield least + int.from_bytes(drawn[:8]) % (most - least + 1)


NO_BELLS = IntervalBells()
"""None at all, where some would be struck otherwise."""


def parse_interval_bells(text: str) -> IntervalBells:
    """Return the interval bells that `text` asks for. A bare number is minutes; a comma parts the times of a list.

    Raises:
        BadInput: it asks for none, or for more than one every ten seconds.
    """
    words = " ".join(text.lower().split())
    if words.startswith("random"):
        return _random(words)
    times = [_length(each) for each in words.split(",")]
    if len(times) == 1:
        return IntervalBells(every=_far_enough(times[0], 0))
    if len(times) > MOST_TIMES:
        raise BadInput(f"{MOST_TIMES} bells at the most; 5m strikes every five minutes however long it goes on")
    times.sort()
    for before, after in zip([Frames(0), *times], times, strict=False):
        _far_enough(after, before)
    return IntervalBells(at=tuple(times))


def with_interval_bells(
    timeline: Timeline, bells: IntervalBells, *, heard: Iterable[Strike] = (), since: int = 0
) -> Timeline:
    """Return the timeline with the strikes of `bells` laid over it from frame `since` on.

    Of the strikes that were `heard` those before `since` stay as they are, whatever has become of the timeline.
    """
    past = [strike for strike in heard if strike.at < since]
    last = past[-1].at if past else -APART
    coming = []
    for moment in bells.moments(timeline.length):
        if moment >= max(since, last + APART) and _is_apart(timeline, moment):
            coming.append(Strike(Frames(moment), VOICE))
            last = moment
    return replace(timeline, strikes=(*past, *coming))


def _is_apart(timeline: Timeline, moment: int) -> bool:
    """Return whether a strike may fall on `moment`."""
    if moment > timeline.length - APART or timeline.event_at(moment).script != timeline.script:
        return False
    first, last = timeline.index_at(max(0, moment - APART)), timeline.index_at(moment + APART)
    return all(event.kind is not EventKind.BELL for event in timeline.events[first : last + 1])


def _random(words: str) -> IntervalBells:
    match = _RANDOM.fullmatch(words)
    if match is None:
        raise BadInput(f"random bells have two bounds; {_HOW}")
    least, most = _far_enough(_length(match["least"]), 0), _length(match["most"])
    if most < least:
        raise BadInput("the second bound is shorter than the first; swap them")
    return IntervalBells(between=(least, most))


def _length(text: str) -> Frames:
    try:
        return parse_length(text)
    except BadInput:
        raise BadInput(f"{text.strip()!r} is no time for a bell; {_HOW}") from None


def _far_enough(moment: Frames, before: int) -> Frames:
    if moment - before < APART:
        raise BadInput(f"bells lie {length_words(APART)} apart at the least; {_HOW}")
    return moment
