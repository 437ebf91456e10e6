"""Time zones by name.

Owns the naming of the nearest zone where one is unknown. The tables are the system's, or those of the tzdata package.
"""

from __future__ import annotations

from datetime import timedelta
from functools import lru_cache
from typing import TYPE_CHECKING

from practice_tui.domain.errors import NotFound
from practice_tui.domain.wall_clock import Zone

if TYPE_CHECKING:
    from datetime import datetime

    from practice_tui.engine.ports import Clock

_MINUTE = timedelta(minutes=1)
_MOST_CHARACTERS = 60


def zone_here(clock: Clock) -> Zone:
    """Return the zone of this system."""
    return Zone(clock.zone(), clock.offset_minutes)


def zone_named(name: str) -> Zone:
    """Return the zone that goes by a name such as Europe/Madrid; small and capital letters don't matter.

    Raises:
        NotFound: there is none; the nearest is named.
    """
    from zoneinfo import ZoneInfo  # noqa: PLC0415 - only where a zone is named

    try:
        zone = ZoneInfo(_names()[name.strip().lower()])
    except (KeyError, OSError, ValueError):
        raise NotFound(f"there is no time zone {name[:_MOST_CHARACTERS]!r}{_nearest(name)}") from None

    @lru_cache(maxsize=1 << 14)
    def offset_minutes(instant: datetime) -> int:
        offset = instant.astimezone(zone).utcoffset()
        return round(offset / _MINUTE) if offset else 0

    return Zone(zone.key, offset_minutes)


@lru_cache(maxsize=1)
def _names() -> dict[str, str]:
    from zoneinfo import available_timezones  # noqa: PLC0415

    return {name.lower(): name for name in sorted(available_timezones())}


def _nearest(name: str) -> str:
    """Return the zone a person may have meant; a city alone is enough."""
    from difflib import get_close_matches  # noqa: PLC0415 - only where a name is wrong

    wished = name.strip().lower().replace(" ", "_")[:_MOST_CHARACTERS]
    cities = {each.rpartition("/")[2]: each for each in sorted(_names(), reverse=True)}
    close = get_close_matches(wished, _names(), n=1, cutoff=0.7)
    by_city = get_close_matches(wished.rpartition("/")[2], cities, n=1, cutoff=0.7)
    found = close or [cities[city] for city in by_city]
    if not found:
        return "; write it like Europe/Madrid"
    return f"; did you mean {_names()[found[0]]}?"
