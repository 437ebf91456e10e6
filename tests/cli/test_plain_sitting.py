"""The plain line mode on the real engine, in virtual time."""

from __future__ import annotations

import io
import signal
from typing import TYPE_CHECKING, Self

import pytest
from tests.cli.plain_rig import heard, sit
from tests.cli.room import make_room

from practice_tui.adapters.storage.memory import MemorySessionStore
from practice_tui.domain.errors import AlreadySitting, NotSaved
from practice_tui.domain.quantities import seconds
from practice_tui.domain.record import Ending, SessionRecord

if TYPE_CHECKING:
    from tests.cli.room import Call, Room


def test_a_silent_sitting_is_four_lines_without_a_keyboard(room: Room) -> None:
    sat = sit(room, "silent-sit", 10, can_be_ended=False)
    assert sat.lines == ["Silent sitting, 10s; sound: virtual", "0:00  (bell)", "0:07  (bell)"]
    assert (sat.ended.record.seconds, sat.ended.record.ending) == (10.0, Ending.FINISHED)
    assert list(room.store.records()) == [sat.ended.record]


def test_each_cue_is_said_when_it_begins(room: Room) -> None:
    sat = sit(room, "gratitude", 600, can_be_ended=False)
    script = room.services.shelf.script("gratitude")
    plan = room.services.sittings.timeline(script, sat.player.timeline.length)
    cues = [event for event in plan.events if event.text]
    said = [line.partition("  ") for line in sat.lines if not line.partition("  ")[2].startswith("(")][1:]
    assert [words for _, _, words in said] == [event.text for event in cues]
    assert [clock for clock, _, _ in said] == [
        f"{int(seconds(event.at)) // 60}:{int(seconds(event.at)) % 60:02}" for event in cues
    ]


def test_waiting_follows_what_was_heard_and_never_spins(room: Room) -> None:
    sat = sit(room, "breath-focus", 300, can_be_ended=False)
    assert max(sat.keyboard.waits) <= 0.25
    assert min(sat.keyboard.waits) >= 0.002
    assert len(sat.keyboard.waits) < 300 / 0.25 * 1.2
    assert seconds(heard(room)) >= 300


def test_a_line_is_said_within_a_few_milliseconds_of_its_cue(room: Room) -> None:
    at: dict[str, float] = {}

    class Watch(io.TextIOWrapper):
        def write(self, text: str) -> int:
            at[text.strip()] = seconds(heard(room))
            return super().write(text)

    with Watch(io.BytesIO(), "utf-8") as stream:
        sat = sit(room, "breath-focus", 300, can_be_ended=False, stream=stream)
    for event in sat.player.timeline.events:
        if event.text:
            line = next(line for line in at if line.endswith(event.text))
            assert 0 <= at[line] - seconds(event.at) < 0.01


def test_long_silences_are_announced_and_short_ones_are_not(room: Room) -> None:
    assert "0:03  (19:54 of silence)" in sit(room, "silent-sit", 1200, can_be_ended=False).lines
    assert not any("of silence" in line for line in sit(make_room(), "silent-sit", 60, can_be_ended=False).lines)


def test_paced_breath_is_one_line_at_its_beginning(room: Room) -> None:
    lines = sit(room, "soothing-rhythm-breathing", 480, can_be_ended=False).lines
    breathing = [line.partition("  ")[2] for line in lines if "(breathing" in line]
    assert len(breathing) == 2
    assert breathing[0].startswith(
        "(breathing in for 2 s, out for 3 s at first, easing to in for 4 s, out for 6 s, for "
    )
    assert breathing[1].startswith("(breathing in for 4 s, out for 6 s, for ")


def test_space_pauses_and_goes_on_and_the_pause_is_not_practice(room: Room) -> None:
    sat = sit(room, "steadying", 60, {10.0: " ", 100.0: " "})
    paused = sat.lines.index("0:10  (paused; space goes on)")
    assert sat.lines[paused + 1] == "0:10  (going on)"
    assert sat.ended.record.seconds == 60.0
    assert sat.keyboard.waited > 149


