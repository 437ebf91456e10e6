"""What `doctor` says of prompts: whether a timer looks for them, and which channels reach the person.

Owns the words. Where nobody has asked for prompts nothing is amiss, whatever is missing; only a timer that starts a
program which is gone is worth a word then.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from practice_tui.adapters.reminders.kept import KeptReminders
from practice_tui.adapters.reminders.ladder import every_channel
from practice_tui.adapters.reminders.timers import this_system
from practice_tui.domain.errors import PracticeError
from practice_tui.engine.services import Check

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from practice_tui.adapters.files.places import Places
    from practice_tui.engine.prompts import Notifier, SystemTimer


def reminder_checks(places: Places) -> list[Check]:
    """Return the checks of this machine. Prompts are wanted where there is a reminder that isn't paused."""
    kept = KeptReminders(places.reminders_file, places.delivered_file)
    try:
        reminders = [reminder for reminder in kept.reminders() if not reminder.paused]
    except PracticeError as problem:
        return [Check("reminders", ok=False, detail=str(problem), mend=f"mend {places.reminders_file}")]
    wanted = bool(reminders)
    return [timer_check(this_system(places), wanted=wanted), *channel_checks(every_channel(places), wanted=wanted)]


def timer_check(timer: SystemTimer | None, *, wanted: bool) -> Check:
    """Return whether something looks for prompts while the app is closed, and can."""
    name = "prompts while the app is closed"
    if timer is None:
        mend = "leave the app open, or take the reminders to a phone with practice remind export" if wanted else ""
        return Check(name, ok=not wanted, detail="this system has no timer that can be used", mend=mend)
    program = timer.program()
    if program is None:
        mend = "practice remind install" if wanted else ""
        return Check(name, ok=not wanted, detail=f"no timer is set up; {timer.name} can be used", mend=mend)
    if not os.access(program, os.X_OK):
        detail = f"the {timer.name} starts {program}, which is gone"
        mend = "practice remind install sets it up anew; practice remind uninstall takes it away"
        return Check(name, ok=False, detail=detail, mend=mend)
    if not timer.usable():
        detail = f"a timer is set up, but {timer.name} does not run here"
        return Check(name, ok=not wanted, detail=detail, mend="practice remind uninstall takes it away")
    return Check(name, ok=True, detail=f"{timer.name}, every five minutes")


def channel_checks(channels: Sequence[Notifier], *, wanted: bool) -> Iterator[Check]:
    """Yield what each channel would do; a missing one is amiss only where prompts are wanted and none is left."""
    found = [(channel.name, channel.reach()) for channel in channels]
    # The terminal's own notifications come while the app is open, and those who close it need another channel.
    reached = any(reach.ok for name, reach in found if name != "terminal")
    for name, reach in found:
        is_well = reach.ok or reached or not wanted
        yield Check(f"prompts by {name}", ok=is_well, detail=reach.detail, mend=reach.mend if wanted else "")
