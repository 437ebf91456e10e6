"""Sits a script file as the program does: ``python play_sitting.py JSON``, with one line of JSON at the end.

Owns nothing of the sitting: services come from the composition root, time from the output. Ten times a second it looks
which frame is heard, as a screen would. What is asked for stands in `Wish`.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

sys.path.insert(0, str(Path(__file__).parents[2]))

from practice_tui import bootstrap
from practice_tui.cli.logbook import keep_log
from practice_tui.domain.quantities import frames
from practice_tui.engine import events as facts
from practice_tui.engine.sittings import Request

if TYPE_CHECKING:
    from practice_tui.engine.player import SessionPlayer

LOOK_SECONDS = 0.1


class Wish(NamedTuple):
    """What is played.

    Attributes:
        script: a script file.
        seconds: the length of the sitting.
        watched: for how long it is watched from the start of the output on, in seconds.
        output, ambient: as the settings of these names.
        doings: seconds after the start, and what is done then: a method of the player, ``longer`` or ``unplug``.
    """

    script: str
    seconds: float
    watched: float
    output: str = "portaudio"
    ambient: str = ""
    doings: tuple[tuple[float, str], ...] = ()


def do(what: str, player: SessionPlayer) -> None:
    """Do one thing."""
    if what == "unplug":
        subprocess.run(["pactl", "unload-module", "module-null-sink"], check=True)
    elif what == "longer":
        player.change_length(1)
    else:
        getattr(player, what)()


def sit(wish: Wish) -> dict[str, object]:
    """Sit and return what was seen."""
    keep_log()
    bootstrap.quieten_libraries()
    ready = bootstrap.services()
    script, _ = ready.shelf.read_file(wish.script)
    assert script is not None
    player = ready.sittings.player(
        Request(script=script, length=frames(wish.seconds), output=wish.output, ambient=wish.ambient)
    )
    player.start()
    began = time.monotonic()
    names, notes, told, looks = [], [], [], []
    doings = [*wish.doings]
    while (passed := time.monotonic() - began) < wish.watched:
        if doings and doings[0][0] <= passed:
            do(doings.pop(0)[1], player)
        for fact in player.poll():
            told.append(type(fact).__name__)
            if isinstance(fact, facts.Began | facts.OutputChanged):
                names.append(fact.output)
            if isinstance(fact, facts.OutputChanged):
                notes.append(fact.note)
        looks.append((time.monotonic(), player.position))
        due = began + doings[0][0] - time.monotonic() if doings else LOOK_SECONDS
        time.sleep(max(0.0, min(LOOK_SECONDS, due)))
    player.stop()
    player.release()
    return {"began": began, "names": names, "notes": notes, "facts": told, "looks": looks}


if __name__ == "__main__":
    sys.stdout.write(json.dumps(sit(Wish(**json.loads(sys.argv[1])))) + "\n")
