"""Looking back: a calendar of minutes, the weeks, what was practised, and what was reached.

Owns which day is chosen and how all is shown. Everything is read and reckoned in a thread, and read again
whenever this screen comes back to the top.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from practice_tui.domain.errors import PracticeError
from practice_tui.tui.actions import action, bindings_for
from practice_tui.tui.mending import Mended
from practice_tui.tui.plain import plain, plain_line
from practice_tui.tui.screens.day.rows import sitting_lines
from practice_tui.tui.screens.history import said
from practice_tui.tui.screens.history.calendar import FEW_WEEKS, LEGEND, YEAR_WEEKS, Calendar, DayPointed, weeks_shown
from practice_tui.tui.screens.history.figures import ByPractice, Weeks
from practice_tui.tui.screens.history.looking_back import LookingBack, gather
from practice_tui.tui.screens.history.sifting import SiftingScreen
from practice_tui.tui.screens.history.views import following, views_of
from practice_tui.tui.widgets.key_line import KeyLine
from practice_tui.tui.wishes import DayWished

if TYPE_CHECKING:
    from collections.abc import Mapping

    from textual.app import ComposeResult
    from textual.binding import BindingType
    from textual.events import Resize

    from practice_tui.engine.services import Services
    from practice_tui.engine.settings import Settings

_KEYS = (
    "history.open", "history.add", "history.practice", "history.notes", "history.views", "history.why", "history.back",
    "history.dates", "history.pause", "app.help",
)  # fmt: skip
_YEAR_WIDTH, _TALL = 120, 40
_FEW, _MANY = 2, 8
_DOT = "   ·   "
_DAY, _WEEK = timedelta(days=1), timedelta(weeks=1)


class Gathered(Message):
    """The record has been read, or `problem` says why not."""

    def __init__(self, back: LookingBack | None, problem: str = "") -> None:
        super().__init__()
        self.back = back
        self.problem = problem


class HistoryScreen(SiftingScreen):
    """Shows what was practised."""

    CSS_PATH = "history.tcss"
    WHERE = "history"
    BINDINGS: ClassVar[list[BindingType]] = bindings_for("history")
    AUTO_FOCUS = ""

    def __init__(self, services: Services) -> None:
        super().__init__(services)
        self._chosen: date | None = None

    def compose(self) -> ComposeResult:
        """Lay out the screen."""
        with Horizontal(id="heading"):
            yield Static(plain_line("Looking back"), id="name")
            yield Static(id="totals", classes="quiet")
        with Vertical(id="page"):
            with Horizontal(id="top"):
                yield Calendar(id="calendar")
                yield Static(id="views")
            yield Static(id="day")
            with Horizontal(id="figures"):
                yield Weeks(id="weeks")
                yield ByPractice(id="practices")
            with Horizontal(id="foot"):
                yield Static(id="reached", classes="quiet")
                yield Static(id="glance")
            yield Static(id="notice", classes="accent")
        yield KeyLine((action(each) for each in _KEYS), id="keys")

    def on_screen_resume(self) -> None:
        """Read the record: it may have been changed on another screen."""
        self.read_again()

    def on_resize(self, event: Resize) -> None:
        """Show a year where there is room for one."""
        self.set_class(event.size.width >= _YEAR_WIDTH, "-year")
        self.set_class(event.size.height >= _TALL, "-roomy")
        self._show()

    @work(thread=True, exclusive=True, group="record")
    def read_again(self) -> None:
        """Begin to read the record, to show what the sieve leaves of it."""
        try:
            self.post_message(Gathered(gather(self._services, self._sieve)))
        except PracticeError as problem:
            self.post_message(Gathered(None, str(problem)))

    @on(Gathered)
    def _have_read(self, message: Gathered) -> None:
        if message.back is None:
            self.say(message.problem)
        elif message.back.sieve == self._sieve:
            self._back = message.back
            self._show()

    # What a person can do.

    def action_left(self) -> None:
        """Choose the day to the left."""
        self._move(-_WEEK if self._has_year else -_DAY)

    def action_right(self) -> None:
        """Choose the day to the right."""
        self._move(_WEEK if self._has_year else _DAY)

    def action_up(self) -> None:
        """Choose the day above."""
        self._move(-_DAY if self._has_year else -_WEEK)

    def action_down(self) -> None:
        """Choose the day below."""
        self._move(_DAY if self._has_year else _WEEK)

    def action_earlier(self) -> None:
        """Show what lies before."""
        self._move(-_WEEK * self._count)

    def action_later(self) -> None:
        """Show what lies after."""
        self._move(_WEEK * self._count)

    def action_today(self) -> None:
        """Choose today."""
        if self._back is not None:
            self._choose(self._back.whole.day)

    @on(DayPointed)
    def _pointed(self, message: DayPointed) -> None:
        """Choose a day; open it where it is chosen already."""
        if message.day == self._chosen:
            self.action_open()
        else:
            self._choose(message.day)

    def action_open(self) -> None:
        """Open the chosen day."""
        if self._chosen is not None:
            self.say("")
            self.post_message(DayWished(self._chosen))

    def action_views(self) -> None:
        """Show all views, one, or none."""
        if self._back is not None:
            views = following(views_of(self._back.settings))
            self._back = self._back._replace(settings=self._with_views(views._asdict()))
            self._show()
            self._remember(views._asdict())

    def action_why(self) -> None:
        """Show how each day was counted."""
        from practice_tui.tui.dialogs.why import WhyDialog  # noqa: PLC0415 - only when it is asked for

        self.app.push_screen(WhyDialog(self._services.history.explanation))

    def action_add(self) -> None:
        """Add a sitting by hand, on the chosen day."""
        if self._back is not None and self._chosen is not None:
            self.add_to(min(self._chosen, self._back.whole.day))

    def action_pause(self) -> None:
        """Mark a pause from the chosen day on, or change the one it lies in."""
        if self._chosen is not None:
            self.pause_from(self._chosen)

    # How the record is changed.

    def titles(self) -> Mapping[str, str]:
        """Return what each practice is called, by its id."""
        return self._back.titles if self._back else {}

    @on(Mended)
    def _mended(self, message: Mended) -> None:
        self.say(message.words)
        self.read_again()

    def _with_views(self, shown: dict[str, bool]) -> Settings:
        assert self._back is not None
        return replace(self._back.settings, **shown)  # type: ignore[arg-type]  # every view is a setting of that type

    @work(thread=True, exclusive=True, group="views")
    def _remember(self, shown: dict[str, bool]) -> None:
        try:
            for name, value in shown.items():
                self._services.settings.change(name, "yes" if value else "no")
        except PracticeError as problem:
            self.app.call_from_thread(self.say, str(problem))

    # How it is shown.

    @property
    def _has_year(self) -> bool:
        return self.size.width >= _YEAR_WIDTH

    @property
    def _count(self) -> int:
        return YEAR_WEEKS if self._has_year else FEW_WEEKS

    def _move(self, by: timedelta) -> None:
        if self._back is not None and self._chosen is not None:
            self._choose(min(max(self._chosen + by, self._back.first), self._back.last))

    def _choose(self, day: date) -> None:
        self._chosen = day
        self.say("")
        self._show()

    def _show(self) -> None:
        back = self._back
        if back is None or not self.is_mounted:
            return
        self._chosen = self._chosen or back.whole.day
        mondays = weeks_shown(back.last, self._chosen, self._count)
        with self.app.batch_update():
            self.query_one(Calendar).show(back, mondays, self._chosen)
            self.query_one(Weeks).show(back, mondays)
            self.query_one(ByPractice).show(back)
            sifted = said.sieve_words(back)
            name = f"Looking back: {sifted}" if sifted else "Looking back"
            self.query_one("#name", Static).update(plain_line(name))
            self.query_one("#totals", Static).update(plain_line(said.total_words(back)))
            self._show_words(back, mondays, self._chosen)

    def _show_words(self, back: LookingBack, mondays: list[date], chosen: date) -> None:
        joint = _DOT if self._has_year else "\n"
        views = said.view_lines(back)
        self.query_one("#views", Static).update(plain(joint.join(views)))
        span = said.span_line(back, mondays) + (f"   {LEGEND}" if self._has_year else "")
        lines = [plain_line(said.day_line(back, chosen)), Content.styled(span, "$quiet-look")]
        if not back.whole.sessions:
            lines = [plain_line(said.EMPTY), plain_line(said.ADD_HINT).stylize("$quiet-look")]
        elif not back.shown.sessions:
            lines[1] = plain_line(said.NOTHING_LEFT)
        self.query_one("#day", Static).update(Content("\n").join(lines))
        reached = [said.milestone_line(each) for each in reversed(back.reached)]
        is_roomy = self.has_class("-roomy")
        shown = reached[:_MANY] if is_roomy else reached[:_FEW]
        self.query_one("#reached", Static).update(plain(("\n" if is_roomy else _DOT).join(shown)))
        if is_roomy:
            sittings = [sitting_lines(sitting, back.titles) for sitting in back.by_day.get(chosen, ())]
            self.query_one("#glance", Static).update(Content("\n").join(sittings))
