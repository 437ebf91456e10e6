"""Where small moments fall: at random to a person, the same for every process and device that asks.

Owns the drawing. It keeps nothing and knows no clock: the reminder's id and the practice day decide everything, so that
a tick that runs twice, or after a restart, means the same moments.
"""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING

from practice_tui.domain.reminder import MINUTES_A_DAY, MOMENTS_APART_MINUTES, free_minutes

if TYPE_CHECKING:
    from datetime import date

    from practice_tui.domain.reminder import Moments


def moments_of_day(reminder_id: str, day: date, moments: Moments) -> list[int]:
    """Return the minutes of the day at which moments fall on a practice day, in the order in which they come.

    They lie in the window, an hour apart at least; each set of such minutes is about as likely as any other.
    """
    room = free_minutes(moments.a_day, moments.window.minutes)
    drawn = sorted(_drawn(reminder_id, day, number, room) for number in range(moments.a_day))
    return [
        (moments.window.begins + minute + number * MOMENTS_APART_MINUTES) % MINUTES_A_DAY
        for number, minute in enumerate(drawn)
    ]


def _drawn(reminder_id: str, day: date, number: int, room: int) -> int:
    digest = sha256(f"{reminder_id}\n{day.isoformat()}\n{number}".encode()).digest()
    return int.from_bytes(digest[:8]) % room
