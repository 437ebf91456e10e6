"""What a screen asks of the app: messages that go up.

Owns their names and what they carry. A screen knows no other screen; it says what the person wishes, and the app opens
whatever that takes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.message import Message

if TYPE_CHECKING:
    from datetime import date

    from practice_tui.domain.quantities import Frames
    from practice_tui.domain.record import SessionRecord
    from practice_tui.engine.library import PracticeSummary
    from practice_tui.engine.player import SessionPlayer
    from practice_tui.engine.services import Services


class BeginWished(Message):
    """A sitting is wished: `practice_id` for `length` frames, or for the length it is at home in."""

    def __init__(self, practice_id: str, length: Frames | None = None) -> None:
        super().__init__()
        self.practice_id = practice_id
        self.length = length

    def player(self, services: Services) -> SessionPlayer:
        """Return a player that is ready to start; reads and lays out the script, so not on the UI's thread.

        Raises:
            PracticeError: there is no such practice, or it can't be this long.
        """
        from practice_tui.engine.sittings import Request  # noqa: PLC0415 - brings what only a sitting needs

        script = services.shelf.script(self.practice_id)
        return services.sittings.player(Request(script=script, length=self.length or script.header.home))


class HomeWished(Message):
    """Back to Today, with a line to show there, or an empty text."""

    def __init__(self, notice: str = "") -> None:
        super().__init__()
        self.notice = notice


class LibraryWished(Message):
    """The library is wished."""


class HistoryWished(Message):
    """Looking back is wished."""


class DayWished(Message):
    """One day of the record is wished."""

    def __init__(self, day: date) -> None:
        super().__init__()
        self.day = day


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
