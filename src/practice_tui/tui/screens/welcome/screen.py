"""The very first screen: what this is, how to look after oneself, how long one has, and Enter.

Owns that the note is seen once before it can be skipped. It asks for nothing else and sets nothing up.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.containers import Vertical
from textual.message import Message
from textual.screen import Screen
from textual.widgets import Static

from practice_tui.domain.quantities import frames
from practice_tui.engine.library import Suggestion, stepped_length, suggest
from practice_tui.tui.actions import actions_for, bindings_for
from practice_tui.tui.care import NOTE, NOTE_TITLE
from practice_tui.tui.plain import plain, plain_line
from practice_tui.tui.widgets.key_line import KeyLine
from practice_tui.tui.widgets.length_chooser import LengthChooser
from practice_tui.tui.wishes import BeginWished, HomeWished

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.binding import BindingType

    from practice_tui.engine.services import Services

WHAT_THIS_IS = (
    "A companion for practising compassion, in words and sound, for exactly as long as you have. "
    "Your minutes stay on this machine."
)


class Offered(Message):
    """What the first sitting can be."""

    def __init__(self, suggestion: Suggestion | None) -> None:
        super().__init__()
        self.suggestion = suggestion


class WelcomeScreen(Screen[None]):
    """Shown once."""

    CSS_PATH = "welcome.tcss"
    WHERE = "welcome"
    BINDINGS: ClassVar[list[BindingType]] = bindings_for("welcome")
    AUTO_FOCUS = ""

    def __init__(self, services: Services) -> None:
        super().__init__()
        self._services = services
        self._offer: Suggestion | None = None
        self._begins_at_once = False

    def compose(self) -> ComposeResult:
        """Lay out the one page."""
        with Vertical(id="page"):
            yield Static(plain(WHAT_THIS_IS), id="what")
            yield Static(plain_line(NOTE_TITLE), id="note-title", classes="accent")
            yield Static(plain(NOTE), id="note", classes="quiet")
            yield Static(plain_line("How long have you got?"), id="question")
            yield LengthChooser(names_practice=True, id="length")
        yield KeyLine((each for each in actions_for("welcome") if each.label), id="keys")

    def on_mount(self) -> None:
        """Find out what a first sitting can be."""
        self._find()

    @work(thread=True)
    def _find(self) -> None:
        usual = frames(self._services.settings.read().usual_minutes * 60)
        self.post_message(Offered(suggest(self._services.shelf.practices(), (), usual)))

    @on(Offered)
    def _offered(self, message: Offered) -> None:
        self._offer = message.suggestion
        if message.suggestion is not None:
            self.query_one(LengthChooser).show(message.suggestion.practice, message.suggestion.length)
            if self._begins_at_once:
                self.action_begin()

    def action_begin(self) -> None:
        """Begin the first sitting, as soon as it is known what that can be."""
        self._begins_at_once = self._offer is None
        if self._offer is not None:
            self._remember()
            self.post_message(BeginWished(self._offer.practice.id, self._offer.length))

    def action_shorter(self) -> None:
        """Take a minute away."""
        self._step(-1)

    def action_longer(self) -> None:
        """Add a minute."""
        self._step(1)

    def action_later(self) -> None:
        """Go to Today without sitting."""
        self._remember()
        self.post_message(HomeWished())

    def _step(self, minutes: int) -> None:
        if self._offer is not None:
            practice = self._offer.practice
            self._offer = self._offer._replace(length=stepped_length(practice, self._offer.length, minutes))
            self.query_one(LengthChooser).show(practice, self._offer.length)

    @work(thread=True)
    def _remember(self) -> None:
        self._services.welcome.seen()
