"""Choosing sound in the app: every line, what is kept, what is heard, and what a running sitting follows."""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING

import pytest
from tests.tui.evening import LARGE, SMALL, USUAL, Person, at_home, between_arrows
from tests.tui.household import Household, MemorySettings
from textual.widgets import Input

from practice_tui.domain.errors import NotSaved
from practice_tui.engine.settings import Settings
from practice_tui.tui.dialogs.sound import FROM_THE_NEXT_ON, IN_THE_SITTING, SoundDialog
from practice_tui.tui.dialogs.sound_rows import ROWS
from practice_tui.tui.widgets.length_chooser import LESS, MORE
from practice_tui.tui.wishes import BeginWished

if TYPE_CHECKING:
    from pathlib import Path

    from practice_tui.adapters.audio.virtual import VirtualOutput


@pytest.fixture
def household() -> Household:
    return Household(speaks=True)


async def test_v_shows_every_choice_of_sound_as_it_is_set(household: Household) -> None:
    household.settings = MemorySettings(ambient="sea", breath_pattern="in 4.5 out 6", rhythm=13.5)
    async with at_home(household) as person:
        await person.press("v")
        for row in ROWS:
            assert row.name.strip() in person.screen
        for words in (
            between_arrows("the sea"),
            "in 4.5 out 6",
            "about thirteen and a half breaths a minute",
            "━━━━━━━━── 80",
        ):
            assert words in person.screen


@pytest.mark.parametrize(("way", "place"), [((), "today"), (("b", "enter"), "preview"), (("enter",), "session")])
async def test_it_is_one_key_away_and_leads_back(household: Household, way: tuple[str, ...], place: str) -> None:
    async with at_home(household) as person:
        await person.press(*way, "v")
        assert isinstance(person.app.screen, SoundDialog)
        await person.press("escape")
        assert person.place == place


async def test_the_palette_finds_it(household: Household) -> None:
    async with at_home(household) as person:
        await person.press("ctrl+p", *"you hear", "enter")
        assert isinstance(person.app.screen, SoundDialog)


async def test_left_and_right_choose_and_what_is_chosen_is_kept(household: Household) -> None:
    async with at_home(household) as person:
        await person.press("v", "right")
        assert between_arrows("rain") in person.screen
        assert household.settings.read().ambient == "rain"
        await person.press("left", "left")
        assert household.settings.read().ambient == "brown"
        await person.press("down", "right", "right")
        assert household.settings.read().volume_ambient == 80
        await person.press("escape", "v")
        assert between_arrows("brown noise") in person.screen


async def test_every_line_goes_round_through_settings_that_are_taken(household: Household) -> None:
    async with at_home(household) as person:
        await person.press("v")
        screen = person.app.screen
        assert isinstance(screen, SoundDialog)
        for index, row in enumerate(ROWS):
            seen = set()
            for _ in row.choices:
                screen.action_turn(index, 1)
                seen.add(row.value(screen._settings))
            if not row.setting.startswith("volume"):
                assert seen == {choice.value for choice in row.choices}
        await person.settle()
        assert household.settings.read() == screen._settings
    assert {row.setting for row in ROWS} <= {each.name for each in fields(Settings)}


async def test_a_volume_ends_at_nothing_and_at_full(household: Household) -> None:
    household.settings = MemorySettings(volume_ambient=13)
    async with at_home(household) as person:
        await person.press("v", "down", "left", "left")
        assert household.settings.read().volume_ambient == 0
        await person.press(*["right"] * 12)
        assert household.settings.read().volume_ambient == 100


async def test_a_breath_of_ones_own_is_typed_and_goes_by_half_seconds(household: Household) -> None:
    async with at_home(household) as person:
        await _go_to(person, "breath_pattern")
        await person.press("enter")
        await _type(person, "in 4.5 out 6.5")
        assert household.settings.read().breath_pattern == "in 4.5 out 6.5"
        assert between_arrows("in 4.5 out 6.5") in person.screen
        await person.press("right")
        assert household.settings.read().breath_pattern == ""
        await person.press("left")
        assert household.settings.read().breath_pattern == "in 4.5 out 6.5"


async def test_a_breath_that_is_not_safe_is_refused_in_words_and_changes_nothing(household: Household) -> None:
    async with at_home(household) as person:
        await _go_to(person, "breath_pattern")
        await person.press("enter")
        for typed, said in (
            ("in 15 out 15", "slower than 3 breaths a minute"),
            ("in 4 hold 21 out 4", "a hold or rest over 20 s is not safe"),
            ("in 4.25 out 6", "half seconds"),
            ("deeply", "no breath pattern"),
        ):
            await _type(person, typed)
            assert said in " ".join(person.screen.split())
            assert household.settings.read().breath_pattern == ""
            assert person.app.screen.has_class("-typing")


async def test_escape_leaves_the_typing_first_and_then_the_dialog(household: Household) -> None:
    async with at_home(household) as person:
        await _go_to(person, "interval_bells")
        await person.press("enter", *"often", "escape")
        assert isinstance(person.app.screen, SoundDialog)
        assert household.settings.read().interval_bells == ""
        await person.press("escape")
        assert person.place == "today"


