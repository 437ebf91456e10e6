"""The bells: what ships is what is rendered, and it sounds as bells should."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
import soundfile
from tests.adapters.audio.material import BELLS, steepest

from practice_tui.adapters.audio.render_bells import render_bells
from practice_tui.adapters.audio.synthesis import INSTRUMENTS, strike
from practice_tui.domain import bells
from practice_tui.domain.quantities import SAMPLE_RATE

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

ONE_STEP_OF_16_BITS = 1 / 2**15


@pytest.fixture(scope="module", params=sorted(INSTRUMENTS))
def name(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def sound(name: str) -> NDArray[np.float32]:
    shipped, _ = soundfile.read(BELLS / f"{name}.flac", dtype="float32")
    return np.asarray(shipped)


def test_every_bell_a_script_can_name_ships_with_its_origin() -> None:
    assert {path.stem for path in BELLS.glob("*.flac")} == set(bells.BELLS) == set(INSTRUMENTS)
    assert "CC0" in (BELLS / "ORIGIN.md").read_text(encoding="utf-8")


def test_what_ships_is_what_is_rendered_to_the_last_bit_but_rounding(name: str, sound: NDArray[np.float32]) -> None:
    np.testing.assert_allclose(sound, strike(INSTRUMENTS[name]), atol=1.01 * ONE_STEP_OF_16_BITS)


def test_rendering_writes_every_bell_at_48_khz_in_stereo(tmp_path: Path) -> None:
    for path in render_bells(tmp_path / "bells"):
        facts = soundfile.info(path)
        assert (facts.samplerate, facts.channels, facts.subtype) == (SAMPLE_RATE, 2, "PCM_16")
        assert facts.duration <= 20.0


def test_it_begins_and_ends_in_silence_without_a_click(sound: NDArray[np.float32]) -> None:
    assert np.abs(sound[:8]).max() < 1e-3
    assert np.abs(sound[-480:]).max() < 2 * ONE_STEP_OF_16_BITS
    assert steepest(sound[:960]) <= steepest(sound)


def test_its_highest_peak_leaves_room_for_others(sound: NDArray[np.float32]) -> None:
    assert 20 * np.log10(np.abs(sound).max()) == pytest.approx(-13.0, abs=1.0)


def test_all_are_equally_loud_when_struck(sound: NDArray[np.float32]) -> None:
    loudest = max(loudness(sound[start : start + 19_200]) for start in range(0, SAMPLE_RATE, 2_400))
    assert loudest == pytest.approx(-19.4, abs=0.3)


def test_it_rings_long_and_grows_darker(sound: NDArray[np.float32]) -> None:
    early, late = (np.abs(np.fft.rfft(sound[at : at + SAMPLE_RATE, 0])) for at in (0, 6 * SAMPLE_RATE))
    assert 20 * np.log10(late.max() / early.max()) > -40.0
    assert brightness(late) < 0.8 * brightness(early)


def test_left_and_right_are_one_bell_and_not_one_channel(sound: NDArray[np.float32]) -> None:
    left, right = sound[: 5 * SAMPLE_RATE].T
    assert 0.85 < np.corrcoef(left, right)[0, 1] < 0.99
    assert np.std(left) == pytest.approx(np.std(right), rel=0.08)


def brightness(spectrum: NDArray[np.float64]) -> float:
    """Return the middle of a spectrum's power, in Hz."""
    return float((spectrum**2 * np.arange(len(spectrum))).sum() / (spectrum**2).sum())


def loudness(sound: NDArray[np.float32]) -> float:
    """Return the ungated loudness in LUFS, by the weighting of ITU-R BS.1770-4 for 48 kHz, applied to the spectrum."""
    turn = np.exp(-2j * np.pi * np.fft.rfftfreq(len(sound)))
    shelf = (1.53512485958697 - 2.69169618940638 * turn + 1.19839281085285 * turn**2) / (
        1 - 1.69065929318241 * turn + 0.73248077421585 * turn**2
    )
    highpass = (1 - 2 * turn + turn**2) / (1 - 1.99004745483398 * turn + 0.99007225036621 * turn**2)
    weighted = np.fft.irfft(np.fft.rfft(sound, axis=0) * (shelf * highpass)[:, None], len(sound), axis=0)
    return float(-0.691 + 10 * np.log10((weighted**2).mean(axis=0).sum()))
