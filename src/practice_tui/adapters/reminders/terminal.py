"""A notification by the terminal the app runs in, and its bell.

Owns which terminal understands which escape sequence, and the bytes. A sequence is sent only to a terminal that is
known for it, found by what it says of itself in the environment; all others hear the bell alone. No byte of a prompt's
words can end a sequence or begin another.
"""

from __future__ import annotations

import base64
import os
import select
import sys
from enum import Enum
from typing import TYPE_CHECKING

from practice_tui.adapters.reminders.tmux import outer_terminal
from practice_tui.adapters.reminders.wording import shown, shown_without_syntax
from practice_tui.engine.prompts import Reach

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from practice_tui.adapters.reminders.tmux import OuterTerminal
    from practice_tui.engine.prompts import Prompt

DEVICE = "CONOUT$" if sys.platform == "win32" else "/dev/tty"
"""The terminal this process belongs to, wherever its output goes."""

_BELL = b"\a"
_ESCAPE = b"\x1b"
_END = _ESCAPE + b"\\"


class Protocol(Enum):
    """How a terminal is asked to notify; the value is what `doctor` calls it."""

    OSC_99 = "OSC 99, as kitty has it"
    OSC_777 = "OSC 777"
    OSC_9 = "OSC 9"
    BELL = "the bell only"


_BY_TERM = (
    ("xterm-kitty", Protocol.OSC_99),
    ("foot", Protocol.OSC_777),
    ("xterm-ghostty", Protocol.OSC_777),
    ("wezterm", Protocol.OSC_777),
)
_BY_PROGRAM = {
    "kitty": Protocol.OSC_99,
    "ghostty": Protocol.OSC_777,
    "WezTerm": Protocol.OSC_777,
    "iTerm.app": Protocol.OSC_9,
    "WarpTerminal": Protocol.OSC_9,
}
_BY_ANSWER = (
    ("kitty", Protocol.OSC_99),
    ("ghostty", Protocol.OSC_777),
    ("wezterm", Protocol.OSC_777),
    ("foot", Protocol.OSC_777),
    ("iterm2", Protocol.OSC_9),
)
"""What terminals say when tmux asks for their name and version."""
_BY_PRESENCE = (("KITTY_WINDOW_ID", Protocol.OSC_99), ("WEZTERM_PANE", Protocol.OSC_777))


def protocol_of(environment: Mapping[str, str], outer: OuterTerminal | None = None) -> Protocol:
    """Return how the terminal can be asked; in tmux it is the terminal around it that counts, and tmux lets through.

    Within GNU screen and zellij nothing gets through, and within tmux only where it is allowed.
    """
    term, program = environment.get("TERM", ""), environment.get("TERM_PROGRAM", "")
    if "TMUX" in environment:
        return _around_tmux(outer) if outer is not None and outer.passes_on else Protocol.BELL
    if "ZELLIJ" in environment or term.startswith("screen"):
        return Protocol.BELL
    if environment.get("LC_TERMINAL") == "iTerm2":  # it travels over ssh, where TERM_PROGRAM does not
        return Protocol.OSC_9
    if _by_term(term) is not Protocol.BELL:
        return _by_term(term)
    if program in _BY_PROGRAM:
        return _BY_PROGRAM[program]
    return next((protocol for name, protocol in _BY_PRESENCE if environment.get(name)), Protocol.BELL)


def _around_tmux(outer: OuterTerminal) -> Protocol:
    by_kind = (protocol for name, protocol in _BY_ANSWER if outer.kind.lower().startswith(name))
    return next(by_kind, _by_term(outer.term))


def _by_term(term: str) -> Protocol:
    return next((protocol for start, protocol in _BY_TERM if term.startswith(start)), Protocol.BELL)


def sequence(protocol: Protocol, words: str, *, in_tmux: bool = False) -> bytes:
    """Return the bytes that show `words`, and the bell behind them."""
    match protocol:
        case Protocol.BELL:
            return _BELL
        case Protocol.OSC_99:
            payload = b"99;i=practice:e=1;" + base64.b64encode(shown(words).encode())
        case Protocol.OSC_777:
            payload = f"777;notify;{shown_without_syntax(words)};Practice".encode()
        case Protocol.OSC_9:
            # Never a number first: some terminals have commands of their own there.
            payload = f"9;Practice: {shown_without_syntax(words)}".encode()
    told = _ESCAPE + b"]" + payload + _END
    if in_tmux:
        told = _ESCAPE + b"Ptmux;" + told.replace(_ESCAPE, _ESCAPE * 2) + _END
    return told + _BELL


class TerminalNotifier:
    """Implements Notifier for the terminal of the running app."""

    name = "terminal"

    def __init__(self, environment: Mapping[str, str], is_focused: Callable[[], bool], device: str = DEVICE) -> None:
        """Take the app's environment, whether its terminal has the focus, and the path of the terminal."""
        self._environment = environment
        self._is_focused = is_focused
        self._device = device

    def deliver(self, prompt: Prompt) -> bool:
        """Ask the terminal to notify, and ring its bell; nothing where it has the focus, since the app is seen."""
        if self._is_focused():
            return False
        in_tmux = "TMUX" in self._environment
        return self._write(sequence(self._protocol(), prompt.words, in_tmux=in_tmux))

    def shows_notifications(self) -> bool:
        """Return whether the terminal does more than ring."""
        return self._protocol() is not Protocol.BELL

    def reach(self) -> Reach:
        """Say what the terminal is known to understand."""
        if not self._write(b""):
            return Reach(ok=False, detail="there is no terminal here")
        protocol = self._protocol()
        if protocol is not Protocol.BELL:
            return Reach(ok=True, detail=f"{protocol.value}, and the bell, while the app is open without the focus")
        detail = "the bell only, while the app is open; this terminal isn't known for notifications"
        if "TMUX" not in self._environment:
            return Reach(ok=True, detail=detail)
        return Reach(ok=True, detail=detail, mend="inside tmux they need: set -g allow-passthrough on")

    def _protocol(self) -> Protocol:
        outer = outer_terminal(self._environment) if "TMUX" in self._environment else None
        return protocol_of(self._environment, outer)

    def _write(self, told: bytes) -> bool:
        """Write in one piece, past whatever the app's own output is; a terminal that is held up isn't waited for.

        A terminal says that it takes more only where it has room for any sequence of ours.
        """
        flags = os.O_WRONLY | getattr(os, "O_NOCTTY", 0) | getattr(os, "O_NONBLOCK", 0)
        try:
            handle = os.open(self._device, flags)
        except OSError:
            return False
        try:
            has_room = sys.platform == "win32" or select.select([], [handle], [], 0)[1]
            return not told or (bool(has_room) and os.write(handle, told) == len(told))
        except OSError:
            return False
        finally:
            os.close(handle)
