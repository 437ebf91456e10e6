"""My rhythm: a tap for each in-breath, until the rate of one's own breath is known.

Owns the tapping and the words for what it found. There is nothing to reach here: no rate is better than another, and
leaving keeps what was known before.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.events import Click
from textual.message import Message
from textual.screen import ModalScreen
from textual.widgets import Static

from practice_tui.domain.errors import PracticeError
from practice_tui.domain.rhythm import TapCounter
from practice_tui.tui.plain import plain, plain_line
from practice_tui.tui.wording import rhythm_words

if TYPE_CHECKING:
    from fractions import Fraction

    from textual.app import ComposeResult

    from practice_tui.engine.services import Services

HEADING = "My rhythm"
WELCOME = (
    "Breathe as you do anyway, and press space each time a breath begins to come in. "
    "A pacer that eases will begin where you are."
)
TAPPED = "\N{BULLET} "
GO_ON = "go on for a few breaths"
FOUND = "Go on as long as you like; it follows you."
_USUAL_KEYS = "space a breath   esc leave it as it is"
_KEYS_WHEN_FOUND = "space a breath   ⏎ keep it   backspace begin anew   esc leave it"


class Written(Message):
    """The rhythm is kept; `problem` says why not."""

    def __init__(self, rate: Fraction, problem: str) -> None:
        super().__init__()
        self.rate = rate
        self.problem = problem


class RhythmDialog(ModalScreen["Fraction | None"]):
    """Counts taps; its answer is the rhythm that was kept, in breaths a minute, or None."""

    CSS_PATH = "rhythm.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space", "tap", "A breath begins", show=False),
        Binding("enter", "keep", "Keep it", show=False),
        Binding("backspace", "anew", "Begin anew", show=False),
        Binding("escape,q", "leave", "Leave it as it is", show=False),
    ]
    AUTO_FOCUS = ""

    def __init__(self, services: Services) -> None:
        super().__init__()
        self._services = services
        self._taps = TapCounter()
        self._rate: Fraction | None = None

    def compose(self) -> ComposeResult:
        """Lay out the dialog."""
        with Vertical(id="page"):
            yield Static(plain_line(HEADING), classes="accent")
            yield Static(plain(WELCOME), id="welcome", classes="quiet")
            yield Static(id="found")
            yield Static(id="more", classes="quiet")
            yield Static(_USUAL_KEYS, id="close", classes="quiet")

    @on(Click)
    def action_tap(self) -> None:
        """Count a breath."""
        self._rate = self._taps.add(self._services.clock.monotonic())
        self._show()

    def action_anew(self) -> None:
        """Forget the taps."""
        self._taps = TapCounter()
        self._rate = None
        self._show()

    def action_keep(self) -> None:
        """Keep what was found; nothing happens while there is nothing."""
        if self._rate is not None:
            self._write(self._rate)

    def action_leave(self) -> None:
        """Close; what was known stays."""
        self.dismiss(None)

    def _show(self) -> None:
        rate = self._rate
        found = Content(rhythm_words(rate)) if rate is not None else Content.styled(TAPPED * self._taps.taps, "$accent")
        more = FOUND if rate is not None else GO_ON if self._taps.taps else ""
        self.query_one("#found", Static).update(found)
        self.query_one("#more", Static).update(more)
        self.query_one("#close", Static).update(_KEYS_WHEN_FOUND if rate is not None else _USUAL_KEYS)

    @work(thread=True, exclusive=True)
    def _write(self, rate: Fraction) -> None:
        try:
            self._services.settings.change("rhythm", f"{float(rate):g}")
        except PracticeError as problem:
            self.post_message(Written(rate, str(problem)))
        else:
            self.post_message(Written(rate, ""))

    @on(Written)
    def _written(self, message: Written) -> None:
        if message.problem:
            self.query_one("#more", Static).update(plain(message.problem))
        else:
            self.dismiss(message.rate)
