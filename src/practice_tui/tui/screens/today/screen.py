"""Today: the first thing one sees, and two keystrokes from the bell.

Owns the choice among what is offered and its length. What is offered comes from the engine; it is read in a thread, so
that years of records keep nobody waiting.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.message import Message
from textual.screen import Screen
from textual.widgets import Static

from practice_tui.engine.library import PACED_KIND, Suggestion, nearest_length, stepped_length
from practice_tui.tui import doors
from practice_tui.tui.actions import action, bindings_for
from practice_tui.tui.motion import NEW_DAY_SECONDS
from practice_tui.tui.plain import plain, plain_line
from practice_tui.tui.screens.today.choices import Choices
from practice_tui.tui.screens.today.heading import Heading
from practice_tui.tui.screens.today.offer import Offer
from practice_tui.tui.screens.today.overview import Gathering, Overview
from practice_tui.tui.screens.today.past import Past
from practice_tui.tui.widgets.key_line import KeyLine
from practice_tui.tui.wishes import BeginWished, DayWished, HistoryWished, LibraryWished, QuitWished, RemindersWished
from practice_tui.tui.wording import TAP_FIRST, first_sentence

if TYPE_CHECKING:
    from datetime import date

    from textual.app import ComposeResult
    from textual.binding import BindingType

    from practice_tui.engine.library import PracticeSummary
    from practice_tui.engine.services import Services

_KEYS = (
    "today.library",
    "today.history",
    "app.note",
    "today.quit",
    "today.reminders",
    "today.sound",
    "app.help",
)


class Gathered(Message):
    """The overview is there."""

    def __init__(self, overview: Overview) -> None:
        super().__init__()
        self.overview = overview


class TodayScreen(Screen[None]):
    """Shows one thing to do, its length, a few others, and what has been done.

    Args:
        gathering: the overview on its way.
        notice: a line to show until the next sitting.
    """

    CSS_PATH = "today.tcss"
    WHERE = "today"
    BINDINGS: ClassVar[list[BindingType]] = bindings_for("today")
    AUTO_FOCUS = ""

    def __init__(self, services: Services, gathering: Gathering, notice: str = "") -> None:
        super().__init__()
        self._services = services
        self._gathering: Gathering | None = gathering
        self._notice = notice
        self._overview: Overview | None = None
        self._offers: list[Suggestion] = []
        self._chosen = 0
        self._begins_at_once = False
        self._is_behind = False
        self._day: date = services.history.today()

    def compose(self) -> ComposeResult:
        """Lay out the screen."""
        yield Heading(self._day, id="heading")
        with Vertical(id="page"):
            with Horizontal(id="columns"):
                yield Offer(id="offer")
                yield Past(id="past")
            yield Static(id="care")
            yield Choices(id="choices")
            yield Static(id="notice")
        yield KeyLine((action(each) for each in _KEYS), id="keys")

    def on_mount(self) -> None:
        """Show what has been gathered on the way here, or wait for it; look now and then whether it is still today."""
        overview = self._gathering.overview if self._gathering else None
        if overview is not None:
            self._gathering = None
            self._show(overview)
        else:
            self._wait()
        self.set_interval(NEW_DAY_SECONDS, self._look_at_day)

    def on_screen_resume(self) -> None:
        """Read the record again where it may have been changed meanwhile."""
        if self._is_behind:
            self._is_behind = False
            self._wait()

    @work(thread=True, exclusive=True, group="overview")
    def _wait(self) -> None:
        gathering = self._gathering or Gathering(self._services)
        self._gathering = None
        self.post_message(Gathered(gathering.result()))

    @on(Gathered)
    def _gathered(self, message: Gathered) -> None:
        self._show(message.overview)

    def _look_at_day(self) -> None:
        today = self._services.history.today()
        if today != self._day:
            self._day = today
            self.query_one(Heading).show(today)
            self._wait()

    # What a person can do.

    def action_begin(self) -> None:
        """Begin what is shown, or what will be shown first: whoever is quicker than the record needn't press again."""
        if self._offers:
            offer = self._offers[self._chosen]
            self.post_message(BeginWished(offer.practice.id, offer.length))
        else:
            self._begins_at_once = self._overview is None

    def action_shorter(self) -> None:
        """Take a minute away."""
        self._step(-1)

    def action_longer(self) -> None:
        """Add a minute."""
        self._step(1)

    def action_next(self) -> None:
        """Offer the next choice."""
        self.action_choose((self._chosen + 1) % max(1, len(self._offers)))

    def action_previous(self) -> None:
        """Offer the choice before."""
        self.action_choose((self._chosen - 1) % max(1, len(self._offers)))

    def action_choose(self, index: int) -> None:
        """Offer the choice at `index`."""
        if 0 <= index < len(self._offers):
            self._chosen = index
            self._show_offer()

    def action_gentler(self) -> None:
        """Offer the gentler practice instead, where the present one has one."""
        gentler = self._gentler()
        if gentler is None:
            return
        known = (index for index, offer in enumerate(self._offers) if offer.practice.id == gentler.id)
        index = next(known, None)
        if index is None:
            length = nearest_length(gentler, self._offers[self._chosen].length)
            self._offers.append(Suggestion(gentler, length, "a gentler practice"))
            index = len(self._offers) - 1
        self.action_choose(index)

    def action_library(self) -> None:
        """Open the library."""
        self.post_message(LibraryWished())

    def action_history(self) -> None:
        """Look back."""
        self.post_message(HistoryWished())

    def action_reminders(self) -> None:
        """See when one would like to be asked."""
        self.post_message(RemindersWished())

    def action_kept(self) -> None:
        """Look at the sitting that was kept, the newest of several, where it can be changed and removed."""
        if self._overview is not None and self._overview.kept:
            record = self._overview.kept[-1]
            self._notice, self._is_behind = "", True
            self.post_message(DayWished(record.day, record.id))

    def action_sound(self) -> None:
        """Choose what is heard."""
        self.app.push_screen(doors.sound(self._services), self._heard)

    def action_rhythm(self) -> None:
        """Tap one's own rhythm."""
        self.app.push_screen(doors.rhythm(self._services), self._heard)

    def _heard(self, _: object) -> None:
        self._show_offer()

    def action_quit(self) -> None:
        """Quit."""
        self.post_message(QuitWished())

    # How it is shown.

    def _step(self, minutes: int) -> None:
        if self._offers:
            offer = self._offers[self._chosen]
            offer = offer._replace(length=stepped_length(offer.practice, offer.length, minutes))
            self._offers[self._chosen] = offer
            self.query_one(Offer).show(offer)

    def _show(self, overview: Overview) -> None:
        self._overview = overview
        self._offers = list(overview.choices)
        self._chosen = 0
        self._notice = "\n".join(filter(None, (self._notice, overview.notice)))
        with self.app.batch_update():
            self._show_offer()
            self.query_one(Past).show(overview.statistics)
            self.query_one("#notice", Static).update(plain(self._notice))
        if self._begins_at_once:
            self.action_begin()

    def _show_offer(self) -> None:
        offer = self._offers[self._chosen] if self._offers else None
        self.query_one(Offer).show(offer)
        self.query_one(Choices).show(self._offers, self._chosen)
        self.query_one("#care", Static).update(self._care(offer.practice) if offer else "")

    def _care(self, practice: PracticeSummary) -> Content:
        """Return the first sentence of the cautions, and the way to the gentler practice."""
        gentler = self._gentler()
        lines = [plain_line(first_sentence(practice.cautions))]
        if gentler is not None:
            lines.append(Content.assemble(("l", "$accent"), "  gentler: ", plain_line(gentler.title)))
        if practice.kind == PACED_KIND and not self._services.settings.read().rhythm:
            lines.append(Content.assemble(("m", "$accent"), f"  {TAP_FIRST}"))
        return Content("\n").join([line for line in lines if line])

    def _gentler(self) -> PracticeSummary | None:
        if self._overview is None or not self._offers:
            return None
        wanted = self._offers[self._chosen].practice.gentler
        return next((each for each in self._overview.practices if each.id == wanted), None)
