"""A knock on the door: a prompt that waits, on two lines above the keys.

Owns how it looks and where it can be clicked; it takes no key from anybody. What an answer does is the app's.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content
from textual.style import Style
from textual.widget import Widget

from practice_tui.tui.actions import action
from practice_tui.tui.plain import plain_line

if TYPE_CHECKING:
    from practice_tui.engine.prompts import Prompt

_GAP = "   "
_ANSWERS = (("begin", "begin"), ("in 10 min", "snooze-10"), ("not today", "not-today"))


class Knock(Widget):
    """Shows a prompt's words and three answers; the key beside them opens all of them."""

    DEFAULT_CSS = """
    Knock {
        layer: knock;
        dock: bottom;
        width: 100%;
        max-width: 100;
        height: 2;
        margin: 0 2 3 2;
        padding: 0 1;
        background: $surface;
        color: $foreground;
    }

    .-narrow Knock, .-short Knock {
        margin: 0 0 1 0;
    }
    """
    auto_links = False

    def __init__(self, prompt: Prompt) -> None:
        super().__init__()
        self.prompt = prompt

    def render(self) -> Content:
        """Return the words, and the answers below them."""
        return Content("\n").join([plain_line(self.prompt.words), self._answers()])

    def _answers(self) -> Content:
        key = action("app.prompt")
        opens = Style.from_meta({"@click": key.call})
        pieces = [Content.styled(key.face, "$accent").stylize(opens)]
        for words, answer in _ANSWERS:
            click = Style.from_meta({"@click": f"app.answer('{answer}')"})
            pieces.append(Content.styled(words, "$quiet-look").stylize(click))
        return Content(_GAP).join(pieces)
