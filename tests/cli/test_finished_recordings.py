"""Finished recordings on the command line: listed, shown, checked, planned, sat, rendered and captioned like any."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
import soundfile
from tests.cli.plain_rig import sit
from tests.compiler.walks import CAPTIONS, HEADER, RIGID, SOUND

from practice_tui.domain.quantities import SAMPLE_RATE
from practice_tui.domain.record import Ending

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.room import Call, Room

SECONDS = SOUND / SAMPLE_RATE


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """What is recorded; encoding it takes a while."""
    path = tmp_path_factory.mktemp("sound") / "whole.opus"
    time = np.arange(SOUND) / SAMPLE_RATE
    tone = 0.2 * np.sin(2 * np.pi * 330 * time)
    soundfile.write(path, tone, SAMPLE_RATE, format="OGG", subtype="OPUS")
    return path.read_bytes()


@pytest.fixture
def folder(tmp_path: Path, sound: bytes) -> Path:
    """A folder of somebody's, with a recording that has one length."""
    place = tmp_path / "walks"
    place.mkdir()
    (place / "walk.txt").write_text(HEADER, "utf-8")
    (place / "whole.vtt").write_text(RIGID, "utf-8")
    (place / "whole.opus").write_bytes(sound)
    return place


@pytest.fixture
def walk(folder: Path) -> str:
    """The script of that recording."""
    return str(folder / "walk.txt")


def stretch(folder: Path) -> None:
    """Write a pause into the recording that can stretch."""
    (folder / "whole.vtt").write_text(CAPTIONS, "utf-8")


def test_it_is_shown_with_its_one_length_and_its_words(practice: Call, walk: str) -> None:
    lines = practice("show", walk).out.splitlines()
    assert lines[0] == "A short walk"
    assert "walk, 25s; present-moment, starting" in lines
    assert "    Stand still and easy." in lines
    assert [part["name"] for part in practice("show", walk, "--json").document["parts"]] == [
        "Arriving",
        "Walking",
        "Closing",
    ]


def test_it_is_planned_at_its_length_whether_or_not_that_is_named(practice: Call, walk: str, folder: Path) -> None:
    plan = practice("plan", walk, "--json").document
    assert plan["seconds"] == SECONDS
    assert practice("plan", walk, "-m", "25s", "--no-voice", "--json").document == plan
    refused = practice("plan", walk, "-m", "26s")
    assert (refused.code, refused.err) == (1, "error: A short walk can't be 26s long; it lasts 25s\n")
    stretch(folder)
    asked = practice("plan", walk)
    assert (asked.code, asked.err) == (2, "error: -m LEN is missing; walk goes from 35s to 1h, such as -m 35s\n")
    assert practice("plan", walk, "-m", "10m", "--json").document["seconds"] == 600.0


def test_what_is_wrong_is_named_with_the_file_it_is_in(practice: Call, walk: str, folder: Path) -> None:
    assert practice("check", walk).out == f"{walk}: nothing to mend\n"
    (folder / "whole.vtt").write_text(RIGID.replace("00:05.500", "00:03.000"), "utf-8")
    answer = practice("check", walk, "--json")
    (found,) = answer.document
    assert answer.code == 1
    assert (found["file"], found["line"], found["column"], found["code"]) == (
        str(folder / "whole.vtt"),
        10,
        1,
        "captions-overlap",
    )
    assert f"{folder / 'whole.vtt'}:10:1: this caption begins before" in practice("plan", walk).err


@pytest.mark.parametrize("broken", [b"", b"OggS" + bytes(100), None])
def test_without_sound_that_can_be_had_it_is_a_script_all_the_same(
    practice: Call, walk: str, folder: Path, broken: bytes | None
) -> None:
    sound = folder / "whole.opus"
    sound.unlink() if broken is None else sound.write_bytes(broken)
    answer = practice("check", walk, "--json")
    assert (answer.code, [found["code"] for found in answer.document]) == (0, ["no-sound"])
    rendered = practice("render", walk, "-o", str(folder / "out.flac"), "--json")
    assert (rendered.code, rendered.document["seconds"], rendered.document["peak_dbfs"]) == (0, 23.0, None)


def test_it_renders_as_it_was_recorded_and_its_captions_come_back(practice: Call, walk: str, folder: Path) -> None:
    made = folder / "again.flac"
    answer = practice("render", walk, "-o", str(made), "--captions", str(folder / "again.vtt"), "--json")
    assert answer.document["seconds"] == SECONDS
    recorded, _ = soundfile.read(folder / "whole.opus")
    rendered, _ = soundfile.read(made)
    inner = slice(1_000, len(recorded) - 2_000)
    level = np.abs(rendered[inner, 0]).max() / np.abs(recorded[inner]).max()
    assert np.abs(rendered[inner, 0] - level * recorded[inner]).max() < 2e-3
    (folder / "again.txt").write_text(HEADER.replace("whole.opus", "again.flac"), "utf-8")
    first, second = (practice("plan", str(folder / f"{name}.txt"), "--json").document for name in ("walk", "again"))
    parts = [
        [(event["at"], event["for"], event["part"], event["text"]) for event in plan["events"]]
        for plan in (first, second)
    ]
    assert parts[0] == parts[1]


def test_without_a_voice_it_is_as_long_and_silent(practice: Call, walk: str, folder: Path) -> None:
    answer = practice("render", walk, "--no-voice", "-o", str(folder / "out.flac"), "--json")
    assert (answer.document["seconds"], answer.document["peak_dbfs"]) == (SECONDS, None)


def test_it_is_sat_in_lines_and_gone_through_by_keys(room: Room, walk: str) -> None:
    room.services.shelf.read_file(walk)
    sat = sit(room, "walk", SECONDS, {2: "n", 4: "n", 6: "p", 8: "p"})
    assert sat.lines[0].startswith("A short walk, 25s; sound: ")
    assert sat.lines[1].endswith("n next line, p line before")
    words = [line.split("  ", 1)[1] for line in sat.lines[2:]]
    assert words[:5] == [
        "Stand still and easy.",
        "Feel both feet.",
        "Begin to walk.",
        "Feel both feet.",
        "Stand still and easy.",
    ]
    assert words[-1] == "Come to a stand."
    assert sat.ended.record.ending is Ending.FINISHED
    assert sat.ended.record.seconds == pytest.approx(sat.player.timeline.length / SAMPLE_RATE)


def test_other_practices_say_nothing_of_lines(room: Room) -> None:
    sat = sit(room, "steadying", 60, {5: "n"})
    assert not sat.lines[1].endswith("n next line, p line before")
    assert any("only finished recordings have lines" in line for line in sat.lines)


def test_in_a_pack_it_lies_with_the_audio(practice: Call, folder: Path) -> None:
    scripts, audio = folder / "pack/scripts", folder / "pack/audio/en/walk"
    scripts.mkdir(parents=True)
    audio.mkdir(parents=True)
    (folder / "walk.txt").rename(scripts / "walk.txt")
    for name in ("whole.vtt", "whole.opus"):
        (folder / name).rename(audio / name)
    plan = practice("plan", str(scripts / "walk.txt"), "--json").document
    assert plan["seconds"] == SECONDS
