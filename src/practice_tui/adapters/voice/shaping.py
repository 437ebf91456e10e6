"""What makes a spoken line pleasant: silence taken away and given, buzz softened, tone, a small room, one loudness.

Owns signal processing of whole lines, which last seconds and fit into memory; sounds are mono, float32. Everything is
deterministic: the same sound comes out of the same sound. The curves and lengths were chosen by measuring: the tone
against the long-term average spectrum of speech (Byrne et al. 1994), the softening by how strongly the sound above
4 kHz pulses with the pitch, all of it against what a speech recogniser still understands.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

import numpy as np
import soxr  # type: ignore[import-untyped]

from practice_tui.adapters.audio.loudness import LoudnessMeter, TruePeakMeter
from practice_tui.domain.quantities import SAMPLE_RATE, Decibels, Seconds, gain

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from practice_tui.engine.voices import Timbre

    Sound = NDArray[np.float32]

LOUDNESS = Decibels(-23.0)
"""LUFS of a line; EBU R 128's level, to which bells and beds are set too."""

HIGHEST_PEAK = Decibels(-1.5)
"""dB over full scale between samples; lossy encoding adds a little, and -1 is the limit."""

_FRAME = Seconds(0.01)
_AUDIBLE = Decibels(-42.0)
"""Under the loudest frame; what is quieter at the ends is no speech."""

_BEFORE, _AFTER = Seconds(0.02), Seconds(0.06)
_STOP = Decibels(-30.0)
_SHORTEST_STOP = Seconds(0.05)
_WINDOW = Seconds(0.008)
_PULSES_FROM, _BREATH_FROM = 3500.0, 5500.0
_TONE = ((20, -30.0), (50, -12.0), (75, 0.0), (1500, 0.0), (5000, -1.5), (8000, -4.0), (10000, -9.0), (13000, -30.0))
_REFLECTIONS = ((0.0071, -19.0), (0.0113, -21.5), (0.0173, -22.0), (0.0239, -24.5), (0.0317, -26.0), (0.0431, -29.0))
"""Seconds and decibels: a carpeted room of three by four metres, the listener two metres away."""

_TAIL, _TAIL_FROM = Seconds(0.16), Seconds(0.02)
_TAIL_LEVEL = Decibels(-31.0)
_DARK_FROM = 3500.0


def trimmed(sound: Sound, rate: int) -> Sound:
    """Return `sound` without the silence at its ends; empty where there is nothing but silence."""
    levels = _levels(sound, rate)
    if not len(levels) or not levels.max() > 0:
        return sound[:0]
    audible = np.flatnonzero(levels > levels.max() * gain(_AUDIBLE))
    frame = int(rate * _FRAME)
    begin = max(0, int(audible[0]) * frame - int(rate * _BEFORE))
    end = min(len(sound), (int(audible[-1]) + 1) * frame + int(rate * _AFTER))
    return _faded(sound[begin:end], rate)


def with_stops(sound: Sound, rate: int, count: int, least: Seconds) -> Sound:
    """Return `sound` with its `count` longest stops at least `least` seconds long.

    An engine that hurries over commas is given the time it didn't take; one that stops by itself is left as it is.
    """
    stops = sorted(_stops(sound, rate), key=lambda stop: stop[0] - stop[1])[:count]
    pieces: list[Sound] = []
    at = 0
    for begin, end in sorted(stops):
        middle = (begin + end) // 2
        pieces += [sound[at:middle], np.zeros(max(0, int(rate * least) - (end - begin)), np.float32)]
        at = middle
    return np.concatenate([*pieces, sound[at:]])


def softened(sound: Sound, rate: int) -> Sound:
    """Return `sound` with noise of the same strength in place of its own fine structure above 4 to 5 kHz.

    Voices built from parameters excite all frequencies with one pulse a period, which buzzes; a throat's upper range is
    breath. Below 3.5 kHz nothing changes.
    """
    size = int(rate * _WINDOW) // 4 * 4
    hop = size // 4
    padded = np.pad(sound, (size, 2 * size))
    noise = np.random.default_rng(1770).standard_normal(len(padded), np.float32)
    window = np.hanning(size + 1)[:-1].astype(np.float32)
    spectra, noises = (_spectra(each, window, hop) for each in (padded, noise))
    breath = np.interp(np.fft.rfftfreq(size, 1 / rate), (_PULSES_FROM, _BREATH_FROM), (0.0, 1.0)).astype(np.float32)
    strength = np.sqrt(_smoothed(np.abs(spectra) ** 2)) / np.sqrt(np.mean(np.abs(noises) ** 2))
    mixed = np.sqrt(1 - breath**2) * spectra + breath * strength * noises
    pieces = np.fft.irfft(mixed, axis=1).astype(np.float32) * window
    out = np.zeros(len(padded), np.float32)
    for number, piece in enumerate(pieces):
        out[number * hop : number * hop + size] += piece
    return out[size : size + len(sound)] / np.float32(1.5)  # four windows squared over each sample add up to 1.5


def at_mix_rate(sound: Sound, rate: int, lowered: float) -> Sound:
    """Return `sound` at 48 kHz; pitch and resonance are lowered by a factor, and it lasts as much longer."""
    if rate * lowered == SAMPLE_RATE:
        return sound
    resampled: Sound = soxr.resample(sound, rate * lowered, SAMPLE_RATE, quality="HQ")
    return resampled


