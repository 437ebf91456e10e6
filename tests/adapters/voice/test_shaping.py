"""What makes a line pleasant, measured."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.adapters.voice.stand_ins import RATE, hum

from practice_tui.adapters.audio.loudness import LoudnessMeter, TruePeakMeter
from practice_tui.adapters.voice import shaping
from practice_tui.domain.quantities import SAMPLE_RATE, Seconds
from practice_tui.engine.voices import Timbre

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Sound = NDArray[np.float32]


def silence(seconds: float, rate: int = RATE) -> Sound:
    return np.zeros(int(seconds * rate), np.float32)


def test_silence_at_the_ends_goes_and_the_speech_stays() -> None:
    trimmed = shaping.trimmed(np.concatenate((silence(0.7), hum(1.0), silence(0.4))), RATE)

    assert len(trimmed) / RATE == pytest.approx(1.08, abs=0.02)
    assert np.abs(trimmed).max() == pytest.approx(np.abs(hum(1.0)).max(), rel=0.01)
    assert trimmed[0] == trimmed[-1] == 0


@pytest.mark.parametrize("sound", [silence(1.0), silence(0.0), silence(0.004)])
def test_of_nothing_nothing_is_left(sound: Sound) -> None:
    assert len(shaping.trimmed(sound, RATE)) == 0


def test_a_hurried_comma_is_given_its_time_and_a_patient_one_left_alone() -> None:
    hurried = np.concatenate((hum(0.6), silence(0.08), hum(0.6), silence(0.5), hum(0.6)))

    stopped = shaping.with_stops(hurried, RATE, 2, Seconds(0.3))

    assert len(stopped) - len(hurried) == pytest.approx(0.22 * RATE, abs=0.02 * RATE)
    assert np.count_nonzero(stopped) == np.count_nonzero(hurried)


def test_only_as_many_stops_as_there_are_commas_grow() -> None:
    sound = np.concatenate((hum(0.6), silence(0.07), hum(0.6), silence(0.1), hum(0.6)))

    assert len(shaping.with_stops(sound, RATE, 0, Seconds(0.3))) == len(sound)
    assert len(shaping.with_stops(sound, RATE, 1, Seconds(0.3))) - len(sound) == pytest.approx(0.2 * RATE, abs=320)
    assert len(shaping.with_stops(sound, RATE, 9, Seconds(0.3))) > len(sound)


def test_a_buzz_becomes_breath_above_and_stays_itself_below() -> None:
    rate = 32_000
    before = hum(2.0, rate=rate)
    after = shaping.softened(before, rate)

    assert len(after) == len(before)
    assert _pulsing(after, rate) < 0.4 * _pulsing(before, rate)
    low = slice(0, 3000 * 2)
    spectra = [np.abs(np.fft.rfft(sound))[low] for sound in (before, after)]
    assert np.abs(spectra[0] - spectra[1]).max() < 0.02 * spectra[0].max()
    assert _level(after, rate, 6000, 14_000) == pytest.approx(_level(before, rate, 6000, 14_000), abs=1.5)


def _pulsing(sound: Sound, rate: int) -> float:
    """Return how strongly the power above 5.5 kHz beats with the pitch of 160 Hz, relative to its mean."""
    spectrum = np.fft.rfft(sound)
    spectrum[: int(5500 * len(sound) / rate)] = 0
    power = np.fft.irfft(spectrum) ** 2
    beat = np.abs(np.fft.rfft(power))
    return float(beat[int(160 * len(power) / rate)] / beat[0])


def _level(sound: Sound, rate: int, low: float, high: float) -> float:
    power = np.abs(np.fft.rfft(sound)) ** 2
    return float(10 * np.log10(power[int(low * len(sound) / rate) : int(high * len(sound) / rate)].sum()))


def test_lowering_makes_a_voice_longer_and_deeper_by_one_factor() -> None:
    sound = shaping.at_mix_rate(hum(2.0), RATE, 0.9)

    assert len(sound) / SAMPLE_RATE == pytest.approx(2.0 / 0.9, abs=0.001)
    spectrum = np.abs(np.fft.rfft(sound))
    strongest = np.flatnonzero(spectrum > 0.3 * spectrum.max())[0] * SAMPLE_RATE / len(sound)
    assert strongest == pytest.approx(144, abs=1)


def test_the_tone_is_warm_and_a_voice_can_have_its_own() -> None:
    noise = np.random.default_rng(1).standard_normal(4 * SAMPLE_RATE).astype(np.float32)
    plain = shaping.toned(noise, Timbre())
    own = shaping.toned(noise, Timbre(tone=((400, 0), (800, -6), (1600, 0))))

    def change(sound: Sound, low: int, high: int) -> float:
        return _level(sound, SAMPLE_RATE, low, high) - _level(noise, SAMPLE_RATE, low, high)

    assert change(plain, 200, 1400) == pytest.approx(0, abs=0.2)
    assert change(plain, 7500, 8500) == pytest.approx(-4.5, abs=1)
    assert change(plain, 13_000, 20_000) < -25
    assert change(plain, 20, 40) < -12
    assert change(own, 780, 820) == pytest.approx(-6, abs=0.5)


def test_a_room_is_heard_behind_the_words_and_hardly_over_them() -> None:
    click = np.zeros(SAMPLE_RATE, np.float32)
    click[5000:5250] = np.convolve(np.random.default_rng(1).standard_normal(200), np.hanning(51))
    heard = shaping.in_a_room(click)

    direct, reflected = np.sum(click**2), np.sum((heard[: len(click)] - click) ** 2)
    assert len(heard) > len(click)
    assert -18 < 10 * np.log10(reflected / direct) < -13
    assert heard[-1] == 0


@given(st.floats(1e-4, 3.0), st.floats(0.3, 2.0), st.integers(1, 200))
def test_every_line_has_one_loudness_and_no_peak_passes_the_limit(level: float, seconds: float, clicks: int) -> None:
    sound = np.zeros(int(seconds * SAMPLE_RATE), np.float32)
    sound[:: len(sound) // clicks] = level
    sound = shaping.levelled(shaping.toned(sound, Timbre()))

    loudness, peak = LoudnessMeter(1), TruePeakMeter(1)
    loudness.add(sound[:, None])
    peak.add(sound[:, None])
    assert peak.peak() <= shaping.HIGHEST_PEAK + 0.01
    assert loudness.integrated() == pytest.approx(shaping.LOUDNESS, abs=0.05) or peak.peak() == pytest.approx(
        shaping.HIGHEST_PEAK, abs=0.05
    )


def test_silence_stays_silence() -> None:
    assert not shaping.levelled(np.zeros(SAMPLE_RATE, np.float32)).any()


def test_pieces_are_joined_with_their_breaths() -> None:
    sound = shaping.joined([(hum(0.5, rate=SAMPLE_RATE), Seconds(0.6)), (hum(0.5, rate=SAMPLE_RATE), Seconds(0))])

    assert len(sound) == SAMPLE_RATE * 1.6
    assert not sound[int(SAMPLE_RATE * 0.5) : int(SAMPLE_RATE * 1.1)].any()
