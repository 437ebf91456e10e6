"""A pack narrated: what is spoken, what is left, what is never touched."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
import soundfile
from tests.adapters.voice.stand_ins import Hummer, hum

from practice_tui.adapters.audio.recordings import Unplayable, measured
from practice_tui.adapters.files.recordings import Recordings, words_hash
from practice_tui.adapters.voice import sound_files
from practice_tui.adapters.voice.narrate import narrate_pack
from practice_tui.domain.errors import NotFound, NotSaved, ScriptRefused, VoiceFailed

if TYPE_CHECKING:
    from pathlib import Path

    from practice_tui.domain.quantities import Frames
    from practice_tui.engine.narration import Narrated

SCRIPT = """\
Title: Evening
Length: 1m to 20m
Home: 5m
Language: en
Voice pace: {pace}

# Arriving
{{arrive}} Sit still.
[pause 5s+]
[silence 20s+ every 10s: {{again}} "Still here."]

# Closing (close)
{{close}} {close}
[bell]
"""


def measure(path: Path) -> Frames | None:
    try:
        return measured(path)
    except Unplayable:
        return None


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    folder = tmp_path / "pack"
    write_script(folder)
    return folder


def write_script(pack: Path, close: str = "Hear the room.", pace: int = 110) -> None:
    (pack / "scripts").mkdir(parents=True, exist_ok=True)
    (pack / "scripts" / "evening.txt").write_text(SCRIPT.format(close=close, pace=pace), "utf-8")


def narrated(pack: Path, voice: Hummer | None = None, **more: Any) -> Narrated:
    return narrate_pack(pack, voice or Hummer(), measure, **more)


def index(pack: Path) -> dict[str, Any]:
    read: dict[str, Any] = json.loads((pack / "audio/en/evening/recordings.json").read_text("utf-8"))
    return read


def test_every_passage_is_spoken_reminders_too_and_found_by_who_plays_them(pack: Path) -> None:
    told: list[tuple[int, int]] = []

    result = narrated(pack, progress=lambda done, of: told.append((done, of)))

    assert result.made == ["evening/arrive", "evening/again", "evening/close"]
    assert told == [(1, 3), (2, 3), (3, 3)]
    recordings = Recordings(pack / "audio/en/evening", lambda _path: None)
    length = recordings.length("close", "Hear the room.")
    assert length == measured(pack / "audio/en/evening/close.opus")
    assert result.frames == sum(entry["frames"] for entry in index(pack).values())
    assert result.size == sum(file.stat().st_size for file in (pack / "audio/en/evening").glob("*.opus"))
    assert index(pack)["close"]["words"] == words_hash("Hear the room.")


def test_a_finished_recording_has_been_spoken(pack: Path) -> None:
    audio = pack / "audio/en/walk"
    audio.mkdir(parents=True)
    (pack / "scripts/walk.txt").write_text("Title: Walk\nRecording: whole.opus\n", "utf-8")
    (audio / "whole.vtt").write_text("WEBVTT\n\n00:01.000 --> 00:03.000\nWalk.\n", "utf-8")
    (audio / "whole.opus").write_bytes(b"sound")

    result = narrated(pack)

    assert [name for name in result.made if name.startswith("walk/")] == result.unknown == []
    assert sorted(file.name for file in audio.iterdir()) == ["whole.opus", "whole.vtt"]


def test_the_files_are_opus_in_one_channel(pack: Path) -> None:
    narrated(pack)

    about = soundfile.info(pack / "audio/en/evening/arrive.opus")
    assert (about.subtype, about.channels, about.samplerate) == ("OPUS", 1, 48_000)


def test_a_second_time_nothing_is_spoken_and_nothing_written(pack: Path) -> None:
    first = narrated(pack)
    before = {file: file.stat().st_mtime_ns for file in (pack / "audio").rglob("*")}
    voice = Hummer()

    second = narrated(pack, voice)

    assert voice.said == []
    assert second.made == []
    assert second.kept == first.made
    assert (second.frames, second.size) == (first.frames, first.size)
    assert {file: file.stat().st_mtime_ns for file in (pack / "audio").rglob("*")} == before


def test_only_changed_words_are_spoken_again(pack: Path) -> None:
    narrated(pack)
    write_script(pack, close="Hear the rain.")

    assert narrated(pack).made == ["evening/close"]
    assert index(pack)["close"]["words"] == words_hash("Hear the rain.")


@pytest.mark.parametrize("change", ["voice", "pace", "lost file", "broken file"])
def test_another_voice_another_pace_or_a_lost_file_is_spoken_again(pack: Path, change: str) -> None:
    narrated(pack)
    voice = Hummer("hum:high" if change == "voice" else "hum:low")
    if change == "pace":
        write_script(pack, pace=90)
    if change == "lost file":
        (pack / "audio/en/evening/close.opus").unlink()
    if change == "broken file":
        (pack / "audio/en/evening/close.opus").write_bytes(b"OggS")

    made = narrated(pack, voice).made

    assert made == (["evening/close"] if "file" in change else ["evening/arrive", "evening/again", "evening/close"])


def test_what_the_script_no_longer_has_is_taken_away(pack: Path) -> None:
    narrated(pack)
    script = pack / "scripts/evening.txt"
    script.write_text(script.read_text("utf-8").replace("{close}", "{ending}"), "utf-8")

    result = narrated(pack)

    assert result.removed == ["evening/close"]
    assert result.made == ["evening/ending"]
    assert not (pack / "audio/en/evening/close.opus").exists()
    assert set(index(pack)) == {"arrive", "again", "ending"}


def test_a_persons_own_recordings_are_never_touched(pack: Path) -> None:
    folder = pack / "audio/en/evening"
    folder.mkdir(parents=True)
    for cue in ("arrive", "close", "gone"):
        soundfile.write(folder / f"{cue}.flac", hum(2.5, rate=48_000), 48_000)
    words = {"arrive": "Sit still.", "close": "Other words."}
    entries = {cue: {"words": words_hash(text)} for cue, text in words.items()}
    (folder / "recordings.json").write_text(json.dumps(entries), "utf-8")
    before = {file.name: file.read_bytes() for file in folder.glob("*.flac")}

    result = narrated(pack)

    assert (result.own, result.outdated, result.unknown) == (["evening/arrive"], ["evening/close"], ["evening/gone"])
    assert result.made == ["evening/again"]
    assert {file.name: file.read_bytes() for file in folder.glob("*.flac")} == before
    assert {cue: index(pack)[cue] for cue in entries} == entries


def test_recordings_can_go_elsewhere(pack: Path, tmp_path: Path) -> None:
    narrated(pack, into=tmp_path / "voice")

    assert (tmp_path / "voice/en/evening/close.opus").is_file()
    assert not (pack / "audio").exists()


def test_an_index_that_is_no_index_is_made_anew(pack: Path) -> None:
    narrated(pack)
    (pack / "audio/en/evening/recordings.json").write_text("[" * 100_000, "utf-8")

    assert narrated(pack).own == ["evening/arrive", "evening/again", "evening/close"]


def test_one_line_that_fails_is_reported_and_the_others_spoken(pack: Path) -> None:
    write_script(pack, close="(…)")

    result = narrated(pack)

    assert result.made == ["evening/arrive", "evening/again"]
    assert [name for name, _ in result.failed] == ["evening/close"]


def test_a_broken_engine_ends_it_and_what_was_spoken_stays(pack: Path) -> None:
    class Hoarse(Hummer):
        def speak(self, words: str, words_a_minute: float, into: Path) -> None:
            self.fails = bool(self.said)
            super().speak(words, words_a_minute, into)

    script = pack / "scripts/evening.txt"
    script.write_text(script.read_text("utf-8").replace("[bell]", "[bell]\nOne.\n[pause 1s]\nTwo.\n"), "utf-8")

    with pytest.raises(VoiceFailed, match="has a cold; 1 passages were spoken before and are kept"):
        narrated(pack, Hoarse())

    assert set(index(pack)) == {"arrive"}


def test_a_full_disk_says_so_and_keeps_what_was_there(pack: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    narrated(pack)
    before = index(pack)
    write_script(pack, close="Hear the rain.")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(sound_files, "write_opus", full)
    with pytest.raises(NotSaved, match="No space left on device"):
        narrated(pack)

    assert index(pack) == before


def test_a_script_with_mistakes_stops_it_before_a_word_is_spoken(pack: Path) -> None:
    (pack / "scripts/broken.txt").write_text("Title: x\n", "utf-8")
    voice = Hummer()

    with pytest.raises(ScriptRefused, match=r"broken\.txt has mistakes and nothing was spoken"):
        narrated(pack, voice)

    assert voice.said == []


def test_a_folder_without_scripts_is_no_pack(tmp_path: Path) -> None:
    with pytest.raises(NotFound, match="no scripts"):
        narrated(tmp_path)


def test_a_draft_is_never_left_behind(pack: Path) -> None:
    narrated(pack)

    assert not [file for file in pack.rglob("*") if ".new" in file.name]
