"""Shares what is left of a sitting among everything elastic, in whole frames.

Owns one rule: Webster's divisor method. Frame number k of something with weight w is due at (2k + 1) / 2w; frames are
given in the order in which they are due, up to each one's top. What is given for a length is therefore always the
beginning of what is given for a greater one: a longer sitting never takes a frame from anybody. Largest remainder and
cumulative rounding were tried and do.
"""

from __future__ import annotations

from math import lcm
from typing import TYPE_CHECKING

from practice_tui.domain.quantities import Frames

if TYPE_CHECKING:
    from collections.abc import Sequence

    from practice_tui.domain.script import Span


def allocate(spans: Sequence[Span], total: int, *, overflow: Sequence[bool] | None = None) -> list[Frames] | None:
    """Return a length for each span, in frames, so that they sum to `total` exactly.

    Each gets its least, then a share by weight of what is left, up to its top. Where all tops are reached, what is
    still left goes past the tops of those marked in `overflow` (all of them where it is None), by weight.

    Returns None where even the leasts don't fit, or where time is left that nobody can take.
    """
    lengths = [span.least for span in spans]
    spare = total - sum(lengths)
    if spare < 0:
        return None
    elastic = [index for index, span in enumerate(spans) if span.most != span.least]
    spare -= _give(lengths, spans, elastic, spare, [_room(spans[index]) for index in elastic])
    if spare:
        takers = [index for index in range(len(spans)) if overflow is None or overflow[index]]
        if not takers:
            return None
        _give(lengths, spans, takers, spare, [None] * len(takers))
    return lengths


def _room(span: Span) -> int | None:
    return None if span.most is None else max(0, span.most - span.least)


def _give(
    lengths: list[Frames], spans: Sequence[Span], takers: list[int], spare: int, tops: Sequence[int | None]
) -> int:
    """Add to the lengths of `takers` what they get of `spare`; return how much that is."""
    shares = share([spans[index].weight for index in takers], tops, spare)
    for index, part in zip(takers, shares, strict=True):
        lengths[index] = Frames(lengths[index] + part)
    return sum(shares)


def share(weights: Sequence[int], tops: Sequence[int | None], frames: int) -> list[int]:
    """Return how many of `frames` each weight gets by Webster's method, none more than its top.

    Less than `frames` is given in all only where every top is reached.
    """
    if not weights or frames <= 0:
        return [0] * len(weights)
    if all(top is not None for top in tops) and sum(top or 0 for top in tops) <= frames:
        return [top or 0 for top in tops]
    scale = lcm(*set(weights))
    steps = [scale // weight for weight in weights]  # frame k falls due at (2k + 1) * step
    caps = [frames if top is None else min(top, frames) for top in tops]

    def given(time: int) -> list[int]:
        return [min(cap, (time // step + 1) // 2) for cap, step in zip(caps, steps, strict=True)]

    early, late = _bracket(steps, caps, frames)
    while late - early > 1:
        middle = (early + late) // 2
        if sum(given(middle)) <= frames:
            early = middle
        else:
            late = middle
    shares = given(early)
    following = given(late)
    left = frames - sum(shares)
    for index in range(len(shares)):  # those due at the same instant: in the order they stand
        if left and following[index] > shares[index]:
            shares[index] += 1
            left -= 1
    return shares


def _bracket(steps: Sequence[int], caps: Sequence[int], frames: int) -> tuple[int, int]:
    """Return two instants: at the first no more than `frames` are due, at the second more.

    The level at which a fluid would be shared is found exactly by going through the caps in the order they fill; the
    frames differ from the fluid by at most one each, so the instant lies close by.
    """
    flow = sum(1 / step for step in steps)
    trickle = flow * 1e-12  # less is what rounding leaves of nothing
    left = float(frames)
    level = 0.0
    for step, cap in sorted(zip(steps, caps, strict=True), key=lambda pair: pair[0] * pair[1]):
        filled = 2.0 * step * cap
        if (filled - level) * flow / 2 > left:
            break
        left -= max(0.0, filled - level) * flow / 2
        level = filled
        flow -= 1 / step
    around = int(level + (2 * left / flow if flow > trickle else 0.0))

    def due(time: int) -> int:
        return sum(min(cap, (time // step + 1) // 2) for cap, step in zip(caps, steps, strict=True))

    margin = 2 * max(steps)
    early, late = max(0, around - margin), around + margin
    while early and due(early) > frames:
        margin *= 2
        early = max(0, early - margin)
    most = 2 * max(step * cap for step, cap in zip(steps, caps, strict=True)) + 1
    while due(late) <= frames:
        if late > most:  # everything is given: the caps sum to no more than `frames`
            return late, late + 1
        margin *= 2
        late += margin
    return early, late
