"""One tick from the command line, quick where nothing is due.

Owns what a tick writes on stdout. It is reached without click and without the rest of the program, for a timer calls it
every five minutes: all that is imported only where the clock says that a prompt would come.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from practice_tui.cli.outcome import DONE, written_whole

if TYPE_CHECKING:
    from practice_tui.engine.prompt_outcomes import Ticked
    from practice_tui.engine.prompting import Outlook

QUICK_OPTIONS = frozenset({"--json", "--debug"})
"""What may stand behind ``remind tick`` for it to be called in this way."""


def tick_quickly(*, as_json: bool, debug: bool) -> int:
    """Deliver what is due, write it on stdout, and return the exit code.

    Raises:
        PracticeError: the reminders can't be read, or what was decided can't be written down.
    """
    from practice_tui.bootstrap_reminders import notifiers, prompting  # noqa: PLC0415 - the version needs none of it

    def outlook() -> Outlook:
        from practice_tui.bootstrap import outlook as put_together  # noqa: PLC0415 - the rest of the program
        from practice_tui.cli.logbook import keep_log  # noqa: PLC0415

        keep_log(debug=debug, on_stderr=True)
        return put_together()

    ticked = prompting(outlook).tick(notifiers)
    with written_whole():
        sys.stdout.write(_json(ticked) if as_json else "".join(f"{line}\n" for line in tick_lines(ticked)))
    return DONE


def tick_document(ticked: Ticked) -> dict[str, object]:
    """Return what a tick came to, for ``--json``."""
    return {
        "delivered": [
            {
                "reminder": prompt.reminder,
                "practice": prompt.practice,
                "day": prompt.day.isoformat(),
                "minutes": prompt.seconds / 60,
                "channels": list(channels),
            }
            for prompt, channels in ticked.delivered
        ],
        "held": [{"reminder": held.reminder, "because": held.because} for held in ticked.held],
    }


def tick_lines(ticked: Ticked) -> list[str]:
    """Return the words of each prompt that was due."""
    return [prompt.words for prompt, _ in ticked.delivered]


def _json(ticked: Ticked) -> str:
    if ticked == ((), ()):
        return '{"delivered": [], "held": []}\n'  # as a rule it is this, and json needn't be loaded for it
    import json  # noqa: PLC0415

    return f"{json.dumps(tick_document(ticked), allow_nan=False, indent=2 if sys.stdout.isatty() else None)}\n"
