"""Eyes closed: the sitting goes on by ear, and the screen is dark but for a sign that it runs.

Owns what is seen meanwhile, which is next to nothing, and the few keys that a hand finds without looking. They mean
what they mean in the light; every other key means nothing here. Nothing moves and nothing is drawn while nothing
happens.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Protocol

from textual.screen import ModalScreen
from textual.widgets import Static

from practice_tui.domain.session import Stage
from practice_tui.tui.actions import action, bindings_for
from practice_tui.tui.plain import plain_line
from practice_tui.tui.screens.session.foot import Foot
from practice_tui.tui.widgets.key_line import DARK_LOOK

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.binding import BindingType

    from practice_tui.domain.session import Session

RUNS = "\N{MIDDLE DOT}"
"""The sign that the sitting runs."""

STANDS = "paused"
"""What stands in its place while the sitting stands still."""

_KEYS = ("eyes_closed.pause", "eyes_closed.end", "eyes_closed.stop", "eyes_closed.open")
_PAST_THE_END = _KEYS[1:]


class Followed(Protocol):
    """The sitting that lies under the dark."""

    def action_pause(self) -> None:
        """Stand still, or go on."""

    def action_end(self) -> None:
        """Go to the closing words."""

    def action_stop(self) -> None:
        """End now and keep the minutes."""

    def action_steady(self) -> None:
        """Go to steady ground."""


class EyesClosedScreen(ModalScreen[None]):
    """Darkens the screen over `sitting` until the eyes are opened or it ends.

    Args:
        note: a line that has just been said and must not be lost.
    """

    CSS_PATH = "eyes_closed.tcss"
    WHERE = "eyes_closed"
    BINDINGS: ClassVar[list[BindingType]] = bindings_for("eyes_closed")
    AUTO_FOCUS = ""

    def __init__(self, sitting: Followed, note: str = "") -> None:
        super().__init__()
        self._sitting = sitting
        self._note = note
        self._sign = RUNS

    def compose(self) -> ComposeResult:
        """Lay out the dark."""
        yield Static(plain_line(RUNS), id="sign")
        yield Foot(DARK_LOOK)

    def on_mount(self) -> None:
        """Show the keys for a moment."""
        foot = self.query_one(Foot)
        foot.show_time(None)
        foot.show_keys([action(each) for each in _KEYS], must_be_seen=False)
        foot.hint()
        foot.note(self._note)

    def follow(self, session: Session) -> None:
        """Show how the sitting stands; nothing is drawn where that is as it was."""
        if not self.is_mounted:
            return
        sign = STANDS if session.is_paused else RUNS
        if sign != self._sign:
            self._sign = sign
            field = self.query_one("#sign", Static)
            field.update(plain_line(sign), layout=False)
            field.set_class(session.is_paused, "-word")
        is_past = session.stage is Stage.OVERTIME
        keys = [action(each) for each in (_PAST_THE_END if is_past else _KEYS)]
        if session.is_paused:
            keys[0] = keys[0]._replace(label="go on")
        self.query_one(Foot).show_keys(keys, must_be_seen=session.is_paused or is_past)

    def say(self, note: str) -> None:
        """Show one line for a while."""
        self.query_one(Foot).note(note)

    # What a hand finds without looking.

    def action_pause(self) -> None:
        """Stand still, or go on; the screen stays dark."""
        self._sitting.action_pause()

    def action_end(self) -> None:
        """Go to the closing words; the screen stays dark until the bell has rung."""
        self._sitting.action_end()

    def action_stop(self) -> None:
        """End now and keep the minutes."""
        self._sitting.action_stop()

    def action_steady(self) -> None:
        """Open the screen and go to steady ground, which begins with open eyes."""
        self.dismiss()
        self._sitting.action_steady()

    def action_open(self) -> None:
        """Open the screen; the sitting goes on."""
        self.dismiss()
