"""One loudness for every recording, whoever made it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import numpy as np
import pytest
import soundfile

from practice_tui.adapters.audio import levels as levels_module
from practice_tui.adapters.audio.levels import LOUDNESS, MeasuredLevels
from practice_tui.adapters.audio.loudness import LoudnessMeter
from practice_tui.adapters.audio.mixer import Mixer
from practice_tui.adapters.files.shipped import audio_folder
from practice_tui.compiler.assemble import compile_timeline
from practice_tui.compiler.parser import parse
from practice_tui.compiler.slots import Wishes
from practice_tui.domain.quantities import SAMPLE_RATE, Frames, frames

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

SCRIPT = "Title: One line\nLength: 20s to 1m\nHome: 20s\n# One\n{line} Sit well.\n[pause 1s+]\n"


def speech_like(level: float, seconds: float = 8.0, channels: int = 1, seed: int = 5) -> NDArray[np.float32]:
    """Return noise that comes and goes as syllables do."""
    times = np.arange(int(seconds * SAMPLE_RATE)) / SAMPLE_RATE
    noise = np.random.default_rng(seed).standard_normal((len(times), channels)) * 10 ** (level / 20)
    return (noise * (0.6 + 0.4 * np.sin(2 * np.pi * 4 * times))[:, None]).astype(np.float32)


def recording(folder: Path, name: str, sound: NDArray[np.float32]) -> Path:
    file = folder / name
    soundfile.write(file, sound, SAMPLE_RATE)
    return file


def heard(path: Path, levels: MeasuredLevels) -> float:
    """Return the loudness of a sitting of one line, in LUFS."""
    script = parse(SCRIPT, "one").script
    assert script is not None
    timeline = compile_timeline(script, frames(20), Wishes(lambda _speech: Frames(8 * SAMPLE_RATE)))
    mixer = Mixer(audio_folder() / "bells", lambda *_line: path, levels=levels, inline=True)
    mixer.load(timeline)
    block, meter = np.zeros((SAMPLE_RATE, 2), np.float32), LoudnessMeter(2)
    for _ in range(8):
        mixer.render(block)
        meter.add(block)
    return meter.integrated()


@pytest.mark.parametrize("channels", [1, 2])
@pytest.mark.parametrize("level", [-42.0, -30.0, -14.0])
def test_faint_and_loud_recordings_sound_alike(tmp_path: Path, level: float, channels: int) -> None:
    file = recording(tmp_path, "line.flac", np.clip(speech_like(level, channels=channels), -1, 1))

    assert heard(file, MeasuredLevels(tmp_path / "levels.json")) == pytest.approx(LOUDNESS + 3.0, abs=0.7)


def test_a_long_recording_is_measured_in_pieces_from_all_over_it(tmp_path: Path) -> None:
    quiet, loud = speech_like(-40.0, 90.0), speech_like(-20.0, 90.0)
    file = recording(tmp_path, "long.flac", np.concatenate((quiet, loud)))
    alone = recording(tmp_path, "loud.flac", speech_like(-20.0, 40.0))
    levels = MeasuredLevels(tmp_path / "levels.json")

    assert levels.gain(file) == pytest.approx(levels.gain(alone), rel=0.1), "its loud half decides"


def test_what_is_near_enough_is_played_sample_for_sample(tmp_path: Path) -> None:
    sound = speech_like(-20.0)
    meter = LoudnessMeter(1)
    meter.add(sound)
    sound *= np.float32(10 ** ((LOUDNESS + 1.0 - meter.integrated()) / 20))

    assert MeasuredLevels(tmp_path / "levels.json").gain(recording(tmp_path, "line.flac", sound)) == 1.0


def test_a_peak_is_never_driven_into_the_ceiling(tmp_path: Path) -> None:
    sound = speech_like(-45.0)
    sound[1000:1010] = 0.5

    gained = MeasuredLevels(tmp_path / "levels.json").gain(recording(tmp_path, "knock.flac", sound))

    assert 1.0 < gained <= 10 ** (-1 / 20) / 0.5 + 0.01


def test_what_is_levelled_already_is_not_looked_at(tmp_path: Path) -> None:
    file = recording(tmp_path, "line.flac", speech_like(-40.0))

    assert MeasuredLevels(tmp_path / "levels.json", [tmp_path]).gain(file) == 1.0


def test_it_is_measured_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = recording(tmp_path, "line.flac", speech_like(-40.0))
    first = MeasuredLevels(tmp_path / "levels.json")
    expected = first.gain(file)
    first.keep()

    def not_again(_path: Path) -> None:
        raise AssertionError("it was measured before")

    monkeypatch.setattr(levels_module, "_louder", not_again)
    assert MeasuredLevels(tmp_path / "levels.json").gain(file) == expected


def test_another_recording_under_the_same_name_is_measured_anew(tmp_path: Path) -> None:
    levels = MeasuredLevels(tmp_path / "levels.json")
    before = levels.gain(recording(tmp_path, "line.flac", speech_like(-40.0)))

    assert levels.gain(recording(tmp_path, "line.flac", speech_like(-30.0, seconds=7.0))) < before


@pytest.mark.parametrize("text", ["", "[]", "{", '{"a": "b"}', '{"a": 1e999}', json.dumps({"a": [1]})])
def test_a_spoilt_memory_is_no_memory(tmp_path: Path, text: str) -> None:
    (tmp_path / "levels.json").write_text(text, "utf-8")

    assert MeasuredLevels(tmp_path / "levels.json").gain(recording(tmp_path, "a.flac", speech_like(-40.0))) > 2.0


def test_what_cannot_be_measured_is_played_as_it_is(tmp_path: Path) -> None:
    levels = MeasuredLevels(tmp_path / "levels.json")
    (tmp_path / "rubbish.opus").write_bytes(b"no sound at all")

    assert levels.gain(tmp_path / "rubbish.opus") == 1.0
    assert levels.gain(tmp_path / "missing.opus") == 1.0
    assert levels.gain(recording(tmp_path, "silence.flac", np.zeros((48_000, 1), np.float32))) == 1.0


def test_a_folder_that_cannot_be_written_costs_nothing_else(tmp_path: Path) -> None:
    (tmp_path / "a file").write_text("", "utf-8")
    levels = MeasuredLevels(tmp_path / "a file" / "levels.json")

    assert levels.gain(recording(tmp_path, "a.flac", speech_like(-40.0))) > 2.0
    levels.keep()