def test_plus_and_minus_change_the_length(room: Room) -> None:
    sat = sit(room, "gratitude", 600, {20.0: "+", 21.0: "=", 22.0: "-"}, can_be_ended=True)
    assert [line for line in sat.lines if "in all" in line] == [
        "0:20  (11m in all, 10:39 left)",
        "0:21  (12m in all, 11:38 left)",
        "0:22  (11m in all, 10:37 left)",
    ]
    assert sat.ended.record.seconds == 660.0
    assert sat.ended.record.planned_seconds == 660.0


def test_skip_steady_return_and_a_gentle_end(room: Room) -> None:
    sat = sit(room, "gratitude", 600, {5.0: "s", 30.0: "g", 40.0: "r", 60.0: "e"})
    said = [line.partition("  ")[2] for line in sat.lines]
    order = [
        next(index for index, line in enumerate(said) if line.startswith(words))
        for words in (
            "(Arriving is left out",
            "(steady ground; the sitting waits, r returns to it)",
            "(back in the sitting; ",
            "(the closing words follow)",
        )
    ]
    assert order == sorted(order)
    assert sat.ended.record.ending is Ending.ENDED_GENTLY
    close = room.services.shelf.script("gratitude").close
    assert any(getattr(step, "text", None) in said for step in close.steps)


def test_q_stops_at_once_and_keeps_the_minutes(room: Room) -> None:
    sat = sit(room, "gratitude", 600, {65.0: "q"})
    assert sat.ended.record.ending is Ending.STOPPED
    assert sat.ended.record.seconds == pytest.approx(65, abs=0.3)
    assert sat.keyboard.waited == pytest.approx(65, abs=0.3)


def test_overtime_counts_where_a_person_can_end_it(room: Room) -> None:
    sat = sit(room, "silent-sit", 60, {90.0: "e"})
    assert any("the planned time is sat" in line for line in sat.lines)
    assert sat.ended.record.seconds == pytest.approx(90, abs=0.3)
    assert sat.ended.record.ending is Ending.FINISHED


def test_an_open_end_says_so_and_goes_on_until_it_is_ended(room: Room) -> None:
    sat = sit(room, "silent-sit", None, {400.0: "q"})
    assert sat.lines[0] == "Silent sitting, until you end it; sound: virtual"
    assert "0:03  (silence until you end it)" in sat.lines
    assert sat.ended.record.planned_seconds is None
    assert sat.ended.record.seconds == pytest.approx(400, abs=0.3)


def test_keys_without_a_meaning_do_nothing(room: Room) -> None:
    sat = sit(room, "silent-sit", 10, {1.0: "\n\r\tzQE[?", 11.0: "q"})
    assert sat.lines[2:] == [
        "0:00  (bell)",
        "0:07  (bell)",
        "0:10  (the planned time is sat; it goes on counting until e or q ends it)",
    ]


def test_the_keys_are_told_only_where_there_are_keys(room: Room) -> None:
    assert sit(room, "silent-sit", 10, {12.0: "q"}).lines[1].startswith("keys: space pause")
    assert not any(line.startswith("keys") for line in sit(make_room(), "silent-sit", 10, can_be_ended=False).lines)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_ends_it_without_closing_words_or_ring_out(room: Room, number: signal.Signals) -> None:
    sat = sit(room, "gratitude", 600, {30.0: lambda: signal.raise_signal(number)})
    assert sat.ended.record.ending is Ending.STOPPED
    assert sat.ended.record.seconds == pytest.approx(30, abs=0.3)
    assert sat.keyboard.waited == pytest.approx(30, abs=0.3)
    assert sat.ended.saved


def test_the_last_bell_rings_out_and_a_signal_cuts_it_short(room: Room) -> None:
    ringing = sit(room, "silent-sit", 10, can_be_ended=False)
    assert ringing.keyboard.waited > 12
    cut = sit(make_room(), "silent-sit", 10, {10.5: lambda: signal.raise_signal(signal.SIGINT)}, can_be_ended=False)
    assert cut.keyboard.waited < 11
    assert cut.ended.record.ending is Ending.FINISHED


