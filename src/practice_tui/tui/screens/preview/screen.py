"""A closer look at one practice: what it is, whom it suits, its parts, its page for learners, and how long.

Owns the length that is chosen here. The page is Markdown from a pack: its links are never opened by it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.events import Click
from textual.message import Message
from textual.screen import Screen
from textual.widgets import Markdown, Static

from practice_tui.domain.errors import PracticeError
from practice_tui.domain.text import clean_text
from practice_tui.engine.library import stepped_length
from practice_tui.engine.pacing import eases
from practice_tui.tui import doors
from practice_tui.tui.actions import action, bindings_for
from practice_tui.tui.plain import plain, plain_line
from practice_tui.tui.screens.preview.rhythm import rhythm_line
from practice_tui.tui.widgets.key_line import KeyLine
from practice_tui.tui.widgets.length_chooser import LengthChooser
from practice_tui.tui.wishes import BeginWished, PreviewWished
from practice_tui.tui.wording import range_words, with_author

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.binding import BindingType

    from practice_tui.domain.quantities import Frames
    from practice_tui.domain.script import Script
    from practice_tui.engine.library import PracticeSummary
    from practice_tui.engine.services import Services

_KEYS = ("preview.back", "preview.sound", "app.note", "app.help")


class PageRead(Message):
    """The script and its page are there; `problem` says why not."""

    def __init__(self, script: Script | None, page: str, problem: str) -> None:
        super().__init__()
        self.script = script
        self.page = page
        self.problem = problem


class PreviewScreen(Screen[None]):
    """Shows one practice."""

    CSS_PATH = "preview.tcss"
    WHERE = "preview"
    BINDINGS: ClassVar[list[BindingType]] = bindings_for("preview")
    AUTO_FOCUS = ""

    def __init__(self, services: Services, practice: PracticeSummary) -> None:
        super().__init__()
        self._services = services
        self._practice = practice
        self._length: Frames = practice.home
        self._gentler = next((each for each in services.shelf.practices() if each.id == practice.gentler), None)
        self._script: Script | None = None

    def compose(self) -> ComposeResult:
        """Lay out what there is to know beside the page for learners."""
        practice = self._practice
        with VerticalScroll(id="page"):
            with Vertical(id="facts"):
                yield Static(plain_line(practice.title), id="title", classes="accent")
                facts = with_author(f"{practice.kind} · {range_words(practice)}", practice)
                yield Static(plain_line(facts), classes="quiet")
                yield Static(plain(practice.summary), id="summary")
                yield LengthChooser(id="length")
                yield Static(plain(practice.cautions), id="cautions", classes="quiet")
                yield Static(self._gentler_line(), id="gentler", classes="quiet")
                yield Static(id="rhythm", classes="quiet")
                yield Static(id="parts", classes="quiet")
            yield Markdown(id="handout", open_links=False)
        yield KeyLine((action(each) for each in _KEYS), id="keys")

    def on_mount(self) -> None:
        """Read the script and its page."""
        self.query_one(LengthChooser).show(self._practice, self._length)
        self._read()

    @work(thread=True)
    def _read(self) -> None:
        script, problem = None, ""
        try:
            script = self._services.shelf.script(self._practice.id)
        except PracticeError as refusal:
            problem = str(refusal)
        self.post_message(PageRead(script, self._services.shelf.handout(self._practice.id), problem))

    @on(PageRead)
    async def _page_read(self, message: PageRead) -> None:
        self._script = message.script
        self._show_parts(message.problem)
        self._show_rhythm()
        await self.query_one(Markdown).update(_without_title(clean_text(message.page)))

    # What a person can do.

    def action_begin(self) -> None:
        """Begin this practice."""
        self.post_message(BeginWished(self._practice.id, self._length))

    def action_shorter(self) -> None:
        """Take a minute away."""
        self._step(-1)

    def action_longer(self) -> None:
        """Add a minute."""
        self._step(1)

    @on(Click, "#gentler")
    def action_gentler(self) -> None:
        """Look at the gentler practice instead."""
        if self._gentler is not None:
            self.post_message(PreviewWished(self._gentler))

    def action_sound(self) -> None:
        """Choose what is heard."""
        self.app.push_screen(doors.sound(self._services), self._chosen)

    @on(Click, "#rhythm")
    def action_rhythm(self) -> None:
        """Tap one's own rhythm."""
        self.app.push_screen(doors.rhythm(self._services), self._chosen)

    def action_up(self) -> None:
        """Read further up."""
        self.query_one("#page").scroll_up(animate=False)

    def action_down(self) -> None:
        """Read further down."""
        self.query_one("#page").scroll_down(animate=False)

    def action_back(self) -> None:
        """Go back to where this was opened."""
        self.dismiss()

    # How it is shown.

    def _step(self, minutes: int) -> None:
        self._length = stepped_length(self._practice, self._length, minutes)
        self.query_one(LengthChooser).show(self._practice, self._length)
        self._show_parts("")

    def _show_parts(self, problem: str) -> None:
        """List the parts a sitting of the chosen length has."""
        text = problem
        if self._script is not None:
            names = [self._script.parts[index].name for index in self._script.parts_for(self._length)]
            text = "\n".join(names)
        self.query_one("#parts", Static).update(plain(text))

    def _chosen(self, _: object) -> None:
        self._show_rhythm()

    def _show_rhythm(self) -> None:
        """Say where the pacer begins, where the practice eases from one's own rhythm."""
        line = Content("")
        if self._script is not None and eases(self._script):
            line = rhythm_line(self._services.settings.read().rhythm)
        self.query_one("#rhythm", Static).update(line)

    def _gentler_line(self) -> Content:
        if self._gentler is None:
            return Content("")
        return Content.assemble(("l", "$accent"), "  gentler: ", plain_line(self._gentler.title))


def _without_title(page: str) -> str:
    """Return a page without its first heading, which says the title again."""
    first, _, rest = page.partition("\n")
    return rest if first.startswith("# ") else page
