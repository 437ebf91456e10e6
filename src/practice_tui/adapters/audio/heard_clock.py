"""Which timeline frame is heard now: what was handed to the device, less what still waits in it.

Owns the estimate. A device asks for sound in fits and starts, never before it has room, so the earliest of its last
requests tells best how it runs; between requests the monotonic clock fills in. What it swallows at the start, to fill
its buffers before it plays, tells nothing. The answer never goes back and never runs ahead of what was rendered. One
thread writes, others read; entries are replaced whole, so no lock is needed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from practice_tui.domain.quantities import SAMPLE_RATE, Frames

if TYPE_CHECKING:
    from collections.abc import Callable

_ENTRIES = 256
_OBSERVED = 48


class _Handed(NamedTuple):
    """One block that was handed to the device.

    Attributes:
        at: monotonic seconds when it was handed over.
        device: the device frame it begins at; the device counts every frame, also stillness.
        length: its frames.
        timeline: the timeline frame it begins at.
        moved: how many of its frames moved along the timeline; the rest stood still.
    """

    at: float
    device: int
    length: int
    timeline: int
    moved: int


class HeardClock:
    """Follows one device from its start; `handed_over` is called by the thread that renders, the rest by anybody."""

    def __init__(self, monotonic: Callable[[], float], latency_seconds: float, start: Frames) -> None:
        """Begin at the timeline frame `start`; what is handed over is heard `latency_seconds` later."""
        self.latency_seconds = latency_seconds
        self._swallowed = round(2 * latency_seconds * SAMPLE_RATE)
        self._monotonic = monotonic
        self._entries: list[_Handed | None] = [None] * _ENTRIES
        self._written = 0
        self._rendered = 0
        self._heard = int(start)

    def handed_over(self, count: int, timeline: int, moved: int) -> None:
        """Note a block of `count` frames, the first `moved` of which move along the timeline from `timeline` on."""
        self._entries[self._written % _ENTRIES] = _Handed(self._monotonic(), self._rendered, count, timeline, moved)
        self._rendered += count
        self._written += 1

    @property
    def last_handover(self) -> float | None:
        """Monotonic seconds of the last block, or None before the first."""
        last = self._entries[(self._written - 1) % _ENTRIES]
        return last.at if last else None

    def heard(self) -> Frames:
        """Return the timeline frame that is heard now; it never goes back."""
        recent = self._recent()
        telling = [entry.at - entry.device / SAMPLE_RATE for entry in recent[:_OBSERVED] if self._tells(entry)]
        if telling:
            running = int((self._monotonic() - min(telling) - self.latency_seconds) * SAMPLE_RATE)
            device = min(running, recent[0].device + recent[0].length)
            self._heard = max(self._heard, self._on_timeline(recent, device))
        return Frames(self._heard)

    def _tells(self, entry: _Handed) -> bool:
        return entry.device >= self._swallowed

    def _recent(self) -> list[_Handed]:
        """Return the last entries, newest first, as far back as they can't be overwritten meanwhile."""
        written = self._written
        span = range(written - 1, max(written - _ENTRIES // 2, 0) - 1, -1)
        return [entry for number in span if (entry := self._entries[number % _ENTRIES]) is not None]

    def _on_timeline(self, recent: list[_Handed], device: int) -> int:
        for entry in recent:
            if entry.device <= device:
                return entry.timeline + min(device - entry.device, entry.moved)
        return 0
