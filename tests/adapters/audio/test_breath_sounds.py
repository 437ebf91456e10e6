"""Breath by ear: tones, swells and ticks, each soft, distinct and the same every time."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.adapters.audio.material import BELLS, breathing, pause, rendered, steepest, timeline

from practice_tui.adapters.audio.arrangement import arrange
from practice_tui.adapters.audio.breath_sounds import TICK, TICK_HZ, breath_sound, is_heard
from practice_tui.adapters.audio.breath_tones import breath_tone
from practice_tui.adapters.audio.clips import BreathSource
from practice_tui.adapters.audio.mixer import Mixer
from practice_tui.adapters.audio.palette import BreathManner, Palette
from practice_tui.domain.quantities import SAMPLE_RATE, Frames, frames
from practice_tui.domain.script import BreathPattern
from practice_tui.domain.timeline import Phase
from practice_tui.engine.settings import BREATH_SOUNDS

if TYPE_CHECKING:
    from numpy.typing import NDArray

HEARD = (Phase.IN, Phase.OUT)
ALL_PHASES = BreathPattern(frames(4), frames(1), frames(6), frames(2))


def level(sound: NDArray[np.float32]) -> float:
    return float(20 * np.log10(np.sqrt((sound.astype(np.float64) ** 2).mean())))


def middle_of_spectrum(sound: NDArray[np.float32]) -> float:
    power = np.abs(np.fft.rfft(sound[:, 0])) ** 2
    return float((power * np.fft.rfftfreq(len(sound), 1 / SAMPLE_RATE)).sum() / power.sum())


def test_every_manner_can_be_set() -> None:
    assert tuple(BreathManner) == BREATH_SOUNDS


@pytest.mark.parametrize(
    ("manner", "phases"),
    [
        (BreathManner.TONES, [Phase.IN, Phase.OUT]),
        (BreathManner.SWELLS, [Phase.IN, Phase.OUT]),
        (BreathManner.TICKS, [Phase.IN, Phase.HOLD, Phase.OUT, Phase.REST]),
        (BreathManner.OFF, []),
    ],
)
def test_which_phases_are_heard(manner: BreathManner, phases: list[Phase]) -> None:
    found = arrange(timeline(breathing(1, ALL_PHASES)), lambda _: Frames(0), palette=Palette(breath=manner)).placements
    assert [each.source for each in found] == [BreathSource(phase, manner) for phase in phases]
    assert [phase for phase in Phase if is_heard(phase, manner)] == phases


@given(st.sampled_from(list(Phase)), st.sampled_from(list(BreathManner)), st.integers(0, frames(6.0)))
@settings(max_examples=60, deadline=None)
def test_any_length_has_its_length_begins_and_ends_in_silence_and_never_clicks(
    phase: Phase, manner: BreathManner, length: int
) -> None:
    sound = breath_sound(phase, length, manner)
    assert sound.shape == (length, 1)
    assert np.isfinite(sound).all()
    if not is_heard(phase, manner):
        assert not sound.any()
    elif length > frames(0.5):
        assert np.abs(sound[[0, -1]]).max() < 1e-4
        assert steepest(sound[:48]) <= steepest(sound)
        assert np.abs(sound).max() < 0.2


def test_tones_are_the_tones() -> None:
    np.testing.assert_array_equal(breath_sound(Phase.IN, 99_999, BreathManner.TONES), breath_tone(Phase.IN, 99_999))


def test_the_same_phase_is_the_same_samples() -> None:
    for manner in BreathManner:
        once, again = (breath_sound(Phase.OUT, 123_457, manner) for _ in range(2))
        np.testing.assert_array_equal(once, again)


class TestSwells:
    def test_breathing_in_brightens_and_breathing_out_darkens(self) -> None:
        breathe_in, breathe_out = (breath_sound(phase, 6 * SAMPLE_RATE, BreathManner.SWELLS) for phase in HEARD)
        early, late = slice(SAMPLE_RATE, 2 * SAMPLE_RATE), slice(4 * SAMPLE_RATE, 5 * SAMPLE_RATE)
        assert middle_of_spectrum(breathe_in[late]) > 1.5 * middle_of_spectrum(breathe_in[early])
        assert middle_of_spectrum(breathe_out[early]) > 1.5 * middle_of_spectrum(breathe_out[late])

    @pytest.mark.parametrize("seconds", [2.0, 4.0, 8.0, 12.0])
    @pytest.mark.parametrize("phase", HEARD)
    def test_it_is_soft_and_swells(self, phase: Phase, seconds: float) -> None:
        sound = breath_sound(phase, frames(seconds), BreathManner.SWELLS)
        third = len(sound) // 5
        assert -35.0 < level(sound[2 * third : 3 * third]) < -28.0
        assert level(sound[:third]) < level(sound[2 * third : 3 * third]) - 1.5
        assert level(sound[-third:]) < level(sound[2 * third : 3 * third]) - 1.5


class TestTicks:
    def test_there_is_one_at_the_beginning_and_then_silence(self) -> None:
        for phase in Phase:
            sound = breath_sound(phase, 4 * SAMPLE_RATE, BreathManner.TICKS)
            assert np.abs(sound).argmax() < frames(0.02)
            assert not sound[TICK:].any()

    def test_each_phase_has_its_own_pitch(self) -> None:
        for phase, hertz in TICK_HZ.items():
            sound = breath_sound(phase, SAMPLE_RATE, BreathManner.TICKS)
            assert np.abs(np.fft.rfft(sound[:, 0])).argmax() == pytest.approx(hertz, abs=12)
        assert len(set(TICK_HZ.values())) == len(Phase)

    def test_it_is_soft(self) -> None:
        assert 0.03 < np.abs(breath_sound(Phase.IN, SAMPLE_RATE, BreathManner.TICKS)).max() < 0.15


@pytest.mark.parametrize("manner", list(BreathManner))
def test_in_a_sitting_it_sounds_in_its_manner(manner: BreathManner) -> None:
    mixer = Mixer(BELLS, palette=Palette(breath=manner), inline=True)
    mixer.load(timeline(pause(1.0), breathing(1, ALL_PHASES), pause(2.0)))
    sound = rendered(mixer, frames(15.0))
    starts = {Phase.IN: 1.0, Phase.HOLD: 5.0, Phase.OUT: 6.0, Phase.REST: 12.0}
    for phase, start in starts.items():
        length = frames(0.9)
        piece = sound[frames(start) + 10 :][:length]
        assert bool(np.abs(piece).max() > 1e-4) == is_heard(phase, manner)
