"""What a person may answer to a prompt outside the app, and the command each answer becomes.

Owns the words on the buttons. An answer is a command of our own, so that it does the same as one typed by hand.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from practice_tui.engine.prompts import Prompt

SNOOZE_MINUTES = 10


class AnswerCommand(NamedTuple):
    """One button.

    Attributes:
        key: how it is told from the others.
        label: the words on it.
        arguments: what stands behind ``practice``.
        in_terminal: whether it wants a terminal to be seen in.
    """

    key: str
    label: str
    arguments: tuple[str, ...]
    in_terminal: bool = False


def answers_to(prompt: Prompt) -> tuple[AnswerCommand, ...]:
    """Return the answers, the first of which is also meant by a click on the prompt itself.

    A prompt of no reminder is a trial, and has none.
    """
    if not prompt.reminder:
        return ()
    sit = ("sit", "-m", f"{prompt.seconds}s", "--", prompt.practice)
    snooze, reminder = ("remind", "snooze"), ("--", prompt.reminder)
    return (
        AnswerCommand("begin", "Begin", sit, in_terminal=True),
        AnswerCommand("snooze", f"In {SNOOZE_MINUTES} minutes", (*snooze, "-m", str(SNOOZE_MINUTES), *reminder)),
        AnswerCommand("not-today", "Not today", (*snooze, "--not-today", *reminder)),
    )
