"""Ticks while the app is open: APScheduler inside the app's own event loop.

Owns when a tick is made, not what it means. There is one job, at an interval, kept in memory: what is due is read from
the reminders each time, so that a tick that comes late, twice or not at all changes nothing. Timers of a loop stand
still while the machine sleeps, and APScheduler reckons with the wall clock: where that and the monotonic clock drift
apart (a sleep, a clock that was set), the job is woken at once.
"""

from __future__ import annotations

import asyncio
import logging
import time
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, TypeVar

from apscheduler.events import EVENT_JOB_MAX_INSTANCES
from apscheduler.schedulers.asyncio import AsyncIOScheduler

if TYPE_CHECKING:
    from collections.abc import Callable

    from practice_tui.engine.ports import Clock

INTERVAL_SECONDS = 30.0
"""How often it ticks."""

WATCH_SECONDS = 5.0
"""How often the two clocks are compared."""

DRIFT = timedelta(seconds=2)
"""By how much they may differ more than before; setting a clock softly (NTP) stays far below."""

_Found = TypeVar("_Found")
_LOG = logging.getLogger(__name__)
logging.getLogger("apscheduler").addHandler(logging.NullHandler())


class LoopTicker:
    """Implements `Ticker`."""

    def __init__(
        self, clock: Clock, *, interval_seconds: float = INTERVAL_SECONDS, watch_seconds: float = WATCH_SECONDS
    ) -> None:
        self._clock = clock
        self._interval_seconds = interval_seconds
        self._watch_seconds = watch_seconds
        self._scheduler: AsyncIOScheduler | None = None
        self._watch: asyncio.TimerHandle | None = None
        self._apart: timedelta | None = None

    def start(self, tick: Callable[[], _Found], heard: Callable[[_Found], None]) -> None:
        """Begin, inside the running event loop: once now, then at each interval. Called again, it begins anew."""
        self.stop()
        loop = asyncio.get_running_loop()
        scheduler = AsyncIOScheduler(timezone=UTC)

        def tell(found: _Found) -> None:
            if self._scheduler is scheduler:  # not stopped, or begun anew, in the meantime
                heard(found)

        def tick_once() -> None:  # in a thread of the loop's pool
            _follow_the_zone()
            try:
                found = tick()
            except Exception as problem:  # noqa: BLE001 - one tick that fails is followed by others; its words may be private
                _LOG.warning("a tick failed: %s", type(problem).__name__)
                return
            if not loop.is_closed():
                loop.call_soon_threadsafe(tell, found)

        scheduler.add_job(
            tick_once,
            "interval",
            seconds=self._interval_seconds,
            id="tick",
            coalesce=True,
            max_instances=1,
            misfire_grace_time=None,
            next_run_time=datetime.now(UTC),
        )
        scheduler.add_listener(self._was_passed_over, EVENT_JOB_MAX_INSTANCES)
        scheduler.start()
        self._scheduler = scheduler
        self._apart = self._drift()
        self._watch_on(loop)

    def stop(self) -> None:
        """End; nothing is heard any more."""
        scheduler, self._scheduler = self._scheduler, None
        watch, self._watch = self._watch, None
        if watch is not None:
            watch.cancel()
        if scheduler is not None:
            scheduler.shutdown(wait=False)

    def _watch_on(self, loop: asyncio.AbstractEventLoop) -> None:
        self._watch = loop.call_later(self._watch_seconds, self._compare, loop)

    def _compare(self, loop: asyncio.AbstractEventLoop) -> None:
        apart = self._drift()
        if self._scheduler is not None and (self._apart is None or abs(apart - self._apart) > DRIFT):
            self._apart = apart
            self._scheduler.modify_job("tick", next_run_time=datetime.now(UTC))
        self._watch_on(loop)

    def _was_passed_over(self, _event: object) -> None:
        """Wake the job once more when the clocks are compared next: it was to run while it still ran."""
        self._apart = None

    def _drift(self) -> timedelta:
        """Return by how much the wall clock is ahead of the monotonic one; only a change of it says anything."""
        return self._clock.now() - datetime.fromtimestamp(self._clock.monotonic(), UTC)


def _follow_the_zone() -> None:
    """Let the process notice that the system's time zone has changed, as on a journey."""
    if hasattr(time, "tzset"):  # Windows has none and needs none
        time.tzset()
