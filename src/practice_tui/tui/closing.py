"""An app that closes quietly, whatever ends it.

Owns that no traceback reaches the person's screen: a fault is kept for whoever opened the app, a terminal that can't be
read any more is a wish to leave.
"""

from __future__ import annotations

from typing import Any

from textual.app import App


class QuietlyClosingApp(App[None]):
    """A Textual app with its last words.

    Attributes:
        fault: what ended the app, where it wasn't the person.
        last_words: lines to say once the terminal is as it was.
    """

    fault: Exception | None
    last_words: list[str]

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.fault = None
        self.last_words = []

    def leave(self) -> None:
        """Close kindly."""
        self.exit()

    def end_sitting(self) -> None:
        """End what runs and keep it."""

    def _fatal_error(self) -> None:
        """Close without Textual's traceback."""
        self.fault = self._exception
        self.end_sitting()
        self._close_messages_no_wait()

    def panic(self, *renderables: Any) -> None:
        """Close; Textual calls this where a style sheet is wrong, or where the terminal can't be read any more."""
        del renderables
        if self._exception is None:
            self.leave()
        else:
            self._fatal_error()
