"""Lines spoken ahead and kept: each once, never too many, and never at the cost of a sitting."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest
from tests.adapters.voice.stand_ins import Hummer

from practice_tui.adapters.audio.recordings import Unplayable, measured
from practice_tui.adapters.voice import line_cache, sound_files
from practice_tui.adapters.voice.line_cache import CachedLines
from practice_tui.engine.voices import Line

if TYPE_CHECKING:
    from pathlib import Path

    from practice_tui.domain.quantities import Frames
    from practice_tui.engine.voices import Voice

SIT = Line("Sit still.", "en", 110)
REST = Line("Rest.", "en", 110)


def measure(path: Path) -> Frames | None:
    try:
        return measured(path)
    except Unplayable:
        return None


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "cache" / "voice"


def cached(folder: Path, voice: Voice | None = None, largest: int = 10_000_000) -> CachedLines:
    return CachedLines(voice or Hummer(), folder, measure, largest)


def test_a_line_is_spoken_once_and_found_again_by_another_run(folder: Path) -> None:
    voice = Hummer()
    told: list[tuple[int, int]] = []

    assert cached(folder, voice).ensure([SIT, REST, SIT], lambda done, of: told.append((done, of))) == []
    assert cached(folder, voice).ensure([SIT, REST]) == []

    assert [words for words, _ in voice.said] == ["Sit still.", "Rest."]
    assert told == [(1, 2), (2, 2)]
    sound, length = cached(folder).sound(SIT), cached(folder).length(SIT)
    assert sound is not None
    assert length == measured(sound)


def test_other_words_another_pace_another_voice_are_other_sounds(folder: Path) -> None:
    lines = cached(folder)
    lines.ensure([SIT])

    assert lines.sound(Line("Sit  still.", "en", 110)) is not None, "spaces don't count"
    assert lines.sound(Line("Sit still!", "en", 110)) is None
    assert lines.sound(Line("Sit still.", "en", 100)) is None
    assert cached(folder, Hummer("hum:high")).sound(SIT) is None


def test_what_is_not_there_has_no_length_and_nothing_is_written_by_looking(folder: Path) -> None:
    assert cached(folder).length(SIT) is None
    assert cached(folder).sound(SIT) is None
    assert not folder.exists()


def test_a_broken_file_is_spoken_again(folder: Path) -> None:
    cached(folder).ensure([SIT])
    (file,) = folder.iterdir()
    file.write_bytes(b"OggS" + bytes(100))

    again = cached(folder)
    assert again.sound(SIT) is None
    again.ensure([SIT])
    assert again.sound(SIT) is not None


def test_a_line_in_another_language_is_left_to_be_read(folder: Path) -> None:
    voice = Hummer()

    assert cached(folder, voice).ensure([Line("Sitz still.", "de", 110)]) == []
    assert voice.said == []


def test_the_oldest_lines_go_when_the_cache_is_full_but_none_that_is_wanted_now(folder: Path) -> None:
    cached(folder).ensure([SIT])
    (old,) = folder.iterdir()
    os.utime(old, (1, 1))
    size = old.stat().st_size

    small = cached(folder, largest=size + 10)
    small.ensure([REST])
    assert not old.exists()
    assert small.sound(REST) is not None

    both = cached(folder, largest=10)
    both.ensure([SIT, REST])
    assert both.sound(SIT) is not None
    assert both.sound(REST) is not None


def test_a_line_that_is_heard_counts_as_new(folder: Path) -> None:
    cached(folder).ensure([SIT, REST])
    sit, rest = cached(folder).sound(SIT), cached(folder).sound(REST)
    assert sit is not None
    assert rest is not None
    os.utime(sit, (1, 1))
    os.utime(rest, (2, 2))

    assert cached(folder).sound(SIT) == sit
    cached(folder, largest=sit.stat().st_size * 2).ensure([Line("Be.", "en", 110)])

    assert sit.exists()
    assert not rest.exists()


def test_a_broken_engine_is_given_up_after_three_lines_and_said_once(folder: Path) -> None:
    voice = Hummer()
    voice.fails = True
    told: list[int] = []

    troubles = cached(folder, voice).ensure(
        [Line(f"Line {number}.", "en", 110) for number in "abcdefgh"], lambda done, _: told.append(done)
    )

    assert troubles == ["the hummer has a cold"]
    assert told == [1, 2]
    assert cached(folder).sound(SIT) is None


def test_a_full_disk_costs_the_sound_and_nothing_else(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(sound_files, "write_opus", full)

    (trouble,) = cached(folder).ensure([SIT, REST])

    assert "No space left on device" in trouble
    assert "read" in trouble
    assert cached(folder).sound(SIT) is None
    assert list(folder.iterdir()) == []


def test_a_cache_that_is_a_file_costs_the_sound_and_nothing_else(folder: Path) -> None:
    folder.parent.mkdir(parents=True)
    folder.write_text("in the way")

    (trouble,) = cached(folder).ensure([SIT])

    assert "can't be kept" in trouble


def test_work_is_stopped_by_whoever_watches_it(folder: Path) -> None:
    class Stopped(Exception):
        pass

    def stop(_done: int, _of: int) -> None:
        raise Stopped

    lines = cached(folder)
    with pytest.raises(Stopped):
        lines.ensure([SIT, REST], stop)

    assert lines.sound(SIT) is not None
    assert lines.sound(REST) is None


def test_only_its_owner_can_look_into_it(folder: Path) -> None:
    cached(folder).ensure([SIT])

    assert folder.stat().st_mode & 0o077 == 0


def test_the_bound_is_that_of_a_years_practice() -> None:
    assert line_cache.LARGEST < 300_000_000
