"""The ticker inside an event loop: what it calls, where, and what a clock that was set does to it."""

from __future__ import annotations

import asyncio
import logging
import threading
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from practice_tui.adapters.reminders.ticker import LoopTicker
from practice_tui.domain.errors import PracticeError

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

PATIENCE_SECONDS = 20
AN_HOUR = 3600.0


class SetClock:
    """A wall clock that can be set, beside a monotonic one that can't."""

    def __init__(self) -> None:
        self.set_by = timedelta()

    def now(self) -> datetime:
        return datetime(2026, 11, 21, 6, 0, tzinfo=UTC) + self.set_by

    def monotonic(self) -> float:
        return 1000.0

    def zone(self) -> str:
        return "Europe/Madrid"

    def offset_minutes(self, _instant: datetime) -> int:
        return 60


class Ear:
    """Hears what ticks find; a test waits for it."""

    def __init__(self) -> None:
        self.heard: list[int] = []
        self.threads: list[int] = []
        self._more = asyncio.Event()

    def hear(self, found: int) -> None:
        self.heard.append(found)
        self.threads.append(threading.get_ident())
        self._more.set()

    async def wait_for(self, count: int) -> None:
        async with asyncio.timeout(PATIENCE_SECONDS):
            while len(self.heard) < count:
                self._more.clear()
                await self._more.wait()


@pytest.fixture
def clock() -> SetClock:
    return SetClock()


@pytest.fixture
async def make(clock: SetClock) -> AsyncIterator[Callable[[float], LoopTicker]]:
    made: list[LoopTicker] = []

    def ticker(interval_seconds: float) -> LoopTicker:
        made.append(LoopTicker(clock, interval_seconds=interval_seconds, watch_seconds=0.01))
        return made[-1]

    yield ticker
    for each in made:
        each.stop()


async def test_it_ticks_at_once_and_then_again_in_threads_and_is_heard_on_the_loop(
    make: Callable[[float], LoopTicker],
) -> None:
    ear, threads = Ear(), []

    def tick() -> int:
        threads.append(threading.get_ident())
        return len(threads)

    make(0.02).start(tick, ear.hear)
    await ear.wait_for(3)
    assert ear.heard[:3] == [1, 2, 3]
    assert set(ear.threads) == {threading.get_ident()}
    assert threading.get_ident() not in threads


@pytest.mark.parametrize("hours", [-30, -5, -0.1, 0.1, 5, 30])
async def test_a_clock_that_was_set_or_a_sleep_wakes_it(
    make: Callable[[float], LoopTicker], clock: SetClock, hours: float
) -> None:
    ear = Ear()
    make(AN_HOUR).start(lambda: 1, ear.hear)
    await ear.wait_for(1)
    clock.set_by = timedelta(hours=hours)
    await ear.wait_for(2)
    clock.set_by = timedelta()
    await ear.wait_for(3)


async def test_a_clock_that_is_set_softly_does_not_wake_it(
    make: Callable[[float], LoopTicker], clock: SetClock
) -> None:
    ear = Ear()
    ticker = make(AN_HOUR)
    ticker.start(lambda: 1, ear.hear)
    await ear.wait_for(1)
    clock.set_by = timedelta(seconds=1.9)
    ticker._compare(asyncio.get_running_loop())
    assert ticker._scheduler is not None
    coming = ticker._scheduler.get_job("tick").next_run_time
    clock.set_by = timedelta(seconds=2.1)
    ticker._compare(asyncio.get_running_loop())
    assert ticker._scheduler.get_job("tick").next_run_time < coming
    await ear.wait_for(2)


async def test_a_tick_that_fails_is_noted_without_its_words_and_others_follow(
    make: Callable[[float], LoopTicker], caplog: pytest.LogCaptureFixture
) -> None:
    ear = Ear()
    failures: list[Exception] = [PracticeError("something private"), RuntimeError("something private")]

    def tick() -> int:
        if failures:
            raise failures.pop(0)
        return 3

    with caplog.at_level(logging.WARNING):
        make(0.02).start(tick, ear.hear)
        await ear.wait_for(1)
    assert ear.heard[0] == 3
    assert [record.getMessage() for record in caplog.records if record.name.startswith("practice_tui")] == [
        "a tick failed: PracticeError",
        "a tick failed: RuntimeError",
    ]
    assert "private" not in caplog.text


async def test_a_slow_tick_is_never_called_twice_at_once(make: Callable[[float], LoopTicker]) -> None:
    ear, goes_on, at_once, most = Ear(), threading.Event(), [0], [0]

    def tick() -> int:
        at_once[0] += 1
        most[0] = max(most[0], at_once[0])
        goes_on.wait(PATIENCE_SECONDS)
        at_once[0] -= 1
        return 1

    ticker = make(0.02)
    ticker.start(tick, ear.hear)
    other = Ear()
    make(0.02).start(lambda: 1, other.hear)
    await other.wait_for(6)  # as many intervals have passed
    assert ear.heard == []
    goes_on.set()
    await ear.wait_for(2)
    assert most == [1]


async def test_a_clock_that_is_set_during_a_tick_is_not_forgotten(
    make: Callable[[float], LoopTicker], clock: SetClock
) -> None:
    ear, begun, goes_on = Ear(), asyncio.Event(), threading.Event()
    loop = asyncio.get_running_loop()

    def tick() -> int:
        loop.call_soon_threadsafe(begun.set)
        goes_on.wait(PATIENCE_SECONDS)
        return 1

    make(AN_HOUR).start(tick, ear.hear)
    async with asyncio.timeout(PATIENCE_SECONDS):
        await begun.wait()
    clock.set_by = timedelta(hours=5)
    other = Ear()
    make(0.02).start(lambda: 1, other.hear)
    await other.wait_for(6)  # the clocks have been compared, and the tick still runs
    assert ear.heard == []
    goes_on.set()
    await ear.wait_for(2)


async def test_after_stop_nothing_is_heard_also_of_a_tick_under_way(make: Callable[[float], LoopTicker]) -> None:
    ear, begun, goes_on = Ear(), asyncio.Event(), threading.Event()
    loop = asyncio.get_running_loop()

    def tick() -> int:
        loop.call_soon_threadsafe(begun.set)
        goes_on.wait(PATIENCE_SECONDS)
        loop.call_soon_threadsafe(done.set)
        return 1

    done = asyncio.Event()
    ticker = make(AN_HOUR)
    ticker.stop()
    ticker.start(tick, ear.hear)
    async with asyncio.timeout(PATIENCE_SECONDS):
        await begun.wait()
        ticker.stop()
        ticker.stop()
        goes_on.set()
        await done.wait()
        await loop.run_in_executor(None, lambda: None)
    assert ear.heard == []


async def test_it_can_be_begun_again(make: Callable[[float], LoopTicker]) -> None:
    first, second = Ear(), Ear()
    ticker = make(AN_HOUR)
    ticker.start(lambda: 1, first.hear)
    await first.wait_for(1)
    ticker.start(lambda: 2, second.hear)
    await second.wait_for(1)
    assert (first.heard, second.heard) == ([1], [2])
