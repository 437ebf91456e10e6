"""Choosing sound: what lies under the words, bells, breath and how loud each is, line by line.

Owns the way through the lines. Every choice is kept as soon as it is made and can be heard at once; a sitting that lies
below follows what it can. What can't be understood or kept is told in words.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.message import Message
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from practice_tui.domain.errors import PracticeError, SettingRefused
from practice_tui.engine.settings import changed
from practice_tui.tui.dialogs.rhythm import RhythmDialog
from practice_tui.tui.dialogs.sound_rows import RHYTHM, ROWS, Row
from practice_tui.tui.plain import plain, plain_line
from practice_tui.tui.widgets.choice_lines import ChoiceLine, ChoiceLines

if TYPE_CHECKING:
    from collections.abc import Callable
    from fractions import Fraction
    from typing import TypeAlias

    from textual.app import ComposeResult
    from textual.timer import Timer

    from practice_tui.engine.services import Services
    from practice_tui.engine.settings import Settings
    from practice_tui.engine.sound_sample import Heard, Played

    Attune: TypeAlias = Callable[[Settings], None]

IN_THE_SITTING = "You hear it in the sitting itself."
FROM_THE_NEXT_ON = "From the next sitting on."
_LONGEST = 500


class Sampled(Message):
    """A sample plays, or can't be heard."""

    def __init__(self, played: Played) -> None:
        super().__init__()
        self.played = played


class Looked(Message):
    """A file of the person's own has been looked at; `problem` says why it can't be played."""

    def __init__(self, row: Row, path: str, problem: str) -> None:
        super().__init__()
        self.row = row
        self.path = path
        self.problem = problem


class NotKept(Message):
    """A choice holds, but could not be written down."""

    def __init__(self, problem: str) -> None:
        super().__init__()
        self.problem = problem


