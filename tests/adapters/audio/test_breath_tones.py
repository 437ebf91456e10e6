"""Breath tones: soft, distinct, and the same every time."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.adapters.audio.material import steepest

from practice_tui.adapters.audio.breath_tones import SHORTEST_EDGE_SECONDS, _harmonics, breath_tone
from practice_tui.domain.quantities import SAMPLE_RATE, frames
from practice_tui.domain.timeline import Phase

HEARD = (Phase.IN, Phase.OUT)


def pitch(sound: np.ndarray[tuple[int, ...], np.dtype[np.float32]]) -> float:
    """Return the strongest frequency, in Hz."""
    windowed = sound[:, 0] * np.hanning(len(sound))
    return float(np.abs(np.fft.rfft(windowed, 4 * SAMPLE_RATE)).argmax()) / 4


def test_breathing_in_rises_and_breathing_out_falls_from_a_lower_place() -> None:
    second = SAMPLE_RATE
    breathe_in, breathe_out = (breath_tone(phase, 5 * second) for phase in HEARD)
    assert pitch(breathe_in[-2 * second : -second]) > 1.05 * pitch(breathe_in[second : 2 * second])
    assert pitch(breathe_out[-2 * second : -second]) < 0.95 * pitch(breathe_out[second : 2 * second])
    assert pitch(breathe_out[: 2 * second]) < 0.93 * pitch(breathe_in[: 2 * second])


def test_breathing_out_is_darker() -> None:
    bright, dark = (np.abs(np.fft.rfft(breath_tone(phase, 4 * SAMPLE_RATE)[:, 0])) for phase in HEARD)
    above = 4 * 350
    assert (dark[above:] ** 2).sum() / (dark**2).sum() < (bright[above:] ** 2).sum() / (bright**2).sum() / 2


@pytest.mark.parametrize("phase", [Phase.HOLD, Phase.REST])
def test_a_held_breath_is_silent(phase: Phase) -> None:
    sound = breath_tone(phase, 1000)
    assert sound.shape == (1000, 1)
    assert not sound.any()


@pytest.mark.parametrize("phase", HEARD)
@pytest.mark.parametrize("seconds", [0.5, 2.75, 4.0, 12.0])
def test_it_is_quiet_and_neither_too_quiet(phase: Phase, seconds: float) -> None:
    sound = breath_tone(phase, frames(seconds)).astype(np.float64)
    middle = sound[len(sound) // 3 : -len(sound) // 3]
    assert -30.0 < 20 * np.log10(np.sqrt((middle**2).mean())) < -26.0
    assert np.abs(sound).max() < 0.1


@given(st.sampled_from(HEARD), st.integers(frames(0.5), frames(20.0)))
@settings(max_examples=25, deadline=None)
def test_no_length_of_phase_clicks(phase: Phase, length: int) -> None:
    sound = breath_tone(phase, length)
    edge = frames(SHORTEST_EDGE_SECONDS) // 4
    assert sound.shape == (length, 1)
    assert np.abs(sound[[0, -1]]).max() < 1e-6
    assert np.abs(np.diff(sound, n=2, axis=0)).max() < 4e-4, "the curve has no corner"
    assert np.abs(sound[:edge]).max() < 0.2 * np.abs(sound).max()
    assert np.abs(sound[-edge:]).max() < 0.2 * np.abs(sound).max()
    assert steepest(sound[:edge]) < steepest(sound)


@given(st.sampled_from(list(Phase)), st.integers(0, 24_000))
@settings(max_examples=50, deadline=None)
def test_even_absurd_lengths_have_their_length_and_are_finite(phase: Phase, length: int) -> None:
    sound = breath_tone(phase, length)
    assert len(sound) == length
    assert np.isfinite(sound).all()


def test_the_same_phase_is_the_same_samples() -> None:
    np.testing.assert_array_equal(breath_tone(Phase.IN, 123_457), breath_tone(Phase.IN, 123_457))


@given(st.lists(st.floats(-1.0, 1.0, width=32), min_size=1, max_size=6), st.floats(0.0, 9_000.0))
@settings(max_examples=40, deadline=None)
def test_partials_by_recurrence_are_the_plain_sum_of_their_sines(amplitudes: list[float], turns: float) -> None:
    at = turns + np.linspace(0.0, 3.0, 999)
    plain = sum(each * np.sin(2 * np.pi * (number + 1) * at) for number, each in enumerate(amplitudes))
    np.testing.assert_allclose(_harmonics(np.array(amplitudes, np.float32), at), plain, atol=2e-5)
