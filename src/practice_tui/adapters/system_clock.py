"""The system's clock and time zone."""

from __future__ import annotations

import os
import time
from datetime import UTC, datetime


class SystemClock:
    """Implements `Clock`."""

    def now(self) -> datetime:
        """Return the present instant in UTC."""
        return datetime.now(UTC)

    def monotonic(self) -> float:
        """Return seconds that never go back; on Linux and macOS they stand still while the machine sleeps."""
        return time.monotonic()

    def zone(self) -> str:
        """Return the name of the system's time zone; `TZ` is honoured. ``UTC`` where it has no name."""
        name = os.environ.get("TZ", "").removeprefix(":")
        if "/" in name and not name.startswith("/"):
            return name
        import tzlocal  # noqa: PLC0415 - only where a sitting begins or a wall time is read

        try:
            return str(tzlocal.get_localzone_name() or "UTC")
        except (LookupError, ValueError, OSError):
            return "UTC"

    def offset_minutes(self, instant: datetime) -> int:
        """Return the offset of the system's zone from UTC at `instant`, in minutes."""
        offset = instant.astimezone().utcoffset()
        return round(offset.total_seconds() / 60) if offset else 0
