"""What a screen asks of the app: messages that go up.

Owns their names and what they carry. A screen knows no other screen; it says what the person wishes, and the app opens
whatever that takes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.message import Message

from practice_tui.engine.sittings import STEADYING

if TYPE_CHECKING:
    from datetime import date

    from practice_tui.domain.quantities import Frames
    from practice_tui.domain.record import SessionRecord
    from practice_tui.engine.library import PracticeSummary
    from practice_tui.engine.player import SessionPlayer
    from practice_tui.engine.services import Services
    from practice_tui.engine.voices import Listener


class BeginWished(Message):
    """A sitting is wished: `practice_id` for `length` frames, or for the length it is at home in.

    Steady ground begins with open eyes, whatever is set.
    """

    def __init__(self, practice_id: str, length: Frames | None = None) -> None:
        super().__init__()
        self.practice_id = practice_id
        self.length = length

    @property
    def may_close_eyes(self) -> bool:
        """Whether it may go dark at its beginning."""
        return self.practice_id != STEADYING

    def player(self, services: Services, listener: Listener, *, eyes_closed: bool = False) -> SessionPlayer:
        """Return a player that is ready to start; reads and lays out the script, so not on the UI's thread.

        `listener` is told while a local voice speaks ahead what has no recording.

        Raises:
            PracticeError: there is no such practice, or it can't be this long.
        """
        from practice_tui.engine.sittings import Request  # noqa: PLC0415 - brings what only a sitting needs

        script = services.shelf.script(self.practice_id)
        length = self.length or script.header.home
        request = Request(script=script, length=length, listener=listener, eyes_closed=eyes_closed)
        return services.sittings.player(request)


class HomeWished(Message):
    """Back to Today, with a line to show there, or an empty text."""

    def __init__(self, notice: str = "") -> None:
        super().__init__()
        self.notice = notice


class LibraryWished(Message):
    """The library is wished."""


class PacksWished(Message):
    """The packs are wished."""


class HistoryWished(Message):
    """Looking back is wished."""


class RemindersWished(Message):
    """The reminders are wished."""


class DayWished(Message):
    """One day of the record is wished, with one of its sittings marked where its id is given."""

    def __init__(self, day: date, sitting: str = "") -> None:
        super().__init__()
        self.day = day
        self.sitting = sitting


class PreviewWished(Message):
    """A closer look at one practice is wished."""

    def __init__(self, practice: PracticeSummary) -> None:
        super().__init__()
        self.practice = practice


class SittingEnded(Message):
    """The sitting has ended; `saved` is whether its record is on disk, and `note` says what to do if it isn't."""

    def __init__(self, record: SessionRecord, note: str, *, saved: bool) -> None:
        super().__init__()
        self.record = record
        self.note = note
        self.saved = saved


class SittingRefused(Message):
    """The sitting could not begin, for a reason in words."""

    def __init__(self, problem: Exception) -> None:
        super().__init__()
        self.problem = problem


class QuitWished(Message):
    """The person wishes to quit."""
