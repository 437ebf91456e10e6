"""What the process behind a notification is told, as JSON on its standard input; an empty object only asks."""

from __future__ import annotations

from typing import TypedDict


class AnswerTask(TypedDict):
    """One button: how it is told from the others, the words on it, and the command it becomes."""

    key: str
    label: str
    command: list[str]
    in_terminal: bool


class PromptTask(TypedDict):
    """One prompt: its words, its answers, and for how many seconds they are waited for.

    `state` is the folder where it is noted that somebody waits.
    """

    words: str
    reminder: str
    answers: list[AnswerTask]
    state: str
    waiting_seconds: float