def test_when_nobody_reads_any_more_it_ends_and_keeps_the_minutes(room: Room) -> None:
    class Closed(io.TextIOWrapper):
        def write(self, text: str) -> int:
            if "bell" in text and heard(room) > 0:
                raise BrokenPipeError
            return super().write(text)

    with Closed(io.BytesIO(), "utf-8") as stream:
        sat = sit(room, "silent-sit", 60, can_be_ended=False, stream=stream)
    assert sat.ended.record.ending is Ending.STOPPED
    assert sat.ended.record.seconds == pytest.approx(57, abs=0.3)
    assert sat.ended.saved


def test_a_lost_output_is_said_in_one_line_and_the_sitting_goes_on(room: Room) -> None:
    sat = sit(room, "silent-sit", 60, {20.0: room.output.lose}, can_be_ended=False)
    assert "0:20  (the virtual output is gone)" in sat.lines
    assert sat.ended.record.seconds == 60.0


def test_a_fault_in_the_middle_keeps_the_minutes(room: Room) -> None:
    def break_() -> None:
        raise RuntimeError("a fault")

    with pytest.raises(RuntimeError):
        sit(room, "silent-sit", 60, {30.0: break_}, can_be_ended=False)
    (record,) = room.store.records()
    assert record.seconds == pytest.approx(30, abs=0.3)


def test_two_sittings_at_once_are_refused(room: Room) -> None:
    def second() -> None:
        with pytest.raises(AlreadySitting):
            sit(room, "gratitude", 600)

    assert sit(room, "silent-sit", 60, {10.0: second}, can_be_ended=False).ended.record.seconds == 60.0


class FullStore(MemorySessionStore):
    """A store whose disk is full."""

    def add(self, record: SessionRecord) -> None:
        raise NotSaved(f"this is not saved yet: the disk is full for {record.practice}; make some room")


def test_a_record_that_cannot_be_saved_leaves_as_one_line(practice: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    room = make_room(store=FullStore())
    monkeypatch.setattr("practice_tui.cli.keyboard.keyboard", lambda _wake: MovingKeyboard(room))
    answer = practice("sit", "silent-sit", "-m", "10s", "--plain", services=room.services)
    assert answer.code == 1
    assert answer.err.count("\n") == 1
    assert answer.err.startswith("error: this is not saved yet: the disk is full")
    assert '"practice": "silent-sit"' in answer.err
    assert "saved:" not in answer.out


def test_the_command_sits_and_says_what_was_saved(practice: Call, room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("practice_tui.cli.keyboard.keyboard", lambda _wake: MovingKeyboard(room))
    answer = practice("sit", "steadying", "-m", "2", "--plain", services=room.services)
    assert (answer.code, answer.err) == (0, "")
    assert answer.out.splitlines()[-1] == "saved: 2:00 of Steady ground"
    (record,) = room.store.records()
    assert (record.source, record.seconds) == ("command line", 120.0)


def test_the_home_length_is_meant_where_none_is_given(
    practice: Call, room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("practice_tui.cli.keyboard.keyboard", lambda _wake: MovingKeyboard(room))
    practice("sit", "steadying", "--plain", services=room.services)
    (record,) = room.store.records()
    assert record.seconds == 180.0


def test_with_json_the_record_is_the_document_and_the_lines_go_to_stderr(
    practice: Call, room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("practice_tui.cli.keyboard.keyboard", lambda _wake: MovingKeyboard(room))
    answer = practice("sit", "silent-sit", "-m", "10s", "--plain", "--json", services=room.services)
    assert answer.document["seconds"] == 10.0
    assert answer.document == practice("log", "list", "--json", services=room.services).document[0]
    assert answer.err.splitlines()[-1] == "saved: 0:10 of Silent sitting"


def test_without_a_terminal_the_app_is_refused_and_plain_is_named(practice: Call, room: Room) -> None:
    answer = practice("sit", "silent-sit", "-m", "10s", services=room.services)
    assert (answer.code, answer.out) == (1, "")
    assert answer.err == "error: there is no terminal here to show the app in; try practice sit ID --plain\n"


class MovingKeyboard:
    """Nobody presses anything; waiting moves the virtual output."""

    def __init__(self, room: Room) -> None:
        self._room = room

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None: ...

    def keys(self, seconds: float) -> str:
        self._room.output.advance(seconds)
        self._room.clock.passed += seconds
        return ""
