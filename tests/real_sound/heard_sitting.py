"""A sitting played in real time, laid over what its plan sounds like without a device."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from tests.adapters.audio.material import rendered
from tests.real_sound.sound_server import Ear

from practice_tui import bootstrap
from practice_tui.adapters.audio.mixer import Mixer
from practice_tui.adapters.files.shipped import audio_folder
from practice_tui.domain.quantities import SAMPLE_RATE, frames

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from tests.real_sound.play_sitting import Wish
    from tests.real_sound.sound_server import SoundServer

    from practice_tui.domain.timeline import Timeline
    from practice_tui.engine.settings import Settings

PLAYER = Path(__file__).with_name("play_sitting.py")
ATTACK = frames(0.1)
ALL_LAYERS = ("voice", "bells", "breath", "ambient")


def narrated(folder: Path, text: str) -> Path:
    """Write a script and put the narration of steady ground beside it; return the script file."""
    script = folder / "scripts" / "heard.txt"
    script.parent.mkdir()
    script.write_text(text, "utf-8")
    shutil.copytree(audio_folder() / "voice" / "en" / "steadying", folder / "audio" / "en" / "heard")
    return script


def best_lag(piece: NDArray[np.float32], within: NDArray[np.float32]) -> int:
    """Return where in `within` `piece` fits best."""
    size = 1 << (len(within) + len(piece)).bit_length()
    product = np.fft.rfft(within[:, 0], size) * np.conj(np.fft.rfft(piece[:, 0], size))
    correlation = np.fft.irfft(product, size)[: len(within) - len(piece) + 1]
    return int(correlation.argmax())


class Performance:
    """What was played and what the recorder heard of it.

    Attributes:
        heard: the whole recording, frames by 2.
        seen: what the player noted.
    """

    def __init__(self, server: SoundServer, wish: Wish) -> None:
        self.ear = Ear(server)
        done = subprocess.run(
            [sys.executable, str(PLAYER), json.dumps(wish._asdict())],
            env=server.environment,
            capture_output=True,
            text=True,
            timeout=wish.watched + 30.0,
            check=False,
        )
        self.heard = self.ear.close()
        assert done.stderr == "", "nothing is printed over the screen"
        assert done.returncode == 0
        self.seen: dict[str, Any] = json.loads(done.stdout)

    def audible(self) -> NDArray[np.float32]:
        """Return what was heard from the first sound to the last."""
        found = np.flatnonzero(np.abs(self.heard).max(axis=1) > 1e-5)
        assert len(found), "nothing was heard"
        return self.heard[found[0] : found[-1] + 1]


class Planned:
    """What a sitting sounds like without a device, at the volumes it has.

    Attributes:
        timeline: the plan.
    """

    def __init__(self, wish: Wish) -> None:
        ready = bootstrap.services()
        script, _ = ready.shelf.read_file(wish.script)
        assert script is not None
        self._shelf: Any = ready.shelf
        self._settings = replace(ready.settings.read(), ambient=wish.ambient)
        self.timeline: Timeline = ready.sittings.timeline(script, frames(wish.seconds))

    def layers(self, *names: str, with_recordings: bool = True) -> NDArray[np.float32]:
        """Return some layers of it, or all where none is named; a bed bows only to recordings."""
        silenced = {f"volume_{name}": 0 for name in ALL_LAYERS if names and name not in names}
        settings: Settings = replace(self._settings, **silenced)  # type: ignore[arg-type]
        mixer = bootstrap._mixer(self._shelf, settings, (lambda: None) if with_recordings else None, inline=True)
        assert isinstance(mixer, Mixer)
        mixer.load(self.timeline)
        return rendered(mixer, self.timeline.length)


class LaidOver:
    """A performance from the first frame of its timeline on, beside its plan.

    Attributes:
        timeline, layers: of the plan.
        plan: what it sounds like.
        sound: what was heard, beginning at the same frame.
        seconds_to_bell: from the start of the output until the opening bell arrived at the recorder.
    """

    def __init__(self, performance: Performance, planned: Planned) -> None:
        self.timeline, self.layers = planned.timeline, planned.layers
        self._seen = performance.seen
        self._ear = performance.ear
        self.plan = self.layers()
        whole = performance.heard
        audible = int(np.flatnonzero(np.abs(whole).max(axis=1) > 1e-4)[0])
        begins = max(audible - 2400, 0)
        self._start = begins + best_lag(self.plan[:ATTACK], whole[begins:][: ATTACK + 4800])
        self.sound = whole[self._start :]
        self.seconds_to_bell = (self._start - performance.ear.frame_at(self._seen["began"])) / SAMPLE_RATE

    def lag(self, start: int, length: int) -> float:
        """Return by how many seconds the plan's frames from `start` on are heard off their place."""
        reach = frames(0.25)
        first = max(start - reach, 0)
        found = best_lag(self.plan[start : start + length], self.sound[first : start + length + reach])
        return (first + found - start) / SAMPLE_RATE

    def seconds_off(self) -> list[float]:
        """Return how far what the output called heard was from what had arrived at the recorder, for each look."""
        return [
            (position - (self._ear.frame_at(moment) - self._start)) / SAMPLE_RATE
            for moment, position in self._seen["looks"]
            if 0 < position < len(self.sound)
        ]
