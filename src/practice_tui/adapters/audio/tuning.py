"""What the settings mean to a mixer: which bed, bell and breath it plays, and how loud each layer is.

Owns that translation, for a mixer that is being made and for one that plays.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from practice_tui.adapters.audio.clips import Layer
from practice_tui.adapters.audio.palette import BreathManner, Palette, bed_named

if TYPE_CHECKING:
    from pathlib import Path

    from practice_tui.adapters.audio.mixer import Mixer
    from practice_tui.engine.settings import Settings


def palette_of(settings: Settings, beds: Path) -> Palette:
    """Return what `settings` choose; the beds that ship are in the folder `beds`."""
    return Palette(bed_named(settings.ambient, beds), settings.bell, BreathManner(settings.breath_sound))


def tune(mixer: Mixer, settings: Settings, beds: Path) -> None:
    """Let `mixer` play as `settings` have it: volumes at once, bed and breath from its next `load` on."""
    mixer.choose(palette_of(settings, beds))
    mixer.set_volume(Layer.VOICE, settings.volume_voice)
    mixer.set_volume(Layer.BELLS, settings.volume_bells)
    mixer.set_volume(Layer.BREATH, settings.volume_breath)
    mixer.set_volume(Layer.BED, settings.volume_ambient)
