"""Whatever is asked of a sitting, in any order and at any frame, it stays whole."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.compiler.sitting_model import Sitting
from tests.compiler.written_scripts import Written, lengths_of, read, written_scripts

from practice_tui.compiler import relay
from practice_tui.compiler.assemble import compile_open, compile_timeline
from practice_tui.compiler.durations import no_voice
from practice_tui.compiler.slots import Wishes
from practice_tui.domain.quantities import MINUTE, SAMPLE_RATE

SECOND = SAMPLE_RATE


def moves(sitting: Sitting) -> list[str]:
    """Return what a person may ask at this moment."""
    if sitting.stage == "steadying":
        return ["resume", "close"]
    if sitting.stage == "closing":
        return ["steady"]
    if sitting.is_past_the_end:
        return ["steady", "close"]
    found = ["steady", "close", *(["longer", "shorter"] if not sitting.timeline.is_open else [])]
    part = relay.part_at(sitting.script, sitting.timeline, sitting.at)
    if part is not sitting.script.close:
        found.append("skip")
    if part.gentler is not None and part.gentler not in sitting.wishes.gentler:
        found.append("gentler")
    return found


def advance(data: st.DataObject, sitting: Sitting) -> None:
    """Move on a little, to about where an event begins, or anywhere; now and then not at all."""
    end = sitting.timeline.length if not sitting.timeline.is_open else sitting.at + 40 * MINUTE
    edges: list[int] = [each.at for each in sitting.timeline.events if sitting.at <= each.at <= end] or [end]
    to = data.draw(
        st.one_of(
            st.just(sitting.at),
            st.sampled_from(edges).flatmap(lambda edge: st.integers(edge - 1, edge + 1)),
            st.integers(sitting.at, max(sitting.at, end)),
            st.integers(sitting.at, sitting.at + 3 * SECOND),
        ),
        label="at",
    )
    sitting.at = max(sitting.at, to, 1)


def ask(data: st.DataObject, sitting: Sitting, move: str) -> None:
    if move == "longer":
        sitting.change_length(data.draw(st.sampled_from([1, 5, 20])) * MINUTE)
    elif move == "shorter":
        sitting.change_length(-data.draw(st.sampled_from([1, 5, 60])) * MINUTE)
    else:
        {
            "skip": sitting.skip,
            "gentler": sitting.take_gentler,
            "steady": sitting.steady,
            "resume": sitting.resume,
            "close": sitting.close,
        }[move]()


@settings(max_examples=300)
@given(written_scripts(with_alternatives=True), st.data())
def test_whatever_is_asked_a_sitting_stays_whole(written: Written, data: st.DataObject) -> None:
    target = data.draw(lengths_of(written.script))
    sitting = Sitting(written, compile_timeline(written.script, target, written.wishes))
    for _ in range(data.draw(st.integers(1, 7))):
        advance(data, sitting)
        ask(data, sitting, data.draw(st.sampled_from(moves(sitting)), label="move"))
    if sitting.stage == "steadying":
        advance(data, sitting)
        sitting.resume()
    sitting.assert_nothing_is_lost()


OPEN = """\
Title: Sit
Length: 1m to 1h

# Settling (gentler: softer)
{settle} Sit.
[pause 5s to 10s]
# Sitting
[breathe in 4 out 6 for 20s]
[pause 1s+]
# End (close)
{end} Hear the room.
[bell]
# Softer
{softer} Lie down.
"""


@given(st.data())
def test_whatever_is_asked_an_open_sitting_stays_open_until_it_is_left(data: st.DataObject) -> None:
    script = read(OPEN)
    wishes = Wishes(no_voice)
    sitting = Sitting(Written(OPEN, script, wishes), compile_open(script, wishes))
    for _ in range(data.draw(st.integers(1, 6))):
        advance(data, sitting)
        here = sitting.timeline.event_at(sitting.at)
        move = data.draw(st.sampled_from(moves(sitting)), label="move")
        is_left = move == "close" or (move == "skip" and here.step[0] == 1)
        was_open = sitting.timeline.is_open
        ask(data, sitting, move)
        if move == "skip" and was_open:
            assert sitting.timeline.is_open is not is_left
        elif move in {"steady", "gentler"} and was_open and sitting.stage == "guided":
            assert sitting.timeline.is_open
        elif move == "resume":
            assert sitting.left is not None
            assert sitting.timeline.is_open == sitting.left[0].is_open
