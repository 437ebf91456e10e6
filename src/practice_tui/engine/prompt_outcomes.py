"""What comes of prompts: what one tick came to, and what a person can say to a prompt."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from practice_tui.engine.prompts import Prompt


class Answer(StrEnum):
    """What a person can say to a prompt."""

    BEGIN = "begin"
    SNOOZE_10 = "snooze-10"
    SNOOZE_30 = "snooze-30"
    SNOOZE_60 = "snooze-60"
    NOT_TODAY = "not-today"


class Delivered(NamedTuple):
    """A prompt that was decided on, and the names of the channels that took it; with none it waits in the app."""

    prompt: Prompt
    channels: tuple[str, ...]


class Held(NamedTuple):
    """A reminder whose prompt waits, and why, in a few words."""

    reminder: str
    because: str


class Ticked(NamedTuple):
    """What one tick came to."""

    delivered: tuple[Delivered, ...] = ()
    held: tuple[Held, ...] = ()
