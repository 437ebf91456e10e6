"""From a script and a length to a timeline, and from that to a player.

Owns the part of preparing a sitting that needs the compiler. `sittings` loads it when a sitting or a plan is asked for,
so that opening the app doesn't.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from practice_tui.compiler.assemble import compile_open, compile_timeline
from practice_tui.compiler.slots import Wishes
from practice_tui.domain.interval_bells import with_interval_bells
from practice_tui.engine.hearing import Outputs
from practice_tui.engine.player import Plan, SessionPlayer

if TYPE_CHECKING:
    from collections.abc import Callable

    from practice_tui.compiler.durations import SpokenLengths
    from practice_tui.domain.interval_bells import IntervalBells
    from practice_tui.domain.quantities import Frames
    from practice_tui.domain.script import Script
    from practice_tui.domain.timeline import Timeline
    from practice_tui.engine.ports import AudioOutput, SittingSound
    from practice_tui.engine.recorder import Recorder


def timeline(script: Script, length: Frames | None, spoken: SpokenLengths) -> Timeline:
    """Return the timeline of a sitting of `length` frames, or of an open-ended one where it is None.

    Raises:
        Unreachable: the script can't be this long.
    """
    wishes = Wishes(spoken)
    return compile_open(script, wishes) if length is None else compile_timeline(script, length, wishes)


def player(
    script: Script,
    length: Frames | None,
    spoken: SpokenLengths,
    *,
    ground: Timeline | None,
    has_overtime: bool,
    sound: SittingSound,
    outputs: tuple[Callable[[], tuple[AudioOutput, str]], Callable[[], AudioOutput]],
    recorder: Recorder,
    bells: IntervalBells | None = None,
) -> SessionPlayer:
    """Return a player that is ready to start.

    Args:
        ground: steady ground, laid out; None in the practice that is steady ground itself.
        outputs: opens the wished output, and the silent one.
        bells: interval bells; random ones are the same for the same script and length.

    Raises:
        Unreachable: the script can't be this long.
    """
    laid_out = timeline(script, length, spoken)
    if bells is not None:
        bells = bells.seeded(f"{script.digest}/{length}")
        laid_out = with_interval_bells(laid_out, bells)
    plan = Plan(script, laid_out, Wishes(spoken), ground, has_overtime=has_overtime, bells=bells)
    return SessionPlayer(plan, sound, Outputs(*outputs), recorder)
