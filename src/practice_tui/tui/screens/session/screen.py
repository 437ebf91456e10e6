"""The sitting: the words of now, the pacer while breath is paced, and a thin line for time.

Owns how often the sitting is looked at, and which key asks the player for what; what is seen is the view's. The time is
the player's: a tick that comes late draws late and nothing else. While another screen lies over this one its minutes
are still noted, and nothing is drawn.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.events import Click
from textual.message import Message
from textual.screen import Screen

from practice_tui.domain.errors import PracticeError
from practice_tui.engine import events as facts
from practice_tui.tui import doors
from practice_tui.tui.actions import bindings_for
from practice_tui.tui.motion import POLL_SECONDS, Motion
from practice_tui.tui.screens.session.darkness import Darkness, are_words_heard
from practice_tui.tui.screens.session.notes import PAUSED, note_of
from practice_tui.tui.screens.session.view import SittingView
from practice_tui.tui.wishes import HomeWished, SittingEnded, SittingRefused

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.app import ComposeResult
    from textual.binding import BindingType
    from textual.events import Resize

    from practice_tui.engine.player import SessionPlayer
    from practice_tui.engine.services import Services
    from practice_tui.engine.settings import Settings
    from practice_tui.tui.sitting import Sitting


class Begun(Message):
    """The sitting has begun."""

    def __init__(self, player: SessionPlayer, *, are_words_heard: bool) -> None:
        super().__init__()
        self.player = player
        self.are_words_heard = are_words_heard


class Learning(Message):
    """A local voice learns its lines: `done` of `of` are spoken."""

    def __init__(self, done: int, of: int) -> None:
        super().__init__()
        self.done = done
        self.of = of

    def can_replace(self, message: Message) -> bool:
        """Return whether this makes an earlier message superfluous."""
        return isinstance(message, Learning)


class SessionScreen(Screen[None]):
    """Draws one sitting and passes on what is asked of it."""

    CSS_PATH = "session.tcss"
    WHERE = "session"
    BINDINGS: ClassVar[list[BindingType]] = bindings_for("session")
    AUTO_FOCUS = ""

    def __init__(self, services: Services, sitting: Sitting, motion: Motion, *, eyes_closed: bool = False) -> None:
        super().__init__()
        self.set_class(not motion.has_disc, "-no-disc")
        self._services = services
        settings = services.settings.read()
        self._view = SittingView(has_disc=motion.has_disc, shows_time=settings.show_time, contact=settings.contact)
        self._sitting = sitting
        self._motion = motion
        self._player: SessionPlayer | None = None
        self._goes_dark = eyes_closed
        self._darkness = Darkness()

    def compose(self) -> ComposeResult:
        """Lay out the screen; it is empty until the sitting begins."""
        yield self._view.bell
        yield self._view.stage
        yield self._view.foot

    def on_mount(self) -> None:
        """Begin, and look at the sitting from then on."""
        self._looking = self.set_interval(POLL_SECONDS, self._look, pause=True)
        self._breathing = self.set_interval(self._motion.tick_seconds, self._breathe, pause=True)
        self._begin()

    @work(thread=True)
    def _begin(self) -> None:
        try:
            player = self._sitting.begin(self._tell)
        except PracticeError as problem:
            self.post_message(SittingRefused(problem))
            return
        if player is not None:
            self.post_message(Begun(player, are_words_heard=are_words_heard(player.plan)))

    def _tell(self, done: int, of: int, /) -> None:
        self.post_message(Learning(done, of))

    @on(Learning)
    def _learning(self, message: Learning) -> None:
        if self._player is None:
            self._note(f"the words get their voice: {message.done} of {message.of}", stays=True)

    @on(Begun)
    def _begun(self, message: Begun) -> None:
        self._player = message.player
        self._note(" ".join(self._sitting.troubles))
        self._darkness.are_words_heard = message.are_words_heard
        self._looking.resume()
        self.action_hint()
        self._look()
        if self._goes_dark:
            self.action_close_eyes()

    def on_screen_suspend(self) -> None:
        """Draw nothing while something lies over this screen."""
        self._breathing.pause()

    def on_screen_resume(self) -> None:
        """Draw again."""
        self._follow_breath()
        self._look()

    def on_resize(self, event: Resize) -> None:
        """Let everything fit."""
        self._view.stage.fit(event.size, is_night=self.has_class("-night"))

    # What time does.

    def _look(self) -> None:
        """Take in what has happened since the last look, and draw what it changed."""
        player = self._player
        if player is None:
            return
        for fact in player.poll():
            self._take(fact)
        if player.is_over:
            return
        self._darkness.follow(player.session)
        if self._is_on_top:
            self._view.draw(player)

    @property
    def _is_on_top(self) -> bool:
        """Whether nothing lies over this screen; Textual calls one current that shines through a dialog."""
        return self.app.screen is self

    def _breathe(self) -> None:
        if self._player is not None and not self._player.is_over:
            self._view.stage.breath.show(self._player.breath())

    def _take(self, fact: facts.Fact) -> None:
        assert self._player is not None, "facts come from a player"
        self._view.take(fact, self._player.timeline)
        if isinstance(fact, facts.EventStarted):
            self._follow_breath()
        elif isinstance(fact, facts.SessionEnded):
            self._looking.stop()
            self._breathing.stop()
            self.post_message(SittingEnded(fact.record, fact.note, saved=fact.saved))
        else:
            self._darkness.take(fact)
            note = note_of(fact)
            if note is not None:
                self._note(note, stays=note == PAUSED)

    def _note(self, text: str, *, stays: bool = False) -> None:
        self._view.foot.note(text, stays=stays)
        if text != PAUSED:
            self._darkness.say(text)

    def _follow_breath(self) -> None:
        if not self._is_on_top:
            self._breathing.pause()
            return
        field = self._view.stage.breath
        field.reserve(is_needed=self._view.is_paced)
        if self._view.is_paced:
            self._breathing.resume()
        else:
            self._breathing.pause()
            field.show(None)

    # What a person can do. Enter is bound to nothing.

    def action_pause(self) -> None:
        """Stand still, or go on."""
        self._ask(lambda player: player.resume() if player.session.is_paused else player.pause())

    def action_longer(self) -> None:
        """Add a minute."""
        self._ask(lambda player: player.change_length(1))

    def action_shorter(self) -> None:
        """Take a minute away."""
        self._ask(lambda player: player.change_length(-1))

    def action_skip(self) -> None:
        """Leave the present part."""
        self._ask(lambda player: player.skip())

    def action_next_line(self) -> None:
        """Go to the next line of a finished recording."""
        self._ask(lambda player: player.next_line())

    def action_previous_line(self) -> None:
        """Go to the line before, in a finished recording."""
        self._ask(lambda player: player.previous_line())

    def action_gentler(self) -> None:
        """Take a gentler way through the present part."""
        self._ask(lambda player: player.take_gentler())

    def action_steady(self) -> None:
        """Go to steady ground."""
        self._ask(lambda player: player.steady())

    def action_return_(self) -> None:
        """Go back from steady ground to the sitting."""
        self._ask(lambda player: player.return_())

    def action_end(self) -> None:
        """Go to the closing words."""
        self._ask(lambda player: player.close_gently())

    def action_stop(self) -> None:
        """End now and keep the minutes; where it is still being prepared, it doesn't begin."""
        if self._player is None:
            self._sitting.end()
            if self._sitting.player is None:
                self.post_message(HomeWished())
        self._ask(lambda player: player.stop())

    def part(self) -> None:
        """Leave as `q` does: by the reflection, or home where nothing runs any more."""
        if self._player is not None and self._player.is_over:
            self.post_message(HomeWished())
        self.action_stop()

    def action_time(self) -> None:
        """Show or hide the time left."""
        self._view.shows_time = not self._view.shows_time
        self._look()

    def action_sound(self) -> None:
        """Choose what is heard; the sitting goes on, and follows what it can."""
        if self._player is not None and not self._player.is_over:
            self.app.push_screen(doors.sound(self._services, self._attune))

    def _attune(self, settings: Settings) -> None:
        if self._player is not None and not self._player.is_over:
            self._services.sittings.attune(self._player, settings)

    def action_dim(self) -> None:
        """Dim the screen, or light it again."""
        self.toggle_class("-night")
        self._view.stage.fit(self.size, is_night=self.has_class("-night"))

    def action_close_eyes(self) -> None:
        """Go on in the dark; where that would leave something unheard, say so first, and go when asked again."""
        if self._player is None or self._player.is_over or self._darkness.is_here:
            return
        said = self._view.foot.said
        doubt = self._darkness.fall(self.app, self, "" if said == PAUSED else said)
        if doubt:
            self._note(doubt)

    @on(Click)
    def action_hint(self) -> None:
        """Show the keys for a while."""
        self._view.foot.hint()

    def _ask(self, command: Callable[[SessionPlayer], None]) -> None:
        if self._player is None or self._player.is_over:
            return
        try:
            command(self._player)
        except PracticeError as problem:
            self._note(str(problem))
        self._look()
