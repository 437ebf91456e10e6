"""Pause, resume, a new plan and a skip leave no click in what is really heard, and a bed really bows to a voice."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest
import soundfile
from tests.adapters.audio.material import BELLS, click, rendered, steepest
from tests.real_sound.play_changes import BREATHING, RELAID, SKIPPED, SPOKEN, SPOKEN_FROM
from tests.real_sound.sound_server import Ear, SoundServer

from practice_tui.adapters.audio.ducking import ATTACK, DUCK, RELEASE
from practice_tui.adapters.audio.mixer import Mixer
from practice_tui.adapters.audio.palette import Palette, bed_named
from practice_tui.domain.quantities import SAMPLE_RATE, frames

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from practice_tui.domain.timeline import Timeline

pytestmark = pytest.mark.real_sound

PLAYER = Path(__file__).with_name("play_changes.py")
VOICE_HERTZ = 3_000
LINE = slice(frames(2.5), frames(5.0))
"""Where the line is, counted from where the second sitting begins."""


def heard(server: SoundServer, *arguments: str) -> NDArray[np.float32]:
    """Return what was heard from the first sound on."""
    ear = Ear(server)
    done = subprocess.run(
        [sys.executable, str(PLAYER), *arguments],
        env=server.environment,
        capture_output=True,
        text=True,
        timeout=60.0,
        check=True,
    )
    whole = ear.close()
    assert done.stderr == ""
    assert json.loads(done.stdout) == "portaudio (default)"
    audible = np.flatnonzero(np.abs(whole).max(axis=1) > 1e-5)
    assert len(audible), "nothing was heard"
    return whole[audible[0] : audible[-1] + 1]


def undisturbed(plan: Timeline, seconds: float) -> NDArray[np.float32]:
    mixer = Mixer(BELLS, inline=True)
    mixer.load(plan)
    return rendered(mixer, frames(seconds))


def low_part(sound: NDArray[np.float32]) -> NDArray[np.float64]:
    """Return what lies below 1 kHz, where the bed is and the voice isn't, without what is left at the edges."""
    at = np.arange(-1_024, 1_025)
    cutoff = 1_000 / SAMPLE_RATE
    lowpass = 2 * cutoff * np.sinc(2 * cutoff * at) * np.blackman(len(at))
    return np.convolve(sound[:, 0].astype(np.float64), lowpass, "valid")


def test_nothing_clicks_at_a_pause_a_resume_a_new_plan_and_a_skip(server: SoundServer) -> None:
    sound = heard(server, "tones", "9.5")
    plans = [undisturbed(plan, 14.0) for plan in (BREATHING, RELAID, SKIPPED)]
    assert len(sound) > frames(8.0)
    ending = frames(0.2)  # the program lets go of its device in the middle of a tone, which is no change of a sitting
    assert steepest(sound[:-ending]) < 1.1 * max(steepest(plan) for plan in plans)
    assert click(sound[:-ending]) < max(3.0 * max(click(plan) for plan in plans), 2e-4)
    windows = np.abs(sound[:-ending, 0])[: (len(sound) - ending) // 480 * 480].reshape(-1, 480).max(axis=1)
    still = "".join("." if window < 1e-5 else "#" for window in windows)
    assert "#" + "." * 30 in still, "and the pause was one"


def test_a_bed_lies_lower_under_a_recorded_voice_by_what_is_set(server: SoundServer, tmp_path: Path) -> None:
    voice = tmp_path / "line.flac"
    time = np.arange(frames(2.5)) / SAMPLE_RATE
    soundfile.write(voice, 0.1 * np.sin(2 * np.pi * VOICE_HERTZ * time), SAMPLE_RATE)
    sound = heard(server, "voice", "7.0", str(voice))
    alone = Mixer(BELLS, palette=Palette(bed_named("brown", BELLS.parent / "ambient")), inline=True)
    alone.load(SPOKEN)
    alone.seek(SPOKEN_FROM)
    bed = rendered(alone, len(sound) + SAMPLE_RATE)
    lag = best_lag(sound[: frames(2.0)], bed)
    bed = bed[lag : lag + len(sound)]
    margin = frames(0.05)
    under = slice(LINE.start - lag + margin, LINE.stop - lag - margin)
    before = slice(frames(0.3), LINE.start - lag - ATTACK - margin)
    after = slice(LINE.stop - lag + RELEASE + margin, LINE.stop - lag + RELEASE + frames(0.4))
    for place, expected in ((before, 0.0), (under, DUCK), (after, 0.0)):
        ratio = np.linalg.norm(low_part(sound[place])) / np.linalg.norm(low_part(bed[place]))
        assert 20 * np.log10(ratio) == pytest.approx(expected, abs=0.5)
    spectrum = np.abs(np.fft.rfft(sound[under, 0]))
    assert spectrum.argmax() * SAMPLE_RATE / len(sound[under]) == pytest.approx(VOICE_HERTZ, abs=5)


def best_lag(piece: NDArray[np.float32], within: NDArray[np.float32]) -> int:
    """Return where in `within` `piece` fits best."""
    size = len(within) + len(piece)
    product = np.fft.rfft(within[:, 0], size) * np.conj(np.fft.rfft(piece[:, 0], size))
    return int(np.fft.irfft(product, size)[: len(within) - len(piece) + 1].argmax())
