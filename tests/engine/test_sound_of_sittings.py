"""What a sitting is made with: everything on for closed eyes, bells on the way, and changes while it runs."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from tests.engine.sitting_room import EVENING, SILENT_SIT, Room, script

from practice_tui.domain.interval_bells import NO_BELLS, parse_interval_bells
from practice_tui.domain.quantities import MINUTE, Frames
from practice_tui.engine.settings import Settings
from practice_tui.engine.sittings import bells_of, by_ear

if TYPE_CHECKING:
    from practice_tui.engine.ports import SittingSound

LENGTH = Frames(20 * MINUTE)
RANDOM = "random 3m to 8m"


@pytest.mark.parametrize(("breath_sound", "heard"), [("off", "tones"), ("swells", "swells"), ("ticks", "ticks")])
def test_for_closed_eyes_voice_and_breath_sound_and_nothing_else_is_touched(breath_sound: str, heard: str) -> None:
    settings = Settings(voice=False, breath_sound=breath_sound, volume_voice=30, ambient="sea")
    assert by_ear(settings) == replace(settings, voice=True, breath_sound=heard)


def test_the_bells_of_the_settings_are_for_silent_sitting() -> None:
    settings = Settings(interval_bells="5m")
    silent, guided = script(SILENT_SIT, "silent"), script(EVENING, "evening")
    bells = bells_of(silent, LENGTH, None, settings)
    assert bells is not None
    assert bells.every == 5 * MINUTE
    assert bells_of(guided, LENGTH, None, settings) is None
    assert bells_of(silent, LENGTH, None, Settings()) is None


def test_what_is_asked_for_goes_before_what_is_set() -> None:
    settings = Settings(interval_bells="5m")
    asked = parse_interval_bells("2m")
    for text in (SILENT_SIT, EVENING):
        bells = bells_of(script(text, "any"), LENGTH, asked, settings)
        assert bells is not None
        assert bells.every == 2 * MINUTE
    none = bells_of(script(SILENT_SIT, "any"), LENGTH, NO_BELLS, settings)
    assert none is not None
    assert list(none.moments(LENGTH)) == []


def test_random_ones_follow_from_the_script_and_the_length() -> None:
    practice = script(SILENT_SIT, "silent")
    once, again, longer = (
        bells_of(practice, length, parse_interval_bells(RANDOM), Settings())
        for length in (LENGTH, LENGTH, Frames(LENGTH + 1))
    )
    assert once == again
    assert once != longer


def test_a_setting_made_by_hand_that_means_nothing_costs_the_bells_and_not_the_sitting() -> None:
    assert bells_of(script(SILENT_SIT, "silent"), LENGTH, None, Settings(interval_bells="often")) is None


def test_a_running_sitting_is_attuned_without_losing_its_place() -> None:
    room = Room().begin()
    room.sit(60)
    tuned: list[SittingSound] = []
    timeline, position = room.timeline, room.player.position
    room.player.attune(tuned.append)
    assert tuned == [room.sound]
    assert room.sound.asked[-1] == "load"
    assert room.sound.timeline is timeline
    assert room.player.position == position
    room.sit(1)
    assert room.player.position > position
