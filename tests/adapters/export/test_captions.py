"""Captions as a strict reader of WebVTT takes them."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING, NamedTuple

import pytest
from tests.adapters.export.pieces import exported, script_of, timeline_of

from practice_tui.adapters.tags.webvtt import webvtt
from practice_tui.domain.quantities import Frames, frames, seconds
from practice_tui.domain.timeline import EventKind
from practice_tui.engine.rendering import Caption, Chapter, LinerNotes

if TYPE_CHECKING:
    from pathlib import Path

TIME = r"(\d{2,}):([0-5]\d):([0-5]\d)\.(\d{3})"


class Cue(NamedTuple):
    name: str
    start: float
    end: float
    text: str


def read_strictly(text: str) -> tuple[list[Cue], list[str]]:
    """Return cues and notes; whatever a WebVTT validator would mind is an assertion that fails."""
    head, *blocks = text.removesuffix("\n").split("\n\n")
    assert head == "WEBVTT"
    cues: list[Cue] = []
    notes: list[str] = []
    for block in blocks:
        assert block == block.strip("\n")
        if block.startswith("NOTE part: "):
            assert "-->" not in block
            notes.append(html.unescape(block.removeprefix("NOTE part: ")))
            continue
        name, times, words = block.split("\n")
        assert "-->" not in name
        assert "-->" not in words
        assert not re.search(r"[<>]|&(?!amp;|lt;|gt;)", words)
        found = re.fullmatch(f"{TIME} --> {TIME}", times)
        assert found is not None
        numbers = [int(number) for number in found.groups()]
        start, end = (
            hours * 3600 + minutes * 60 + whole + thousandths / 1000
            for hours, minutes, whole, thousandths in (numbers[:4], numbers[4:])
        )
        assert start < end
        assert not cues or cues[-1].start <= start
        cues.append(Cue(name, start, end, html.unescape(words)))
    names = [cue.name for cue in cues]
    assert len(set(names)) == len(names)
    return cues, notes


def notes_with(*captions: Caption, chapters: tuple[Chapter, ...] = ()) -> LinerNotes:
    return LinerNotes(length=frames(9), digest="0" * 64, title="", captions=captions, chapters=chapters)


def test_every_spoken_line_has_its_words_at_its_time(tmp_path: Path) -> None:
    exported(tmp_path / "a.flac", captions=tmp_path / "a.vtt")
    cues, notes = read_strictly((tmp_path / "a.vtt").read_bytes().decode("utf-8"))
    spoken = [event for event in timeline_of(script_of()).events if event.kind is EventKind.SPEECH]
    assert [(cue.name, cue.text) for cue in cues] == [
        ("arrive", "Sit in a way that is easy."),
        ("close", "Hear the room again."),
    ]
    for cue, event in zip(cues, spoken, strict=True):
        assert cue.start == pytest.approx(seconds(event.at), abs=0.0006)
        assert cue.end == pytest.approx(seconds(event.end), abs=0.0006)
    assert notes == ["Arriving", "Breathing", "Closing"]


def test_a_part_is_noted_before_its_first_line() -> None:
    part = Chapter(Frames(0), frames(9), "One")
    text = webvtt(notes_with(Caption(Frames(0), frames(2), "a", "words"), chapters=(part,)))
    assert text.index("NOTE part: One") < text.index("words")


@pytest.mark.parametrize("words", ["a --> b", "<v Bob>&nbsp;</v>", "&amp; & &lt;", "<c.x>静か</c> \U0001f514"])
def test_words_are_never_markup(words: str) -> None:
    part = Chapter(Frames(0), frames(9), words)
    cues, notes = read_strictly(webvtt(notes_with(Caption(Frames(0), frames(2), "a", words), chapters=(part,))))
    assert (cues[0].text, notes) == (words, [words])


def test_a_line_that_comes_again_keeps_a_name_of_its_own() -> None:
    again = [Caption(frames(3 * turn), frames(3 * turn + 2), "still", "Still here.") for turn in range(3)]
    cues, _ = read_strictly(webvtt(notes_with(*again)))
    assert [cue.name for cue in cues] == ["still", "still.2", "still.3"]


def test_hours_are_counted_past_a_day() -> None:
    late = Caption(frames(25 * 3600 + 61.5), frames(25 * 3600 + 64), "late", "Late.")
    assert "25:01:01.500 --> 25:01:04.000" in webvtt(notes_with(late))


def test_a_sitting_without_words_is_a_whole_file() -> None:
    assert read_strictly(webvtt(notes_with())) == ([], [])
