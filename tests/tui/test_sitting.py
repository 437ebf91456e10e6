"""The sitting: what each key does, what none does, and that the minutes are kept whatever happens."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.tui.evening import at_home
from tests.tui.household import MemorySettings

from practice_tui.domain.quantities import MINUTE, Frames
from practice_tui.domain.record import Ending
from practice_tui.domain.session import Stage
from practice_tui.domain.timeline import EventKind

if TYPE_CHECKING:
    from tests.tui.household import Household

FIRST_WORDS = "Sit where something holds you up"


async def test_the_words_of_now_stand_on_the_screen(household: Household) -> None:
    async with at_home(household, "nurturance") as person:
        await person.let_pass(5)
        assert FIRST_WORDS in person.screen
        assert "9:55 left" in person.screen


async def test_words_rest_behind_their_time_and_stay_until_the_next(household: Household) -> None:
    async with at_home(household, "nurturance") as person:
        spoken = [each for each in person.player.timeline.events if each.kind is EventKind.SPEECH]
        first, second = spoken[:2]
        words = person.app.screen.query_one("#words")
        await person.let_pass(first.at / 48_000 + 1)
        assert not words.has_class("-resting")
        await person.let_pass(first.length / 48_000 + 5)
        assert words.has_class("-resting")
        assert FIRST_WORDS in person.screen
        await person.let_pass((second.at - person.player.position) / 48_000 + 1)
        assert FIRST_WORDS not in person.screen
        assert not words.has_class("-resting")


async def test_enter_does_nothing_while_sitting(household: Household) -> None:
    async with at_home(household, "nurturance") as person:
        await person.let_pass(60)
        before, timeline = person.screen, person.player.timeline
        await person.press("enter", "enter")
        assert person.screen == before
        assert person.player.timeline is timeline
        assert person.player.session.is_running


async def test_escape_loses_nothing_and_shows_the_keys(household: Household) -> None:
    async with at_home(household, "nurturance") as person:
        await person.let_pass(60)
        keys = person.app.screen.query_one("#keys")
        person.app.screen.query_one("#foot")._end_hint()  # type: ignore[attr-defined]
        assert not keys.has_class("-shown")
        await person.press("escape", "escape")
        assert keys.has_class("-shown")
        assert "g steady ground" in person.screen
        assert person.player.session.is_running


async def test_space_stands_still_and_goes_on(household: Household) -> None:
    async with at_home(household, "nurturance") as person:
        await person.let_pass(60)
        await person.press("space")
        await person.let_pass(30)
        assert "paused" in person.screen
        assert "space go on" in person.screen
        left = person.player.remaining
        await person.let_pass(300)
        assert person.player.remaining == left
        await person.press("space")
        await person.let_pass(10)
        assert "paused" not in person.screen
        assert person.player.remaining is not None
        assert left is not None
        assert left - person.player.remaining > 9 * 48_000


async def test_plus_and_minus_change_the_time_left(household: Household) -> None:
    async with at_home(household, "nurturance") as person:
        await person.let_pass(60)
        await person.press("plus", "plus", "minus")
        assert person.player.timeline.length == 11 * MINUTE
        assert "10:00 left" in person.screen


async def test_time_that_the_words_still_need_is_not_taken_away_and_one_line_says_so(household: Household) -> None:
    async with at_home(household, "nurturance", Frames(3 * MINUTE)) as person:
        await person.let_pass(10)
        await person.press("minus", "minus")
        assert "the words that remain need" in person.screen


async def test_s_leaves_the_present_part(household: Household) -> None:
    async with at_home(household, "nurturance") as person:
        await person.let_pass(60)
        before = person.player.part
        await person.press("s")
        await person.let_pass(20)
        assert person.player.part is not before
        assert person.player.timeline.length == 10 * MINUTE


async def test_l_takes_the_gentler_way_where_there_is_one(household: Household) -> None:
    async with at_home(household, "tonglen", Frames(20 * MINUTE)) as person:
        taking = next(each for each in person.player.timeline.events if each.part == "Taking, lightly")
        await person.let_pass(taking.at / 48_000 + 1)
        await person.press("l")
        assert "Giving only" in {each.part for each in person.player.timeline.events}


async def test_l_says_kindly_where_there_is_no_gentler_way(household: Household) -> None:
    async with at_home(household, "nurturance") as person:
        await person.let_pass(30)
        await person.press("l")
        assert "there is no gentler way here; s skips, g brings steady ground" in person.screen


async def test_g_brings_steady_ground_and_r_leads_back(household: Household) -> None:
    household.settings = MemorySettings(contact="Ana, 600 123 456")
    async with at_home(household, "nurturance") as person:
        await person.let_pass(60)
        left = person.player.remaining
        await person.press("g")
        await person.let_pass(2)
        assert "You can put the picture down. Open your eyes." in person.screen
        assert "r return   e end gently   q stop" in person.screen
        assert "You wished to call: Ana, 600 123 456" in person.screen
        assert " left" not in person.screen
        await person.press("r")
        await person.let_pass(1)
        assert person.player.session.stage is Stage.GUIDED
        assert "Ana" not in person.screen
        assert person.player.remaining is not None
        assert left is not None
        assert abs(person.player.remaining - left) < 2 * 48_000


async def test_once_steady_ground_is_spoken_the_screen_says_what_to_do_in_danger(household: Household) -> None:
    async with at_home(household, "nurturance") as person:
        await person.let_pass(60)
        await person.press("g")
        assert "emergency number" not in person.screen
        await person.let_pass(200)
        assert person.player.session.stage is Stage.OFFERED
        assert "If you are in danger or might hurt yourself, call the emergency number now." in person.screen
        assert "r return   e end gently   q stop" in person.screen


async def test_e_still_speaks_the_closing_words(household: Household) -> None:
    async with at_home(household, "nurturance") as person:
        await person.let_pass(60)
        await person.press("e")
        closing = person.player.plan.script.close.name
        await person.let_pass(20)
        assert person.player.present.part == closing
        await person.let_pass(60)
        assert person.place == "reflection"
        assert household.store.records()[0].ending is Ending.ENDED_GENTLY


async def test_q_keeps_the_minutes_and_leads_to_the_reflection(household: Household) -> None:
    async with at_home(household, "nurturance") as person:
        await person.let_pass(180)
        await person.press("q")
        assert person.place == "reflection"
        assert "3 minutes are saved" in person.screen
    record = household.store.records()[0]
    assert (record.ending, record.seconds) == (Ending.STOPPED, 180)


@pytest.mark.parametrize("key", ["ctrl+c", "ctrl+q"])
async def test_ctrl_c_while_sitting_is_as_kind_as_q(household: Household, key: str) -> None:
    async with at_home(household, "nurturance") as person:
        await person.let_pass(180)
        await person.press(key)
        assert person.place == "reflection"
        assert household.store.records()[0].seconds == 180


async def test_a_sitting_that_comes_to_its_end_leads_to_the_reflection_while_the_bell_rings(
    household: Household,
) -> None:
    async with at_home(household, "nurturance") as person:
        await person.let_pass(600)
        assert person.place == "reflection"
        assert household.store.records()[0].ending is Ending.FINISHED
        assert person.player.ringing()
        household.let_pass(30)
        assert not person.player.ringing()


async def test_t_hides_the_time_left_and_shows_it_again(household: Household) -> None:
    async with at_home(household, "nurturance") as person:
        await person.let_pass(60)
        await person.press("t")
        assert " left" not in person.screen
        await person.press("t")
        assert "9:00 left" in person.screen


async def test_whoever_prefers_it_never_sees_the_time(household: Household) -> None:
    household.settings = MemorySettings(show_time=False)
    async with at_home(household, "nurturance") as person:
        await person.let_pass(60)
        assert " left" not in person.screen


async def test_a_lost_output_is_one_quiet_line_and_the_sitting_goes_on(household: Household) -> None:
    async with at_home(household, "nurturance") as person:
        await person.let_pass(60)
        household.outputs[-1].lose()
        await person.look()
        assert "the virtual output is gone" in person.screen
        household.clock.passed += 4
        await person.look()
        assert "8:56 left" in person.screen
        await person.press("q")
    assert household.store.records()[0].seconds == pytest.approx(64, abs=0.1)


async def test_silence_past_its_end_counts_up_until_the_person_ends_it(household: Household) -> None:
    async with at_home(household, "silent-sit", Frames(5 * MINUTE)) as person:
        await person.let_pass(5 * 60 + 40)
        assert "+0:40" in person.screen
        assert "stay as long as you like" in person.screen
        await person.press("e")
        assert person.place == "reflection"
    record = household.store.records()[0]
    assert (record.ending, record.seconds) == (Ending.FINISHED, 340)


async def test_d_dims_the_screen_and_lights_it_again(household: Household) -> None:
    async with at_home(household, "nurturance") as person:
        await person.let_pass(30)
        lit = person.app.screen.styles.background
        await person.press("d")
        assert person.app.screen.styles.background != lit
        await person.press("d")
        assert person.app.screen.styles.background == lit


async def test_minutes_go_on_being_noted_while_help_lies_over_the_sitting(household: Household) -> None:
    async with at_home(household, "nurturance") as person:
        await person.let_pass(60)
        await person.press("question_mark")
        assert "Stand still, and go on again" in person.screen
        await person.let_pass(30)
        lines = next(iter(household.journals.lines.values()))
        assert lines[-1]["seconds"] == 90
        await person.press("escape")
        assert "8:30 left" in person.screen


async def test_a_sitting_that_ends_under_an_open_help_still_leads_to_the_reflection(household: Household) -> None:
    async with at_home(household, "nurturance") as person:
        await person.let_pass(60)
        await person.press("question_mark")
        await person.let_pass(600)
        assert person.place == "reflection"


async def test_two_sittings_at_once_are_refused_in_words(household: Household) -> None:
    household.journals.sitting = "another"
    async with at_home(household) as person:
        await person.press("enter")
        assert person.place == "today"
        assert "another sitting is running on this machine" in person.screen


async def test_a_sitting_asked_for_by_name_leads_back_to_the_shell(household: Household) -> None:
    async with at_home(household, "nurturance") as person:
        await person.let_pass(600)
        await person.press("enter")
        assert not person.app.is_running


async def test_a_sitting_that_may_not_begin_is_handed_back_to_the_shell(household: Household) -> None:
    household.journals.sitting = "another"
    async with at_home(household, "nurturance") as person:
        assert not person.app.is_running
        assert "another sitting" in str(person.app.fault)


async def test_a_click_shows_the_keys_and_a_key_can_be_clicked(household: Household) -> None:
    async with at_home(household, "nurturance") as person:
        await person.let_pass(60)
        await person.click("pause")
        assert person.player.session.is_paused
