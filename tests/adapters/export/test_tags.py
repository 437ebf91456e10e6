"""Titles and chapters, as other programs read them."""

from __future__ import annotations

import json
import shutil
import subprocess
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import pytest
import soundfile
from hypothesis import given
from hypothesis import strategies as st
from tests.adapters.export.pieces import ENDINGS, SCRIPT, exported, script_of, timeline_of

from practice_tui.adapters.tags.ogg import checksum
from practice_tui.domain.quantities import Frames, seconds
from practice_tui.engine.rendering import Chapter, chapters

if TYPE_CHECKING:
    from pathlib import Path

    from practice_tui.engine.rendering import Rendering

    Evening = dict[str, tuple[Path, Rendering]]

HOSTILE = "]]></x>\u2067 TITLE=a; rm -rf ~ `id` $(id) %s %n 'q' \"q\" \\ --> 静か \U0001f514 " + "a" * 500

needs_ffprobe = pytest.mark.skipif(not shutil.which("ffprobe"), reason="needs ffprobe (Debian: ffmpeg)")


def probed(file: Path) -> dict[str, Any]:
    """Return what ffprobe says of a file: its texts, by names in lower case, and its chapters."""
    command = ["ffprobe", "-v", "error", "-show_format", "-show_streams", "-show_chapters", "-of", "json", str(file)]
    answer = json.loads(subprocess.run(command, capture_output=True, check=True).stdout)
    texts = {**answer["streams"][0].get("tags", {}), **answer["format"].get("tags", {})}
    return {
        "tags": {name.lower(): text for name, text in texts.items()},
        "chapters": [
            (float(chapter["start_time"]), float(chapter["end_time"]), chapter["tags"]["title"])
            for chapter in answer["chapters"]
        ],
    }


def read_chunks(content: bytes) -> list[tuple[bytes, bytes]]:
    """Return the chunks of a RIFF body, strictly: padded, and ending where it ends."""
    found = []
    at = 0
    while at < len(content):
        size = int.from_bytes(content[at + 4 : at + 8], "little")
        found.append((content[at : at + 4], content[at + 8 : at + 8 + size]))
        at += 8 + size + size % 2
    assert at == len(content)
    return found


@pytest.mark.parametrize("ending", ENDINGS)
def test_libsndfile_reads_the_texts(evening: Evening, ending: str) -> None:
    with soundfile.SoundFile(evening[ending][0]) as file:
        assert (file.title, file.artist) == ("Evening settling", "Jo Röntgen")


@needs_ffprobe
@pytest.mark.parametrize("ending", ENDINGS)
def test_ffprobe_reads_the_texts(evening: Evening, ending: str) -> None:
    tags = probed(evening[ending][0])["tags"]
    assert (tags["title"], tags["artist"]) == ("Evening settling", "Jo Röntgen")
    assert tags.get("license", tags.get("copyright")) == "CC0-1.0"
    assert tags.get("comment", tags.get("description")) == "Arrive, breathe, close."


@needs_ffprobe
@pytest.mark.parametrize("ending", ENDINGS)
def test_a_chapter_a_part_where_the_part_begins(evening: Evening, ending: str) -> None:
    found = probed(evening[ending][0])["chapters"]
    planned = chapters(timeline_of(script_of()))
    assert [name for _, _, name in found] == ["Arriving", "Breathing", "Closing"]
    for (start, end, _), chapter in zip(found, planned, strict=True):
        assert start == pytest.approx(seconds(chapter.start), abs=0.0006)
        if chapter is not planned[-1]:  # where a format names beginnings only, the last one lasts as long as the sound
            assert end == pytest.approx(seconds(chapter.end), abs=0.0006)
    assert len(found) == 3


def test_chapters_are_contiguous_to_the_frame() -> None:
    timeline = timeline_of(script_of())
    planned = chapters(timeline)
    assert (planned[0].start, planned[-1].end) == (0, timeline.length)
    assert all(before.end == after.start for before, after in pairwise(planned))


def test_two_parts_of_one_name_are_two_chapters() -> None:
    same = SCRIPT.replace("# Breathing", "# Arriving again").replace("# Closing (close)", "# Arriving  again, at last")
    assert len(chapters(timeline_of(script_of(same)))) == 3


