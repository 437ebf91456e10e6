"""What a person chose to hear beside the words: a bed, a bell of their own, and how breath sounds.

Owns the names of the beds that ship and how loud each is played.
"""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import NamedTuple

from practice_tui.domain.quantities import Decibels


class Bed(NamedTuple):
    """A sound that lies under a sitting.

    Attributes:
        path: the file.
        level: by how much it is made louder, in dB; None where that is measured, as for a person's own files.
    """

    path: Path
    level: Decibels | None = None


SHIPPED_BEDS = {"rain": Decibels(-12.0), "sea": Decibels(-8.5), "brown": Decibels(-9.0)}
"""The beds that ship, by name, and how much louder than its file each is played at full volume.

The files are equally loud (`render_beds`). Rain is bright and steady and soon too much; the sea is still between its
waves.
"""

OWN_BED_LUFS = Decibels(-34.0)
"""What a person's own bed is brought to at full volume: well under a voice at -23 LUFS."""


class BreathManner(StrEnum):
    """How a paced breath sounds."""

    TONES = "tones"
    SWELLS = "swells"
    TICKS = "ticks"
    OFF = "off"


class Palette(NamedTuple):
    """What was chosen.

    Attributes:
        bed: the bed, or None for none.
        bell: what is struck where a script names no bell: a bell's name, the path of a person's own, or nothing for
            the usual one.
        breath: how paced breath sounds.
    """

    bed: Bed | None = None
    bell: str = ""
    breath: BreathManner = BreathManner.TONES


def bed_named(wish: str, folder: Path) -> Bed | None:
    """Return the bed that `wish` means: one of those in `folder` by name, or a person's own by its path; or none."""
    if not wish:
        return None
    if wish in SHIPPED_BEDS:
        return Bed(folder / f"{wish}.ogg", SHIPPED_BEDS[wish])
    return Bed(Path(wish).expanduser())
