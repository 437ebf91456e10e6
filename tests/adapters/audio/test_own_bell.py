"""A person's own bell: as loud as the others, never too long, and never the end of a sitting."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
import soundfile
from tests.adapters.audio.material import BELLS, bell, pause, rendered, timeline

from practice_tui.adapters.audio.loudness import LoudnessMeter
from practice_tui.adapters.audio.mixer import Mixer
from practice_tui.adapters.audio.own_bell import LONGEST, own_bell
from practice_tui.adapters.audio.palette import Palette
from practice_tui.adapters.audio.recordings import Unplayable
from practice_tui.domain.quantities import SAMPLE_RATE, frames

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray


def ringing(seconds: float, amplitude: float, rate: int = 44_100) -> NDArray[np.float64]:
    time = np.arange(round(seconds * rate)) / rate
    return np.asarray(amplitude * np.exp(-time / 2.0) * np.sin(2 * np.pi * 523.0 * time))


def saved(folder: Path, sound: NDArray[np.float64], rate: int = 44_100) -> Path:
    path = folder / "own.flac"
    soundfile.write(path, sound, rate, subtype="PCM_24")
    return path


@pytest.mark.parametrize("amplitude", [0.9, 0.01])
def test_it_is_as_loud_as_the_bells_that_ship(tmp_path: Path, amplitude: float) -> None:
    sound = own_bell(saved(tmp_path, ringing(6.0, amplitude)))
    meter = LoudnessMeter(2)
    meter.add(sound[: frames(0.5)])
    assert meter.integrated() == pytest.approx(-19.4, abs=0.3)


def test_stillness_before_the_strike_is_left_out(tmp_path: Path) -> None:
    sound = own_bell(saved(tmp_path, np.concatenate((np.zeros(44_100), ringing(4.0, 0.5)))))
    assert np.flatnonzero(np.abs(sound).max(axis=1) > 0.02)[0] < frames(0.05)


def test_a_very_long_one_is_faded_out(tmp_path: Path) -> None:
    sound = own_bell(saved(tmp_path, np.full(40 * 8_000, 0.1) * np.sin(np.arange(40 * 8_000)), 8_000))
    assert len(sound) <= LONGEST
    assert np.abs(sound[-200:]).max() < 1e-3


def test_it_rings_where_a_script_names_no_bell_and_elsewhere_the_named_one(tmp_path: Path) -> None:
    path = saved(tmp_path, ringing(6.0, 0.5))
    mixer = Mixer(BELLS, palette=Palette(bell=str(path)), inline=True)
    mixer.load(timeline(bell("bowl"), pause(20.0), bell("low"), pause(30.0)))
    sound = rendered(mixer, frames(40.0))
    own = own_bell(path)
    np.testing.assert_array_equal(sound[: len(own)], own)
    low, _ = soundfile.read(BELLS / "low.flac", dtype="float32")
    np.testing.assert_array_equal(sound[frames(23.0) :][: frames(10.0)], low[: frames(10.0)])


def test_the_name_of_another_bell_is_enough() -> None:
    mixer = Mixer(BELLS, palette=Palette(bell="low"), inline=True)
    mixer.load(timeline(bell("bowl"), pause(30.0)))
    low, _ = soundfile.read(BELLS / "low.flac", dtype="float32")
    np.testing.assert_array_equal(rendered(mixer, len(low)), low)


@pytest.mark.parametrize("content", [b"", b"no bell", None])
def test_one_that_cannot_be_played_leaves_the_usual_bell(
    tmp_path: Path, content: bytes | None, caplog: pytest.LogCaptureFixture
) -> None:
    path = tmp_path / "own.wav"
    if content is not None:
        path.write_bytes(content)
    mixer = Mixer(BELLS, palette=Palette(bell=str(path)), inline=True)
    mixer.load(timeline(bell("bowl"), pause(5.0)))
    bowl, _ = soundfile.read(BELLS / "bowl.flac", dtype="float32")
    np.testing.assert_array_equal(rendered(mixer, frames(6.0)), bowl[: frames(6.0)])
    assert "no sound from" in caplog.text


def test_a_silent_file_is_no_bell(tmp_path: Path) -> None:
    with pytest.raises(Unplayable, match="silent"):
        own_bell(saved(tmp_path, np.zeros(SAMPLE_RATE)))
