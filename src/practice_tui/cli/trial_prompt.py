"""One prompt as a trial, for ``remind test`` and ``remind install``."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from practice_tui.cli.at_hand import services
from practice_tui.domain.practice_day import practice_day
from practice_tui.engine.prompts import Prompt

if TYPE_CHECKING:
    from practice_tui.engine.services import Services

TRIAL_WORDS = "This is how a prompt will come: nothing to do now"


def send_trial() -> tuple[str, ...]:
    """Send a prompt that means nothing through the first channel that takes it; return its name, or nothing."""
    ready = services()
    prompt = _trial(ready)
    taken = next((channel.name for channel in ready.notifiers(None) if channel.deliver(prompt)), None)
    return () if taken is None else (taken,)


def trial_line(channels: tuple[str, ...]) -> str:
    """Return what became of the trial, for the person."""
    if channels:
        return f"a trial prompt was sent: {', '.join(channels)}"
    return "no channel took a trial prompt; prompts will wait in the app, and practice doctor says what would mend it"


def _trial(ready: Services) -> Prompt:
    now = ready.clock.now()
    wall = now + timedelta(minutes=ready.clock.offset_minutes(now))
    return Prompt(
        reminder="",  # it has no answers, then
        practice="silent-sit",
        title="A trial",
        seconds=60,
        day=practice_day(wall, ready.settings.read().day_start_hour),
        words=TRIAL_WORDS,
    )
