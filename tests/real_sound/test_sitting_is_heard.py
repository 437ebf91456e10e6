"""A sitting is played through real sound servers in real time, heard by a recorder, and compared with the plan."""

from __future__ import annotations

import subprocess
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

import numpy as np
import pytest
from tests.real_sound.heard_sitting import ATTACK, LaidOver, Performance, Planned, narrated
from tests.real_sound.play_sitting import Wish

from practice_tui.adapters.audio.ducking import ATTACK as BOWING
from practice_tui.adapters.audio.ducking import DUCK, FADE_IN, RELEASE
from practice_tui.domain.quantities import SAMPLE_RATE, frames
from practice_tui.domain.timeline import EventKind, phases

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from numpy.typing import NDArray
    from tests.real_sound.sound_server import SoundServer

pytestmark = pytest.mark.real_sound

WHOLE = """\
Title: Everything
Length: 24s to 2m
Home: 28s
Language: en

# Everything that sounds
[bell]
{room} That was a picture. This is the room.
[breathe in 1.5 out 2.5 for 8s]
{see} Find five things you can see.
# Closing (close)
[bell low]
[pause 1s+]
"""
"""A bell, a line of the narration that ships, paced breath, another line, and a bell at about 18.7 seconds."""

SHORT = """\
Title: Short
Length: 12s to 2m
Home: 14s
Language: en

# Bells and a breath
[bell]
[breathe in 1.5 out 2.5 for 4s]
# Closing (close)
[bell small]
[pause 1s+]
"""


@contextmanager
def a_busy_core() -> Iterator[None]:
    busy = subprocess.Popen([sys.executable, "-c", "while True: pass"])
    try:
        yield
    finally:
        busy.kill()
        busy.wait()


def assert_bells_are_in_place(heard: LaidOver) -> None:
    assert heard.seconds_to_bell < 1.0, "the opening bell comes within a second of the stream's start"
    np.testing.assert_allclose(
        heard.sound[:ATTACK], heard.plan[:ATTACK], atol=0.002, err_msg="its attack is whole, nothing is cut from it"
    )
    closing = [event for event in heard.timeline.events if event.kind is EventKind.BELL][-1]
    assert abs(heard.lag(closing.at, frames(0.5))) < 0.1, "the closing bell is in its place relative to the opening one"


def assert_tones_are_in_phase_and_whole(heard: LaidOver) -> None:
    paced = [phase for event in heard.timeline.events if event.kind is EventKind.BREATH for phase in phases(event)]
    assert paced
    for _, start, length in paced:
        lag = heard.lag(start, length)
        assert abs(lag) < 0.05
        first = start + round(lag * SAMPLE_RATE)
        middle = slice(first + length // 4, first + 3 * length // 4)
        windows = heard.sound[middle, 0][: (length // 2) // 480 * 480].reshape(-1, 480)
        loudness = np.sqrt((windows.astype(np.float64) ** 2).mean(axis=1))
        assert loudness.min() > 0.3 * np.median(loudness), "no gap of silence inside a tone"


def assert_lines_are_in_place(heard: LaidOver) -> None:
    lines = [event for event in heard.timeline.events if event.kind is EventKind.SPEECH]
    assert [line.cue for line in lines] == ["room", "see"]
    voice = heard.layers("voice")
    for line in lines:
        loudness = np.sqrt((voice[line.at : line.end] ** 2).mean())
        assert loudness > 0.01, "the line is spoken"
        assert abs(heard.lag(line.at, line.length)) < 0.03, f"{line.cue} is heard within 30 ms of its planned place"


def assert_bed_lies_lower_under_the_voice(heard: LaidOver) -> None:
    """Take away from what was heard what isn't the bed, and hold the rest beside a bed that bows to nobody."""
    first, second = (event for event in heard.timeline.events if event.kind is EventKind.SPEECH)
    others = heard.layers("voice", "bells", "breath")
    free = heard.layers("ambient", with_recordings=False)
    margin = frames(0.1)
    places = {
        (first.at, first.end): DUCK,
        (second.at, second.end): DUCK,
        (first.end + RELEASE, second.at - BOWING): 0.0,
    }
    assert first.end + RELEASE > FADE_IN
    for (start, end), expected in places.items():
        piece = slice(start + margin, end - margin)
        lag = round(heard.lag(start, end - start) * SAMPLE_RATE)
        bed = heard.sound[piece.start + lag : piece.stop + lag] - others[piece]
        assert level(bed) - level(free[piece]) == pytest.approx(expected, abs=0.5)


def level(sound: NDArray[np.float32]) -> float:
    return float(10 * np.log10((sound.astype(np.float64) ** 2).mean()))


def assert_silence_took_over(performance: Performance, seconds: float) -> None:
    """The sink vanished after `seconds`; the sitting went on from the last frame heard."""
    assert performance.seen["names"][1:] == ["silent"]
    (note,) = performance.seen["notes"]
    assert note.endswith("; the sitting goes on in silence, with words")
    positions = [position for _, position in performance.seen["looks"]]
    assert positions == sorted(positions), "time doesn't go back"
    assert np.diff(positions).max() / SAMPLE_RATE < 0.5, "nor does it leap"
    assert positions[-1] > frames(seconds + 0.5), "and it goes on"


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PRACTICE_HOME", str(tmp_path / "home"))


def test_through_portaudio_with_one_core_busy_every_sound_is_whole_and_in_its_place_until_the_sink_vanishes(
    server: SoundServer, tmp_path: Path
) -> None:
    wish = Wish(str(narrated(tmp_path, WHOLE)), 28.0, watched=22.5, ambient="brown", doings=((20.6, "unplug"),))
    with a_busy_core():
        performance = Performance(server, wish)
    assert performance.seen["names"][0] == "portaudio (default)"
    heard = LaidOver(performance, Planned(wish))
    assert_bells_are_in_place(heard)
    assert_tones_are_in_phase_and_whole(heard)
    assert_lines_are_in_place(heard)
    assert_bed_lies_lower_under_the_voice(heard)
    assert np.median(np.abs(heard.seconds_off())) < 0.05, "what is called heard is what is heard"
    assert_silence_took_over(performance, 20.6)


def test_through_a_pipe_every_sound_is_whole_and_in_its_place_until_the_sink_vanishes(
    server: SoundServer, tmp_path: Path
) -> None:
    wish = Wish(str(narrated(tmp_path, SHORT)), 14.0, watched=10.8, output="pipe", doings=((8.9, "unplug"),))
    performance = Performance(server, wish)
    assert performance.seen["names"][0] == "pipe (pacat)"
    heard = LaidOver(performance, Planned(wish))
    assert_bells_are_in_place(heard)
    assert_tones_are_in_phase_and_whole(heard)
    assert np.median(np.abs(heard.seconds_off())) < 0.1
    assert_silence_took_over(performance, 8.9)
