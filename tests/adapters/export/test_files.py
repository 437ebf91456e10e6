"""A file appears when it is whole, replaces nothing unasked, and leaves nothing behind where it fails."""

from __future__ import annotations

import resource
import shutil
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest
import soundfile
from tests.adapters.export.pieces import ENDINGS, exported, script_of

from practice_tui.adapters.audio import encodings
from practice_tui.adapters.audio.export import AudioFileExport
from practice_tui.domain.errors import NotSaved
from practice_tui.domain.quantities import frames
from practice_tui.engine.rendering import AUDIO_ENDINGS, RenderRequest

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from practice_tui.domain.quantities import Frames
    from practice_tui.engine.rendering import LinerNotes, Rendering

    Evening = dict[str, tuple[Path, Rendering]]


@contextmanager
def files_no_larger_than(size: int) -> Iterator[None]:
    """Refuse writes past `size` bytes, as a full disk refuses them; Python ignores the signal that comes with it."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def test_every_ending_that_is_promised_has_its_format() -> None:
    assert set(encodings.ENCODINGS) == set(AUDIO_ENDINGS) == set(ENDINGS)


@pytest.mark.parametrize("ending", ENDINGS)
@pytest.mark.parametrize("size", [0, 30_000])
def test_where_the_disk_is_full_nothing_is_left(tmp_path: Path, ending: str, size: int) -> None:
    with files_no_larger_than(size), pytest.raises(NotSaved, match=r"could not be written .* nothing was left behind"):
        exported(tmp_path / f"a{ending}", captions=tmp_path / "a.vtt")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("ending", ENDINGS)
def test_a_file_that_could_not_be_tagged_is_not_kept(tmp_path: Path, evening: Evening, ending: str) -> None:
    shutil.copy(evening[ending][0], tmp_path)
    whole = (tmp_path / f"a{ending}").stat().st_size
    with files_no_larger_than(whole - 100), pytest.raises(NotSaved):
        exported(tmp_path / f"a{ending}", replaces=True)
    assert [(file.name, file.stat().st_size) for file in tmp_path.iterdir()] == [(f"a{ending}", whole)]


@pytest.mark.parametrize("ending", ENDINGS)
def test_a_file_that_lost_its_end_is_not_kept(tmp_path: Path, ending: str, monkeypatch: pytest.MonkeyPatch) -> None:
    encoding = encodings.ENCODINGS[ending]

    def cut(plain: Path, notes: LinerNotes) -> Path:
        tagged = encoding.tag(plain, notes)
        with tagged.open("r+b") as file:
            file.truncate(tagged.stat().st_size // 2)
        return tagged

    monkeypatch.setitem(encodings.ENCODINGS, ending, encoding._replace(tag=cut))
    with pytest.raises(NotSaved):
        exported(tmp_path / f"a{ending}")
    assert list(tmp_path.iterdir()) == []


def test_stopped_half_way_nothing_is_left(tmp_path: Path) -> None:
    told: list[tuple[Frames, Frames]] = []

    def watch(done: Frames, total: Frames) -> None:
        told.append((done, total))
        assert [file.name for file in tmp_path.iterdir()] != ["a.flac"]
        if done > total // 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        exported(tmp_path / "a.flac", watch=watch)
    assert list(tmp_path.iterdir()) == []
    assert len(told) > 10


def test_the_watch_is_told_of_everything(tmp_path: Path) -> None:
    told: list[tuple[Frames, Frames]] = []
    rendering = exported(tmp_path / "a.wav", watch=lambda done, total: told.append((done, total)))
    assert [done for done, _ in told] == sorted({done for done, _ in told})
    assert told[-1] == (rendering.length + rendering.ring_out,) * 2


def test_what_is_there_is_left_as_it_is(tmp_path: Path) -> None:
    for kept, audio in (("a.flac", "a.flac"), ("b.vtt", "b.flac")):
        (tmp_path / kept).write_text("mine")
        with pytest.raises(NotSaved, match="--force"):
            exported(tmp_path / audio, captions=tmp_path / "b.vtt")
        assert (tmp_path / kept).read_text() == "mine"
    assert sorted(file.name for file in tmp_path.iterdir()) == ["a.flac", "b.vtt"]


def test_what_is_there_is_replaced_where_that_is_wished(tmp_path: Path) -> None:
    (tmp_path / "a.flac").write_text("mine")
    (tmp_path / "a.vtt").write_text("mine")
    exported(tmp_path / "a.flac", captions=tmp_path / "a.vtt", replaces=True)
    assert soundfile.info(tmp_path / "a.flac").frames > frames(16)
    assert (tmp_path / "a.vtt").read_text().startswith("WEBVTT")


def test_what_appears_while_it_renders_is_left_as_it_is(tmp_path: Path) -> None:
    def watch(done: Frames, total: Frames) -> None:
        if done == total:
            (tmp_path / "a.flac").write_text("mine")

    with pytest.raises(NotSaved, match="is there already"):
        exported(tmp_path / "a.flac", watch=watch)
    assert [file.read_text() for file in tmp_path.iterdir()] == ["mine"]


def test_only_plain_files_are_replaced(tmp_path: Path) -> None:
    (tmp_path / "folder.wav").mkdir()
    (tmp_path / "dangling.wav").symlink_to(tmp_path / "nowhere")
    for name in ("folder.wav", "dangling.wav"):
        with pytest.raises(NotSaved, match="no plain file"):
            exported(tmp_path / name, replaces=True)


@pytest.mark.parametrize("place", ["missing/a.wav", "file/a.wav", f"{'x' * 300}.wav"])
def test_a_bad_place_is_refused_before_anything_is_rendered(tmp_path: Path, place: str) -> None:
    (tmp_path / "file").touch()

    def watch(_done: Frames, _total: Frames) -> None:
        raise AssertionError("it was rendered")

    with pytest.raises(NotSaved, match="choose another place"):
        exported(tmp_path / place, watch=watch)


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX permissions")
def test_a_folder_that_may_not_be_written_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> str:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("tempfile.mkdtemp", refuse)  # the tests may run as root, whom no permission stops
    with pytest.raises(NotSaved, match="Permission denied"):
        exported(tmp_path / "a.wav")


def test_more_than_a_wav_file_can_hold_is_refused_at_once(tmp_path: Path) -> None:
    def request(name: str) -> RenderRequest:
        return RenderRequest(script=script_of(), length=frames(4.2 * 3600), audio=tmp_path / name)

    with pytest.raises(NotSaved, match=r"\.flac"):
        AudioFileExport().check(request("a.wav"))
    AudioFileExport().check(request("a.flac"))
