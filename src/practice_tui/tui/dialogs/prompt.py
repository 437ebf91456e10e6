"""A prompt, and everything one can say to it.

Owns the answers and their keys. Leaving it unanswered is an answer too: it waits, and goes when it is too late.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.style import Style
from textual.widgets import Static

from practice_tui.domain.quantities import SAMPLE_RATE
from practice_tui.engine.prompting import Answer
from practice_tui.tui.plain import plain_line
from practice_tui.tui.wording import length_label

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from practice_tui.engine.prompts import Prompt

_ANSWERS = (
    ("enter", "⏎", Answer.BEGIN, "begin"),
    ("1", "1", Answer.SNOOZE_10, "ask again in ten minutes"),
    ("3", "3", Answer.SNOOZE_30, "in half an hour"),
    ("6", "6", Answer.SNOOZE_60, "in an hour"),
    ("x", "x", Answer.NOT_TODAY, "not today"),
)


class PromptDialog(ModalScreen["Answer | None"]):
    """Asks what to do with a prompt; its answer is None where it is left to wait."""

    CSS_PATH = "dialogs.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        *(Binding(key, f"answer('{answer}')", words, show=False) for key, _, answer, words in _ANSWERS),
        Binding("escape,q,k", "leave", "Leave it as it is", show=False),
    ]
    AUTO_FOCUS = ""

    def __init__(self, prompt: Prompt) -> None:
        super().__init__()
        self._prompt = prompt

    def compose(self) -> ComposeResult:
        """Lay out the answers, a line each."""
        prompt = self._prompt
        with Vertical(id="page"):
            yield Static(plain_line(prompt.words), classes="accent")
            yield Static(plain_line(f"{prompt.title}, {length_label(prompt.seconds * SAMPLE_RATE)}"), classes="quiet")
            answers = Static(Content("\n").join([_line(*answer[1:]) for answer in _ANSWERS]), id="note")
            answers.auto_links = False
            yield answers
            yield Static("esc let it wait", id="close", classes="quiet")

    def action_answer(self, answer: str) -> None:
        """Give an answer."""
        self.dismiss(Answer(answer))

    def action_leave(self) -> None:
        """Leave it waiting."""
        self.dismiss(None)


def _line(face: str, answer: Answer, words: str) -> Content:
    click = Style.from_meta({"@click": f"screen.answer('{answer}')"})
    return Content.assemble((face.ljust(3), "$accent"), words).stylize(click)
