"""Samples: what is played of each choice, through what a sitting would use, and one at a time."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, cast

import pytest
from tests.engine.fakes import HandOutput, HandSound
from tests.engine.sitting_room import EVENING, script

from practice_tui.domain.errors import NotFound
from practice_tui.domain.quantities import SAMPLE_RATE, Frames
from practice_tui.domain.timeline import EventKind
from practice_tui.engine.settings import Settings
from practice_tui.engine.sittings import SoundMakers
from practice_tui.engine.sound_sample import (
    BED_FROM,
    NO_BELLS,
    NO_BREATH,
    NO_VOICE,
    NOT_HERE,
    NOTHING_UNDER,
    SWITCHED_OFF,
    Heard,
    SoundSample,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from practice_tui.domain.script import Script, Speech
    from practice_tui.domain.timeline import Timeline
    from practice_tui.engine.library import PracticeSummary
    from practice_tui.engine.ports import AudioOutput, ScriptShelf, SittingSound


@dataclass
class _Named:
    id: str


@dataclass
class _Shelf:
    """Two practices: one that can't be read, and one whose second passage is recorded."""

    recorded: str = "breathe"

    def practices(self) -> Sequence[PracticeSummary]:
        return cast("Sequence[PracticeSummary]", [_Named("broken"), _Named("evening")])

    def script(self, practice_id: str) -> Script:
        if practice_id == "broken":
            raise NotFound("there is no such script")
        return script(EVENING, practice_id)

    def spoken_lengths(self, _script: Script, *, voice: bool) -> object:
        assert voice

        def length(passage: Speech, /) -> Frames | None:
            return Frames(4 * SAMPLE_RATE) if passage.cue == self.recorded else None

        return length


@dataclass
class _Room:
    """Everything a sample asks for, and what became of it."""

    output_name: str = "hand"
    note: str = ""
    can_start: bool = True
    shelf: _Shelf = field(default_factory=_Shelf)
    sounds: list[HandSound] = field(default_factory=list)
    outputs: list[HandOutput] = field(default_factory=list)
    asked: list[tuple[str, str]] = field(default_factory=list)
    voices: list[bool] = field(default_factory=list)

    def sample(self) -> SoundSample:
        makers = SoundMakers(self._sound, self._wished, lambda: HandOutput("silent"))
        return SoundSample(cast("ScriptShelf", self.shelf), makers, lambda name, path: f"{name} {path}")

    def _sound(self, _settings: Settings, voice: bool) -> SittingSound:
        self.voices.append(voice)
        self.sounds.append(HandSound())
        return self.sounds[-1]

    def _wished(self, wish: str, device: str) -> tuple[AudioOutput, str]:
        self.asked.append((wish, device))
        self.outputs.append(HandOutput(self.output_name, can_start=self.can_start))
        return self.outputs[-1], self.note

    @property
    def played(self) -> Timeline:
        timeline = self.sounds[-1].timeline
        assert timeline is not None
        return timeline


ALL_ON = Settings(ambient="rain", interval_bells="5m", breath_pattern="box")


@pytest.mark.parametrize(
    ("what", "kind", "seconds"),
    [
        (Heard.BED, EventKind.PAUSE, 24),
        (Heard.BELL, EventKind.BELL, 3),
        (Heard.INTERVAL_BELL, EventKind.PAUSE, 3),
        (Heard.BREATH, EventKind.BREATH, 32),
        (Heard.VOICE, EventKind.SPEECH, 4),
    ],
)
def test_each_choice_has_its_sample(what: Heard, kind: EventKind, seconds: int) -> None:
    room = _Room()
    played = room.sample().play(what, ALL_ON)
    assert played.note == ""
    assert [event.kind for event in room.played.events] == [kind]
    ring_out, lead = 5, 1.5
    assert played.seconds == seconds + ring_out + lead
    assert room.outputs[-1].is_playing
    assert room.voices == [what is Heard.VOICE]


