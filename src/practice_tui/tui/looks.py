"""Changing how the app looks and moves, from the palette.

Owns that a change shows at once and is remembered; where it can't be remembered it holds until the app is left.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from practice_tui.domain.errors import PracticeError
from practice_tui.tui.motion import motion_of

if TYPE_CHECKING:
    from practice_tui.tui.app import PracticeApp


def change_look(app: PracticeApp, name: str, value: str) -> None:
    """Set `theme` or `motion` to `value`. Where NO_COLOR is set, colours stay away. A sitting keeps its motion."""
    if name == "theme" and not app.is_colourless:
        app.theme = value
    elif name == "motion":
        app.motion = motion_of(value)
        app.animation_level = app.motion.animations
    app.run_worker(lambda: _remember(app, name, value), thread=True)


def _remember(app: PracticeApp, name: str, value: str) -> None:
    try:
        app.services.settings.change(name, value)
    except PracticeError as problem:
        app.call_from_thread(app.notify, str(problem), markup=False)
