"""A person's own breath: in practices of pacing, and nowhere else."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.engine.sitting_room import EVENING, Room, script

from practice_tui.adapters.files.scripts import FolderScriptShelf
from practice_tui.adapters.files.shipped import audio_folder, scripts_folder
from practice_tui.compiler.durations import no_voice
from practice_tui.domain.breath_patterns import CARE, PATTERNS
from practice_tui.domain.quantities import SAMPLE_RATE, frames
from practice_tui.domain.timeline import EventKind, Timeline
from practice_tui.engine import events as facts
from practice_tui.engine import planning
from practice_tui.engine.library import PACED_KIND
from practice_tui.engine.pacing import with_pattern, word_of_care
from practice_tui.engine.settings import Settings

if TYPE_CHECKING:
    from practice_tui.domain.script import BreathPattern, Script

EASING = """\
Title: Breath
Length: 3m to 30m
Kind: pacer
# Breathing
[breathe my rhythm to 5.5 a minute for 2m to 10m]
[pause 10s+]
"""
WISHES = ("", "box", "4-7-8", "coherent", "in 3 out 5.5")


@pytest.fixture(scope="module")
def shelf() -> FolderScriptShelf:
    return FolderScriptShelf(scripts_folder(), audio_folder() / "voice", lambda _path: None)


def breaths(timeline: Timeline) -> list[BreathPattern]:
    return [breath for event in timeline.events for breath in event.breaths]


def laid_out(of: Script, seconds: float, settings: Settings) -> Timeline:
    return planning.prepared(of, frames(seconds), no_voice, settings).timeline


def test_the_chosen_breath_is_breathed_in_whole_breaths() -> None:
    plain = EASING.replace("my rhythm to 5.5 a minute", "in 4 out 6")
    timeline = laid_out(script(plain, "breath"), 600, Settings(breath_pattern="box"))
    assert set(breaths(timeline)) == {PATTERNS["box"]}
    assert timeline.length == frames(600)
    assert word_of_care(timeline) == CARE


def test_easing_goes_on_toward_the_chosen_breath_and_never_into_a_hold() -> None:
    eased = breaths(laid_out(script(EASING, "breath"), 600, Settings(breath_pattern="coherent", rhythm=10.0)))
    assert eased[0].length == 6 * SAMPLE_RATE
    assert eased[-1] == PATTERNS["coherent"]
    assert all(abs(breath.inhale - breath.exhale) <= 1 for breath in eased)
    held = breaths(laid_out(script(EASING, "breath"), 600, Settings(breath_pattern="4-7-8", rhythm=10.0)))
    assert set(held) == {PATTERNS["4-7-8"]}


@pytest.mark.parametrize(("rhythm", "first"), [(0.0, 5.0), (15.0, 4.0), (4.0, 60 / 5.5)])
def test_my_rhythm_is_where_easing_begins(rhythm: float, first: float) -> None:
    eased = breaths(laid_out(script(EASING, "breath"), 600, Settings(rhythm=rhythm)))
    assert eased[0].length == pytest.approx(frames(first), abs=1)
    assert [breath.length for breath in eased] == sorted(breath.length for breath in eased)


@pytest.mark.parametrize("wish", WISHES)
@pytest.mark.parametrize("rhythm", [0.0, 4.0, 30.0])
def test_every_length_that_is_promised_can_still_be_sat(shelf: FolderScriptShelf, wish: str, rhythm: float) -> None:
    paced = [shelf.script(each.id) for each in shelf.practices() if each.kind == PACED_KIND]
    assert paced
    for one in paced:
        shortest, longest = int(one.header.shortest / SAMPLE_RATE), int(one.header.longest / SAMPLE_RATE)
        for seconds in (*range(shortest, shortest + 60), longest):
            timeline = laid_out(one, seconds, Settings(breath_pattern=wish, rhythm=rhythm))
            assert timeline.length == frames(seconds)


@pytest.mark.parametrize("wish", WISHES)
def test_a_practice_of_watching_breath_has_no_pacer_whatever_is_chosen(shelf: FolderScriptShelf, wish: str) -> None:
    watching = shelf.script("breath-focus")
    for length in (watching.header.shortest, watching.header.home, watching.header.longest):
        timeline = planning.prepared(watching, length, no_voice, Settings(breath_pattern=wish)).timeline
        assert timeline.frames_of(EventKind.BREATH) == 0
        assert all(timeline.breath_at(event.at) is None for event in timeline.events)


@pytest.mark.parametrize("wish", WISHES)
def test_only_practices_of_pacing_are_touched(shelf: FolderScriptShelf, wish: str) -> None:
    for each in shelf.practices():
        one = shelf.script(each.id)
        assert (with_pattern(one, wish) is one) == (not wish or one.header.kind != PACED_KIND)


def test_what_ships_holds_no_breath(shelf: FolderScriptShelf) -> None:
    for each in shelf.practices():
        one = shelf.script(each.id)
        assert word_of_care(planning.prepared(one, one.header.home, no_voice, Settings()).timeline) == ""


def test_a_word_of_care_comes_at_the_very_beginning() -> None:
    room = Room(EVENING.replace("in 4 out 6", "box"))
    room.player.start()
    (care,) = [fact for fact in room.player.poll() if isinstance(fact, facts.CareGiven)]
    assert (care.frame, care.words) == (0, CARE)


def test_breath_that_is_not_held_needs_no_word() -> None:
    room = Room(EVENING)
    room.player.start()
    assert not [fact for fact in room.player.poll() if isinstance(fact, facts.CareGiven)]
