"""The pacer: finer than a cell, eased like a breath, and drawn only where something changed."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.tui.evening import USUAL, Person, at_home
from tests.tui.household import MemorySettings

from practice_tui.domain.quantities import Frames
from practice_tui.domain.timeline import EventKind, Moment, Phase, phases
from practice_tui.tui.motion import motion_of
from practice_tui.tui.screens.session.breath import pacer_rows
from practice_tui.tui.screens.session.disc import disc, largest_radius
from practice_tui.tui.screens.session.pacer import Pacer, fullness

if TYPE_CHECKING:
    from tests.tui.household import Household

PRACTICE = "soothing-rhythm-breathing"


def _lit(rows: tuple[str, ...]) -> int:
    return sum((ord(cell) - 0x2800).bit_count() for row in rows for cell in row if cell != " ")


def _moment(phase: Phase, progress: float) -> Moment:
    return Moment(phase, Frames(0), Frames(48_000), progress)


@given(st.integers(2, 60), st.integers(1, 30), st.floats(0, 60))
def test_a_disc_fills_its_field_and_is_the_same_from_left_and_right(width: int, height: int, radius: float) -> None:
    rows = disc(radius, width, height)
    assert len(rows) == height
    assert all(len(row) == width for row in rows)
    dots = [[_dots(row, down) for down in range(4)] for row in rows]
    assert all(line == line[::-1] for each in dots for line in each)


def _dots(row: str, down: int) -> list[bool]:
    bits = ((0x01, 0x08), (0x02, 0x10), (0x04, 0x20), (0x40, 0x80))[down]
    codes = [0 if cell == " " else ord(cell) - 0x2800 for cell in row]
    return [bool(code & bit) for code in codes for bit in bits]


def test_a_larger_radius_lights_more_dots_a_quarter_of_a_dot_at_a_time() -> None:
    lit = [_lit(disc(step / 4, 22, 11)) for step in range(88)]
    assert all(earlier <= later for earlier, later in pairwise(lit))
    assert len(set(lit)) > 60


def test_a_disc_is_about_as_large_as_its_circle() -> None:
    radius = largest_radius(48, 24)
    assert _lit(disc(radius, 48, 24)) == pytest.approx(3.14159 * radius**2, rel=0.02)


def test_a_breath_grows_in_rests_full_shrinks_out_and_rests_empty() -> None:
    assert [fullness(_moment(Phase.IN, each)) for each in (0.0, 0.5, 1.0)] == pytest.approx([0, 0.5, 1])
    assert [fullness(_moment(Phase.OUT, each)) for each in (0.0, 0.5, 1.0)] == pytest.approx([1, 0.5, 0])
    assert fullness(_moment(Phase.HOLD, 0.5)) == 1
    assert fullness(_moment(Phase.REST, 0.5)) == 0


def test_a_breath_begins_and_ends_slowly() -> None:
    steps = [fullness(_moment(Phase.IN, each / 10)) for each in range(11)]
    first, middle = steps[1] - steps[0], steps[6] - steps[5]
    assert first < middle / 3


@pytest.mark.parametrize(("width", "height"), [(40, 10), (80, 24), (160, 50), (40, 50), (200, 10)])
def test_the_pacer_fits_every_screen(width: int, height: int) -> None:
    rows = pacer_rows(width, height, is_night=False)
    assert 3 <= rows <= height // 2
    assert rows * 2 < width


def test_motion_is_chosen_in_one_place_and_never_faster_than_twelve_pictures_a_second() -> None:
    assert motion_of("full").tick_seconds >= 1 / 12
    assert motion_of("calm").tick_seconds > motion_of("full").tick_seconds
    assert not motion_of("still").has_disc


async def test_the_pacer_is_there_only_while_breath_is_paced(household: Household) -> None:
    household.settings = MemorySettings(motion="full")
    async with at_home(household, PRACTICE) as person:
        await person.let_pass(2)
        assert not _has_dots(person.screen)
        await _go_to_breath(person, 1.9)
        assert _has_dots(person.screen)
        assert "breathing in" in person.screen
        breath = person.player.present
        await person.let_pass((breath.end - person.player.position) / 48_000 + 0.5)
        assert not _has_dots(person.screen)
        assert "breathing" not in person.screen


async def test_the_words_of_a_part_stand_still_when_its_breath_begins(household: Household) -> None:
    household.settings = MemorySettings(motion="full")
    async with at_home(household, PRACTICE) as person:
        breath = _first_breath(person)
        await person.let_pass(breath / 48_000 - 1)
        row = _row_of(person.screen, "follow the pacer")
        await person.let_pass(2)
        assert _row_of(person.screen, "follow the pacer") == row


async def test_stillness_says_in_and_out_in_words(household: Household) -> None:
    async with at_home(household, PRACTICE) as person:
        await _go_to_breath(person, 0.5)
        assert not _has_dots(person.screen)
        assert "breathing in" in person.screen
        first = phases(person.player.present)[0]
        await person.let_pass(first[2] / 48_000)
        assert "breathing out" in person.screen


async def test_only_lines_that_changed_are_drawn_again(household: Household, monkeypatch: pytest.MonkeyPatch) -> None:
    household.settings = MemorySettings(motion="full")
    async with at_home(household, PRACTICE, size=USUAL) as person:
        await _go_to_breath(person, 0.3)
        pacer = person.app.screen.query_one(Pacer)
        drawn: list[int] = []
        monkeypatch.setattr(pacer, "refresh", lambda *regions: drawn.append(len(regions)))
        moment = person.player.breath()
        pacer.show(moment)
        assert drawn == []
        household.let_pass(0.1)
        pacer.show(person.player.breath())
        assert len(drawn) <= 1
        assert all(count < pacer.size.height for count in drawn)


async def test_nothing_of_the_breath_is_drawn_while_something_lies_over_it(household: Household) -> None:
    household.settings = MemorySettings(motion="full")
    async with at_home(household, PRACTICE) as person:
        await _go_to_breath(person, 1)
        timer = person.app.screen._breathing  # type: ignore[attr-defined]
        assert timer._active.is_set()
        await person.press("question_mark")
        assert not timer._active.is_set()
        await person.press("escape")
        assert timer._active.is_set()


def _first_breath(person: Person) -> int:
    return next(each.at for each in person.player.timeline.events if each.kind is EventKind.BREATH)


async def _go_to_breath(person: Person, seconds_in: float) -> None:
    await person.let_pass((_first_breath(person) - person.player.position) / 48_000)
    await person.let_pass(seconds_in)


def _has_dots(screen: str) -> bool:
    return any(0x2800 < ord(character) <= 0x28FF for character in screen)


def _row_of(screen: str, words: str) -> int:
    return next(y for y, line in enumerate(screen.splitlines()) if words in line)
