"""A sitting is played through real sound servers in real time, heard by a recorder, and compared with the plan."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from tests.adapters.audio.material import BELLS, rendered
from tests.real_sound.play import LONG, SHORT
from tests.real_sound.sound_server import Ear, SoundServer

from practice_tui.adapters.audio.mixer import Mixer
from practice_tui.domain.quantities import SAMPLE_RATE, frames
from practice_tui.domain.timeline import EventKind, Phase, Timeline, phases

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

pytestmark = pytest.mark.real_sound

PLAYER = Path(__file__).with_name("play.py")
ATTACK = frames(0.1)


class Heard:
    """What the recorder heard of a sitting, laid over what the plan sounds like.

    Attributes:
        sound: the recording, from the first frame of the timeline on.
        plan: the same sitting rendered without a device.
        seen: what the player noted.
        seconds_to_bell: from the start of the output until the opening bell arrived at the recorder.
    """

    def __init__(self, ear: Ear, timeline: Timeline, seen: dict[str, Any], length: int) -> None:
        mixer = Mixer(BELLS, inline=True)
        mixer.load(timeline)
        whole = ear.close()
        audible = np.flatnonzero(np.abs(whole).max(axis=1) > 1e-4)
        assert len(audible), "nothing was heard"
        self.plan = rendered(mixer, length)
        self.seen = seen
        self._ear = ear
        attack = self.plan[:ATTACK]
        self.start = int(audible[0]) - 2400 + best_lag(attack, whole[max(audible[0] - 2400, 0) :][: ATTACK + 4800])
        self.sound = whole[self.start :]
        self.seconds_to_bell = (self.start - ear.frame_at(seen["began"])) / SAMPLE_RATE

    def lag(self, start: int, length: int) -> float:
        """Return by how many seconds the plan's frames from `start` on are heard off their place."""
        reach = frames(0.25)
        first = max(start - reach, 0)
        found = best_lag(self.plan[start : start + length], self.sound[first : start + length + reach])
        return (first + found - start) / SAMPLE_RATE

    def seconds_off(self) -> list[float]:
        """Return how far what the output called heard was from what had arrived at the recorder, for each look."""
        return [
            (heard - (self._ear.frame_at(moment) - self.start)) / SAMPLE_RATE
            for moment, heard in self.seen["looks"]
            if heard > 0
        ]


def best_lag(piece: NDArray[np.float32], within: NDArray[np.float32]) -> int:
    """Return where in `within` `piece` fits best."""
    size = len(within) + len(piece)
    product = np.fft.rfft(within[:, 0], size) * np.conj(np.fft.rfft(piece[:, 0], size))
    correlation = np.fft.irfft(product, size)[: len(within) - len(piece) + 1]
    return int(correlation.argmax())


@contextmanager
def a_busy_core() -> Iterator[None]:
    busy = subprocess.Popen([sys.executable, "-c", "while True: pass"])
    try:
        yield
    finally:
        busy.kill()
        busy.wait()


def played(server: SoundServer, output: str, name: str, seconds: float) -> dict[str, Any]:
    done = subprocess.run(
        [sys.executable, str(PLAYER), output, name, str(seconds)],
        env=server.environment,
        capture_output=True,
        text=True,
        timeout=seconds + 30.0,
        check=True,
    )
    assert done.stderr == "", "nothing is printed over the screen"
    seen: dict[str, Any] = json.loads(done.stdout)
    return seen


def tones(timeline: Timeline) -> list[tuple[Phase, int, int]]:
    return [
        (phase, start, length)
        for event in timeline.events
        if event.kind is EventKind.BREATH
        for phase, start, length in phases(event)
    ]


def assert_bells_are_in_place(heard: Heard, timeline: Timeline) -> None:
    attack = heard.sound[:ATTACK]
    assert heard.seconds_to_bell < 1.0, "the opening bell comes within a second of the stream's start"
    np.testing.assert_allclose(attack, heard.plan[:ATTACK], atol=0.002, err_msg="its attack is whole")
    closing = [event for event in timeline.events if event.kind is EventKind.BELL][-1]
    assert abs(heard.lag(closing.at, frames(0.5))) < 0.1, "the closing bell is in its place relative to the opening one"


def assert_tones_are_in_phase_and_whole(heard: Heard, timeline: Timeline) -> None:
    for _phase, start, length in tones(timeline):
        lag = heard.lag(start, length)
        assert abs(lag) < 0.05
        first = start + round(lag * SAMPLE_RATE)
        middle = slice(first + length // 4, first + 3 * length // 4)
        windows = heard.sound[middle, 0][: (length // 2) // 480 * 480].reshape(-1, 480)
        loudness = np.sqrt((windows.astype(np.float64) ** 2).mean(axis=1))
        assert loudness.min() > 0.3 * np.median(loudness), "no gap of silence inside a tone"


def test_through_portaudio_with_one_core_busy_every_sound_is_whole_and_in_its_place(server: SoundServer) -> None:
    ear = Ear(server)
    with a_busy_core():
        seen = played(server, "portaudio", "long", 20.5)
    heard = Heard(ear, LONG, seen, frames(19.5))
    assert seen["names"] == ["portaudio (default)"]
    assert_bells_are_in_place(heard, LONG)
    assert_tones_are_in_phase_and_whole(heard, LONG)
    assert np.median(np.abs(heard.seconds_off())) < 0.05, "what is called heard is what is heard"


def test_through_a_pipe_every_sound_is_whole_and_in_its_place(server: SoundServer) -> None:
    ear = Ear(server)
    seen = played(server, "pipe", "short", 11.0)
    heard = Heard(ear, SHORT, seen, frames(9.5))
    assert seen["names"] == ["pipe (pacat)"]
    assert_bells_are_in_place(heard, SHORT)
    assert_tones_are_in_phase_and_whole(heard, SHORT)
    assert np.median(np.abs(heard.seconds_off())) < 0.1


@pytest.mark.parametrize("output", ["portaudio", "pipe"])
def test_a_sink_that_vanishes_hands_over_to_silence_at_the_last_frame_heard(server: SoundServer, output: str) -> None:
    ear = Ear(server)
    unplug = threading.Timer(2.5, server.unload_the_sink)
    unplug.start()
    seen = played(server, output, "short", 4.5)
    unplug.join()
    ear.close()
    assert seen["names"][1:] == ["silent"]
    assert seen["notes"][1].endswith("; the sitting goes on in silence, with words")
    frames_heard = [heard for _, heard in seen["looks"]]
    assert frames_heard == sorted(frames_heard), "time doesn't go back"
    steps = np.diff(frames_heard) / SAMPLE_RATE
    assert steps.max() < 0.5, "nor does it leap"
    assert frames_heard[-1] > frames(3.0), "and it goes on"
