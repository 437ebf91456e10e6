"""A pack's folder: what belongs into the pack, what stays at home, and what is said about it to a teacher."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from tests.compiler.walks import HEADER, RIGID, SOUND
from tests.hostile_packs.material import SCRIPT, good_files, sound

from practice_tui.adapters.files.recordings import words_hash
from practice_tui.adapters.packs.archive import open_pack
from practice_tui.adapters.packs.draft import read_draft
from practice_tui.adapters.packs.workshop import FolderWorkshop
from practice_tui.domain.errors import BadInput, NotFound, NotSaved, PackRefused
from practice_tui.domain.quantities import SAMPLE_RATE
from practice_tui.engine.authoring import Authoring

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

ABOUT = """\
id = "org.example.evenings"
name = "Evenings"
version = "1.0"
author = "A Teacher"
licence = "CC-BY-4.0"
languages = ["en"]
description = "For the end of the day."
"""


@pytest.fixture
def desk() -> Authoring:
    return Authoring(FolderWorkshop(lambda: {"steadying"}))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    place = tmp_path / "evenings"
    for name, content in good_files().items():
        file = place / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
    (place / "pack.toml").write_text(ABOUT, "utf-8")
    index = {"arrive": {"words": words_hash("Sit in a way that is easy.")}}
    (place / "audio/en/evening/recordings.json").write_text(json.dumps(index), "utf-8")
    return place


def errors(desk: Authoring, folder: Path) -> list[tuple[str, str]]:
    return [(finding.file, finding.what.code) for finding in desk.check(folder) if finding.is_error]


def advice(desk: Authoring, folder: Path) -> set[str]:
    return {finding.what.code for finding in desk.check(folder) if not finding.is_error}


def test_a_new_pack_has_nothing_to_mend_and_can_be_built(desk: Authoring, tmp_path: Path) -> None:
    names = desk.lay_out(tmp_path / "first")
    assert {"pack.toml", "README.md"} < set(names)
    assert errors(desk, tmp_path / "first") == []
    assert advice(desk, tmp_path / "first") == {"silence-share", "still-the-example"}
    desk.build(tmp_path / "first", tmp_path / "first.practice")
    with open_pack(tmp_path / "first.practice") as pack:
        assert not {"README.md", "pack.toml"} & set(pack.names())


def test_laying_out_touches_nothing_that_is_there(desk: Authoring, folder: Path) -> None:
    before = sorted(folder.rglob("*"))
    with pytest.raises(NotSaved, match="is there already"):
        desk.lay_out(folder)
    assert sorted(folder.rglob("*")) == before


def test_two_builds_are_the_same_bytes_wherever_the_folder_is(desk: Authoring, folder: Path, tmp_path: Path) -> None:
    desk.build(folder, tmp_path / "a.practice")
    other = folder.rename(tmp_path / "elsewhere")
    for file in other.rglob("*"):
        file.touch()
    (other / "scripts/.DS_Store").write_bytes(b"litter")
    (other / "scripts/evening.txt~").write_text("an older draft", "utf-8")
    (other / "README.md").write_text("notes", "utf-8")
    desk.build(other, tmp_path / "b.practice")
    assert (tmp_path / "a.practice").read_bytes() == (tmp_path / "b.practice").read_bytes()


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("scripts/Evening.txt", "no-place"),
        ("scripts/notes.docx", "no-place"),
        ("scripts/con.txt", "no-place"),
        ("evil.py", "no-place"),
        ("audio/en/evening/close.wav", "wav"),
        ("audio/en/evening/Close.WAV", "wav"),
        ("my.key", "secret-key"),
        ("scripts/my.key", "secret-key"),
        ("old.practice", "no-place"),
        (".git/config", "no-place"),
        ("audio/pt-BR/evening/close.opus", "no-place"),
    ],
)
def test_whatever_has_no_place_is_refused_by_its_name(
    desk: Authoring, folder: Path, tmp_path: Path, name: str, code: str
) -> None:
    (folder / name).parent.mkdir(parents=True, exist_ok=True)
    (folder / name).write_bytes(b"x")
    assert errors(desk, folder) == [(name if not name.startswith(".git") else ".git", code)]
    with pytest.raises(PackRefused, match="nothing was built"):
        desk.build(folder, tmp_path / "a.practice")
    assert not (tmp_path / "a.practice").exists()


def test_links_are_refused(desk: Authoring, folder: Path, tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text(SCRIPT, "utf-8")
    (folder / "scripts/linked.txt").symlink_to(tmp_path / "secret.txt")
    (folder / "handouts/more").symlink_to(tmp_path)
    assert set(errors(desk, folder)) == {("handouts/more", "a-link"), ("scripts/linked.txt", "a-link")}


@pytest.mark.parametrize(
    ("change", "code", "line"),
    [
        (lambda text: text.replace("name =", "nmae ="), "unknown-key", 2),
        (lambda text: text.replace('author = "A Teacher"\n', ""), "missing-key", 1),
        (lambda text: text.replace("org.example", "Org Example"), "bad-id", 1),
        (lambda text: text.replace('"1.0"', '"first"'), "bad-version", 3),
        (lambda text: text.replace('"1.0"', "1.0"), "bad-version", 3),
        (lambda text: text.replace('["en"]', '"en"'), "bad-languages", 6),
        (lambda text: text.replace("A Teacher", "A\\u202eT"), "bad-author", 4),
        (lambda text: text.replace('"Evenings"', '"Evenings'), "not-toml", 1),
        (lambda text: text.replace("Evenings", "\x1b[31m"), "control-character", 2),
        (lambda text: text.replace("\n", "\r\n"), "not-in-form", 1),
    ],
)
def test_what_a_pack_says_of_itself_is_checked(
    desk: Authoring, folder: Path, change: Callable[[str], str], code: str, line: int
) -> None:
    (folder / "pack.toml").write_bytes(change(ABOUT).encode())
    found = [finding for finding in desk.check(folder) if finding.is_error]
    assert (found[0].file, found[0].what.code, found[0].what.line) == ("pack.toml", code, line)


def test_a_folder_without_its_about_or_a_script_says_what_it_lacks(desk: Authoring, tmp_path: Path) -> None:
    assert errors(desk, tmp_path) == [("pack.toml", "no-pack-toml"), ("", "no-script")]
    with pytest.raises(NotFound, match="practice pack new"):
        read_draft(tmp_path / "absent")


def test_a_name_that_ships_is_refused(desk: Authoring, folder: Path) -> None:
    (folder / "scripts/steadying.txt").write_text(SCRIPT, "utf-8")
    assert errors(desk, folder) == [("scripts/steadying.txt", "reserved-name")]


def test_a_script_with_a_mistake_keeps_its_line(desk: Authoring, folder: Path) -> None:
    (folder / "scripts/evening.txt").write_text(SCRIPT.replace("[bell]", "[bel]"), "utf-8")
    found = next(finding for finding in desk.check(folder) if finding.is_error)
    assert (found.file, found.what.code, found.what.line) == ("scripts/evening.txt", "unknown-directive", 4)


def test_recordings_are_compared_with_the_words(desk: Authoring, folder: Path) -> None:
    assert not advice(desk, folder) & {"stale-recording", "recording-without-words", "recording-without-passage"}
    script = folder / "scripts/evening.txt"
    script.write_text(SCRIPT.replace("easy", "kind"), "utf-8")
    assert "stale-recording" in advice(desk, folder)
    (folder / "audio/en/evening/recordings.json").unlink()
    assert "recording-without-words" in advice(desk, folder)
    script.write_text(SCRIPT.replace("{arrive}", "{begin}"), "utf-8")
    assert "recording-without-passage" in advice(desk, folder)
    assert errors(desk, folder) == []


@pytest.mark.parametrize("place", ["scripts", "audio/en/walk"])
def test_a_finished_recording_travels_with_its_captions(
    desk: Authoring, folder: Path, tmp_path: Path, place: str
) -> None:
    (folder / place).mkdir(parents=True, exist_ok=True)
    (folder / "scripts/walk.txt").write_text(HEADER, "utf-8")
    (folder / place / "whole.vtt").write_text(RIGID, "utf-8")
    (folder / place / "whole.opus").write_bytes(sound(SOUND / SAMPLE_RATE))
    assert errors(desk, folder) == []
    assert "recording-without-passage" not in advice(desk, folder)
    desk.build(folder, tmp_path / "a.practice")
    verified = desk.verify(tmp_path / "a.practice")
    assert verified.problems == ()
    assert {f"{place}/whole.opus", f"{place}/whole.vtt"} < set(verified.files)


def test_a_finished_recording_without_good_captions_is_refused(desk: Authoring, folder: Path) -> None:
    (folder / "scripts/walk.txt").write_text(HEADER, "utf-8")
    (folder / "scripts/whole.opus").write_bytes(sound(SOUND / SAMPLE_RATE))
    assert [file for file, _ in errors(desk, folder)] == ["scripts/walk.txt"]
    (folder / "scripts/whole.vtt").write_text("no captions", "utf-8")
    assert [file for file, _ in errors(desk, folder)] == ["scripts/whole.vtt"]


def test_a_recording_that_cannot_be_played_is_named(desk: Authoring, folder: Path) -> None:
    (folder / "audio/en/evening/close.opus").write_bytes(b"OggS" + bytes(100))
    assert errors(desk, folder) == [("audio/en/evening/close.opus", "recording-refused")]


def test_a_pack_is_never_built_over_something_else(desk: Authoring, folder: Path, tmp_path: Path) -> None:
    target = tmp_path / "letters.practice"
    target.write_text("dear", "utf-8")
    with pytest.raises(NotSaved):
        desk.build(folder, target)
    assert target.read_text("utf-8") == "dear"
    with pytest.raises(NotSaved, match="own folder"):
        desk.build(folder, folder / "a.practice")
    assert errors(desk, folder) == []


def test_an_earlier_pack_is_replaced(desk: Authoring, folder: Path, tmp_path: Path) -> None:
    first = desk.build(folder, tmp_path / "a.practice")
    (folder / "handouts/evening.md").write_text("# Anew\n", "utf-8")
    second = desk.build(folder, tmp_path / "a.practice")
    assert first.digest != second.digest
    with open_pack(tmp_path / "a.practice") as pack:
        assert pack.digest == second.digest


def test_converting_makes_wavs_small_and_keeps_them_aside(desk: Authoring, folder: Path) -> None:
    place = folder / "audio/en/evening"
    (place / "Close.WAV").write_bytes(sound(2, kind="WAV", subtype="PCM_16", rate=44_100))
    (folder / "handouts/evening.md").write_bytes(b"\xef\xbb\xbf# Evening\r\n")
    converted = desk.convert(folder)
    assert converted.recordings == ("audio/en/evening/Close.WAV",)
    assert converted.texts == ("handouts/evening.md",)
    assert (folder.parent / "evenings-originals/audio/en/evening/Close.WAV").is_file()
    assert (folder / "handouts/evening.md").read_bytes() == b"# Evening\n"
    index = json.loads((place / "recordings.json").read_text("utf-8"))
    assert index["close"]["words"] == words_hash("Hear the room again.")
    assert index["close"]["frames"] == 96_000
    assert errors(desk, folder) == []
    assert desk.convert(folder) == ((), ())


def test_converting_twice_keeps_both_originals(desk: Authoring, folder: Path) -> None:
    for _ in range(2):
        (folder / "audio/en/evening/close.opus").unlink(missing_ok=True)
        (folder / "audio/en/evening/close.wav").write_bytes(sound(kind="WAV", subtype="PCM_16"))
        desk.convert(folder)
    kept = folder.parent / "evenings-originals/audio/en/evening"
    assert sorted(file.name for file in kept.iterdir()) == ["close-2.wav", "close.wav"]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("audio/en/evening/close.wav", b"evil"),
        ("audio/en/evening/arrive.wav", sound(kind="WAV", subtype="PCM_16")),
        ("audio/en/evening/My take 3.wav", sound(kind="WAV", subtype="PCM_16")),
    ],
    ids=["no sound", "there already", "no name for a recording"],
)
def test_a_wav_that_cannot_become_a_recording_stays(desk: Authoring, folder: Path, name: str, content: bytes) -> None:
    (folder / name).write_bytes(content)
    with pytest.raises(BadInput, match="convert again"):
        desk.convert(folder)
    assert (folder / name).read_bytes() == content
    assert not list(folder.rglob("*.new"))


def test_where_a_passage_has_several_recordings_the_one_that_is_played_counts(desk: Authoring, folder: Path) -> None:
    place = folder / "audio/en/evening"
    (place / "arrive.flac").write_bytes(sound(3, kind="FLAC", subtype="PCM_16"))
    index = {"arrive": {"words": words_hash("Sit in a way that is easy."), "frames": 48_000}}
    (place / "recordings.json").write_text(json.dumps(index), "utf-8")
    assert errors(desk, folder) == []
    index["arrive"]["frames"] = 144_000
    (place / "recordings.json").write_text(json.dumps(index), "utf-8")
    assert errors(desk, folder) == [("audio/en/evening/recordings.json", "index-lies")]
