"""The LaunchAgent: a property list that reads back, and the commands around it."""

from __future__ import annotations

import plistlib
from pathlib import Path

import pytest
from tests.adapters.reminders.prompt_rig import Commands

from practice_tui.adapters.reminders.launchd import LABEL, LaunchdTimer
from practice_tui.adapters.reminders.own_program import OwnProgram
from practice_tui.domain.errors import TimerRefused

PROGRAM = OwnProgram(("/Users/a b/<&>\"'%$/practice",), (("PRACTICE_HOME", "/Users/a b/für <dich>"),))


def test_the_property_list_reads_back_as_it_was_meant(tmp_path: Path) -> None:
    file = LaunchdTimer(PROGRAM, tmp_path).files()[0]
    agent = plistlib.loads(file.text.encode())
    assert agent["ProgramArguments"] == [*PROGRAM.arguments, "remind", "tick"]
    assert agent["EnvironmentVariables"] == dict(PROGRAM.environment)
    assert [moment["Minute"] for moment in agent["StartCalendarInterval"]] == list(range(0, 60, 5))
    assert agent["AbandonProcessGroup"] is True
    assert agent["Label"] == LABEL
    assert file.path == tmp_path / f"{LABEL}.plist"


def test_it_is_loaded_once_and_unloaded_without_a_trace(tmp_path: Path) -> None:
    agents = tmp_path / "LaunchAgents"
    not_loaded = Commands(print=113)
    timer = LaunchdTimer(PROGRAM, agents, not_loaded)
    assert timer.program() is None
    timer.install()
    assert [command[1] for command in not_loaded.ran if command[1] != "print"] == ["bootstrap"]
    assert timer.program() == Path(PROGRAM.arguments[0])
    loaded = Commands()
    again = LaunchdTimer(PROGRAM, agents, loaded)
    again.install()
    assert {command[1] for command in loaded.ran} == {"print"}
    assert again.uninstall()
    assert loaded.ran[-1][1] == "bootout"
    assert list(agents.iterdir()) == []
    assert not LaunchdTimer(PROGRAM, agents, Commands(print=113)).uninstall()


def test_an_outdated_agent_is_unloaded_first(tmp_path: Path) -> None:
    LaunchdTimer(OwnProgram(("/old/practice",)), tmp_path, Commands(print=113)).install()
    loaded = Commands()
    timer = LaunchdTimer(PROGRAM, tmp_path, loaded)
    timer.install()
    assert [command[1] for command in loaded.ran if command[1] != "print"] == ["bootout", "bootstrap"]
    assert timer.program() == Path(PROGRAM.arguments[0])


def test_what_launchd_refuses_is_taken_away_again_and_said(tmp_path: Path) -> None:
    with pytest.raises(TimerRefused, match="it said no"):
        LaunchdTimer(PROGRAM, tmp_path, Commands(bootstrap=5, print=113)).install()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("text", ["", "not xml", "<plist><dict/></plist>"])
def test_a_property_list_that_is_none_counts_as_none(tmp_path: Path, text: str) -> None:
    (tmp_path / f"{LABEL}.plist").write_text(text)
    assert LaunchdTimer(PROGRAM, tmp_path, Commands()).program() is None
