"""Which ways out of the present moment are shown while sitting.

Owns the few keys that matter at each stage (the others work all the same and stand in help), and what stands on steady
ground beside its words: whom the person wished to call, and what to do in danger.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from practice_tui.domain.session import Session, Stage
from practice_tui.tui.actions import Action, action
from practice_tui.tui.care import DANGER, contact_line

if TYPE_CHECKING:
    from collections.abc import Sequence

_USUAL = ("session.pause", "session.steady", "session.end", "session.stop", "session.close_eyes", "app.help")
_ON_STEADY_GROUND = ("session.return_", "session.end", "session.stop")
_PAST_THE_END = ("session.end", "session.stop", "app.help")


def keys_for(session: Session) -> Sequence[Action]:
    """Return the actions to show at this stage of a sitting."""
    if is_on_steady_ground(session):
        return [action(each) for each in _ON_STEADY_GROUND]
    if session.stage is Stage.OVERTIME:
        return [action(each) for each in _PAST_THE_END]
    shown = [action(each) for each in _USUAL]
    if session.is_paused:
        shown[0] = shown[0]._replace(label="go on")
    return shown


def is_on_steady_ground(session: Session) -> bool:
    """Return whether the person has gone to steady ground."""
    return session.stage in {Stage.STEADYING, Stage.OFFERED}


def must_be_seen(session: Session) -> bool:
    """Return whether the keys stay on the screen: wherever the sitting waits for one of them."""
    return session.is_paused or is_on_steady_ground(session) or session.stage is Stage.OVERTIME


def people_for(session: Session, contact: str, *, is_steady: bool) -> str:
    """Return the lines about people to turn to: on steady ground, and throughout the practice that is steady ground."""
    if session.stage is Stage.OFFERED:
        return "\n".join(filter(None, (contact_line(contact), DANGER)))
    return contact_line(contact) if is_steady or is_on_steady_ground(session) else ""
