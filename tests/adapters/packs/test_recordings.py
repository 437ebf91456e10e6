"""Strangers' recordings: no codec runs in this process, and a child that fails has found one that can't be played."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import numpy as np
import pytest
import soundfile
from tests.adapters.packs.packs import written
from tests.hostile_packs.material import lying_flac, many_channels, sound

from practice_tui.adapters.packs import recordings
from practice_tui.adapters.packs.archive import open_pack
from practice_tui.adapters.packs.recordings import CRASHED, decode, examine, examine_all, kind_by_bytes
from practice_tui.domain.quantities import SAMPLE_RATE, Frames

if TYPE_CHECKING:
    from pathlib import Path

SECOND = Frames(SAMPLE_RATE)

CRASHES = "import os, sys; sys.stdin.read(); os.abort()"
HANGS = "import time, sys; sys.stdin.read(); time.sleep(3600)"
RAVES = "import sys; sys.stdin.read()\nwhile True: sys.stdout.buffer.write(bytes(1 << 16))"
LIES = 'import sys; sys.stdin.read(); print(\'{"frames": 1e99, "rate": 48000, "channels": 1}\')'
CLAIMS = 'import sys; sys.stdin.read(); print(\'{"frames": 48000, "rate": 48000, "channels": 1}\', flush=True)\n'
FLOODS = CLAIMS + "while True: sys.stdout.buffer.write(bytes(1 << 16))"


def child(monkeypatch: pytest.MonkeyPatch, program: str) -> None:
    """Put another program in the decoder's place."""
    monkeypatch.setattr(recordings, "COMMAND", (sys.executable, "-c", program))


@pytest.mark.parametrize(
    ("kind", "subtype", "ending"),
    [("OGG", "OPUS", "opus"), ("OGG", "VORBIS", "ogg"), ("FLAC", "PCM_16", "flac"), ("MP3", None, "mp3")],
)
def test_each_kind_is_measured_and_decoded(tmp_path: Path, kind: str, subtype: str | None, ending: str) -> None:
    file = tmp_path / f"a.{ending}"
    file.write_bytes(sound(2, kind=kind, subtype=subtype, channels=2))
    assert examine(file) == (2 * SECOND, "")
    decoded = decode(file, tmp_path / "a.wav", Frames(10 * SECOND))
    assert decoded == (2 * SECOND, "")
    info = soundfile.info(tmp_path / "a.wav")
    assert (info.frames, info.samplerate, info.channels, info.subtype) == (96_000, 48_000, 2, "PCM_16")
    assert (tmp_path / "a.wav").stat().st_mode & 0o777 == 0o600


def test_a_slower_rate_keeps_its_rate_and_is_measured_at_ours(tmp_path: Path) -> None:
    file = tmp_path / "a.mp3"
    file.write_bytes(sound(2, kind="MP3", subtype=None, rate=24_000))
    assert abs(examine(file).frames - 2 * SECOND) < SECOND // 20
    assert abs(decode(file, tmp_path / "a.wav", Frames(10 * SECOND)).frames - 2 * SECOND) < SECOND // 20
    assert soundfile.info(tmp_path / "a.wav").samplerate == 24_000


