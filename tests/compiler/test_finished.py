"""A finished recording as a script: its parts, its lengths, and where each moment of it comes from."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.compiler.walks import CAPTIONS, HEADER, IN_ONE_PIECE, RIGID, SOUND, reading, walk

from practice_tui.compiler import finished
from practice_tui.compiler.assemble import compile_timeline
from practice_tui.compiler.diagnostics import Severity
from practice_tui.compiler.durations import no_voice
from practice_tui.compiler.finished import LONGEST, OPEN_ENDED, captions_name
from practice_tui.compiler.linter import lint
from practice_tui.compiler.parser import header_of, parse
from practice_tui.compiler.slots import Wishes
from practice_tui.domain.errors import Unreachable
from practice_tui.domain.quantities import MINUTE, Frames, frames
from practice_tui.domain.script import Excerpt, Pause, Span, Speech, speeches
from practice_tui.domain.timeline import EventKind, Timeline

if TYPE_CHECKING:
    from practice_tui.domain.script import Script

WITH_LENGTH = f"{HEADER}Length: 1m to 20m\nHome: 5m\n"


def planned(script: Script, length: int | None = None) -> Timeline:
    return compile_timeline(script, script.header.home if length is None else length, Wishes(no_voice))


def taken(timeline: Timeline) -> list[tuple[int, int]]:
    """Return the stretches of the recording that a timeline plays, as (first frame, frame after the last)."""
    found: list[tuple[int, int]] = []
    for event in timeline.events:
        if event.source_at is not None and found and found[-1][1] == event.source_at:
            found[-1] = (found[-1][0], event.source_at + event.length)
        elif event.source_at is not None:
            found.append((event.source_at, event.source_at + event.length))
    return found


def test_captions_become_passages_and_what_lies_between_them_pauses() -> None:
    arriving, walking, closing = walk(RIGID).parts
    assert [(part.name, part.skippable, part.closing) for part in (arriving, walking, closing)] == [
        ("Arriving", False, False),
        ("Walking", True, False),
        ("Closing", False, True),
    ]
    lead, stand, gap, feet, _ = arriving.steps
    assert isinstance(stand, Speech)
    assert (stand.cue, stand.text, stand.named) == ("stand", "Stand still and easy.", True)
    assert stand.excerpt == Excerpt(frames(1), frames(3))
    assert isinstance(lead, Pause)
    assert lead.excerpt == Excerpt(Frames(0), frames(1))
    assert isinstance(gap, Pause)
    assert (gap.span, gap.excerpt) == (Span(frames(1.5), frames(1.5)), Excerpt(frames(4), frames(1.5)))
    assert isinstance(feet, Speech)


def test_without_a_pause_it_has_the_one_length_of_its_sound() -> None:
    header = walk(RIGID).header
    assert header.shortest == header.longest == header.home == SOUND
    assert header.has_one_length
    assert planned(walk(RIGID)).length == SOUND
    assert taken(planned(walk(RIGID))) == [(0, SOUND)]


def test_that_length_is_meant_by_whoever_names_it_to_the_second() -> None:
    assert planned(walk(RIGID), frames(25)).length == SOUND
    with pytest.raises(Unreachable, match="can't be 26s long; it lasts 25s"):
        planned(walk(RIGID), frames(26))


def test_where_a_pause_is_written_it_is_split_in_the_middle_of_the_gap() -> None:
    timeline = planned(walk(), frames(60))
    assert timeline.length == frames(60)
    assert taken(timeline) == [(0, SOUND)], "nothing is left out"
    silent = [event for event in timeline.events if event.source_at is None]
    assert [(event.at, event.kind, event.part) for event in silent] == [(frames(9), EventKind.PAUSE, "Arriving")]
    assert silent[0].length == frames(60) - SOUND
    assert timeline.event_at(silent[0].end).source_at == timeline.event_at(frames(8)).end == frames(9)


def test_words_sound_or_no_sound_everything_keeps_its_time() -> None:
    loud = compile_timeline(walk(), frames(60), Wishes(lambda _speech: frames(99)))
    assert loud == planned(walk(), frames(60))
    assert speeches(walk()) == [], "its words have been spoken; nobody is asked for them"


def test_its_lengths_reach_as_far_as_its_pauses_do() -> None:
    assert walk().header.shortest == walk().header.home == SOUND + frames(10)
    assert walk().header.longest == OPEN_ENDED
    bounded = walk(CAPTIONS.replace("10s+", "10s to 40s")).header
    assert (bounded.shortest, bounded.longest) == (SOUND + frames(10), SOUND + frames(40))
    fixed = walk(CAPTIONS.replace("10s+", "10s")).header
    assert fixed.shortest == fixed.longest == SOUND + frames(10)
    long = walk(CAPTIONS, sound=45 * MINUTE).header
    assert long.longest == 2 * (45 * MINUTE + frames(10))


def test_a_length_of_its_own_is_a_promise_as_in_any_script() -> None:
    header = walk(header=WITH_LENGTH).header
    assert (header.shortest, header.longest, header.home) == (MINUTE, 20 * MINUTE, 5 * MINUTE)
    assert planned(walk(header=WITH_LENGTH), 20 * MINUTE).length == 20 * MINUTE


def test_where_sound_can_t_be_had_the_words_give_the_length() -> None:
    found = reading(RIGID, sound=None)
    assert [(each.line, each.column, each.severity, each.code) for each in found.diagnostics] == [
        (2, 12, Severity.ADVICE, "no-sound")
    ]
    assert found.script is not None
    assert found.script.header.home == frames(23)


def test_words_past_the_end_of_the_sound_are_read() -> None:
    found = reading(RIGID, sound=frames(18))
    assert [(each.file, each.line, each.code) for each in found.diagnostics] == [
        ("whole.vtt", 27, "caption-beyond-sound")
    ]
    assert found.script is not None
    assert found.script.header.home == frames(23)


def test_a_recording_in_one_piece_is_one_part_by_its_title() -> None:
    script = walk(IN_ONE_PIECE)
    assert [part.name for part in script.parts] == ["A short walk"]
    assert not script.has_closing
    assert walk(RIGID).has_closing


def test_names_are_made_where_there_are_none_that_would_do() -> None:
    text = RIGID.replace("feet\n", "Feet 2\n").replace("slowly\n", "").replace("walk\n00", "stand\n00")
    cues = [step.cue for part in walk(text).parts for step in part.steps if isinstance(step, Speech)]
    assert cues[0] == "stand"
    assert all(re.fullmatch(r"[a-z-]+-[0-9a-f]{6}", cue) for cue in cues[1:4])
    assert len(set(cues)) == 5


def test_the_digest_is_of_the_words_and_the_length_too() -> None:
    scripts = [walk(), walk(sound=SOUND + 1), walk(CAPTIONS.replace("Feel", "Sense"))]
    assert len({script.digest for script in scripts}) == 3
    assert len({planned(script, 2 * MINUTE).digest for script in scripts}) == 3


def test_the_digest_of_a_timeline_knows_where_in_the_recording_it_is() -> None:
    later = walk(RIGID.replace("00:05.500 --> 00:08.000", "00:05.000 --> 00:07.500"))
    assert planned(later).digest != planned(walk(RIGID)).digest


MISTAKES = [
    (HEADER, None, "", 2, 12, "no-captions"),
    (HEADER, "WEBVTT\n", "whole.vtt", 1, 1, "no-captions"),
    (HEADER, f"{CAPTIONS}\nNOTE part: After\n", "whole.vtt", 31, 12, "part-without-words"),
    (HEADER, CAPTIONS.replace("(close)", "(from 2m)"), "whole.vtt", 25, 20, "unknown-flag"),
    (HEADER, CAPTIONS.replace("pause 10s+", "pause 10"), "whole.vtt", 13, 6, "impossible-time"),
    (HEADER, CAPTIONS.replace("part: Walking", "part: Arriving"), "whole.vtt", 15, 12, "name-twice"),
    (HEADER, CAPTIONS.replace("00:23.000", "25:00:00.000"), "whole.vtt", 29, 1, "bad-caption-time"),
    (f"{HEADER}Length: 30s to 5m\n", CAPTIONS, "", 3, 9, "does-not-fit"),
    (f"{HEADER}Length: 30s to 5m\n", RIGID, "", 3, 9, "nothing-elastic"),
    (f"{HEADER}Length: 25s\n", RIGID, "", 3, 9, "nothing-elastic"),
]


@pytest.mark.parametrize("mistake", MISTAKES, ids=lambda mistake: f"{mistake[-1]}-{mistake[3]}")
def test_a_mistake_is_found_where_it_is(mistake: tuple[str, str | None, str, int, int, str]) -> None:
    header, captions, *place = mistake
    found = parse(header, "walk") if captions is None else reading(captions, header)
    assert found.script is None
    errors = [each for each in found.diagnostics if each.severity is Severity.ERROR]
    assert [[each.file, each.line, each.column, each.code] for each in errors] == [place]


def test_every_code_has_its_example() -> None:
    source = Path(finished.__file__ or "").read_text("utf-8")
    codes = set(re.findall(r"(?:error|advise)\([^\"]*?\"([a-z]+(?:-[a-z]+)+)\"", source))
    assert codes <= {mistake[-1] for mistake in MISTAKES} | {"no-sound", "caption-beyond-sound"}


def test_a_header_with_mistakes_asks_for_no_file() -> None:
    def find(name: str, language: str) -> None:
        raise AssertionError(f"asked for {name} in {language}")

    assert parse(f"{HEADER}Titel: T\n", "walk", find).script is None
    assert parse(f"{HEADER}# Part\nSit.\n", "walk", find).script is None


def test_a_list_knows_from_the_header_alone_that_it_is_a_recording() -> None:
    header = header_of(HEADER)
    assert header is not None
    assert (header.recording, header.longest) == ("whole.opus", 0)
    assert captions_name(header.recording) == "whole.vtt"


def test_advice_is_about_pauses_and_not_about_words_that_are_spoken() -> None:
    assert lint(walk(), no_voice) == []
    bounded = walk(CAPTIONS.replace("10s+", "10s to 40s"), WITH_LENGTH)
    assert [found.code for found in lint(bounded, no_voice)] == ["tops-reached"]


def test_a_sound_longer_than_a_day_is_no_sound() -> None:
    found = reading(RIGID, sound=LONGEST + 1)
    assert [each.code for each in found.diagnostics] == ["no-sound"]


_NOTES = st.sampled_from(["", "", "", "NOTE part: P{}\n\n", "NOTE pause 5s+\n\n", "NOTE pause 1s to 9s x3\n\n"])


@given(st.lists(st.tuples(st.integers(0, 9_000), st.integers(1, 9_000), _NOTES), min_size=1, max_size=12), st.data())
def test_every_frame_is_played_once_and_in_order(cues: list[tuple[int, int, str]], data: st.DataObject) -> None:
    """Whatever an author writes, nothing of the recording is lost, doubled or moved, at any length."""
    at, blocks = 0, ["WEBVTT\n\n"]
    for number, (gap, length, note) in enumerate(cues):
        start, end = at + gap, at + gap + length
        at = end
        times = " --> ".join(f"{ms // 60_000:02}:{ms // 1000 % 60:02}.{ms % 1000:03}" for ms in (start, end))
        blocks.append(f"{note.format(number)}{times}\nLine {number}.\n\n")
    script = walk("".join(blocks), sound=at * 48 + data.draw(st.integers(0, 100_000)))
    header = script.header
    timeline = planned(script, data.draw(st.integers(header.shortest, header.longest)))
    recorded = [event for event in timeline.events if event.source_at is not None]
    position = 0
    for event in recorded:
        assert event.source_at == position
        position += event.length
    assert position >= at * 48
    assert [event.text for event in recorded if event.kind is EventKind.SPEECH] == [
        f"Line {number}." for number in range(len(cues))
    ]
