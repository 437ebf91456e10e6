"""Plays while somebody changes things: ``python play_changes.py SECONDS``.

What is done and when stands in `CHANGES`; one line of JSON at the end says what the output was.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

sys.path.insert(0, str(Path(__file__).parents[2]))

from tests.adapters.audio.material import BELLS, breathing, pause, timeline

from practice_tui.adapters.audio.choose import open_output
from practice_tui.adapters.audio.clips import Layer
from practice_tui.adapters.audio.mixer import Mixer
from practice_tui.adapters.audio.native_noise import turn_aside
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


def play(mixer: Mixer, seconds: float) -> str:
    """Play for `seconds`, do what is to be done, and return the name of the output."""
    output, _ = open_output("portaudio", "", SystemClock())
    output.start(mixer)
    began = time.monotonic()
    for moment, change in (*CHANGES, (seconds, lambda _mixer: None)):
        time.sleep(max(0.0, began + moment - time.monotonic()))
        output.heard()
        change(mixer)
    name = output.name
    output.stop()
    mixer.close()
    return name


if __name__ == "__main__":
    turn_aside()
    sitting = Mixer(BELLS)
    sitting.set_volume(Layer.BREATH, 100)
    sitting.load(BREATHING)
    sys.stdout.write(json.dumps(play(sitting, float(sys.argv[1]))) + "\n")