def toned(sound: Sound, timbre: Timbre) -> Sound:
    """Return `sound` at 48 kHz with the tone of a warm voice: a gentle low-pass, and the voice's own curve."""
    size = _power_of_two(len(sound) + SAMPLE_RATE // 10)
    frequencies = np.fft.rfftfreq(size, 1 / SAMPLE_RATE)
    curve = _curve(_TONE, frequencies) + _curve(timbre.tone, frequencies)
    spectrum = np.fft.rfft(sound, size) * 10 ** (curve / 20)
    return np.fft.irfft(spectrum, size)[: len(sound)].astype(np.float32)


def in_a_room(sound: Sound) -> Sound:
    """Return `sound` at 48 kHz as in a small room, its reverberation behind it."""
    room = _room()
    size = _power_of_two(len(sound) + len(room))
    heard = np.fft.irfft(np.fft.rfft(sound, size) * np.fft.rfft(room, size), size)
    return _faded(heard[: len(sound) + len(room)].astype(np.float32), SAMPLE_RATE)


def levelled(sound: Sound) -> Sound:
    """Return `sound` at 48 kHz at `LOUDNESS`, lower where its peaks would pass `HIGHEST_PEAK`."""
    greatest = np.abs(sound).max(initial=0)
    if not greatest > 0:
        return sound
    sound = sound / greatest  # whatever an engine's own level is, nothing lies under the meter's gate
    loudness, peak = LoudnessMeter(1), TruePeakMeter(1)
    for meter in (loudness, peak):
        meter.add(sound[:, None])
    wanted = min(LOUDNESS - loudness.integrated(), HIGHEST_PEAK - peak.peak())
    return sound * np.float32(gain(Decibels(wanted)))


def joined(pieces: Sequence[tuple[Sound, Seconds]]) -> Sound:
    """Return sounds at 48 kHz one after the other, each with a silence of so many seconds behind it."""
    return np.concatenate([np.pad(sound, (0, int(SAMPLE_RATE * silence))) for sound, silence in pieces])


def _levels(sound: Sound, rate: int) -> Sound:
    frame = int(rate * _FRAME)
    whole = sound[: len(sound) // frame * frame].reshape(-1, frame)
    levels: Sound = np.sqrt(np.mean(whole**2, axis=1, dtype=np.float32))
    return levels


def _stops(sound: Sound, rate: int) -> list[tuple[int, int]]:
    """Return where a sound is all but silent for `_SHORTEST_STOP` and longer, not at its ends, as sample ranges."""
    levels = _levels(sound, rate)
    if not len(levels):
        return []
    quiet = np.concatenate(([0], levels < levels.max() * gain(_STOP), [0])).astype(np.int8)
    edges = np.flatnonzero(np.diff(quiet))
    frame = int(rate * _FRAME)
    return [
        (int(begin) * frame, int(end) * frame)
        for begin, end in zip(edges[::2], edges[1::2], strict=True)
        if begin > 0 and end < len(levels) and (end - begin) * _FRAME >= _SHORTEST_STOP
    ]


def _faded(sound: Sound, rate: int) -> Sound:
    """Return `sound` with 5 ms faded in and 20 ms faded out."""
    faded = sound.copy()
    rise, fall = min(len(sound), rate // 200), min(len(sound), rate // 50)
    faded[:rise] *= np.linspace(0, 1, rise, dtype=np.float32)
    faded[len(sound) - fall :] *= np.linspace(1, 0, fall, dtype=np.float32)
    return faded


def _spectra(sound: Sound, window: Sound, hop: int) -> NDArray[np.complex64]:
    frames = np.lib.stride_tricks.sliding_window_view(sound, len(window))[::hop]
    return np.fft.rfft(frames * window, axis=1).astype(np.complex64)


def _smoothed(powers: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return powers averaged over five frames, which is longer than a period of any voice's pitch."""
    padded = np.pad(powers, ((2, 2), (0, 0)), mode="edge")
    mean: NDArray[np.float32] = np.lib.stride_tricks.sliding_window_view(padded, 5, axis=0).mean(axis=2)
    return mean


def _curve(points: Sequence[tuple[int, float]], frequencies: NDArray[Any]) -> NDArray[Any]:
    if not points:
        return np.zeros(len(frequencies))
    octaves = np.log2(np.maximum(frequencies, 1.0))
    levels: NDArray[Any] = np.interp(octaves, [float(np.log2(at)) for at, _ in points], [level for _, level in points])
    return levels


def _power_of_two(least: int) -> int:
    return 1 << (least - 1).bit_length()


@cache
def _room() -> Sound:
    """Return what a room answers to one sample: the sample, a few early reflections, a faint tail, all rather dark."""
    length = int(SAMPLE_RATE * _TAIL)
    early = np.zeros(length)
    for seconds, level in _REFLECTIONS:
        early[int(SAMPLE_RATE * seconds)] += gain(Decibels(level))
    times = np.arange(length) / SAMPLE_RATE
    tail = np.random.default_rng(23).standard_normal(length) * np.exp(-6.9 * times / _TAIL) * (times > _TAIL_FROM)
    tail *= gain(_TAIL_LEVEL) / np.sqrt(np.sum(tail**2))
    size = _power_of_two(2 * length)
    dark = 1 / (1 + (np.fft.rfftfreq(size, 1 / SAMPLE_RATE) / _DARK_FROM) ** 2)
    answer = np.fft.irfft(np.fft.rfft(early + tail, size) * dark, size)[:length]
    answer[0] += 1.0
    return answer.astype(np.float32)
