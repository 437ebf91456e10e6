"""Prompts as they may come, kind ones and hostile ones, and a system that answers commands as it is told."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from practice_tui.adapters.reminders.own_program import OwnProgram
from practice_tui.adapters.reminders.system_commands import Answer
from practice_tui.engine.prompts import Prompt

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

HOSTILE = {
    "a clipboard write": "calm\x1b]52;c;cm0gLXJm\x07mind",
    "a sequence closed and another begun": "calm\x1b\\\x1b]0;owned\x07",
    "eight-bit controls": "calm\x9d52;c;aGk=\x9c\x9b2Jmind",
    "a way out of tmux": "calm\x1b\\\x1bPtmux;\x1b\x1b]52;c;aGk=\x07\x1b\\",
    "a command for tmux": "calm #(touch {place}) #{pane_id} #[fg=red]mind %H:%M",
    "markup": 'calm <img src="https://example.org/seen.png"> & <b>mind</b>',
    "more fields": "4;1;50;calm;mind",
    "line ends": "calm\r\nmind\n\x00",
    "turned text": "calm \u202edrawkcab\u2066 mind",
    "without an end": "calm " * 2_000,
}
"""Practice titles that somebody might try."""


def a_prompt(words: str = "A quiet moment? 5 minutes would do", reminder: str = "morning") -> Prompt:
    return Prompt(reminder, "steadying", "Steadying the mind", 300, date(2026, 11, 21), words)


def program_in(folder: Path, script: str) -> OwnProgram:
    """Return a program of a new folder that runs `script`, with a folder for the person's things beside it."""
    folder.mkdir()
    file = folder / "practice"
    file.write_text(script)
    file.chmod(0o755)
    return OwnProgram((str(file),), (("PRACTICE_HOME", str(folder / "home")),))


class Commands:
    """Stands in for the system's commands: notes what is run, and answers as it was told."""

    def __init__(self, **codes: int) -> None:
        self.codes = codes
        self.ran: list[tuple[str, ...]] = []
        self.given: list[bytes] = []
        self.answers: dict[tuple[str, ...], Answer] = {}

    def __call__(self, arguments: Sequence[str], given: bytes = b"") -> Answer:
        self.ran.append(tuple(arguments))
        self.given.append(given)
        if tuple(arguments) in self.answers:
            return self.answers[tuple(arguments)]
        code = next((code for word, code in self.codes.items() if word in arguments), 0)
        return Answer(code, err=b"it said no" if code else b"")
