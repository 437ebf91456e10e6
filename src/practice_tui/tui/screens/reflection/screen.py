"""After the sitting: what is saved, and, if one likes, how it was.

Owns what was answered until it is kept. Nothing has to be answered, and leaving in any way keeps what was.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.containers import Vertical
from textual.message import Message
from textual.screen import Screen
from textual.widgets import Input, Static

from practice_tui.domain.errors import PracticeError
from practice_tui.domain.text import one_line
from practice_tui.engine.sittings import STEADYING
from practice_tui.tui.actions import action, bindings_for
from practice_tui.tui.care import AFTER_A_HARD_ONE, DANGER, contact_line
from practice_tui.tui.plain import plain, plain_line
from practice_tui.tui.screens.reflection.answers import ANSWERS, HARD, Answers
from practice_tui.tui.widgets.key_line import KeyLine
from practice_tui.tui.wishes import BeginWished, HomeWished, QuitWished
from practice_tui.tui.wording import are, sat_words

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.binding import BindingType

    from practice_tui.domain.record import SessionRecord
    from practice_tui.engine.services import Services

_USUAL_KEYS = ("reflection.done", "reflection.write", "reflection.quit", "app.help")
_KEYS_AFTER_A_HARD_ONE = ("reflection.steady", *_USUAL_KEYS)
_LONGEST_NOTE = 500


class Kept(Message):
    """What was answered is written down, or `problem` says why not; `wish` is what comes next."""

    def __init__(self, problem: str, wish: Message) -> None:
        super().__init__()
        self.problem = problem
        self.wish = wish


class ReflectionScreen(Screen[None]):
    """Says what is saved and asks, once, how it was."""

    CSS_PATH = "reflection.tcss"
    WHERE = "reflection"
    BINDINGS: ClassVar[list[BindingType]] = bindings_for("reflection")
    AUTO_FOCUS = ""

    def __init__(self, services: Services, record: SessionRecord, note: str, *, saved: bool) -> None:
        super().__init__()
        self._services = services
        self._record = record
        self._note = note
        self._is_saved = saved
        self._answer = ""
        self._kept = ("", "")

    def compose(self) -> ComposeResult:
        """Lay out the screen."""
        with Vertical(id="page"):
            yield Static(plain_line(self._saved_line()), id="saved", classes="accent")
            yield Static(plain(self._note), id="problem", classes="-shown" if self._note else "")
            yield Static(plain_line("How was it? You needn't answer."), id="question", classes="quiet")
            yield Answers(id="answers")
            yield Static(id="kindness")
            yield Input(
                placeholder="a line for yourself (w)", id="line", max_length=_LONGEST_NOTE, select_on_focus=False
            )
        yield KeyLine((action(each) for each in _USUAL_KEYS), id="keys")

    def _saved_line(self) -> str:
        seconds = self._record.seconds
        if not self._is_saved:
            return f"{sat_words(seconds)} could not be saved yet"
        return f"{sat_words(seconds)} {are(seconds)} saved" if seconds >= 1 else "You sat down, and got up again"

    # What a person can do.

    def action_answer_first(self) -> None:
        """Answer with the first word."""
        self._choose(ANSWERS[0])

    def action_answer_second(self) -> None:
        """Answer with the second word."""
        self._choose(ANSWERS[1])

    def action_answer_third(self) -> None:
        """Answer with the third word."""
        self._choose(ANSWERS[2])

    def action_answer_fourth(self) -> None:
        """Answer with the fourth word."""
        self._choose(HARD)

    def action_write(self) -> None:
        """Write a line."""
        self.query_one(Input).focus()

    def action_steady(self) -> None:
        """Go to steady ground."""
        self._keep_and(BeginWished(STEADYING))

    def action_done(self) -> None:
        """Go back to Today."""
        self._keep_and(HomeWished())

    @on(Input.Submitted)
    def _line_written(self) -> None:
        self.action_done()

    def action_leave(self) -> None:
        """Leave the line one writes in; from anywhere else, go back to Today."""
        if self.focused is not None:
            self.set_focus(None)
        else:
            self.action_done()

    def action_quit(self) -> None:
        """Quit."""
        self._keep_and(QuitWished())

    def part(self) -> None:
        """Leave as `q` does."""
        self.action_quit()

    def keep(self) -> None:
        """Write down what was answered, where it isn't yet."""
        self._write_down(*self._answered())

    # How it is kept and shown.

    def _choose(self, answer: str) -> None:
        self._answer = "" if answer == self._answer else answer
        self.query_one(Answers).show(self._answer)
        is_hard = self._answer == HARD
        self.query_one("#kindness", Static).update(plain(self._kindness() if is_hard else ""))
        keys = _KEYS_AFTER_A_HARD_ONE if is_hard else _USUAL_KEYS
        self.query_one(KeyLine).show([action(each) for each in keys])

    def _kindness(self) -> str:
        contact = contact_line(self._services.settings.read().contact)
        return "\n".join(filter(None, (AFTER_A_HARD_ONE, contact, DANGER)))

    def _answered(self) -> tuple[str, str]:
        return self._answer, one_line(self.query_one(Input).value)

    def _keep_and(self, wish: Message) -> None:
        if self._answered() == self._kept or not self._is_saved:
            self.post_message(wish)
        else:
            self._write_and_wish(*self._answered(), wish)

    @work(thread=True, exclusive=True)
    def _write_and_wish(self, answer: str, note: str, wish: Message) -> None:
        self.post_message(Kept(self._write_down(answer, note), wish))

    def _write_down(self, answer: str, note: str) -> str:
        """Return an empty text, or why it could not be written."""
        if (answer, note) == self._kept or not self._is_saved:
            return ""
        try:
            problem = self._services.history.reflect(self._record, answer, note)
        except PracticeError as refusal:
            problem = str(refusal)
        if not problem:
            self._kept = (answer, note)
        return problem

    @on(Kept)
    def _after_keeping(self, kept: Kept) -> None:
        if kept.problem and isinstance(kept.wish, HomeWished):
            kept.wish.notice = kept.problem
        self.post_message(kept.wish)
