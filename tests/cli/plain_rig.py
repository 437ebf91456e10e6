"""A plain sitting in virtual time: a keyboard whose waiting moves the output, and lines that are kept."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

from practice_tui.cli.lines import Lines
from practice_tui.cli.plain_sitting import PlainSitting
from practice_tui.cli.stopping import StopSignals
from practice_tui.domain.quantities import Frames, frames
from practice_tui.engine.sittings import Request

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from tests.cli.room import Room

    from practice_tui.engine.events import SessionEnded
    from practice_tui.engine.player import SessionPlayer


LONGEST_SECONDS = 3600
"""No sitting of these tests is longer."""


class VirtualKeyboard:
    """Presses keys, or does other things, when so many seconds have been waited."""

    def __init__(self, room: Room, presses: Mapping[float, str | Callable[[], None]]) -> None:
        self._room = room
        self._due = sorted(presses.items())
        self.waited = 0.0
        self.waits: list[float] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None: ...

    def keys(self, seconds: float) -> str:
        assert self.waited < LONGEST_SECONDS, "nobody ends this sitting"
        self.waits.append(seconds)
        self.waited += seconds
        self._room.output.advance(seconds)
        self._room.clock.passed += seconds
        typed = ""
        while self._due and self._due[0][0] <= self.waited:
            press = self._due.pop(0)[1]
            if isinstance(press, str):
                typed += press
            else:
                press()
        return typed


@dataclass
class Sat:
    """What a sitting left."""

    ended: SessionEnded
    lines: list[str]
    keyboard: VirtualKeyboard
    player: SessionPlayer


def sit(
    room: Room,
    name: str,
    length: float | None,
    presses: Mapping[float, str | Callable[[], None]] | None = None,
    *,
    can_be_ended: bool = True,
    stream: io.TextIOWrapper | None = None,
) -> Sat:
    """Sit `length` seconds of a practice (open-ended where None) and let the last bell ring out."""
    script = room.services.shelf.script(name)
    wished = None if length is None else frames(length)
    player = room.services.sittings.player(Request(script=script, length=wished, can_be_ended=can_be_ended))
    keyboard = VirtualKeyboard(room, presses or {})
    kept = io.BytesIO()
    lines = Lines(stream or io.TextIOWrapper(kept, "utf-8"))
    with StopSignals() as signals:
        sitting = PlainSitting(player, lines, keyboard, signals)
        ended = sitting.run(with_keys=can_be_ended)
        sitting.ring_out()
    return Sat(ended, kept.getvalue().decode().splitlines(), keyboard, player)


def heard(room: Room) -> Frames:
    """Return the frame the output has come to."""
    return room.output.last_heard
