"""Whole sittings as the program puts them together, with a virtual output and a loader that can be waited for."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from practice_tui import bootstrap
from practice_tui.adapters.audio import choose, mixer
from practice_tui.adapters.audio.loader import ThreadLoader
from practice_tui.adapters.audio.virtual import VirtualOutput
from practice_tui.domain.quantities import frames
from practice_tui.engine.sittings import Request

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    import pytest

    from practice_tui.domain.script import Script
    from practice_tui.engine.events import Fact
    from practice_tui.engine.player import SessionPlayer
    from practice_tui.engine.services import Services

SECONDS_A_STEP = 60.0
"""No step of a loader takes so long."""


class NobodySleeps:
    """Implements StayAwake without asking the desktop."""

    def hold(self) -> None: ...

    def release(self) -> None: ...


class WaitedLoader:
    """Implements Loader with the program's own thread; a step is taken when `turn` is called, which waits for it."""

    def __init__(self) -> None:
        self._thread = ThreadLoader(every_seconds=3600.0)
        self._taken = threading.Semaphore(0)

    def start(self, step: Callable[[], None]) -> None:
        def counted() -> None:
            try:
                step()
            finally:
                self._taken.release()

        self._thread.start(counted)
        self._wait()

    def wake(self) -> None:
        """Leave it to the next turn."""

    def stop(self) -> None:
        self._thread.stop()

    def turn(self) -> None:
        """Have one step taken by the thread."""
        self._thread.wake()
        self._wait()

    def _wait(self) -> None:
        assert self._taken.acquire(timeout=SECONDS_A_STEP), "the loader hangs"


@dataclass
class Room:
    """Services over a folder of their own, and what they play through.

    Attributes:
        output: the one output there is; it keeps what it rendered.
        loaders: the loader of each sitting, in order.
    """

    services: Services
    output: VirtualOutput
    loaders: list[WaitedLoader]

    def sit(
        self, script: Script, seconds: float, *, step: float = 1.0, **wishes: Any
    ) -> tuple[SessionPlayer, list[Fact]]:
        """Sit to the end, `step` seconds between two steps of the loader; return the player and every fact."""
        player = self.services.sittings.player(Request(script=script, length=frames(seconds), **wishes))
        facts: list[Fact] = []
        player.start()
        while not player.is_over:
            self.output.advance(step)
            facts += player.poll()
            for loader in self.loaders[-1:]:
                loader.turn()
        player.release()
        return player, facts


def make_room(home: Path, patch: pytest.MonkeyPatch, output: VirtualOutput | None = None) -> Room:
    """Return the program's own services in a folder, with nothing replaced but the device, the desktop and waiting."""
    output, loaders = output or VirtualOutput(keeps=True), list[WaitedLoader]()

    def new_loader() -> WaitedLoader:
        loaders.append(WaitedLoader())
        return loaders[-1]

    patch.setenv("PRACTICE_HOME", str(home))
    patch.setattr(choose, "open_output", lambda *_: (output, ""))
    patch.setattr(mixer, "ThreadLoader", new_loader)
    patch.setattr(bootstrap, "_stay_awake", NobodySleeps)
    return Room(bootstrap.services(), output, loaders)
