"""Everything that can go wrong in words a person can use.

::

    PracticeError                 what happened; what was kept; what to do next
    ├── BrokenInstallation        a file that belongs to the program is missing
    ├── NotFound                  no practice, script or record by that name; the nearest is named
    ├── BadInput                  a length, a time or an option that can't be understood
    │   ├── TooLong               a length past a day; carries it
    │   └── Unanswered            something only the person can say; carries the question and the option
    ├── ScriptRefused             a script with errors: it is shown, never run
    ├── Unreachable               a length this script can't have; carries the shortest and the longest
    ├── SettingRefused            an unknown setting or a value it can't take
    ├── AlreadySitting            another sitting is running on this machine
    ├── NotSaved                  a change could not be written; nothing else was harmed
    │   └── NewerLog              the log was written by a newer program
    ├── OutputLost                a sound output can't be opened or has stopped
    ├── VoiceFailed               a speech engine is gone, hangs, crashes or writes no sound
    ├── TimerRefused              the system wouldn't set up, or take away, its timer for prompts
    └── PackRefused               a pack that can't be built, opened or trusted; nothing of it was kept
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from practice_tui.domain.quantities import Frames


class PracticeError(Exception):
    """The root of the tree. Its text is one line for a person: what happened, what was kept, what to do."""


class BrokenInstallation(PracticeError):
    """A file that belongs to the program is missing."""


class NotFound(PracticeError):
    """No practice, script or record goes by that name."""


class BadInput(PracticeError):
    """A length, an instant or an option that can't be understood."""


class TooLong(BadInput):
    """A length past a day.

    Attributes:
        length: what was asked for, in frames.
    """

    def __init__(self, message: str, length: Frames) -> None:
        super().__init__(message)
        self.length = length


class Unanswered(BadInput):
    """Something that only the person can say, such as the time zone of a file that names none.

    Attributes:
        option: the option that answers, by its name without hyphens.
        question: what to ask where there is somebody to ask.
    """

    def __init__(self, message: str, option: str, question: str) -> None:
        super().__init__(message)
        self.option = option
        self.question = question


class ScriptRefused(PracticeError):
    """A script that has errors. It can be shown and checked, and is never run."""


class Unreachable(PracticeError):
    """A length that a script can't have.

    Attributes:
        shortest: the least whole length the script can have, in frames.
        longest: the greatest, in frames.
    """

    def __init__(self, message: str, shortest: Frames, longest: Frames) -> None:
        super().__init__(message)
        self.shortest = shortest
        self.longest = longest


class SettingRefused(PracticeError):
    """An unknown setting, or a value that it can't take."""


class AlreadySitting(PracticeError):
    """Another sitting is running on this machine."""


class NotSaved(PracticeError):
    """A change could not be written. What was saved before is as it was."""


class NewerLog(NotSaved):
    """The log was written by a newer program than this one."""


class OutputLost(PracticeError):
    """A sound output can't be opened, or has stopped taking sound."""


class VoiceFailed(PracticeError):
    """A speech engine is gone, took too long, crashed, or wrote something that is no speech. The words can be read."""


class TimerRefused(PracticeError):
    """The system would not set up its own timer for prompts, or not let go of it."""


class PackRefused(PracticeError):
    """A pack that can't be built, opened or trusted. Nothing of it was kept or changed."""