def test_a_bed_is_joined_where_it_has_come_up() -> None:
    room = _Room()
    room.sample().play(Heard.BED, ALL_ON)
    assert room.sounds[-1].position == BED_FROM


def test_the_bell_is_the_one_a_person_may_replace_and_the_other_the_one_on_the_way() -> None:
    room = _Room()
    sample = room.sample()
    sample.play(Heard.BELL, ALL_ON)
    assert room.played.events[0].voice == "bowl"
    sample.play(Heard.INTERVAL_BELL, ALL_ON)
    assert [(strike.at, strike.voice) for strike in room.played.strikes] == [(0, "small")]


@pytest.mark.parametrize(("pattern", "seconds"), [("", 10), ("4-7-8", 19), ("in 15 out 15", 10)])
def test_breath_has_the_chosen_pattern_and_never_one_that_is_not_safe(pattern: str, seconds: int) -> None:
    room = _Room()
    room.sample().play(Heard.BREATH, replace(ALL_ON, breath_pattern=pattern))
    assert {breath.length for breath in room.played.events[0].breaths} == {seconds * SAMPLE_RATE}


def test_the_voice_says_the_first_passage_that_is_recorded() -> None:
    room = _Room()
    room.sample().play(Heard.VOICE, ALL_ON)
    event = room.played.events[0]
    assert (event.script, event.cue, event.text) == ("evening", "breathe", "Let us breathe together.")


@pytest.mark.parametrize(
    ("what", "settings", "note"),
    [
        (Heard.BED, Settings(), NOTHING_UNDER),
        (Heard.BREATH, Settings(breath_sound="off"), NO_BREATH),
        (Heard.INTERVAL_BELL, Settings(), NO_BELLS),
    ],
)
def test_where_there_is_nothing_to_hear_one_line_says_so(what: Heard, settings: Settings, note: str) -> None:
    room = _Room()
    assert room.sample().play(what, settings) == (0.0, note)
    assert room.outputs == []


def test_without_any_recording_there_is_no_voice() -> None:
    room = _Room(shelf=_Shelf(recorded="nothing"))
    assert room.sample().play(Heard.VOICE, ALL_ON).note == NO_VOICE


def test_it_goes_where_a_sitting_would_go() -> None:
    room = _Room()
    room.sample().play(Heard.BELL, replace(ALL_ON, output="pipe", device="desk"))
    assert room.asked == [("pipe", "desk")]


@pytest.mark.parametrize(
    ("room", "note"),
    [
        (_Room(output_name="silent"), SWITCHED_OFF),
        (_Room(output_name="silent", note="no device; the sitting goes on"), f"no device; {NOT_HERE}"),
        (_Room(can_start=False), f"the sound device is in use; {NOT_HERE}"),
    ],
    ids=["switched off", "no device", "in use"],
)
def test_without_an_output_nothing_plays_and_the_reason_is_told(room: _Room, note: str) -> None:
    played = room.sample().play(Heard.BELL, ALL_ON)
    assert played == (0.0, note)
    assert room.sounds[-1].is_closed


def test_a_second_sample_takes_the_place_of_the_first() -> None:
    room = _Room()
    sample = room.sample()
    sample.play(Heard.BELL, ALL_ON)
    sample.play(Heard.VOICE, ALL_ON)
    first, second = room.outputs
    assert not first.is_playing
    assert second.is_playing
    assert room.sounds[0].is_closed


def test_stop_is_silence_and_can_be_asked_for_twice() -> None:
    room = _Room()
    sample = room.sample()
    sample.stop()
    sample.play(Heard.BELL, ALL_ON)
    sample.stop()
    sample.stop()
    assert not room.outputs[-1].is_playing
    assert room.sounds[-1].is_closed


def test_a_file_of_ones_own_is_asked_about_where_files_are_known() -> None:
    assert _Room().sample().objection("bell", "/a.flac") == "bell /a.flac"
