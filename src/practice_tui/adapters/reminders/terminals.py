"""Finding a terminal to open, with a command in it.

Owns which terminal programs are known, in which order they are tried, and how each takes a command: always as a list of
arguments. Refuses a shell; only macOS's Terminal has none but its own to offer, and gets the command quoted.
"""

from __future__ import annotations

import shlex
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    Which = Callable[[str], str | None]

_KNOWN: Mapping[str, tuple[str, ...]] = {
    "xdg-terminal-exec": (),
    "x-terminal-emulator": ("-e",),
    "gnome-terminal": ("--",),
    "ptyxis": ("--",),
    "konsole": ("-e",),
    "kitty": (),
    "alacritty": ("-e",),
    "foot": (),
    "footclient": (),
    "wezterm": ("start", "--"),
    "ghostty": ("-e",),
    "xfce4-terminal": ("-x",),
    "mate-terminal": ("-x",),
    "xterm": ("-e",),
}
"""What stands between the name of a terminal and the command, in the order in which they are looked for.

The first two stand for the terminal the person, or the system, has chosen.
"""

_APPLE_SCRIPT = ("on run argv", 'tell application "Terminal"', "activate", "do script (item 1 of argv)", "end tell")


def terminal_command(
    command: Sequence[str], environment: Mapping[str, str], which: Which = shutil.which, platform: str = sys.platform
) -> list[str] | None:
    """Return the arguments that open a terminal with `command` in it, or None where none is found."""
    if platform == "darwin":
        lines = [part for line in (*_APPLE_SCRIPT, "end run") for part in ("-e", line)]
        return ["osascript", *lines, shlex.join(command)]
    if platform == "win32":
        windows_terminal = which("wt.exe")
        # There a semicolon would begin another command; without it, the command gets a console of its own.
        return [windows_terminal, *command] if windows_terminal and ";" not in "".join(command) else list(command)
    if not environment.get("DISPLAY") and not environment.get("WAYLAND_DISPLAY"):
        return None
    return _by_wish(command, environment, which) or _first_known(command, which)


def open_terminal(command: Sequence[str], environment: Mapping[str, str]) -> bool:
    """Open a terminal with `command` in it, on its own; return whether one was found and started."""
    whole = terminal_command(command, environment)
    if whole is None:
        return False
    flags = getattr(subprocess, "CREATE_NEW_CONSOLE", 0)
    try:
        subprocess.Popen(
            whole,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env=dict(environment),
            start_new_session=True,
            creationflags=flags,
        )
    except OSError:
        return False
    return True


def _by_wish(command: Sequence[str], environment: Mapping[str, str], which: Which) -> list[str] | None:
    """Return the terminal that $TERMINAL names, which may bring arguments of its own; strangers get ``-e``."""
    try:
        wished = shlex.split(environment.get("TERMINAL", ""))
    except ValueError:
        return None
    path = which(wished[0]) if wished else None
    if path is None:
        return None
    return [path, *wished[1:], *_KNOWN.get(Path(path).name, ("-e",)), *command]


def _first_known(command: Sequence[str], which: Which) -> list[str] | None:
    for name, before in _KNOWN.items():
        path = which(name)
        if path is not None:
            return [path, *before, *command]
    return None