class SoundDialog(ModalScreen[None]):
    """Shows every choice of sound.

    Args:
        attune: lets the sitting that lies below follow the settings; None where none does.
    """

    CSS_PATH = "sound.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "Close", show=False),
        Binding("down", "next", "The next line", show=False),
        Binding("up", "previous", "The line before", show=False),
        Binding("right,plus,equals_sign", "more", "What comes next", show=False),
        Binding("left,minus", "less", "What came before", show=False),
        Binding("space", "hear", "Hear it, or be silent", show=False),
        Binding("enter", "own", "Type or tap your own", show=False),
    ]
    AUTO_FOCUS = ""

    def __init__(self, services: Services, attune: Attune | None = None) -> None:
        super().__init__()
        self._services = services
        self._settings = services.settings.read()
        self._attune = attune
        self._sample = services.sample()
        self._sounding: Timer | None = None
        self._chosen = 0
        self._own: dict[str, str] = {}
        self._in_order = asyncio.Lock()

    def compose(self) -> ComposeResult:
        """Lay out the lines, and below them what there is to say of the chosen one."""
        with Vertical(id="page"):
            yield Static(plain_line("Sound"), classes="accent")
            with VerticalScroll(id="scroll", can_focus=False):
                yield ChoiceLines(id="lines")
            yield Static(id="about", classes="quiet")
            yield Input(id="own", max_length=_LONGEST)
            yield Static(id="close", classes="quiet")

    def on_mount(self) -> None:
        """Show the lines."""
        self._show()

    def on_unmount(self) -> None:
        """Be silent; in the app's name, for this dialog is gone by then."""
        self.app.run_worker(self._sample.stop, thread=True)

    # The way through the lines.

    @property
    def _row(self) -> Row:
        return ROWS[self._chosen]

    def action_next(self) -> None:
        """Choose the next line."""
        self.action_choose((self._chosen + 1) % len(ROWS))

    def action_previous(self) -> None:
        """Choose the line before."""
        self.action_choose((self._chosen - 1) % len(ROWS))

    def action_choose(self, index: int) -> None:
        """Choose the line at `index`."""
        self._end_typing()
        self._chosen = index
        self._show()
        scroll = self.query_one("#scroll")
        scroll.scroll_to(y=index - scroll.size.height // 2, animate=False)

    def action_more(self) -> None:
        """Take what comes next."""
        self.action_turn(self._chosen, 1)

    def action_less(self) -> None:
        """Take what came before."""
        self.action_turn(self._chosen, -1)

    def action_turn(self, index: int, by: int) -> None:
        """Choose the line at `index` and take what lies `by` places further; a click on an arrow asks for that."""
        self.action_choose(index)
        row = self._row
        if row.choices:
            self._own.setdefault(row.setting, "" if row.is_among_choices(self._settings) else row.value(self._settings))
            self._take(row, row.stepped(self._settings, self._own[row.setting], by))

    def action_leave(self) -> None:
        """Leave the line one types in, or close; what was chosen is kept."""
        if self._is_typing:
            self._end_typing()
            self._show()
        else:
            self.dismiss()

    # Taking and keeping.

    def _take(self, row: Row, value: str) -> None:
        """Have `value` from now on; where it can't be understood everything stays as it is."""
        try:
            self._settings = changed(self._settings, row.setting, value)
        except SettingRefused as refusal:
            self._show(str(refusal))
            return
        self._end_typing()
        self._show()
        # In the app's name: what is being written when this dialog closes is still written.
        self.app.run_worker(self._keep(row.setting, value))
        if self._attune is not None and row.is_at_once:
            self._attune(self._settings)

    async def _keep(self, name: str, value: str) -> None:
        async with self._in_order:
            try:
                await asyncio.to_thread(self._services.settings.change, name, value)
            except PracticeError as problem:
                self.post_message(NotKept(str(problem)))

    @on(NotKept)
    def _not_kept(self, message: NotKept) -> None:
        self._show(message.problem)

    # Typing, and tapping.

    @property
    def _is_typing(self) -> bool:
        return self.has_class("-typing")

    def action_own(self) -> None:
        """Type one's own, or tap one's rhythm."""
        row = self._row
        if row.setting == RHYTHM:
            self.app.push_screen(RhythmDialog(self._services), self._tapped)
        elif row.own:
            self.add_class("-typing")
            field = self.query_one("#own", Input)
            field.placeholder = row.own
            field.value = "" if row.is_among_choices(self._settings) else row.value(self._settings)
            field.focus()
            self._show_keys()

    def _end_typing(self) -> None:
        self.remove_class("-typing")
        self.set_focus(None)

    @on(Input.Submitted)
    def _typed(self, message: Input.Submitted) -> None:
        text = message.value.strip()
        if text and self._row.is_file:
            self._look(self._row, text)
        else:
            self._take_own(self._row, text)

    @work(thread=True, exclusive=True, group="file")
    def _look(self, row: Row, path: str) -> None:
        self.post_message(Looked(row, path, self._sample.objection(row.setting, path)))

    @on(Looked)
    def _looked(self, message: Looked) -> None:
        if message.problem:
            self._show(message.problem)
        else:
            self._take_own(message.row, message.path)

    def _take_own(self, row: Row, text: str) -> None:
        self._own[row.setting] = text
        self._take(row, text)

    def _tapped(self, rate: Fraction | None) -> None:
        if rate is not None:
            self._settings = changed(self._settings, RHYTHM, f"{float(rate):g}")
        self._show()

    # Hearing.

    def action_hear(self) -> None:
        """Play what is chosen, or be silent where something plays."""
        if self._attune is not None:
            self._show(IN_THE_SITTING)
        elif self._sounding is not None:
            self._stop_sample()
        elif self._row.heard is not None:
            self._play(self._row.heard, self._settings)

    @work(thread=True, exclusive=True, group="sample")
    def _play(self, what: Heard, settings: Settings) -> None:
        self.post_message(Sampled(self._sample.play(what, settings)))

    @on(Sampled)
    def _sampled(self, message: Sampled) -> None:
        if message.played.note:
            self._show(message.played.note)
        else:
            self._sounding = self.set_timer(message.played.seconds, self._stop_sample)
        self._show_keys()

    def _stop_sample(self) -> None:
        if self._sounding is not None:
            self._sounding.stop()
            self._sounding = None
        self.app.run_worker(self._sample.stop, thread=True)
        self._show_keys()

    # How it is shown.

    def _show(self, said: str = "") -> None:
        lines = [ChoiceLine(row.name, row.words(self._settings)) for row in ROWS]
        self.query_one(ChoiceLines).show(lines, self._chosen)
        self.query_one("#about", Static).update(plain(said or self._about()))
        self._show_keys()

    def _about(self) -> str:
        is_late = self._attune is not None and not self._row.is_at_once
        return f"{self._row.help} {FROM_THE_NEXT_ON}" if is_late else self._row.help

    def _show_keys(self) -> None:
        self.query_one("#close", Static).update("   ".join(self._keys()))

    def _keys(self) -> list[str]:
        row = self._row
        if self._is_typing:
            return ["⏎ keep it", "esc leave it"]
        hears = row.heard is not None and self._attune is None
        return [
            "↑ ↓ line",
            *(["← → choose"] if row.choices else []),
            *(["space be silent" if self._sounding else "space hear it"] if hears else []),
            *(["⏎ tap it"] if row.setting == RHYTHM else ["⏎ your own"] if row.own else []),
            "esc done",
        ]
