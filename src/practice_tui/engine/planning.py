"""From a script and a length to a timeline, and from that to a player.

Owns the part of preparing a sitting that needs the compiler. `sittings` loads it when a sitting or a plan is asked for,
so that opening the app doesn't.
"""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, NamedTuple

from practice_tui.compiler.assemble import compile_open, compile_timeline
from practice_tui.compiler.slots import Wishes
from practice_tui.domain.errors import Unreachable
from practice_tui.domain.interval_bells import with_interval_bells
from practice_tui.domain.rhythm import rhythm_set
from practice_tui.domain.script import speeches
from practice_tui.engine.hearing import Outputs
from practice_tui.engine.layout import Plan
from practice_tui.engine.pacing import with_pattern
from practice_tui.engine.player import SessionPlayer

if TYPE_CHECKING:
    from collections.abc import Callable

    from practice_tui.compiler.durations import SpokenLengths
    from practice_tui.domain.interval_bells import IntervalBells
    from practice_tui.domain.quantities import Frames
    from practice_tui.domain.script import Script, Speech
    from practice_tui.domain.timeline import Timeline
    from practice_tui.engine.ports import AudioOutput, SittingSound, StayAwake
    from practice_tui.engine.recorder import Recorder
    from practice_tui.engine.settings import Settings


class Prepared(NamedTuple):
    """A practice as a person sits it: with the breath they chose, where it fits."""

    script: Script
    wishes: Wishes
    timeline: Timeline


def prepared(script: Script, length: Frames | None, spoken: SpokenLengths, settings: Settings) -> Prepared:
    """Return the sitting of `length` frames, or the open-ended one where it is None.

    A breath of a person's own may be too long for a short sitting; then the script's is taken, and the usual rhythm.

    Raises:
        Unreachable: the script can't be this long.
    """
    usual, own = Wishes(spoken), Wishes(spoken, rhythm_set(settings.rhythm))
    for tried in (with_pattern(script, settings.breath_pattern), script):
        with suppress(Unreachable):  # the next is tried, and the last says why
            return Prepared(tried, own, _laid_out(tried, length, own))
    return Prepared(script, usual, _laid_out(script, length, usual))


def _looked_up(script: Script, spoken: SpokenLengths) -> SpokenLengths:
    """Return `spoken` with every passage of `script` looked up: laying out a running sitting anew asks no disk."""
    known = {passage: spoken(passage) for passage in speeches(script)}

    def length(passage: Speech, /) -> Frames | None:
        return known[passage] if passage in known else spoken(passage)

    return length


def _laid_out(script: Script, length: Frames | None, wishes: Wishes) -> Timeline:
    return compile_open(script, wishes) if length is None else compile_timeline(script, length, wishes)


def player(
    script: Script,
    length: Frames | None,
    spoken: SpokenLengths,
    settings: Settings,
    *,
    ground: Timeline | None,
    has_overtime: bool,
    sound: SittingSound,
    outputs: tuple[Callable[[], tuple[AudioOutput, str]], Callable[[], AudioOutput]],
    recorder: Recorder,
    bells: IntervalBells | None = None,
    awake: StayAwake | None = None,
) -> SessionPlayer:
    """Return a player that is ready to start.

    Args:
        ground: steady ground, laid out; None in the practice that is steady ground itself.
        outputs: opens the wished output, and the silent one.
        awake: keeps the machine from falling asleep meanwhile.
        bells: interval bells, with what random ones follow from.

    Raises:
        Unreachable: the script can't be this long.
    """
    script, wishes, timeline = prepared(script, length, _looked_up(script, spoken), settings)
    if bells is not None:
        timeline = with_interval_bells(timeline, bells)
    plan = Plan(script, timeline, wishes, ground, has_overtime=has_overtime, bells=bells)
    return SessionPlayer(plan, sound, Outputs(*outputs), recorder, awake)
