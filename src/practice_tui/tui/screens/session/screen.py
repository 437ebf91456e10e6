"""The sitting: the words of now, the pacer while breath is paced, and a thin line for time.

Owns what is looked at and how often, and which key asks the player for what. The time is the player's: a tick that
comes late draws late and nothing else. While another screen lies over this one its minutes are still noted, and nothing
is drawn.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.events import Click
from textual.message import Message
from textual.screen import Screen

from practice_tui.domain.errors import PracticeError
from practice_tui.domain.timeline import EventKind
from practice_tui.engine import events as facts
from practice_tui.engine.sittings import STEADYING
from practice_tui.tui.actions import bindings_for
from practice_tui.tui.motion import POLL_SECONDS, Motion
from practice_tui.tui.screens.session.foot import Foot
from practice_tui.tui.screens.session.keys import is_on_steady_ground, keys_for, must_be_seen, people_for
from practice_tui.tui.screens.session.notes import PAUSED, note_of
from practice_tui.tui.screens.session.stage import Stage
from practice_tui.tui.screens.session.time_line import Stand
from practice_tui.tui.screens.session.words import WordsOfNow
from practice_tui.tui.wishes import HomeWished, SittingEnded, SittingRefused

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.app import ComposeResult
    from textual.binding import BindingType
    from textual.events import Resize

    from practice_tui.domain.timeline import Event
    from practice_tui.engine.player import SessionPlayer
    from practice_tui.engine.services import Services
    from practice_tui.tui.sitting import Sitting


class Begun(Message):
    """The sitting has begun."""

    def __init__(self, player: SessionPlayer) -> None:
        super().__init__()
        self.player = player


class SessionScreen(Screen[None]):
    """Draws one sitting and passes on what is asked of it."""

    CSS_PATH = "session.tcss"
    WHERE = "session"
    BINDINGS: ClassVar[list[BindingType]] = bindings_for("session")
    AUTO_FOCUS = ""

    def __init__(self, services: Services, sitting: Sitting, motion: Motion) -> None:
        super().__init__()
        self.set_class(not motion.has_disc, "-no-disc")
        settings = services.settings.read()
        self._contact = settings.contact
        self._shows_time = settings.show_time
        self._sitting = sitting
        self._motion = motion
        self._player: SessionPlayer | None = None
        self._words = WordsOfNow()
        self._is_paced = False

    def compose(self) -> ComposeResult:
        """Lay out the screen; it is empty until the sitting begins."""
        yield Stage(has_disc=self._motion.has_disc)
        yield Foot()

    def on_mount(self) -> None:
        """Begin, and look at the sitting from then on."""
        self._looking = self.set_interval(POLL_SECONDS, self._look, pause=True)
        self._breathing = self.set_interval(self._motion.tick_seconds, self._breathe, pause=True)
        self._begin()

    @work(thread=True)
    def _begin(self) -> None:
        try:
            player = self._sitting.begin()
        except PracticeError as problem:
            self.post_message(SittingRefused(problem))
            return
        if player is not None:
            self.post_message(Begun(player))

    @on(Begun)
    def _begun(self, message: Begun) -> None:
        self._player = message.player
        self._looking.resume()
        self.action_hint()
        self._look()

    def on_screen_suspend(self) -> None:
        """Draw nothing while something lies over this screen."""
        self._breathing.pause()

    def on_screen_resume(self) -> None:
        """Draw again."""
        self._follow_breath()
        self._look()

    def on_resize(self, event: Resize) -> None:
        """Let everything fit."""
        self.query_one(Stage).fit(event.size, is_night=self.has_class("-night"))

    # What time does.

    def _look(self) -> None:
        """Take in what has happened since the last look, and draw what it changed."""
        player = self._player
        if player is None:
            return
        for fact in player.poll():
            self._take(fact)
        if self.is_current and not player.is_over:
            self._draw(player)

    def _breathe(self) -> None:
        if self._player is not None and not self._player.is_over:
            self.query_one(Stage).breath.show(self._player.breath())

    def _take(self, fact: facts.Fact) -> None:
        if isinstance(fact, facts.EventStarted):
            self._words.take(fact.event)
            self._reserve(fact.event)
        elif isinstance(fact, facts.SessionEnded):
            self._looking.stop()
            self._breathing.stop()
            self.post_message(SittingEnded(fact.record, fact.note, saved=fact.saved))
        else:
            self._words.follow(fact)
            note = note_of(fact)
            if note is not None:
                self.query_one(Foot).note(note, stays=note == PAUSED)

    def _reserve(self, event: Event) -> None:
        """Keep a place for the pacer throughout each part in which breath is paced."""
        assert self._player is not None, "facts come from a player"
        self._is_paced = any(
            each.kind is EventKind.BREATH
            for each in self._player.timeline.events
            if (each.script, each.part) == (event.script, event.part)
        )
        self.query_one(Stage).breath.reserve(is_needed=self._is_paced)
        self._follow_breath()

    def _follow_breath(self) -> None:
        if self._is_paced and self.is_current:
            self._breathing.resume()
        else:
            self._breathing.pause()
            self.query_one(Stage).breath.show(None)

    def _draw(self, player: SessionPlayer) -> None:
        session, timeline = player.session, player.timeline
        stage, foot = self.query_one(Stage), self.query_one(Foot)
        stage.show_words(self._words.at(player.position))
        is_steady = player.plan.script.id == STEADYING
        stage.show_people(people_for(session, self._contact, is_steady=is_steady))
        stand = Stand(player.position, None if timeline.is_open else timeline.length)
        foot.show_time(stand if self._shows_time and not is_on_steady_ground(session) else None)
        foot.show_keys(keys_for(session), must_be_seen=must_be_seen(session))

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
        self._shows_time = not self._shows_time
        self._look()

    def action_dim(self) -> None:
        """Dim the screen, or light it again."""
        self.toggle_class("-night")
        self.query_one(Stage).fit(self.size, is_night=self.has_class("-night"))

    @on(Click)
    def action_hint(self) -> None:
        """Show the keys for a while."""
        self.query_one(Foot).hint()

    def _ask(self, command: Callable[[SessionPlayer], None]) -> None:
        if self._player is None or self._player.is_over:
            return
        try:
            command(self._player)
        except PracticeError as problem:
            self.query_one(Foot).note(str(problem))
        self._look()
