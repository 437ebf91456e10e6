"""Plays while somebody changes things: ``python play_changes.py tones SECONDS`` or ``... voice SECONDS FILE``.

What is done and when stands in `CHANGES`; one line of JSON at the end says what the output was.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

sys.path.insert(0, str(Path(__file__).parents[2]))

from tests.adapters.audio.material import BELLS, breathing, pause, speech, timeline

from practice_tui.adapters.audio.choose import open_output
from practice_tui.adapters.audio.clips import Layer
from practice_tui.adapters.audio.mixer import Mixer
from practice_tui.adapters.audio.native_noise import turn_aside
from practice_tui.adapters.audio.palette import Palette, bed_named
from practice_tui.adapters.system_clock import SystemClock
from practice_tui.domain.quantities import frames
from practice_tui.domain.script import BreathPattern

if TYPE_CHECKING:
    from collections.abc import Callable

QUICK = BreathPattern(frames(1.5), frames(0), frames(1.5), frames(0))
LONG_OUT = BreathPattern(frames(2), frames(0), frames(6), frames(0))

BREATHING = timeline(breathing(6))
"""Tones from the first frame on."""

RELAID = timeline(breathing(1), breathing(6, QUICK))
"""The same first breath, then others: whoever is in the middle of a tone finds another there."""

SKIPPED = timeline(breathing(1), pause(0.7), breathing(4, LONG_OUT))
"""What a skip leaves: the tones ahead are elsewhere."""

CHANGES: tuple[tuple[float, Callable[[Mixer], None]], ...] = (
    (1.6, Mixer.pause),
    (2.2, Mixer.resume),
    (4.4, Mixer.pause),
    (4.8, Mixer.resume),
    (6.6, lambda mixer: mixer.load(RELAID)),
    (8.0, lambda mixer: mixer.load(SKIPPED)),
)
"""Seconds after the output was started, and what is done then; all of them in the middle of a tone."""

SPOKEN = timeline(pause(22.0), speech(2.5), pause(30.0))
"""A line in the middle of a bed."""

SPOKEN_FROM = frames(19.5)
"""Where the second sitting is begun: behind the bed's own beginning."""


def spoken(voice: Path) -> Mixer:
    """Return a sitting that speaks one line over brown noise."""
    palette = Palette(bed_named("brown", BELLS.parent / "ambient"))
    mixer = Mixer(BELLS, lambda *_words: voice, palette=palette)
    mixer.load(SPOKEN)
    mixer.seek(SPOKEN_FROM)
    return mixer


def play(mixer: Mixer, changes: tuple[tuple[float, Callable[[Mixer], None]], ...], seconds: float) -> str:
    """Play for `seconds`, do what is to be done, and return the name of the output."""
    output, _ = open_output("portaudio", "", SystemClock())
    output.start(mixer)
    began = time.monotonic()
    for moment, change in (*changes, (seconds, lambda _mixer: None)):
        time.sleep(max(0.0, began + moment - time.monotonic()))
        output.heard()
        change(mixer)
    name = output.name
    output.stop()
    mixer.close()
    return name


if __name__ == "__main__":
    turn_aside()
    if sys.argv[1] == "voice":
        played = play(spoken(Path(sys.argv[3])), (), float(sys.argv[2]))
    else:
        sitting = Mixer(BELLS)
        sitting.set_volume(Layer.BREATH, 100)
        sitting.load(BREATHING)
        played = play(sitting, CHANGES, float(sys.argv[2]))
    sys.stdout.write(json.dumps(played) + "\n")
