"""Places on a timeline as files spell them: whole milliseconds, and clock time to the millisecond."""

from __future__ import annotations

from typing import TYPE_CHECKING

from practice_tui.domain.quantities import SAMPLE_RATE

if TYPE_CHECKING:
    from practice_tui.domain.quantities import Frames


def milliseconds(frame: Frames) -> int:
    """Return a place on the timeline in milliseconds, rounded to the nearest."""
    return (frame * 1000 + SAMPLE_RATE // 2) // SAMPLE_RATE


def clock_time(frame: Frames) -> str:
    """Return it as ``HH:MM:SS.mmm``; hours have as many digits as they need, two at least."""
    total, thousandths = divmod(milliseconds(frame), 1000)
    minutes, whole_seconds = divmod(total, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours:02}:{minutes:02}:{whole_seconds:02}.{thousandths:03}"
