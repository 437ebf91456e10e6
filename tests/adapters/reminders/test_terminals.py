"""Which terminal is opened, and with which arguments."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING

import pytest

from practice_tui.adapters.reminders.terminals import open_terminal, terminal_command

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

COMMAND = ["/home/ada/my tools/practice", "sit", "-m", "300s", "--", "file/$(reboot) `x` ; 'y'"]


def having(*names: str) -> Callable[[str], str | None]:
    return lambda name: f"/usr/bin/{name}" if name in names else None


@pytest.mark.parametrize(
    ("name", "before"),
    [
        ("xdg-terminal-exec", []),
        ("x-terminal-emulator", ["-e"]),
        ("gnome-terminal", ["--"]),
        ("ptyxis", ["--"]),
        ("konsole", ["-e"]),
        ("kitty", []),
        ("alacritty", ["-e"]),
        ("foot", []),
        ("wezterm", ["start", "--"]),
        ("ghostty", ["-e"]),
        ("xfce4-terminal", ["-x"]),
        ("xterm", ["-e"]),
    ],
)
def test_each_terminal_takes_the_command_as_arguments_of_its_own(name: str, before: list[str]) -> None:
    opened = terminal_command(COMMAND, {"DISPLAY": ":0"}, having(name), "linux")
    assert opened == [f"/usr/bin/{name}", *before, *COMMAND]


def test_the_terminal_a_person_wishes_for_comes_first() -> None:
    environment = {"WAYLAND_DISPLAY": "wayland-0", "TERMINAL": "wezterm --config 'a b=1'"}
    opened = terminal_command(COMMAND, environment, having("wezterm", "xterm"), "linux")
    assert opened == ["/usr/bin/wezterm", "--config", "a b=1", "start", "--", *COMMAND]


@pytest.mark.parametrize("wished", ["", "gone", "'unfinished"])
def test_a_wish_that_can_not_be_met_is_passed_over(wished: str) -> None:
    opened = terminal_command(COMMAND, {"DISPLAY": ":0", "TERMINAL": wished}, having("xterm"), "linux")
    assert opened == ["/usr/bin/xterm", "-e", *COMMAND]


def test_an_unknown_terminal_that_is_wished_for_is_called_as_most_are() -> None:
    opened = terminal_command(COMMAND, {"DISPLAY": ":0", "TERMINAL": "sakura"}, having("sakura"), "linux")
    assert opened == ["/usr/bin/sakura", "-e", *COMMAND]


def test_the_choice_of_the_system_comes_before_any_other() -> None:
    opened = terminal_command(COMMAND, {"DISPLAY": ":0"}, having("xterm", "kitty", "x-terminal-emulator"), "linux")
    assert opened is not None
    assert opened[0] == "/usr/bin/x-terminal-emulator"


def test_without_a_screen_or_a_terminal_there_is_none() -> None:
    assert terminal_command(COMMAND, {}, having("xterm"), "linux") is None
    assert terminal_command(COMMAND, {"DISPLAY": ":0"}, having(), "linux") is None


def test_macos_gets_the_command_quoted_and_apart_from_the_script() -> None:
    opened = terminal_command(COMMAND, {}, having(), "darwin")
    assert opened is not None
    assert opened[0] == "osascript"
    assert shlex.split(opened[-1]) == COMMAND
    assert not any("reboot" in part for part in opened[:-1])


def test_windows_terminal_gets_no_semicolon_which_would_begin_another_command() -> None:
    plain = ["practice.exe", "sit", "--", "steadying"]
    assert terminal_command(plain, {}, having("wt.exe"), "win32") == ["/usr/bin/wt.exe", *plain]
    assert terminal_command(COMMAND, {}, having("wt.exe"), "win32") == COMMAND
    assert terminal_command(plain, {}, having(), "win32") == plain


def test_a_terminal_that_can_not_be_started_is_said(tmp_path: Path) -> None:
    broken = tmp_path / "broken"
    broken.write_text("no program")
    broken.chmod(0o755)
    assert not open_terminal(COMMAND, {"DISPLAY": ":0", "TERMINAL": str(broken)})
