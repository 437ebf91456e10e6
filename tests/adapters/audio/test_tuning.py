"""Other settings take hold in a mixer that plays, and a person's own file is tried before it is taken."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
import soundfile
from tests.adapters.audio.material import BELLS, bell, breathing, click, pause, rendered, timeline

from practice_tui.adapters.audio.mixer import Mixer
from practice_tui.adapters.audio.own_sounds import objection
from practice_tui.adapters.audio.tuning import palette_of, tune
from practice_tui.domain.quantities import frames
from practice_tui.engine.settings import Settings

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

BEDS = BELLS.parent / "ambient"
FULL = Settings(volume_bells=100, volume_breath=100, volume_ambient=100)


def _made(settings: Settings) -> Mixer:
    mixer = Mixer(BELLS, palette=palette_of(settings, BEDS), inline=True)
    tune(mixer, settings, BEDS)
    return mixer


def _level(sound: NDArray[np.float32]) -> float:
    return float(np.sqrt((sound.astype(np.float64) ** 2).mean()))


def test_a_bed_that_is_chosen_on_the_way_comes_and_goes_without_a_click() -> None:
    plan = timeline(pause(60.0))
    mixer = _made(FULL)
    mixer.load(plan)
    before = rendered(mixer, frames(12.0))
    for settings in (Settings(ambient="brown", volume_ambient=100), FULL):
        tune(mixer, settings, BEDS)
        mixer.load(plan)
        before = np.concatenate((before, rendered(mixer, frames(8.0))))
    silent, with_bed, again = (before[frames(at) : frames(at + 6)] for at in (2, 13, 21))
    assert not silent.any()
    assert not again.any()
    assert _level(with_bed) > 0.003
    steady = click(with_bed)
    assert click(before[frames(11.5) : frames(12.5)]) < 1.5 * steady
    assert click(before[frames(19.5) : frames(20.5)]) < 1.5 * steady


def test_volumes_move_at_once() -> None:
    mixer = _made(FULL)
    mixer.load(timeline(breathing(4)))
    rendered(mixer, frames(1.0))
    tune(mixer, Settings(volume_breath=0), BEDS)
    rendered(mixer, frames(0.1))
    assert not rendered(mixer, frames(1.0)).any()


def test_breath_turns_from_tones_to_nothing_with_the_next_load() -> None:
    plan = timeline(breathing(8))
    mixer = _made(FULL)
    mixer.load(plan)
    assert rendered(mixer, frames(4.0)).any()
    tune(mixer, Settings(breath_sound="off"), BEDS)
    mixer.load(plan)
    rendered(mixer, frames(0.5))
    assert not rendered(mixer, frames(10.0)).any()


def test_a_bell_that_may_ring_already_stays_what_it_is() -> None:
    mixers = [_made(FULL), _made(FULL)]
    tune(mixers[1], Settings(volume_bells=100, bell="high"), BEDS)
    sounds = []
    for mixer in mixers:
        mixer.load(timeline(bell()))
        sounds.append(rendered(mixer, frames(2.0)))
    np.testing.assert_array_equal(sounds[0], sounds[1])


@pytest.mark.parametrize("setting", ["ambient", "bell"])
def test_a_sound_file_can_be_taken(tmp_path: Path, setting: str) -> None:
    file = tmp_path / "mine.flac"
    noise = np.random.default_rng(1).normal(0, 0.1, (48_000 * 6, 1))
    soundfile.write(file, noise, 48_000)
    assert objection(setting, str(file)) == ""


@pytest.mark.parametrize("setting", ["ambient", "bell"])
def test_what_is_no_sound_is_refused_by_its_name_and_says_what_stays(tmp_path: Path, setting: str) -> None:
    (tmp_path / "notes.txt").write_text("no sound")
    for name in ("gone.flac", "notes.txt", ""):
        said = objection(setting, str(tmp_path / name))
        assert said.endswith("what was chosen before stays")
        assert "can't be played: " in said


def test_what_is_too_short_to_go_round_can_be_a_bell_but_no_bed(tmp_path: Path) -> None:
    file = tmp_path / "ding.wav"
    soundfile.write(file, np.sin(np.arange(48_000) / 20) * 0.3, 48_000)
    assert "too short" in objection("ambient", str(file))
    assert objection("bell", str(file)) == ""