@needs_ffprobe
@pytest.mark.parametrize("ending", [".wav", ".flac", ".ogg", ".mp3"])
def test_hostile_texts_are_texts_and_nothing_else(tmp_path: Path, evening: Evening, ending: str) -> None:
    chapter = Chapter(Frames(0), Frames(96_000), HOSTILE)
    exported(tmp_path / f"a{ending}", title=HOSTILE, author=HOSTILE * 130, chapters=(chapter,))
    found = probed(tmp_path / f"a{ending}")
    assert found["tags"]["title"] == HOSTILE
    title = found["chapters"][0][2]
    assert title == (HOSTILE if ending != ".wav" else HOSTILE[: len(title)])  # ffprobe reads 512 bytes of a label
    assert len(title) > 500
    assert "a; rm -rf ~ `id`" not in found["tags"]
    usual, other = (soundfile.read(file, dtype="int32")[0] for file in (evening[ending][0], tmp_path / f"a{ending}"))
    assert (usual == other).all()


@needs_ffprobe
@pytest.mark.parametrize("ending", [".ogg", ".mp3"])
def test_more_parts_than_a_table_can_name_become_one_at_the_end(tmp_path: Path, ending: str) -> None:
    parts = "".join(f"# Part {number}\n[pause 100s+]\n" for number in range(300))
    text = f"Title: Many\nLength: 1h to 10h\nHome: 9h\n{parts}"
    many = chapters(timeline_of(script_of(text), 9 * 3600))
    exported(tmp_path / f"a{ending}", chapters=many)
    assert (len(many), many[-1].end) == (255, 9 * 3600 * 48_000)
    assert [name for _, _, name in probed(tmp_path / f"a{ending}")["chapters"]] == [chapter.name for chapter in many]


@pytest.mark.parametrize(
    ("ending", "command"),
    [
        (".flac", ["flac", "--test", "--warnings-as-errors", "--silent"]),
        (".flac", ["metaflac", "--list"]),
        (".ogg", ["ogginfo"]),
        (".opus", ["opusinfo"]),
        (".mp3", ["ffmpeg", "-v", "error", "-xerror", "-f", "null", "-", "-i"]),
    ],
    ids=lambda value: value if isinstance(value, str) else value[0],
)
def test_the_formats_own_programs_find_nothing_wrong(tmp_path: Path, ending: str, command: list[str]) -> None:
    if not shutil.which(command[0]):
        pytest.skip(f"needs {command[0]} (Debian: flac, vorbis-tools, opus-tools, ffmpeg)")
    exported(tmp_path / f"a{ending}", author=HOSTILE * 130)
    done = subprocess.run([*command, str(tmp_path / f"a{ending}")], capture_output=True, text=True, check=True)
    assert "warning" not in (done.stdout + done.stderr).lower()


def test_the_chunks_of_a_wav_file_are_well_formed(tmp_path: Path) -> None:
    exported(tmp_path / "a.wav", title="odd")
    content = (tmp_path / "a.wav").read_bytes()
    assert int.from_bytes(content[4:8], "little") == len(content) - 8
    chunks = read_chunks(content[12:])
    assert [kind for kind, _ in chunks] == [b"fmt ", b"data", b"LIST", b"cue ", b"LIST"]
    cue, labels = chunks[3][1], read_chunks(chunks[4][1][4:])
    starts = [int.from_bytes(cue[4 + 24 * index + 20 :][:4], "little") for index in range(cue[0])]
    assert starts == [chapter.start for chapter in chapters(timeline_of(script_of()))]
    assert [label[4:] for _, label in labels] == [b"Arriving\0", b"Breathing\0", b"Closing\0"]


@given(st.binary(max_size=300))
def test_the_checksum_is_the_one_that_ogg_describes(page: bytes) -> None:
    register = 0
    for byte in page:
        register ^= byte << 24
        for _ in range(8):
            register = (register << 1 ^ 0x04C11DB7 if register >> 31 else register << 1) & 0xFFFFFFFF
    assert checksum(page) == register
