"""`render`: a sitting as an audio file."""

from __future__ import annotations

import os
import pty
import re
import signal
import subprocess
import sys
from contextlib import suppress
from typing import TYPE_CHECKING, Any

import pytest
import soundfile

from practice_tui.adapters.audio.export import AudioFileExport, Tape
from practice_tui.engine.rendering import LONGEST_RING_OUT

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.room import Call

    from practice_tui.domain.quantities import Frames
    from practice_tui.engine.rendering import LinerNotes

SCRIPT = """Title: Evening settling
Length: 20s to 70m
Home: 2m
# Arriving
[bell]
{arrive} Sit in a way that is easy.
[pause 5s+]
# Closing (close)
Hear the room again.
[bell x2]
"""


@pytest.fixture
def evening(tmp_path: Path) -> str:
    """A script of the person's own."""
    file = tmp_path / "evening.txt"
    file.write_text(SCRIPT, "utf-8")
    return str(file)


@pytest.fixture
def made(tmp_path: Path) -> Path:
    """A folder for what is rendered."""
    folder = tmp_path / "made"
    folder.mkdir()
    return folder


def test_a_rendering_says_what_it_wrote(practice: Call, made: Path, evening: str) -> None:
    file = made / "a.flac"
    answer = practice("render", evening, "-m", "30s", "-o", str(file), "--json")
    assert (answer.code, answer.err) == (0, "")
    document = answer.document
    assert set(document) == {"file", "seconds", "ring_out_seconds", "peak_dbfs", "loudness_lufs"}
    assert (document["file"], document["seconds"], document["loudness_lufs"]) == (str(file), 30.0, None)
    assert 5 < document["ring_out_seconds"] <= 20
    assert -40 < document["peak_dbfs"] < -1
    assert soundfile.info(file).duration == document["seconds"] + document["ring_out_seconds"]


def test_a_shipped_practice_can_be_rendered_with_its_loudness(practice: Call, made: Path) -> None:
    document = practice("render", "silent-sit", "-m", "60s", "-o", str(made / "a.WAV"), "--loudness", "--json").document
    assert -60 < document["loudness_lufs"] < -10
    assert soundfile.info(made / "a.WAV").format == "WAV"


def test_captions_are_the_spoken_events_of_the_plan(practice: Call, made: Path) -> None:
    given = ["soothing-rhythm-breathing", "-m", "4", "--no-voice"]
    captions = made / "a.vtt"
    assert practice("render", *given, "-o", str(made / "a.flac"), "--captions", str(captions)).code == 0
    plan = practice("plan", *given, "--json").document
    spoken = [event for event in plan["events"] if event["kind"] == "speech"]
    text = captions.read_text("utf-8")
    starts = [
        int(hours) * 3600 + int(minutes) * 60 + float(rest)
        for hours, minutes, rest in re.findall(r"(\d+):(\d+):([\d.]+) -->", text)
    ]
    assert starts == [pytest.approx(event["at"], abs=0.0006) for event in spoken]
    assert all(event["text"] in text for event in spoken)


@pytest.mark.parametrize("more", [[], ["--no-voice"]])
def test_plan_sit_and_render_use_one_timeline(
    practice: Call, made: Path, monkeypatch: pytest.MonkeyPatch, more: list[str]
) -> None:
    digests: list[str] = []
    export = AudioFileExport.export

    def noting(self: AudioFileExport, sound: Any, notes: LinerNotes, *more: Any) -> Any:
        digests.append(notes.digest)
        return export(self, sound, notes, *more)

    monkeypatch.setattr(AudioFileExport, "export", noting)
    given = ["soothing-rhythm-breathing", "-m", "4", *more]
    assert practice("render", *given, "-o", str(made / "a.flac")).code == 0
    assert digests == [practice("plan", *given, "--json").document["hash"]]


def test_for_people_it_is_two_lines(practice: Call, made: Path, evening: str) -> None:
    answer = practice("render", evening, "-m", "30s", "-o", str(made / "a.flac"))
    first, second = answer.out.splitlines()
    assert first == f"{made / 'a.flac'}: 30s, and 15.0 s of ringing out"
    assert re.fullmatch(r"peak -\d+\.\d dBFS", second)
    assert answer.err == ""


def test_what_is_there_is_kept_unless_force_is_given(practice: Call, made: Path, evening: str) -> None:
    file = made / "a.flac"
    file.write_text("mine")
    given = ["render", evening, "-m", "20s", "-o", str(file)]
    answer = practice(*given)
    assert (answer.code, answer.out, file.read_text()) == (1, "", "mine")
    assert (
        answer.err
        == f"error: {file} is there already and is left as it is; choose another name, or replace it by --force\n"
    )
    assert practice(*given, "--force").code == 0
    assert soundfile.info(file).frames > 20 * 48_000


