"""How it was: four words to choose from.

Owns the words and how they are chosen from. None is better than another.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.content import Content
from textual.style import Style
from textual.widget import Widget

if TYPE_CHECKING:
    from collections.abc import Sequence

ANSWERS = ("at ease", "ordinary", "restless", "hard")
"""What is kept with the sitting, as it is shown."""

HARD = ANSWERS[-1]
_VERBS = ("answer_first", "answer_second", "answer_third", "answer_fourth")
_GAP = "    "


class Answers(Widget):
    """Shows ``1 at ease   2 ordinary`` and so on; a click answers."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"answers--key", "answers--word", "answers--chosen"}

    auto_links = False

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id)
        self._chosen = ""

    def show(self, chosen: str) -> None:
        """Mark the chosen word; an empty text marks none."""
        self._chosen = chosen
        self.refresh()

    def render(self) -> Content:
        """Return the line."""
        pieces: Sequence[Content] = [self._piece(index, answer) for index, answer in enumerate(ANSWERS)]
        return Content(_GAP).join(pieces)

    def _piece(self, index: int, answer: str) -> Content:
        click = Style.from_meta({"@click": f"screen.{_VERBS[index]}"})
        is_chosen = answer == self._chosen
        word = self.get_visual_style("answers--chosen" if is_chosen else "answers--word")
        return Content.assemble(
            ("● " if is_chosen else f"{index + 1} ", self.get_visual_style("answers--key") + click),
            (answer, word + click),
        )
