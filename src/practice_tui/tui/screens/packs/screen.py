"""Packs: what is installed, whose it is, and taking, changing and letting go of one.

Owns which pack is looked at. Everything that touches a disk, a network or a recording happens in a thread; before a
pack is taken, the page of what is inside is shown and asked about, as on the command line.
"""

from __future__ import annotations

from threading import Thread
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.containers import VerticalScroll
from textual.message import Message
from textual.screen import Screen
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from practice_tui.domain.errors import PackRefused, PracticeError
from practice_tui.engine.pack_words import question
from practice_tui.tui.actions import action, bindings_for
from practice_tui.tui.dialogs.question import QuestionDialog
from practice_tui.tui.dialogs.source import SourceDialog
from practice_tui.tui.plain import plain
from practice_tui.tui.screens.packs.offer_page import page
from practice_tui.tui.screens.packs.rows import about, row
from practice_tui.tui.widgets.key_line import KeyLine

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.app import ComposeResult
    from textual.binding import BindingType

    from practice_tui.engine.pack_ports import InstalledPack
    from practice_tui.engine.packs import Offer, PackDesk
    from practice_tui.engine.services import Services

_KEYS = ("packs.install", "packs.update", "packs.version", "packs.remove", "packs.back", "app.help")
_NOTHING = "no pack is installed; a takes one that somebody gave you"
_PADDING = 2


class PacksRead(Message):
    """The packs have been read; `words` say what was done before, or what went wrong; `marked` is the id to look at."""

    def __init__(self, packs: list[InstalledPack], words: str, marked: str = "") -> None:
        super().__init__()
        self.packs = packs
        self.words = words
        self.marked = marked


class Refused(Message):
    """A pack was not taken, for a reason in words."""

    def __init__(self, problem: str) -> None:
        super().__init__()
        self.problem = problem


class Looked(Message):
    """A pack may be taken, if its reader says so."""

    def __init__(self, offer: Offer) -> None:
        super().__init__()
        self.offer = offer


