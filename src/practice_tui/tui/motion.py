"""How much moves, and how often anything is looked at.

Owns every rate in the screens: nothing else chooses a number of frames or an interval. The time itself never comes from
here; a tick that comes late only draws late.
"""

from __future__ import annotations

from typing import Literal, NamedTuple

POLL_SECONDS = 0.25
"""How often a sitting is looked at while no breath is paced."""

FIRST_TICK_SECONDS = 1.0
"""How long after the first screen it is first asked whether a prompt is due."""

NEW_DAY_SECONDS = 60.0
"""How often Today asks whether it is still today."""

RING_SECONDS = 0.5
"""How often it is asked whether the last bell still rings."""

NOTE_SECONDS = 8.0
"""How long a quiet line stays."""

HINT_SECONDS = 12.0
"""How long the keys are shown at the beginning of a sitting."""

BELL_SECONDS = 4.0
"""How long the sign of a bell stays behind its last strike."""

REST_SECONDS = 5.0
"""How long words keep their full colour behind the time they are spoken in."""


class Motion(NamedTuple):
    """What a person's choice of motion means.

    Attributes:
        tick_seconds: how often the breath is looked at; a picture is drawn then where it is another one.
        has_disc: whether the pacer is drawn; words alone say the breath otherwise.
        animations: what Textual itself may move.
    """

    tick_seconds: float
    has_disc: bool
    animations: Literal["none", "basic", "full"]


_MOTIONS = {
    "full": Motion(0.1, has_disc=True, animations="basic"),
    "calm": Motion(0.25, has_disc=True, animations="none"),
    "still": Motion(0.1, has_disc=False, animations="none"),
}


def motion_of(name: str) -> Motion:
    """Return what a setting such as ``full``, ``calm`` or ``still`` means."""
    return _MOTIONS.get(name, _MOTIONS["full"])
