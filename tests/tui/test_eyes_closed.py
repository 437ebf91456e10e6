"""Eyes closed: a dark screen, the few keys a hand finds, and nothing else that could happen."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.tui.evening import LARGE, SMALL, USUAL, Person, at_home
from tests.tui.household import Household, MemorySettings

from practice_tui.domain.quantities import MINUTE, Frames
from practice_tui.domain.record import Ending
from practice_tui.domain.script import speeches
from practice_tui.domain.session import Stage
from practice_tui.domain.timeline import EventKind
from practice_tui.engine.settings import THEMES
from practice_tui.tui.screens.eyes_closed.screen import RUNS, EyesClosedScreen
from practice_tui.tui.screens.session.foot import Foot

if TYPE_CHECKING:
    from collections.abc import Iterator

FIRST_WORDS = "Sit where something holds you up"
KEYS = "space pause   e end gently   q stop   esc open your eyes"


@pytest.fixture
def household() -> Household:
    return Household(speaks=True)


async def test_c_darkens_the_screen_to_one_sign_and_for_a_moment_the_keys(household: Household) -> None:
    async with at_home(household, "nurturance") as person:
        await person.let_pass(5)
        await person.press("c")
        await person.let_pass(5)
        assert _words(person) == [RUNS, KEYS]
        await _end_hint(person)
        assert _words(person) == [RUNS]


async def test_the_sitting_goes_on_in_the_dark_and_its_minutes_are_noted(household: Household) -> None:
    async with at_home(household, "nurturance") as person:
        await person.press("c")
        await person.let_pass(90)
        assert person.player.session.is_running
        lines = next(iter(household.journals.lines.values()))
        assert lines[-1]["seconds"] == 90
        await person.press("escape")
        assert "8:30 left" in person.screen


async def test_nothing_is_drawn_while_it_lasts_not_even_a_paced_breath(
    household: Household, monkeypatch: pytest.MonkeyPatch
) -> None:
    household.settings = MemorySettings(motion="full")
    async with at_home(household, "soothing-rhythm-breathing") as person:
        breath = next(each for each in person.player.timeline.events if each.kind is EventKind.BREATH)
        await person.let_pass(breath.at / 48_000 - 15)
        session = person.app.screen
        await person.press("c")
        await _end_hint(person)
        await person.settle()
        drawn: list[object] = []
        monkeypatch.setattr(person.app, "_display", lambda *what: drawn.append(what))
        for _ in range(10):
            household.let_pass(2)
            session._look()  # type: ignore[attr-defined]
            await person.settle()
        assert person.player.breath() is not None
        assert drawn == []
        assert not session._breathing._active.is_set()  # type: ignore[attr-defined]


async def test_any_other_key_does_nothing(household: Household) -> None:
    async with at_home(household, "nurturance") as person:
        await person.let_pass(60)
        await person.press("c")
        await _end_hint(person)
        before, timeline = person.screen, person.player.timeline
        for key in ("s", "l", "plus", "minus", "enter", "t", "d", "n", "r", "v", "question_mark", "ctrl+p", "x"):
            await person.press(key)
            assert (person.screen, person.place) == (before, "eyes_closed")
        assert person.player.timeline is timeline
        assert person.player.session.is_running


async def test_space_stands_still_with_a_faint_word_and_goes_on(household: Household) -> None:
    async with at_home(household, "nurturance") as person:
        await person.let_pass(60)
        await person.press("c", "space")
        assert person.player.session.is_paused
        await _end_hint(person)
        assert _words(person) == ["paused", KEYS.replace("pause", "go on", 1)]
        await person.press("space")
        assert person.player.session.is_running
        assert _words(person) == [RUNS]


async def test_e_ends_gently_as_in_the_light_and_the_screen_opens_with_the_reflection(household: Household) -> None:
    async with at_home(household, "nurturance") as person:
        await person.let_pass(60)
        await person.press("c", "e")
        assert person.player.session.stage is Stage.CLOSING
        assert person.place == "eyes_closed"
        await person.let_pass(100)
        assert person.place == "reflection"
    assert household.store.records()[0].ending is Ending.ENDED_GENTLY


async def test_q_stops_and_keeps_the_minutes(household: Household) -> None:
    async with at_home(household, "nurturance") as person:
        await person.let_pass(180)
        await person.press("c", "q")
        assert "3 minutes are saved" in person.screen


async def test_ctrl_c_is_as_kind_as_q(household: Household) -> None:
    async with at_home(household, "nurturance") as person:
        await person.let_pass(180)
        await person.press("c", "ctrl+c")
        assert person.place == "reflection"


async def test_g_opens_the_eyes_on_steady_ground(household: Household) -> None:
    async with at_home(household, "nurturance") as person:
        await person.let_pass(60)
        await person.press("c", "g")
        await person.let_pass(2)
        assert person.place == "session"
        assert "Open your eyes." in person.screen


async def test_once_the_last_bell_is_struck_the_screen_opens_with_the_reflection(household: Household) -> None:
    async with at_home(household, "nurturance") as person:
        await person.press("c")
        await person.let_pass(600)
        assert person.place == "reflection"
        assert household.store.records()[0].ending is Ending.FINISHED


async def test_silence_past_its_end_says_so_in_the_dark_and_keeps_its_keys(household: Household) -> None:
    async with at_home(household, "silent-sit", Frames(5 * MINUTE)) as person:
        await person.press("c")
        await person.let_pass(5 * 60 + 40)
        await _end_hint(person)
        assert "stay as long as you like" in person.screen
        assert _words(person)[-1] == "e end gently   q stop   esc open your eyes"
        await person.press("e")
        assert person.place == "reflection"


async def test_the_screen_opens_where_sound_is_lost(household: Household) -> None:
    async with at_home(household, "nurturance") as person:
        await person.press("c")
        await person.let_pass(60)
        household.outputs[-1].lose()
        await person.look()
        assert person.place == "session"
        assert "the virtual output is gone" in person.screen


async def test_without_any_sound_it_says_so_before_it_goes_dark(household: Household) -> None:
    household.has_sound = False
    async with at_home(household, "nurturance") as person:
        await person.press("c")
        assert person.place == "session"
        assert "there is no sound here, so nothing would be heard" in person.screen
        await person.press("c")
        assert person.place == "eyes_closed"


async def test_words_without_a_voice_are_a_reason_to_ask_again(household: Household) -> None:
    household.speaks = False
    async with at_home(household, "nurturance") as person:
        await person.press("c")
        assert person.place == "session"
        assert "these words have no voice here" in person.screen
        await person.press("c")
        assert person.place == "eyes_closed"


async def test_a_silent_sitting_needs_no_voice(household: Household) -> None:
    household.speaks = False
    async with at_home(household, "silent-sit") as person:
        await person.press("c")
        assert person.place == "eyes_closed"


async def test_whoever_prefers_it_sits_in_the_dark_from_the_beginning(household: Household) -> None:
    household.settings = MemorySettings(eyes_closed=True, voice=False, breath_sound="off")
    async with at_home(household) as person:
        await person.press("enter")
        assert person.place == "eyes_closed"
        plan = person.player.plan
        assert plan.wishes.spoken(speeches(plan.script)[0]) is not None
    assert household.wished[-1].breath_sound == "tones"
    assert household.settings.read().breath_sound == "off"


async def test_steady_ground_is_never_begun_in_the_dark(household: Household) -> None:
    household.settings = MemorySettings(eyes_closed=True)
    async with at_home(household) as person:
        await person.press("enter", "q", "4", "g")
        assert person.player.plan.script.id == "steadying"
        assert person.place == "session"


async def test_a_word_of_care_is_not_lost_in_the_dark(household: Household) -> None:
    household.settings = MemorySettings(eyes_closed=True, breath_pattern="box")
    async with at_home(household) as person:
        await person.press("ctrl+p", *"soothing rhythm", "enter")
        assert person.place == "eyes_closed"
        assert "this pattern holds the breath" in person.screen


@pytest.mark.parametrize("theme", THEMES)
async def test_the_dark_hides_everything_at_every_size_and_in_every_theme(household: Household, theme: str) -> None:
    household.settings = MemorySettings(theme=theme)
    async with at_home(household, "nurturance") as person:
        await person.let_pass(5)
        await person.press("c")
        for size in (SMALL, USUAL, LARGE):
            await person.resize(size)
            assert FIRST_WORDS not in person.screen
            assert RUNS in person.screen
            assert len(set(_grounds(person))) == 1


async def test_without_colours_the_sign_is_dim_and_nothing_else_shows(
    household: Household, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with at_home(household, "nurturance") as person:
        await person.let_pass(5)
        await person.press("c")
        await _end_hint(person)
        assert _words(person) == [RUNS]
        strips = person.app.screen._compositor.render_strips()
        segments = [segment for strip in strips for segment in strip if segment.style]
        assert {segment.style.color and segment.style.color.name for segment in segments if segment.style} <= {
            None,
            "default",
        }


def _words(person: Person) -> list[str]:
    return [line.strip() for line in person.screen.splitlines() if line.strip()]


async def _end_hint(person: Person) -> None:
    assert isinstance(person.app.screen, EyesClosedScreen)
    person.app.screen.query_one(Foot)._end_hint()
    await person.settle()


def _grounds(person: Person) -> Iterator[object]:
    for strip in person.app.screen._compositor.render_strips():
        for segment in strip:
            yield segment.style.bgcolor if segment.style else None
