"""What stands on the screen while sitting: the sign of a bell, the middle, and the lower edge.

Owns what each shows at an instant of the sitting's time. How often that is drawn is the screen's.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from practice_tui.domain.timeline import EventKind
from practice_tui.engine.events import EventStarted
from practice_tui.engine.sittings import STEADYING
from practice_tui.tui.screens.session.bell_sign import BellSign
from practice_tui.tui.screens.session.foot import Foot
from practice_tui.tui.screens.session.keys import is_on_steady_ground, keys_for, must_be_seen, people_for
from practice_tui.tui.screens.session.stage import Stage
from practice_tui.tui.screens.session.time_line import Stand
from practice_tui.tui.screens.session.words import WordsOfNow

if TYPE_CHECKING:
    from practice_tui.domain.timeline import Event, Timeline
    from practice_tui.engine.events import Fact
    from practice_tui.engine.player import SessionPlayer


class SittingView:
    """Follows a sitting's facts and draws how it stands.

    Attributes:
        bell, stage, foot: what the screen is made of, from top to bottom.
        shows_time: whether the time is seen.
        is_paced: whether breath is paced anywhere in the present part, so that the pacer has its place throughout.
    """

    def __init__(self, *, has_disc: bool, shows_time: bool, contact: str) -> None:
        self.bell = BellSign()
        self.stage = Stage(has_disc=has_disc)
        self.foot = Foot()
        self.shows_time = shows_time
        self.is_paced = False
        self._contact = contact
        self._words = WordsOfNow()

    def take(self, fact: Fact, timeline: Timeline) -> None:
        """Take in what happened; it is seen when `draw` is called next."""
        self.bell.follow(fact)
        if isinstance(fact, EventStarted):
            self._words.take(fact.event)
            self.is_paced = _is_paced(timeline, fact.event)
        else:
            self._words.follow(fact)

    def draw(self, player: SessionPlayer) -> None:
        """Draw how the sitting stands."""
        session, timeline, position = player.session, player.timeline, player.position
        self.bell.show(position)
        self.stage.show_words(self._words.at(position))
        is_steady = player.plan.script.id == STEADYING
        self.stage.show_people(people_for(session, self._contact, is_steady=is_steady))
        stand = Stand(position, None if timeline.is_open else timeline.length)
        self.foot.show_time(stand if self.shows_time and not is_on_steady_ground(session) else None)
        self.foot.show_keys(keys_for(session), must_be_seen=must_be_seen(session))


def _is_paced(timeline: Timeline, present: Event) -> bool:
    return any(
        each.kind is EventKind.BREATH
        for each in timeline.events
        if (each.script, each.part) == (present.script, present.part)
    )
