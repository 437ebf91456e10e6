"""Whatever is asked, in any order and at any speed."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.engine.fakes import HandOutput
from tests.engine.sitting_room import EVENING, SECOND, SILENT_SIT, Room, shape

from practice_tui.domain.timeline import EventKind
from practice_tui.engine import events as facts
from practice_tui.engine.player import REACH

REACH_SECONDS = REACH / SECOND


ASKS = ["plus", "minus", "skip", "take_gentler", "steady", "return_", "close_gently", "pause", "resume", "lose"]


@settings(max_examples=200)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(ASKS), st.one_of(st.sampled_from([0, 0.01, 0.1]), st.floats(0, 200)), st.integers(1, 3)
        ),
        max_size=12,
    ),
    st.sampled_from([(EVENING, 10, False), (EVENING, 15, False), (SILENT_SIT, 5, True), (SILENT_SIT, None, False)]),
    st.sampled_from([0, 4800, 9600]),
)
def test_whatever_is_asked_facts_come_in_order_and_the_minutes_add_up(
    asks: list[tuple[str, float, int]], practice: tuple[str, float | None, bool], latency: int
) -> None:
    text, minutes, has_overtime = practice
    room = Room(text, minutes, has_overtime=has_overtime, output=HandOutput(latency=latency)).begin()
    sat = 0.0
    for name, seconds, polls in asks:
        before = room.player.position
        room.sit(seconds, polls=polls)
        sat += (room.player.position - before) / SECOND
        if name in {"plus", "minus"}:
            room.player.change_length(5 if name == "plus" else -5)
        elif name == "lose":
            room.output.is_lost = True
        else:
            getattr(room.player, name)()
    room.player.resume()
    before = room.player.position
    room.sit(4 * 3600)
    room.player.stop()
    room.poll()
    sat += (room.player.position - before) / SECOND
    record = room.only(facts.SessionEnded).record
    assert record.seconds == pytest.approx(sat)
    frames = [fact.frame for fact in room.told]
    assert frames == sorted(frames)
    starts = [fact.event.at for fact in room.all_of(facts.EventStarted)]
    assert all(former < latter for former, latter in pairwise(starts))
    heard = [shape(event) for event in room.heard_events() if event.kind is not EventKind.PAUSE]
    assert heard == [
        shape(event)
        for event in room.timeline.events
        if event.at <= room.player.position and event.kind is not EventKind.PAUSE
    ]
    assert room.store.records() == [record]
