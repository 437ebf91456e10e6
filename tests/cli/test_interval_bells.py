"""Interval bells asked for on the command line: told in lines, and kept through what changes on the way."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from tests.cli.plain_rig import sit

from practice_tui.domain.errors import PracticeError
from practice_tui.domain.interval_bells import parse_interval_bells
from practice_tui.domain.quantities import frames, seconds
from practice_tui.engine.sittings import Request

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.cli.room import Call, Room

    from practice_tui.engine.player import SessionPlayer


@pytest.fixture
def with_bells(room: Room, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Let every sitting of the room be asked for with interval bells."""
    make = room.services.sittings.player

    def ask(text: str) -> None:
        def player(request: Request) -> SessionPlayer:
            return make(replace(request, bells=parse_interval_bells(text)))

        monkeypatch.setattr(room.services.sittings, "player", player)

    return ask


def test_a_silent_sitting_tells_each(room: Room, with_bells: Callable[[str], None]) -> None:
    with_bells("1m")
    sat = sit(room, "silent-sit", 180, can_be_ended=False)
    assert sat.lines[1:] == [
        "0:00  (bell)",
        "0:03  (2:54 of silence)",
        "1:00  (small bell)",
        "2:00  (small bell)",
        "2:57  (bell)",
    ]
    assert sat.ended.record.seconds == 180.0


def test_a_sitting_without_an_end_has_them_too(room: Room, with_bells: Callable[[str], None]) -> None:
    with_bells("20s,50s")
    sat = sit(room, "silent-sit", None, {70: "q"})
    told = [line for line in sat.lines if line.endswith("bell)")]
    assert told == ["0:00  (bell)", "0:20  (small bell)", "0:50  (small bell)"]


def test_those_that_were_struck_stay_struck_when_the_sitting_becomes_shorter_and_longer(
    room: Room, with_bells: Callable[[str], None]
) -> None:
    with_bells("random 15s to 40s")
    sat = sit(room, "breath-focus", 420, {100: "-", 200: "++"}, can_be_ended=True)
    told = [line.partition("  ")[0] for line in sat.lines if line.endswith("  (small bell)")]
    strikes = [seconds(strike.at) for strike in sat.player.timeline.strikes]
    for at in strikes:
        assert f"{int(at) // 60}:{int(at) % 60:02}" in told
    assert len(strikes) > 8
    assert max(strikes) > 420, "the longer sitting has more of them"


def test_random_ones_are_the_same_for_the_same_script_and_length(room: Room, with_bells: Callable[[str], None]) -> None:
    with_bells("random 15s to 40s")
    script = room.services.shelf.script("silent-sit")
    once, again, longer = (
        room.services.sittings.player(Request(script=script, length=frames(length))).timeline.strikes
        for length in (300, 300, 301)
    )
    assert once == again
    assert once != longer


def test_what_is_no_time_is_wrong_usage(practice: Call) -> None:
    answer = practice("sit", "silent-sit", "-m", "1", "--plain", "--bells", "often")
    assert answer.code == 2
    assert answer.err.startswith("error: --bells: 'often' is no time for a bell; write 5m for every five minutes")
    assert len(answer.err.splitlines()) == 1


def test_an_ambience_that_is_not_there_is_wrong_usage_and_names_those_that_are(practice: Call) -> None:
    answer = practice("sit", "silent-sit", "-m", "1", "--plain", "--ambient", "snow")
    assert answer.code == 2
    assert "rain, sea, brown, off" in answer.err
    assert len(answer.err.splitlines()) == 1


def test_both_reach_the_sitting(practice: Call, room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[Request] = []

    def player(request: Request) -> SessionPlayer:
        asked.append(request)
        raise PracticeError("nobody sits here; nothing was kept; try again")

    monkeypatch.setattr(room.services.sittings, "player", player)
    words = ("sit", "silent-sit", "-m", "1", "--plain", "--bells", "20s", "--ambient")
    for ambient in ("sea", "off"):
        assert practice(*words, ambient, services=room.services).code == 1
    assert [request.ambient for request in asked] == ["sea", ""]
    assert {request.bells for request in asked} == {parse_interval_bells("20s")}