async def test_bells_of_ones_own_are_struck_in_silent_sitting_and_nowhere_else(household: Household) -> None:
    async with at_home(household) as person:
        await _go_to(person, "interval_bells")
        await person.press("enter")
        await _type(person, "2m, 5m")
        await person.press("escape")
        person.app.screen.post_message(BeginWished("silent-sit"))
        await person.settle()
        assert [strike.at // 48_000 for strike in person.player.timeline.strikes] == [120, 300]
        await person.press("q", "enter", "enter")
        assert person.player.plan.script.id == "nurturance"
        assert person.player.timeline.strikes == ()


async def test_a_file_of_ones_own_is_looked_at_before_it_is_taken(household: Household, tmp_path: Path) -> None:
    async with at_home(household) as person:
        await person.press("v", "enter")
        await _type(person, str(tmp_path / "gone.flac"))
        assert "gone.flac can't be played" in person.screen
        assert household.settings.read().ambient == ""
        await person.press("escape")
        await _down_to(person, "bell")
        file = Household.bell_file()
        await person.press("enter")
        await _type(person, str(file))
        assert household.settings.read().bell == str(file)
        assert between_arrows(file.name) in person.screen


async def test_a_choice_that_cannot_be_written_holds_and_says_so(
    household: Household, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_name: str, _value: str) -> Settings:
        raise NotSaved("the setting could not be saved (no space left); the old one stays; make room and try again")

    monkeypatch.setattr(household.settings, "change", full)
    async with at_home(household) as person:
        await person.press("v", "right")
        assert "could not be saved (no space left)" in person.screen


async def test_space_plays_what_is_chosen_and_stops_it(household: Household) -> None:
    household.settings = MemorySettings(ambient="rain", interval_bells="5m")
    async with at_home(household) as person:
        await person.press("v")
        heard = [row.setting for row in ROWS if row.heard is not None]
        for row in ROWS:
            before = len(household.outputs)
            await person.press("space")
            assert len(household.outputs) - before == (row.setting in heard)
            if row.setting in heard:
                assert "space be silent" in person.screen
                assert _is_playing(household.outputs[-1])
                await person.press("space")
                assert not _is_playing(household.outputs[-1])
            await person.press("down")


async def test_closing_is_silence(household: Household) -> None:
    async with at_home(household) as person:
        await _go_to(person, "bell")
        await person.press("space", "escape")
        assert not _is_playing(household.outputs[-1])


async def test_where_nothing_can_be_heard_one_line_says_why(household: Household) -> None:
    household.has_sound = False
    async with at_home(household) as person:
        await person.press("v", "space")
        assert "nothing sounds under the words" in person.screen
        await _down_to(person, "bell")
        await person.press("space")
        assert "there is no sound device" in person.screen
        assert "space hear it" in person.screen


async def test_a_sitting_follows_what_it_can_and_says_what_comes_later(household: Household) -> None:
    async with at_home(household) as person:
        await person.press("enter")
        await person.let_pass(30)
        await person.press("v", "right")
        assert [each.ambient for each in household.tuned] == ["rain"]
        assert FROM_THE_NEXT_ON not in person.screen
        await person.press("space")
        assert IN_THE_SITTING in person.screen
        await _down_to(person, "bell")
        assert FROM_THE_NEXT_ON in " ".join(person.screen.split())
        await person.press("right")
        assert household.settings.read().bell == "low"
        assert len(household.tuned) == 1
        await person.let_pass(30)
        await person.press("escape")
        assert "9:00 left" in person.screen


async def test_a_line_and_its_arrows_can_be_clicked(household: Household) -> None:
    async with at_home(household) as person:
        await person.press("v")
        await person.click("breath pattern")
        assert between_arrows("as each practice has it") in person.screen
        await person.click(f" {MORE}")
        assert household.settings.read().breath_pattern == "soothing"


@pytest.mark.parametrize("size", [SMALL, USUAL, LARGE])
async def test_the_chosen_line_is_in_sight_at_every_size(household: Household, size: tuple[int, int]) -> None:
    async with at_home(household, size=size) as person:
        await person.press("v")
        for row in ROWS:
            assert f"{row.name.strip()} " in person.screen
            assert f"{LESS} " in person.screen
            assert "line" in person.screen
            await person.press("down")


async def _type(person: Person, text: str) -> None:
    """Type into the line that has the cursor, all at once, and press Enter."""
    field = person.app.screen.query_one(Input)
    assert field.has_focus
    field.value = text
    await person.press("enter")


async def _go_to(person: Person, setting: str) -> None:
    await person.press("v")
    await _down_to(person, setting)


async def _down_to(person: Person, setting: str) -> None:
    screen = person.app.screen
    assert isinstance(screen, SoundDialog)
    while screen._row.setting != setting:
        screen.action_next()
    await person.settle()


def _is_playing(output: VirtualOutput) -> bool:
    return output._source is not None
