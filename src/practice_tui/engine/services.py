"""What the two front ends are handed: one value with every use case, put together by the composition root."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from practice_tui.engine.backups import BackupKeeper
    from practice_tui.engine.history import History
    from practice_tui.engine.interchange import Interchange
    from practice_tui.engine.logbook import Logbook
    from practice_tui.engine.ports import Clock, ScriptShelf
    from practice_tui.engine.rendering import Renderer
    from practice_tui.engine.settings import SettingsKeeper
    from practice_tui.engine.sittings import Sittings


@dataclass(frozen=True, slots=True)
class Check:
    """One line of `doctor`: what was looked at, whether it is well, what was found, and how to mend it."""

    name: str
    ok: bool
    detail: str
    mend: str = ""


@dataclass(frozen=True, slots=True)
class Welcome:
    """Whether the first screen has been seen.

    Attributes:
        is_due: whether this is the very first start.
        seen: remembers that it isn't any more.
    """

    is_due: Callable[[], bool]
    seen: Callable[[], None]


@dataclass(frozen=True, slots=True)
class Services:
    """Everything a front end may use.

    What is a function is made when it is asked for: most starts need none of it.
    """

    clock: Clock
    settings: SettingsKeeper
    shelf: ScriptShelf
    history: History
    sittings: Sittings
    renderer: Callable[[], Renderer]
    logbook: Callable[[], Logbook]
    interchange: Callable[[], Interchange]
    backups: Callable[[], BackupKeeper]
    welcome: Welcome
    checks: Callable[[], list[Check]]
    log_file: Path
