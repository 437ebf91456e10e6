"""Text from scripts, packs and people is shown as it is: it styles nothing, runs nothing, and reaches no terminal."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest
from tests.tui.evening import at_home
from tests.tui.household import MemorySettings

from practice_tui.adapters.files.shipped import scripts_folder
from practice_tui.domain.errors import NotSaved
from practice_tui.tui.plain import plain, plain_line

if TYPE_CHECKING:
    from pathlib import Path

    from tests.tui.household import Household

CLICK = "[@click=app.quit]press[/]"
BROKEN = "[/nothing] [b"
ESCAPES = "\x1b]52;c;ZXZpbA==\x07\x1b[31m"

SCRIPT = f"""\
Title: {CLICK} {BROKEN}
Summary: A summary {CLICK} {BROKEN} [bold red]here[/].
Length: 1m to 30m
Home: 10m
Language: en
Kind: present-moment
Level: starting
Cautions: Careful {CLICK} {BROKEN}.
Gentler: nurturance
Author: {BROKEN}

# Part @click=app.quit
[bell]
{{one}} Words @click=app.quit and more.
[pause 5s+]

# Closing (close)
{{close}} Done.
[bell]
"""


@pytest.fixture
def strange(household: Household, tmp_path: Path) -> Household:
    """A household whose only practice is called something nasty."""
    shutil.copytree(scripts_folder() / "practice", tmp_path / "practice")
    for script in (tmp_path / "practice" / "scripts").glob("*.txt"):
        if script.stem not in {"steadying", "nurturance"}:
            script.unlink()
    (tmp_path / "practice" / "scripts" / "a-strange-one.txt").write_text(SCRIPT, "utf-8")
    page = f"# Title\n\n{CLICK} {BROKEN} [a link](file:///etc/passwd)\n"
    (tmp_path / "practice" / "handouts" / "a-strange-one.md").write_text(page, "utf-8")
    household.scripts = tmp_path
    household.sat("nurturance", 10, 1)
    return household


async def test_a_title_that_looks_like_markup_is_only_a_title_on_today(strange: Household) -> None:
    async with at_home(strange) as person:
        assert f"{CLICK} {BROKEN}" in person.screen
        assert f"Careful {CLICK}" in person.screen
        await person.click("press")
        assert person.app.is_running


async def test_it_is_only_a_title_in_the_library_and_on_its_own_page(strange: Household) -> None:
    async with at_home(strange) as person:
        await person.press("b")
        assert "[@click=app.quit]press" in person.screen
        await person.press(*"summary", "enter")
        assert person.place == "preview"
        assert f"{CLICK} {BROKEN}" in person.screen
        await person.click("press")
        assert person.app.is_running


async def test_it_is_only_a_title_in_the_palette(strange: Household) -> None:
    async with at_home(strange) as person:
        await person.press("ctrl+p", *"sit click")
        assert "[@click=app.quit]press" in person.screen


async def test_words_that_look_like_markup_are_only_words(strange: Household) -> None:
    async with at_home(strange, "a-strange-one") as person:
        await person.let_pass(5)
        assert "Words @click=app.quit and more." in person.screen
        await person.click("@click")
        assert person.app.is_running
        assert person.player.session.is_running


async def test_a_problem_that_quotes_something_nasty_is_only_shown(
    household: Household, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse() -> list[object]:
        raise NotSaved(f"{CLICK} {BROKEN} {ESCAPES}")

    monkeypatch.setattr(household.store, "records", refuse)
    async with at_home(household) as person:
        assert f"{CLICK} {BROKEN}" in person.screen
        assert "\x1b" not in person.screen


async def test_a_setting_that_cannot_be_kept_is_said_without_obeying_it(
    household: Household, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_name: str, _value: str) -> None:
        raise NotSaved(f"{BROKEN} {CLICK}")

    monkeypatch.setattr(household.settings, "change", refuse)
    async with at_home(household) as person:
        await person.press("ctrl+p", *"colours paper", "enter")
        assert BROKEN in person.screen
        assert person.app.theme == "paper"


async def test_whom_to_call_is_shown_as_it_was_typed(household: Household) -> None:
    household.settings = MemorySettings(contact=f"{CLICK}{BROKEN}{ESCAPES}")
    async with at_home(household, "nurturance") as person:
        await person.let_pass(60)
        await person.press("g")
        assert f"You wished to call: {CLICK}{BROKEN}" in person.screen
        assert "\x1b" not in person.screen


def test_what_a_terminal_would_obey_never_gets_into_a_widget() -> None:
    assert plain(f"one{ESCAPES}\ntwo\u202e").plain == "one]52;c;ZXZpbA==[31m\ntwo"
    assert plain_line("a\nb\tc\x9b").plain == "a b c"
    assert plain(CLICK).spans == []
