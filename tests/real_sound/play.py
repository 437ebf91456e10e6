"""Plays a sitting as the program does: ``python play.py portaudio|pipe SECONDS``, with one line of JSON at the end.

It looks ten times a second which frame is heard. An output that is lost is told, and silence takes over.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from tests.adapters.audio.material import BELLS, bell, breathing, pause, timeline

from practice_tui.adapters.audio.choose import open_output
from practice_tui.adapters.audio.mixer import Mixer
from practice_tui.adapters.audio.native_noise import turn_aside
from practice_tui.adapters.audio.silent import SilentOutput
from practice_tui.adapters.system_clock import SystemClock
from practice_tui.domain.errors import OutputLost

LONG = timeline(bell("bowl"), breathing(2), pause(3.0), bell("low"))
"""19 seconds, as a sitting goes."""

SHORT = timeline(bell("bowl"), breathing(1), bell("small"))
"""11 seconds."""


def play(wish: str, timeline_name: str, seconds: float) -> dict[str, object]:
    """Play for `seconds` and return what was seen."""
    turn_aside()
    clock = SystemClock()
    mixer = Mixer(BELLS)
    mixer.load(LONG if timeline_name == "long" else SHORT)
    output, note = open_output(wish, "", clock)
    began = time.monotonic()
    output.start(mixer)
    names, notes, looks = [output.name], [note], []
    while time.monotonic() - began < seconds:
        try:
            looks.append((time.monotonic(), output.heard()))
        except OutputLost as problem:
            notes.append(str(problem))
            last = output.last_heard
            output.stop()
            mixer.seek(last)
            output = SilentOutput(clock)
            output.start(mixer)
            names.append(output.name)
        time.sleep(0.1)
    output.stop()
    mixer.close()
    return {"began": began, "names": names, "notes": notes, "looks": looks}


if __name__ == "__main__":
    sys.stdout.write(json.dumps(play(sys.argv[1], sys.argv[2], float(sys.argv[3]))) + "\n")