class PacksScreen(Screen[None]):
    """Lists the packs that are installed, and shows the marked one."""

    CSS_PATH = "packs.tcss"
    WHERE = "packs"
    BINDINGS: ClassVar[list[BindingType]] = bindings_for("packs")
    AUTO_FOCUS = ""

    def __init__(self, services: Services) -> None:
        super().__init__()
        self._services = services
        self._packs: list[InstalledPack] = []
        self._busy = False
        self._offered: Offer | None = None

    def compose(self) -> ComposeResult:
        """Lay out the list, and what there is to know below it."""
        yield Static("Packs", id="heading", classes="accent")
        yield OptionList(id="packs")
        yield Static(id="nothing", classes="quiet")
        yield Static(id="notice", classes="accent")
        with VerticalScroll(id="about"):
            yield Static(id="facts")
        yield KeyLine((action(each) for each in _KEYS), id="keys")

    def on_mount(self) -> None:
        """Leave the keys with the screen, and read what is installed."""
        self.query_one(OptionList).can_focus = False
        self.query_one("#about").can_focus = False
        self._change(lambda _desk: "")

    def on_unmount(self) -> None:
        """Let go of a pack that nobody answered about; what was fetched of it goes away."""
        if self._offered is not None:
            Thread(target=self._offered.close, name="pack").start()

    def on_resize(self) -> None:
        """Let the columns fit."""
        self._show(self._marked_id())

    # What a person can do.

    def action_install(self) -> None:
        """Ask for a file or an address, and look at what is there."""
        self._ask_for_source("Take a pack", "")

    def action_update(self) -> None:
        """Ask for a newer version of the marked pack."""
        marked = self._marked()
        if marked is not None:
            self._ask_for_source(f"A newer version of {marked.manifest.name}", marked.manifest.id)

    def action_version(self) -> None:
        """Use the next version on the shelf, round and round."""
        marked = self._marked()
        if marked is None:
            return
        others = [version.version for version in marked.versions]
        if len(others) == 1:
            self._say("there is no other version on the shelf; u takes a newer one")
            return
        following = others[(others.index(marked.current.version) + 1) % len(others)]
        pack_id = marked.manifest.id
        self._change(lambda desk: f"version {desk.use(pack_id, following).current.version} is in use now")

    def action_remove(self) -> None:
        """Ask, and let go of the marked pack."""
        marked = self._marked()
        if marked is None:
            return
        pack_id = marked.manifest.id

        def answered(yes: bool | None) -> None:
            if yes:
                self._change(lambda desk: _removed(desk, pack_id))

        text = plain("Its files go, with every version. Your sittings stay, and its author's key stays known.")
        self.app.push_screen(QuestionDialog(marked.manifest.name, text, "Remove it?"), answered)

    def action_previous(self) -> None:
        """Mark the pack above."""
        self.query_one(OptionList).action_cursor_up()

    def action_next(self) -> None:
        """Mark the pack below."""
        self.query_one(OptionList).action_cursor_down()

    def action_up(self) -> None:
        """Read further up."""
        self.query_one("#about").scroll_page_up(animate=False)

    def action_down(self) -> None:
        """Read further down."""
        self.query_one("#about").scroll_page_down(animate=False)

    def action_back(self) -> None:
        """Go back to where this was opened."""
        self.dismiss()

    # Taking a pack.

    def _ask_for_source(self, heading: str, expected: str) -> None:
        def given(source: str | None) -> None:
            if source:
                self._say("looking at it…")
                self._look(source, expected)

        if not self._busy:
            self.app.push_screen(SourceDialog(heading), given)

    @work(thread=True, group="pack")
    def _look(self, source: str, expected: str) -> None:
        self._busy = True
        try:
            offer = self._services.packs().look(source)
            if expected and offer.arrival.manifest.id != expected:
                offer.close()
                raise PackRefused(f"this is {offer.arrival.manifest.id} and not {expected}; nothing was changed")
            self.post_message(Looked(offer))
        except PracticeError as problem:
            self.post_message(Refused(str(problem)))
        finally:
            self._busy = False

    @on(Looked)
    def _ask(self, message: Looked) -> None:
        offer = self._offered = message.offer
        self._say("")

        def answered(yes: bool | None) -> None:
            self._offered = None
            if yes:
                self._say("installing it…")
                self._take(offer)
            else:
                self._say("you have it already" if offer.is_here else "nothing was installed, and nothing is trusted")
                self._let_go(offer)

        asked = "" if offer.is_here else question(offer)
        self.app.push_screen(QuestionDialog(offer.arrival.manifest.name, page(offer), asked), answered)

    @work(thread=True, group="pack")
    def _let_go(self, offer: Offer) -> None:
        offer.close()

    @work(thread=True, group="pack")
    def _take(self, offer: Offer) -> None:
        try:
            desk = self._services.packs()
            pack = desk.take(offer)
            words = f"{pack.manifest.name} {pack.current.version} is installed; its practices are in the library"
            self.post_message(PacksRead(desk.packs(), words, pack.manifest.id))
        except PracticeError as problem:
            self.post_message(Refused(str(problem)))
        finally:
            offer.close()

    @on(Refused)
    def _refused(self, message: Refused) -> None:
        self._say("")
        self.app.push_screen(QuestionDialog("Not taken", plain(message.problem), ""))

    # How it is shown.

    @work(thread=True, group="pack")
    def _change(self, change: Callable[[PackDesk], str]) -> None:
        desk, words = self._services.packs(), ""
        try:
            words = change(desk)
        except PracticeError as problem:
            words = str(problem)
        try:
            self.post_message(PacksRead(desk.packs(), words))
        except PracticeError as problem:
            self.post_message(PacksRead([], str(problem)))

    @on(PacksRead)
    def _have_read(self, message: PacksRead) -> None:
        marked = message.marked or self._marked_id()
        self._packs = message.packs
        self._show(marked)
        self._say(message.words)

    @on(OptionList.OptionHighlighted)
    def _show_about(self) -> None:
        marked = self._marked()
        self.query_one("#facts", Static).update(about(marked) if marked else "")

    def _show(self, marked: str) -> None:
        listing = self.query_one(OptionList)
        listing.clear_options()
        listing.add_options([Option(row(pack, listing.size.width - _PADDING)) for pack in self._packs])
        ids = [pack.manifest.id for pack in self._packs]
        listing.highlighted = (ids.index(marked) if marked in ids else 0) if ids else None
        self.query_one("#nothing", Static).update("" if self._packs else _NOTHING)
        self._show_about()

    def _say(self, words: str) -> None:
        self.query_one("#notice", Static).update(plain(words))

    def _marked(self) -> InstalledPack | None:
        place = self.query_one(OptionList).highlighted
        return self._packs[place] if place is not None and place < len(self._packs) else None

    def _marked_id(self) -> str:
        marked = self._marked()
        return marked.manifest.id if marked else ""


def _removed(desk: PackDesk, pack_id: str) -> str:
    desk.remove(pack_id)
    return f"{pack_id} is removed; your sittings are kept"
