"""`sit --eyes-closed`: the app goes dark at once, with voice and tones on."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from practice_tui.cli import sit

if TYPE_CHECKING:
    from tests.cli.room import Call, Room

    from practice_tui.engine.services import Services
    from practice_tui.engine.sittings import Request


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[Request]:
    """Every sitting the app was opened with."""
    found: list[Request] = []

    def note(request: Request, _services: Services, *, debug: bool) -> int:
        assert not debug
        found.append(request)
        return 0

    monkeypatch.setattr(sit, "open_app", note)
    monkeypatch.setattr(sit, "has_screen", lambda: True)
    return found


def test_it_asks_for_a_dark_sitting_with_a_voice(practice: Call, room: Room, asked: list[Request]) -> None:
    assert practice("sit", "nurturance", "--eyes-closed", services=room.services).code == 0
    assert practice("sit", "nurturance", "--eyes-closed", "--no-voice", services=room.services).code == 0
    assert practice("sit", "nurturance", services=room.services).code == 0
    assert [(each.eyes_closed, each.voice) for each in asked] == [(True, True), (True, False), (False, None)]


def test_the_setting_asks_for_it_too_but_never_for_steady_ground(practice: Call, asked: list[Request]) -> None:
    assert practice("config", "set", "eyes_closed", "yes").code == 0
    assert practice("sit", "nurturance").code == 0
    assert practice("sit", "steadying").code == 0
    assert [each.eyes_closed for each in asked] == [True, False]


def test_a_plain_sitting_has_nothing_to_darken(practice: Call, room: Room) -> None:
    answer = practice("sit", "nurturance", "--plain", "--eyes-closed", services=room.services)
    assert answer.code == 2
    assert "a plain sitting has no screen to darken" in answer.err
