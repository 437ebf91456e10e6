"""Timelines and renderings that the sound suites share."""

from __future__ import annotations

from itertools import accumulate
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from practice_tui.adapters.audio.mixer import Mixer
from practice_tui.domain.quantities import SAMPLE_RATE, Frames, frames
from practice_tui.domain.script import BreathPattern
from practice_tui.domain.timeline import BELL_STRIKE, Event, EventKind, Timeline

if TYPE_CHECKING:
    from numpy.typing import NDArray

BELLS = Path(__file__).parents[3] / "audio" / "bells"
SHORT_BREATH = BreathPattern(frames(2), Frames(0), frames(3), Frames(0))


def event(kind: EventKind, length: int, **content: object) -> Event:
    return Event(Frames(0), Frames(length), kind, "Part", (0, 0), "script", **content)  # type: ignore[arg-type]


def bell(voice: str = "bowl", strikes: int = 1) -> Event:
    return event(EventKind.BELL, BELL_STRIKE * strikes, voice=voice, strikes=strikes)


def pause(seconds: float) -> Event:
    return event(EventKind.PAUSE, frames(seconds))


def speech(seconds: float, cue: str = "arrive", text: str = "Sit.") -> Event:
    return event(EventKind.SPEECH, frames(seconds), cue=cue, text=text)


def breathing(count: int, pattern: BreathPattern = SHORT_BREATH) -> Event:
    return event(EventKind.BREATH, pattern.length * count, breaths=(pattern,) * count)


def timeline(*events: Event) -> Timeline:
    """Return the events one after another, whatever their own starts say."""
    starts = accumulate((each.length for each in events), initial=0)
    placed = [
        Event(
            Frames(start),
            each.length,
            each.kind,
            each.part,
            each.step,
            each.script,
            each.cue,
            each.text,
            each.voice,
            each.strikes,
            each.breaths,
        )
        for start, each in zip(starts, events, strict=False)
    ]
    return Timeline("script", tuple(placed))


def rendered(mixer: Mixer, count: int, block: int = 1024) -> NDArray[np.float32]:
    """Return the next `count` frames of `mixer`, asked for in blocks of `block`."""
    sound = np.full((count, 2), 9.0, np.float32)
    for start in range(0, count, block):
        mixer.render(sound[start : start + block])
    return sound


def sitting(*events: Event) -> Mixer:
    """Return a mixer that makes its sounds ready by itself and has these events loaded."""
    mixer = Mixer(BELLS, inline=True)
    mixer.load(timeline(*events))
    return mixer


def steepest(sound: NDArray[np.float32]) -> float:
    """Return the greatest step from one sample to the next."""
    return float(np.abs(np.diff(sound, axis=0)).max(initial=0.0))


def click(sound: NDArray[np.float32]) -> float:
    """Return the greatest sample above 2.5 kHz, where breath tones have next to nothing and a click has much."""
    at = np.arange(-512, 513)
    cutoff = 2_500 / SAMPLE_RATE
    highpass = (at == 0) - 2 * cutoff * np.sinc(2 * cutoff * at) * np.blackman(len(at))
    return float(np.abs(np.convolve(sound[:, 0].astype(np.float64), highpass, "valid")).max())
