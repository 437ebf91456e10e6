"""What a sitting needs to know of its sound is asked once, before it begins."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.engine.fakes import HandClock, HandOutput, HandSound, MemoryJournal, MemoryStore
from tests.engine.sitting_room import EVENING, ORIGIN, SECOND, STEADYING, script

from practice_tui.domain.quantities import MINUTE, Frames, frames
from practice_tui.engine import planning
from practice_tui.engine.recorder import Recorder
from practice_tui.engine.settings import Settings

if TYPE_CHECKING:
    from practice_tui.domain.script import Speech
    from practice_tui.engine.player import SessionPlayer

EVERY_LINE = {"arrive", "breathe", "sounds", "feet", "look", "close"}


class Disk:
    """Knows how long recordings are, and notes who asks."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def __call__(self, speech: Speech, /) -> Frames | None:
        self.asked.append(speech.cue)
        return frames(7.5)


def player(disk: Disk, output: HandOutput) -> SessionPlayer:
    return planning.player(
        script(EVENING, "evening"),
        Frames(10 * MINUTE),
        disk,
        Settings(),
        ground=STEADYING,
        has_overtime=False,
        sound=HandSound(),
        outputs=(lambda: (output, ""), HandOutput),
        recorder=Recorder(MemoryJournal(), MemoryStore(), HandClock(), ORIGIN),
    )


def test_laying_out_a_running_sitting_anew_asks_nothing_of_the_disk() -> None:
    """Keys are pressed on the thread that draws: parts that join, gentler ways and steady ground are known by then."""
    disk, output = Disk(), HandOutput()
    sitting = player(disk, output)
    assert set(disk.asked) == EVERY_LINE
    disk.asked.clear()
    sitting.start()
    changes = [
        lambda: sitting.change_length(10),
        lambda: sitting.change_length(-5),
        sitting.skip,
        sitting.take_gentler,
        sitting.steady,
        sitting.return_,
        sitting.close_gently,
    ]
    for change in changes:
        output.move(5 * SECOND)
        change()
        sitting.poll()
    assert "feet" not in {event.cue for event in sitting.plan.timeline.events}, "it joined later"
    assert not disk.asked
