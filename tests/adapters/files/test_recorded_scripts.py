"""The shelf and finished recordings: where they are looked for, what lists remember, and what is never asked twice."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.compiler.walks import CAPTIONS, HEADER, RIGID, SOUND

from practice_tui.adapters.files.scripts import FolderScriptShelf, read_script
from practice_tui.adapters.files.summaries import RememberedSummaries
from practice_tui.domain.errors import ScriptRefused
from practice_tui.domain.quantities import SAMPLE_RATE, Frames
from practice_tui.domain.script import speeches

GUIDED = (
    "Title: Guided\nLength: 1m to 5m\n# One\n{one} Sit.\n{two} Be still.\n[pause 5s+]\n# Two (from 3m)\n{three} Rest.\n"
)


class Shelf:
    """A shipped pack with one recorded and one guided script, and a count of what was measured."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.pack = root / "scripts/walks"
        (self.pack / "scripts").mkdir(parents=True)
        self.audio = self.pack / "audio/en/walk"
        self.audio.mkdir(parents=True)
        (self.pack / "pack.toml").write_text('id = "walks"\nversion = "1.0"\n')
        (self.pack / "scripts/walk.txt").write_text(HEADER)
        (self.pack / "scripts/guided.txt").write_text(GUIDED)
        (self.audio / "whole.vtt").write_text(RIGID)
        (self.audio / "whole.opus").write_bytes(b"sound")
        (self.pack / "audio/en/guided").mkdir()
        for cue in ("one", "three"):
            (self.pack / f"audio/en/guided/{cue}.opus").write_bytes(b"sound")
        self.measured: list[str] = []

    def measure(self, path: Path) -> Frames | None:
        self.measured.append(path.name)
        return SOUND

    def open(self) -> FolderScriptShelf:
        remembered = RememberedSummaries(self.root / "cache/practices.json")
        return FolderScriptShelf(self.root / "scripts", self.root / "voices", self.measure, remembered)

    def listed(self) -> dict[str, tuple[int, int, int]]:
        return {each.id: (each.shortest, each.longest, each.home) for each in self.open().practices()}


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    return Shelf(tmp_path)


def test_a_list_knows_the_length_of_a_recording(shelf: Shelf) -> None:
    assert shelf.listed()["walk"] == (SOUND, SOUND, SOUND)


def test_it_is_remembered_between_starts_until_a_file_of_it_changes(shelf: Shelf) -> None:
    shelf.listed()
    shelf.listed()
    assert shelf.measured == ["whole.opus"]
    (shelf.audio / "whole.vtt").write_text(CAPTIONS)
    assert shelf.listed()["walk"][0] == SOUND + 10 * SAMPLE_RATE
    (shelf.audio / "whole.opus").unlink()
    assert shelf.listed()["walk"][0] == 33 * SAMPLE_RATE, "without sound the words give the length"
    (shelf.audio / "whole.opus").write_bytes(b"sound again")
    assert shelf.listed()["walk"][0] == SOUND + 10 * SAMPLE_RATE
    assert shelf.measured == ["whole.opus"] * 3


def test_one_with_mistakes_is_left_out_of_lists_and_refused_by_name(shelf: Shelf) -> None:
    (shelf.audio / "whole.vtt").write_text("no captions")
    assert set(shelf.listed()) == {"guided"}
    with pytest.raises(ScriptRefused, match=r"whole.vtt, line 1: captions begin with"):
        shelf.open().script("walk")


def test_its_sound_is_found_with_its_words(shelf: Shelf, tmp_path: Path) -> None:
    here = shelf.open()
    script = here.script("walk")
    assert here.whole("walk") == shelf.audio / "whole.opus"
    assert here.whole("guided") is None
    assert here.recording("walk", "stand", "Stand still and easy.") is None
    assert here.spoken_lengths(script, voice=True) is not None
    alone = tmp_path / "alone"
    alone.mkdir()
    (alone / "whole.vtt").write_text(RIGID)
    (alone / "mine.txt").write_text(HEADER)
    mine, findings = here.read_file(str(alone / "mine.txt"))
    assert mine is not None
    assert [found.code for found in findings] == ["no-sound"]
    assert here.whole("mine") == alone / "whole.opus"


@pytest.mark.parametrize("name", ["../whole.opus", "/etc/whole.opus", "C:whole.opus", "whole\\x.opus", "Whole.opus"])
def test_no_name_leads_out_of_the_folder(shelf: Shelf, name: str) -> None:
    file = shelf.pack / "scripts/walk.txt"
    file.write_text(f"Title: T\nRecording: {name}\n")
    script, findings = read_script(file, "walk")
    assert script is None
    assert [found.code for found in findings] == ["bad-recording-name"]


def test_once_looked_for_the_lines_of_a_sitting_ask_no_disk(shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    here = shelf.open()
    script = here.script("guided")
    length = here.spoken_lengths(script, voice=True)
    found = {line.cue: (length(line), here.recording("guided", line.cue, line.text)) for line in speeches(script)}
    assert [cue for cue, (frames, path) in found.items() if frames and path] == ["one", "three"]
    assert shelf.measured == ["one.opus", "three.opus"], "also what only joins longer sittings"

    def refused(*_: object, **__: object) -> None:
        raise AssertionError("the disk was asked")

    for name in ("stat", "open", "is_file", "is_dir", "read_text"):
        monkeypatch.setattr(Path, name, refused)
    again = {line.cue: (length(line), here.recording("guided", line.cue, line.text)) for line in speeches(script)}
    assert again == found
    assert here.whole("guided") is None


def test_the_next_sitting_finds_what_was_recorded_meanwhile(shelf: Shelf) -> None:
    here = shelf.open()
    script = here.script("guided")
    two = next(line for line in speeches(script) if line.cue == "two")
    assert here.spoken_lengths(script, voice=True)(two) is None
    (shelf.pack / "audio/en/guided/two.opus").write_bytes(b"sound")
    assert here.spoken_lengths(script, voice=True)(two) == SOUND
    assert here.recording("guided", "two", two.text) is not None
