"""Every line that ships has its recording, whole, of its words, at its loudness; and every script still fits."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import numpy as np
import pytest
import soundfile
from tests.narration.judgement import faults_of_sound
from tests.narration.passages import every_script, folder_of

from practice_tui.adapters.files.recordings import Recordings, words_hash
from practice_tui.adapters.files.shipped import audio_folder
from practice_tui.compiler.diagnostics import Severity
from practice_tui.compiler.linter import lint
from practice_tui.domain.script import Script, speeches

if TYPE_CHECKING:
    from pathlib import Path

    from tests.narration.passages import Passage

    from practice_tui.domain.quantities import Frames
    from practice_tui.domain.script import Speech

LARGEST = 25_000_000
SPOKEN = [script for script in every_script() if speeches(script)]


@pytest.fixture(params=SPOKEN, ids=lambda script: script.id)
def script(request: pytest.FixtureRequest) -> Script:
    found: Script = request.param
    return found


def test_every_passage_has_a_recording_of_its_words_that_the_shelf_finds(script: Script) -> None:
    def not_measured(path: Path) -> Frames | None:
        raise AssertionError(f"{path} isn't in the index as it is")

    recordings = Recordings(folder_of(script), not_measured)
    for speech in speeches(script):
        assert recordings.path(speech.cue, speech.text) == folder_of(script) / f"{speech.cue}.opus"
        assert recordings.length(speech.cue, speech.text) is not None


def test_the_index_tells_the_truth_and_nothing_else_lies_there(script: Script) -> None:
    folder = folder_of(script)
    index = json.loads((folder / "recordings.json").read_text("utf-8"))

    assert {file.name for file in folder.iterdir()} == {"recordings.json"} | {f"{cue}.opus" for cue in index}
    assert index.keys() == {speech.cue for speech in speeches(script)}
    for speech in speeches(script):
        file, entry = folder / f"{speech.cue}.opus", index[speech.cue]
        about = soundfile.info(file)
        assert (about.format, about.subtype, about.channels, about.samplerate) == ("OGG", "OPUS", 1, 48_000)
        assert entry["words"] == words_hash(speech.text)
        assert entry["bytes"] == file.stat().st_size
        assert entry["frames"] == about.frames
        assert entry["made"]


def test_no_recording_is_silent_cut_loud_or_hurried(passages: list[Passage], script: Script) -> None:
    faults = {
        passage.cue: found
        for passage in passages
        if passage.script == script.id
        and (found := faults_of_sound(soundfile.read(passage.file, dtype="float32")[0], passage.text))
    }

    assert faults == {}


def test_with_its_voice_a_script_has_every_length_it_promises(script: Script) -> None:
    recordings = Recordings(folder_of(script), lambda _path: None)

    def length(speech: Speech, /) -> Frames | None:
        return recordings.length(speech.cue, speech.text)

    findings = lint(script, length)

    assert [found for found in findings if found.severity is Severity.ERROR] == []
    assert [found for found in findings if found.code in {"tight-at-the-short-end", "no-recording"}] == []


def test_all_of_it_is_small_enough_to_travel_along() -> None:
    files = [file for file in (audio_folder() / "voice").rglob("*") if file.is_file()]

    assert sum(file.stat().st_size for file in files) < LARGEST


def test_where_it_comes_from_stands_beside_it() -> None:
    origin = (audio_folder() / "voice" / "ORIGIN.md").read_text("utf-8")

    assert "cmu_us_slt_arctic_hts" in origin
    assert "Carnegie Mellon University" in origin
    assert "CC-BY-4.0" in origin


@pytest.mark.parametrize(
    ("spoilt", "fault"),
    [
        (lambda sound: sound * 0, "it is silent"),
        (lambda sound: sound[: np.abs(sound).argmax()], "it is cut off at its end"),
        (lambda sound: sound * np.float32(0.5), "its loudness is"),
        (lambda sound: sound * np.float32(12), "its true peak is"),
        (lambda sound: np.pad(sound, (48_000, 0)), "it begins with silence"),
        (lambda sound: np.insert(sound, len(sound) // 2, np.zeros(96_000, np.float32)), "it falls silent"),
        (lambda sound: sound[::3], "it has"),
    ],
)
def test_a_spoilt_recording_is_noticed(passages: list[Passage], spoilt: object, fault: str) -> None:
    passage = max(passages, key=lambda each: len(each.text))
    sound = soundfile.read(passage.file, dtype="float32")[0]
    assert callable(spoilt)

    assert any(found.startswith(fault) for found in faults_of_sound(spoilt(sound), passage.text))
