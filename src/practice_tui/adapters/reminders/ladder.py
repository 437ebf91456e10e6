"""The ladder of delivery: which channels carry a prompt, the best first.

Owns the order, and that nobody gets the same prompt twice from two channels that end at the same desktop. Nothing here
imports what a channel needs before it is used.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from practice_tui.adapters.reminders.desktop import DesktopNotifier
from practice_tui.adapters.reminders.own_program import own_program
from practice_tui.adapters.reminders.terminal import TerminalNotifier
from practice_tui.adapters.reminders.tmux import TmuxNotifier

if TYPE_CHECKING:
    from collections.abc import Callable

    from practice_tui.adapters.files.places import Places
    from practice_tui.engine.prompts import Notifier


def notifiers(places: Places, *, is_focused: Callable[[], bool] | None = None) -> list[Notifier]:
    """Return the channels for a prompt, in the order in which they are to be tried.

    Args:
        places: the person's folders; waiting for an answer is noted under the state folder.
        is_focused: given by the app while it is open: whether its terminal has the focus. Then no channel here takes a
            prompt, since the app shows it itself. None for the tick and the command line, which have no window.
    """
    desktop = DesktopNotifier(own_program(), places.state, is_focused=is_focused)
    if is_focused is None:
        return [desktop, TmuxNotifier(os.environ)]
    terminal = TerminalNotifier(os.environ, is_focused)
    # A terminal that knows notifications hands them to the same desktop: once is enough.
    return [terminal] if terminal.shows_notifications() else [desktop, terminal]


def every_channel(places: Places) -> list[Notifier]:
    """Return every channel there is, for `doctor` to look at."""
    return [
        DesktopNotifier(own_program(), places.state),
        TerminalNotifier(os.environ, lambda: False),
        TmuxNotifier(os.environ),
    ]