def test_an_mp3_has_no_crackle_at_any_block(tmp_path: Path) -> None:
    times = np.arange(5 * SAMPLE_RATE) / SAMPLE_RATE
    soundfile.write(tmp_path / "a.mp3", 0.3 * np.sin(2 * np.pi * 150 * times), SAMPLE_RATE, format="MP3")
    decode(tmp_path / "a.mp3", tmp_path / "a.wav", Frames(10 * SECOND))

    heard, _ = soundfile.read(tmp_path / "a.wav")

    bends = np.abs(np.diff(heard[SAMPLE_RATE // 2 : -SAMPLE_RATE // 2], n=2))
    assert bends.max() < 3 * np.median(bends), "a tone of 150 Hz bends softly, and a crackle sharply"


def test_the_bytes_decide_and_not_the_suffix(tmp_path: Path) -> None:
    file = tmp_path / "a.mp3"
    file.write_bytes(sound(kind="FLAC", subtype="PCM_16"))
    assert examine(file).frames == SECOND
    assert kind_by_bytes(b"OggS") == "ogg"
    assert kind_by_bytes(b"RIFF\0\0\0\0WAVE") == "wav"
    assert kind_by_bytes(b"\xff\xfb\x90") == "mp3"
    assert kind_by_bytes(b"") == kind_by_bytes(b"\x7fELF") == ""


def test_a_recording_is_looked_at_in_its_place_within_a_pack(tmp_path: Path) -> None:
    with open_pack(written(tmp_path / "a.practice")) as pack:
        span = pack.span("audio/en/evening/arrive.opus")
        assert examine(span) == (SECOND, "")
        assert decode(span, tmp_path / "a.wav", SECOND).frames == SECOND


def test_decoding_stops_at_its_budget(tmp_path: Path) -> None:
    file = tmp_path / "a.opus"
    file.write_bytes(sound(3))
    assert decode(file, tmp_path / "a.wav", SECOND).frames == SECOND
    assert soundfile.info(tmp_path / "a.wav").frames == SECOND


def test_many_are_answered_in_their_order(tmp_path: Path) -> None:
    contents = [sound(1), b"evil", lying_flac(48_000 * 60), sound(2), many_channels(1_024)]
    files = [tmp_path / str(number) for number in range(len(contents))]
    for file, content in zip(files, contents, strict=True):
        file.write_bytes(content)
    found = examine_all([*files, tmp_path / "absent"])
    assert [each.frames for each in found] == [SECOND, 0, 0, 2 * SECOND, 0, 0]
    assert [bool(each.reason) for each in found] == [False, True, True, False, True, True]


def test_a_child_that_crashes_has_found_what_cannot_be_played(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "a.opus"
    file.write_bytes(sound())
    child(monkeypatch, CRASHES)
    assert examine(file) == (0, CRASHED)
    assert decode(file, tmp_path / "a.wav", SECOND) == (0, CRASHED)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.opus"]


def test_after_some_crashes_no_more_is_tried(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "a.opus"
    file.write_bytes(sound())
    child(monkeypatch, CRASHES)
    reasons = [each.reason for each in examine_all([file] * 6)]
    assert reasons[:3] == [CRASHED] * 3
    assert all("wasn't tried" in reason for reason in reasons[3:])


@pytest.mark.parametrize("program", [HANGS, RAVES, LIES])
def test_a_child_that_hangs_raves_or_lies_is_ended(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, program: str
) -> None:
    file = tmp_path / "a.opus"
    file.write_bytes(sound())
    child(monkeypatch, program)
    monkeypatch.setattr(recordings, "EXAMINING_SECONDS", 0.3)
    monkeypatch.setattr(recordings, "DECODING_SECONDS", 0.3)
    assert examine(file).reason == CRASHED
    assert decode(file, tmp_path / "a.wav", SECOND).reason == CRASHED
    assert not (tmp_path / "a.wav").exists()


def test_a_child_without_end_fills_no_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "a.opus"
    file.write_bytes(sound())
    child(monkeypatch, FLOODS)
    assert decode(file, tmp_path / "a.wav", Frames(100 * SECOND)).frames == SECOND
    assert (tmp_path / "a.wav").stat().st_size < 100_000


def test_looking_loads_no_codec_into_this_process(tmp_path: Path) -> None:
    file = tmp_path / "a.opus"
    file.write_bytes(sound())
    program = (
        "import sys; from pathlib import Path\n"
        "from practice_tui.adapters.packs.recordings import decode, examine\n"
        "assert examine(Path(sys.argv[1])).frames == 48000\n"
        "assert decode(Path(sys.argv[1]), Path(sys.argv[2]), 48000).frames == 48000\n"
        "assert not {'soundfile', 'numpy', 'soxr'} & set(sys.modules)\n"
    )
    subprocess.run([sys.executable, "-c", program, file, tmp_path / "a.wav"], check=True)


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux keeps every one of these limits")
def test_the_child_may_take_no_more_memory_files_or_processes_than_it_needs(tmp_path: Path) -> None:
    program = (
        "import os, subprocess, sys, tempfile\n"
        "from practice_tui.adapters.packs import decoder\n"
        "decoder._confine_memory()\n"
        "import soundfile\n"
        "decoder._confine_the_rest()\n"
        "def fails(action):\n"
        "    try:\n"
        "        action()\n"
        "    except (MemoryError, OSError):\n"
        "        return True\n"
        "    return False\n"
        "def write():\n"
        "    with open(sys.argv[1], 'wb') as file:\n"
        "        file.write(b'evil')\n"
        "assert fails(lambda: bytearray(2 << 30))\n"
        "assert fails(write)\n"
        "assert fails(lambda: [open(os.devnull) for _ in range(100)])\n"
        "assert os.getuid() == 0 or fails(lambda: subprocess.run(['true']))\n"
    )
    subprocess.run([sys.executable, "-W", "ignore", "-c", program, tmp_path / "written"], check=True)
