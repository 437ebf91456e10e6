"""A clock that is set by hand, and what else stands in for time in the suites of sound."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

_EPOCH = datetime(2026, 3, 1, 7, 0, tzinfo=UTC)


class HandClock:
    """Implements Clock; only `pass_seconds` moves it."""

    def __init__(self) -> None:
        self._seconds = 1000.0

    def pass_seconds(self, seconds: float) -> None:
        self._seconds += seconds

    def now(self) -> datetime:
        return _EPOCH + timedelta(seconds=self._seconds)

    def monotonic(self) -> float:
        return self._seconds

    def zone(self) -> str:
        return "Europe/Madrid"

    def offset_minutes(self, _instant: datetime) -> int:
        return 60


class HandPump:
    """Implements Pump; a step is taken only when a test says so."""

    def __init__(self) -> None:
        self.step: Callable[[], bool] = lambda: False
        self.is_joined = False

    def start(self, step: Callable[[], bool]) -> None:
        self.step = step
        self.is_joined = False

    def join(self) -> None:
        self.is_joined = True
