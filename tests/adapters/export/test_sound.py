"""The samples in a file are the mixer's, at their places, whatever the format."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np
import pytest
import soundfile
from tests.adapters.export.pieces import ENDINGS, SCRIPT, SECONDS, exported, last_bell, mixed, script_of, timeline_of

from practice_tui.adapters.audio.export import CHUNK, Tape
from practice_tui.domain.quantities import Frames, frames, seconds
from practice_tui.engine.rendering import LONGEST_RING_OUT

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

    from practice_tui.engine.rendering import Rendering

    Evening = dict[str, tuple[Path, Rendering]]

HALF_A_STEP = 0.5 / (1 << 23)


def lag(heard: NDArray[np.float32], planned: NDArray[np.float32], reach: int = 2000) -> int:
    """Return by how many frames `heard` is late: where it is most like `planned`."""
    size = 2 * len(planned)
    likeness = np.fft.irfft(np.fft.rfft(heard, size) * np.conj(np.fft.rfft(planned, size)), size)
    near = np.concatenate([likeness[-reach:], likeness[:reach]])
    return int(near.argmax()) - reach


@pytest.mark.parametrize("ending", [".wav", ".flac"])
def test_a_lossless_file_holds_the_mixers_own_samples(evening: Evening, ending: str) -> None:
    heard, rate = soundfile.read(evening[ending][0], dtype="float64")
    planned = mixed(timeline_of(script_of()))
    assert rate == 48_000
    assert heard.shape == planned.shape
    assert np.abs(heard - planned).max() <= HALF_A_STEP
    assert np.abs(planned).max() > 0.05


@pytest.mark.parametrize("ending", ENDINGS)
def test_a_file_is_as_long_as_the_timeline_and_the_ring_out(evening: Evening, ending: str) -> None:
    rendering = evening[ending][1]
    heard, _ = soundfile.read(evening[ending][0])
    assert rendering.length == frames(SECONDS)
    assert len(heard) == rendering.length + rendering.ring_out
    assert rendering.ring_out == len(mixed(timeline_of(script_of()))) - frames(SECONDS) > 0


@pytest.mark.parametrize("ending", ENDINGS)
def test_a_bell_is_heard_at_its_planned_frame(evening: Evening, ending: str) -> None:
    heard, _ = soundfile.read(evening[ending][0], dtype="float32")
    timeline = timeline_of(script_of())
    planned = mixed(timeline)
    for at in (Frames(0), last_bell(timeline)):
        around = slice(at, at + frames(1))
        assert lag(heard[around, 0], planned[around, 0]) == 0
        assert heard[around].std() == pytest.approx(planned[around].std(), rel=0.02)


@pytest.mark.parametrize("ending", ENDINGS)
def test_the_same_sitting_gives_the_same_bytes(tmp_path: Path, evening: Evening, ending: str) -> None:
    exported(tmp_path / f"a{ending}")
    assert (tmp_path / f"a{ending}").read_bytes() == evening[ending][0].read_bytes()


def test_the_peak_is_that_of_the_samples(tmp_path: Path) -> None:
    rendering = exported(tmp_path / "a.flac")
    assert rendering.peak == pytest.approx(20 * math.log10(np.abs(mixed(timeline_of(script_of()))).max()), abs=1e-6)
    assert rendering.loudness is None


def test_loudness_is_measured_where_it_is_asked_for(tmp_path: Path) -> None:
    quiet, loud = (
        exported(tmp_path / f"a{bell}.flac", text=SCRIPT.replace("[bell]", bell), seconds=40, loudness=True).loudness
        for bell in ("", "[bell x4]")
    )
    assert quiet is not None
    assert loud is not None
    assert -60 < quiet < loud - 1 < 0


def test_silence_has_no_peak_and_no_loudness(tmp_path: Path) -> None:
    rendering = exported(
        tmp_path / "a.flac", text="Title: Still\nLength: 10s to 30s\nHome: 20s\n# Still\n[pause 10s+]\n", loudness=True
    )
    assert (rendering.peak, rendering.loudness, rendering.ring_out) == (None, None, 0)
    assert soundfile.info(tmp_path / "a.flac").frames == frames(SECONDS)


class Drone:
    """A sound that never falls silent: its samples are all a half."""

    def __init__(self, rings: float) -> None:
        self.position = Frames(0)
        self._rings = frames(rings)

    def ring_out_frames(self) -> Frames:
        return self._rings

    def render(self, block: NDArray[np.float32]) -> None:
        block.fill(0.5)
        self.position = Frames(self.position + len(block))


@pytest.mark.parametrize(("rings", "heard"), [(0.0, 0.0), (19.5, 19.5), (20.0, 20.0), (45.0, 20.0)])
def test_the_ring_out_is_twenty_seconds_at_most_and_then_fades(rings: float, heard: float) -> None:
    tape = Tape(Drone(rings), frames(3))  # type: ignore[arg-type]
    starts = range(0, tape.length, CHUNK)
    sound = np.concatenate([tape.read(Frames(start)).copy() for start in starts])
    assert seconds(tape.ring_out) == heard
    assert len(sound) == frames(3 + heard)
    if rings > seconds(LONGEST_RING_OUT):
        assert sound[frames(3 + heard - 2)].tolist() == [0.5, 0.5]
        assert np.all(np.diff(sound[-frames(2) :, 0]) <= 0)
        assert sound[-1, 0] < 1e-6
    else:
        assert np.all(sound == 0.5)
