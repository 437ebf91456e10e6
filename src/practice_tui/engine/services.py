"""What the two front ends are handed: one value with every use case, put together by the composition root."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from practice_tui.engine.backups import BackupKeeper
    from practice_tui.engine.history import History
    from practice_tui.engine.interchange import Interchange
    from practice_tui.engine.logbook import Logbook
    from practice_tui.engine.packs import PackDesk
    from practice_tui.engine.pauses import PauseBook
    from practice_tui.engine.ports import Clock, ScriptShelf
    from practice_tui.engine.prompting import Prompting
    from practice_tui.engine.prompts import Notifier, SystemTimer, Ticker
    from practice_tui.engine.reminders import Reminders
    from practice_tui.engine.rendering import Renderer
    from practice_tui.engine.settings import SettingsKeeper
    from practice_tui.engine.sittings import Sittings
    from practice_tui.engine.sound_sample import SoundSample


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

    What is a function is made when it is asked for: most starts need none of it. `notifiers` is given whether the app's
    terminal has the focus, or None where there is no app.
    """

    clock: Clock
    settings: SettingsKeeper
    shelf: ScriptShelf
    history: History
    sittings: Sittings
    renderer: Callable[[], Renderer]
    sample: Callable[[], SoundSample]
    logbook: Callable[[], Logbook]
    pauses: Callable[[], PauseBook]
    interchange: Callable[[], Interchange]
    backups: Callable[[], BackupKeeper]
    packs: Callable[[], PackDesk]
    reminders: Callable[[], Reminders]
    prompting: Callable[[], Prompting]
    notifiers: Callable[[Callable[[], bool] | None], Sequence[Notifier]]
    ticker: Callable[[], Ticker]
    timer: Callable[[], SystemTimer | None]
    welcome: Welcome
    checks: Callable[[], list[Check]]
    log_file: Path