def test_a_missing_folder_is_named(practice: Call, made: Path, evening: str) -> None:
    answer = practice("render", evening, "-m", "20s", "-o", str(made / "there" / "a.flac"))
    assert answer.code == 1
    assert answer.err.startswith(f"error: there is no folder {made / 'there'}; nothing was written; ")


@pytest.mark.parametrize(
    "more",
    [
        ["-m", "20s", "-o", "a.aac"],
        ["-m", "20s", "-o", "a"],
        ["-m", "20s", "-o", "a.wav", "--captions", "a.srt"],
        ["-m", "20s"],
        ["-o", "a.wav"],
        ["-m", "soon", "-o", "a.wav"],
    ],
    ids=" ".join,
)
def test_wrong_usage_is_one_line(practice: Call, evening: str, more: list[str]) -> None:
    answer = practice("render", evening, *more)
    assert (answer.code, answer.out) == (2, "")
    assert answer.err.startswith("error: ")
    assert answer.err.count("\n") == 1


def test_an_unknown_format_names_the_known_ones(practice: Call, evening: str) -> None:
    assert ".wav, .flac, .ogg, .opus or .mp3" in practice("render", evening, "-m", "20s", "-o", "a.aac").err


def test_an_unreachable_length_names_the_shortest_and_the_longest(practice: Call, made: Path, evening: str) -> None:
    answer = practice("render", evening, "-m", "5s", "-o", str(made / "a.wav"))
    assert (answer.code, list(made.iterdir())) == (1, [])
    assert "it goes from 20s to 1h10m" in answer.err


def test_an_open_ended_sitting_can_not_be_rendered(practice: Call, made: Path) -> None:
    answer = practice("render", "silent-sit", "-m", "open", "-o", str(made / "a.wav"))
    assert answer.code == 1
    assert "give a length such as -m 20m" in answer.err


@pytest.mark.parametrize("name", ["SIGINT", "SIGTERM", "SIGHUP"])
def test_stopped_half_way_it_leaves_nothing(
    practice: Call, made: Path, evening: str, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    read = Tape.read
    starts: list[int] = []

    def reading(tape: Tape, start: Frames) -> Any:
        starts.append(start)
        if len(starts) == 10:
            assert len(list(made.iterdir())) == 1
            signal.raise_signal(signal.Signals[name])
        return read(tape, start)

    monkeypatch.setattr(Tape, "read", reading)
    before = signal.getsignal(signal.Signals[name])
    answer = practice("render", evening, "-m", "10", "-o", str(made / "a.wav"), "--captions", str(made / "a.vtt"))
    assert (answer.code, answer.out, list(made.iterdir())) == (1, "", [])
    assert answer.err.startswith("error: stopped before it was done")
    assert len(starts) == 10
    assert signal.getsignal(signal.Signals[name]) == before


def test_on_a_terminal_it_shows_how_far_it_is(made: Path, evening: str, home: Path) -> None:
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "practice_tui", "render", evening, "-m", "2", "-o", str(made / "a.flac"), "--json"]
    environment = {**os.environ, "PRACTICE_HOME": str(home), "TERM": "xterm"}
    shown = b""
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=theirs, env=environment) as running:
        os.close(theirs)
        with suppress(OSError):  # a terminal whose other end is gone ends by an error
            while piece := os.read(ours, 4096):
                shown += piece
        document = running.communicate()[0]
    os.close(ours)
    assert running.returncode == 0
    assert document.startswith(b'{"file"')
    assert b"rendering" in shown
    assert b"100%" in shown


MEMORY = """
import re, resource, sys
from pathlib import Path
from practice_tui.cli.program import run
assert run(sys.argv[1:]) == 0
status = Path("/proc/self/status")  # on Linux the other figure is never less than what the process that forked us took
own = re.search(r"VmHWM:\\s+(\\d+) kB", status.read_text()) if status.exists() else None
print(own[1] if own else resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""


def test_an_hour_takes_little_memory(made: Path, evening: str, home: Path) -> None:
    command = [sys.executable, "-c", MEMORY, "render", evening, "-m", "60", "-o", str(made / "a.flac")]
    environment = {**os.environ, "PRACTICE_HOME": str(home)}
    done = subprocess.run(command, capture_output=True, text=True, check=True, env=environment)
    kibibytes = int(done.stdout.splitlines()[-1]) // (1024 if sys.platform == "darwin" else 1)
    assert 3600 < soundfile.info(made / "a.flac").duration <= 3600 + LONGEST_RING_OUT / 48_000
    assert kibibytes < 200 * 1024
