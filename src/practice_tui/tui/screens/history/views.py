"""Days in a row, the last 30 days, the score: what a person wishes to see of them.

Owns the order in which one key goes through the choices. That each can be switched off alone is the settings' doing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from practice_tui.engine.settings import Settings


class Views(NamedTuple):
    """Whether each view is shown, under the names of the settings."""

    show_streak: bool
    show_last_30: bool
    show_score: bool


_ROUND = (
    Views(show_streak=True, show_last_30=True, show_score=True),
    Views(show_streak=True, show_last_30=False, show_score=False),
    Views(show_streak=False, show_last_30=True, show_score=False),
    Views(show_streak=False, show_last_30=False, show_score=True),
    Views(show_streak=False, show_last_30=False, show_score=False),
)


def views_of(settings: Settings) -> Views:
    """Return what is shown."""
    return Views(settings.show_streak, settings.show_last_30, settings.show_score)


def following(views: Views) -> Views:
    """Return what one key shows next: all, each alone, none; after a choice of one's own, all."""
    return _ROUND[(_ROUND.index(views) + 1) % len(_ROUND)] if views in _ROUND else _ROUND[0]
