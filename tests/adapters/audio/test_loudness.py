"""Loudness and true peak against their definitions and against pyloudnorm."""

from __future__ import annotations

import numpy as np
import pyloudnorm  # type: ignore[import-untyped]
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from practice_tui.adapters.audio.loudness import SILENCE, LoudnessMeter, TruePeakMeter
from practice_tui.domain.quantities import SAMPLE_RATE, Decibels

Sound = NDArray[np.float32]


def sine(hertz: float, level: float, seconds: float, channels: int = 1) -> Sound:
    times = np.arange(int(seconds * SAMPLE_RATE)) / SAMPLE_RATE
    wave = 10 ** (level / 20) * np.sin(2 * np.pi * hertz * times)
    return np.repeat(wave[:, None], channels, axis=1).astype(np.float32)


def loudness(*sounds: Sound) -> Decibels:
    meter = LoudnessMeter(sounds[0].shape[1])
    for sound in sounds:
        meter.add(sound)
    return meter.integrated()


def peak(*sounds: Sound) -> Decibels:
    meter = TruePeakMeter(sounds[0].shape[1])
    for sound in sounds:
        meter.add(sound)
    return meter.peak()


def test_full_scale_at_997_hz_is_what_the_standard_says() -> None:
    assert loudness(sine(997, 0, 5)) == pytest.approx(-3.01, abs=0.01)
    assert loudness(sine(997, 0, 5, channels=2)) == pytest.approx(0.0, abs=0.01)


@pytest.mark.parametrize(
    "levels",
    [
        [(-23, 20)],
        [(-33, 20)],
        [(-36, 10), (-23, 60), (-36, 10)],
        [(-72, 10), (-36, 10), (-23, 60), (-36, 10), (-72, 10)],
        [(-26, 20), (-20, 20.1), (-26, 20)],
    ],
)
def test_the_minimum_requirements_of_ebu_3341(levels: list[tuple[float, float]]) -> None:
    expected = -33 if levels == [(-33, 20)] else -23

    assert loudness(*(sine(1000, level, seconds, channels=2) for level, seconds in levels)) == pytest.approx(
        expected, abs=0.1
    )


@pytest.mark.parametrize("channels", [1, 2])
@pytest.mark.parametrize("colour", ["white", "low", "gated"])
def test_it_agrees_with_pyloudnorm(channels: int, colour: str) -> None:
    noise = np.random.default_rng(3).standard_normal((int(12.34 * SAMPLE_RATE), channels))
    if colour == "low":
        noise = np.cumsum(noise, axis=0) * 0.01
        noise -= np.linspace(noise[0], noise[-1], len(noise))
    if colour == "gated":
        noise *= np.repeat([1, 0.001, 0.5, 0.01], -(-len(noise) // 4))[: len(noise), None]
    sound = (0.1 * noise / np.abs(noise).max()).astype(np.float32)

    assert loudness(sound) == pytest.approx(pyloudnorm.Meter(SAMPLE_RATE).integrated_loudness(sound), abs=0.1)


@given(st.lists(st.integers(1, 30_000), min_size=1, max_size=8), st.integers(1, 2))
def test_it_does_not_matter_how_the_sound_is_cut(cuts: list[int], channels: int) -> None:
    sound = (0.1 * np.random.default_rng(5).standard_normal((sum(cuts), channels))).astype(np.float32)
    ends = np.cumsum(cuts)

    pieces = [sound[end - cut : end] for cut, end in zip(cuts, ends, strict=True)]
    assert loudness(*pieces) == pytest.approx(loudness(sound), abs=1e-4)
    assert peak(*pieces) == pytest.approx(peak(sound), abs=1e-4)


def test_a_sound_shorter_than_the_gate_is_measured_whole() -> None:
    assert loudness(sine(997, -10, 0.25)) == pytest.approx(-13.0, abs=0.3)
    meter = LoudnessMeter(1)
    meter.add(sine(997, -10, 0.25))
    assert meter.integrated() == meter.integrated()
    meter.add(sine(997, -10, 2))
    assert meter.integrated() == pytest.approx(-13.0, abs=0.05)


@pytest.mark.parametrize("seconds", [0, 0.05, 3])
def test_silence_has_no_loudness_and_no_peak(seconds: float) -> None:
    nothing = np.zeros((int(seconds * SAMPLE_RATE), 2), np.float32)

    assert loudness(nothing) == SILENCE
    assert peak(nothing) == SILENCE


@pytest.mark.parametrize(
    ("hertz", "phase", "expected"),
    [(12_000, np.pi / 4, -6.0), (8_000, np.pi / 6, -6.0), (6_000, np.pi / 8, -6.0), (997, 0, -6.0)],
)
def test_a_peak_between_samples_is_found(hertz: float, phase: float, expected: float) -> None:
    times = np.arange(SAMPLE_RATE) / SAMPLE_RATE
    wave = (0.5 * np.sin(2 * np.pi * hertz * times + phase) * np.hanning(SAMPLE_RATE)).astype(np.float32)

    assert peak(wave[:, None]) == pytest.approx(expected, abs=0.2)


def test_a_peak_at_the_very_end_counts() -> None:
    sound = np.zeros((4000, 1), np.float32)
    sound[-1] = 0.5

    assert peak(sound) == pytest.approx(-6.0, abs=0.3)
