"""Ticks and answers: what reaches the person, once, and what waits."""

from __future__ import annotations

from datetime import date
from threading import Barrier, Thread
from typing import TYPE_CHECKING

import pytest
from tests.engine.prompt_room import CARE, MORNING, HandChannel, PromptRoom, summary

from practice_tui.domain.due import State
from practice_tui.domain.errors import BadInput, NotFound, NotSaved
from practice_tui.domain.quantities import MINUTE
from practice_tui.engine.prompt_outcomes import Answer, Ticked

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from practice_tui.domain.due import Noted
    from practice_tui.engine.prompts import Prompt

NOTHING: tuple[list[tuple[str, tuple[str, ...]]], list[tuple[str, str]]] = ([], [])
TODAY = date(2026, 11, 21)


@pytest.fixture
def room(tmp_path: Path) -> PromptRoom:
    return PromptRoom(tmp_path)


def test_where_nothing_is_due_nothing_is_looked_at_and_nothing_written(room: PromptRoom) -> None:
    state = room.folder / "state"
    before = sorted(state.iterdir())

    def none_is_wanted() -> Iterable[HandChannel]:
        raise AssertionError("no channel is wanted")

    assert room.prompting.tick(none_is_wanted) == Ticked()
    assert room.outlook.made == 0
    assert sorted(state.iterdir()) == before


def test_a_prompt_carries_all_that_is_shown(room: PromptRoom) -> None:
    room.set("07:02")
    [delivered] = room.prompting.tick(lambda: [room.channel]).delivered
    prompt = delivered.prompt
    assert (prompt.reminder, prompt.practice, prompt.seconds, prompt.day) == ("morning", "breath-focus", 600, TODAY)
    assert prompt.title == "Breath focus"
    assert prompt.words == "Breath focus, if you like: 2 minutes would do"
    assert room.channel.got == [prompt]
    assert delivered.channels == ("desktop",)


def test_it_comes_once(room: PromptRoom) -> None:
    room.set("07:00")
    assert room.tick() == ([("morning", ("desktop",))], [])
    for _ in range(40):
        room.move(5)
        assert "morning" not in [name for name, _ in room.tick()[0]]


def test_the_first_channel_that_takes_it_is_enough(room: PromptRoom) -> None:
    room.set("07:00")
    ladder = [HandChannel("desktop", takes=False), HandChannel("tmux"), HandChannel("terminal")]
    [delivered] = room.prompting.tick(lambda: ladder).delivered
    assert delivered.channels == ("tmux",)
    assert [len(channel.got) for channel in ladder] == [1, 1, 0]


def test_with_no_channel_it_is_delivered_all_the_same_and_waits_in_the_app(room: PromptRoom) -> None:
    room.set("07:00")
    [delivered] = room.prompting.tick(list).delivered
    assert delivered.channels == ()
    assert room.tick() == NOTHING
    assert room.waiting() == ["morning"]
    room.set("10:00")
    assert room.waiting() == ["morning"]
    room.set("10:01")
    assert room.waiting() == []


def test_the_decision_is_written_down_before_a_channel_is_tried(room: PromptRoom) -> None:
    room.set("07:00")

    class Crash(HandChannel):
        def deliver(self, prompt: Prompt) -> bool:
            raise SystemExit(prompt.reminder)

    with pytest.raises(SystemExit):
        room.prompting.tick(lambda: [Crash("desktop")])
    assert room.tick() == NOTHING


def test_where_it_cannot_be_written_down_nobody_is_asked(room: PromptRoom, monkeypatch: pytest.MonkeyPatch) -> None:
    room.set("07:00")

    def full(_notes: Sequence[Noted]) -> None:
        raise NotSaved("no space is left; nothing was changed; make room")

    monkeypatch.setattr(room.keeper, "note", full)
    with pytest.raises(NotSaved):
        room.tick()
    assert room.channel.got == []
    monkeypatch.undo()
    assert room.tick()[0] == [("morning", ("desktop",))]


def test_ticks_at_the_same_time_deliver_once(room: PromptRoom) -> None:
    room.set("07:00")
    ticks = 8
    together = Barrier(ticks)

    def tick() -> None:
        prompting = room.prompting_of(room.another_process())
        together.wait()
        prompting.tick(lambda: [room.channel])

    threads = [Thread(target=tick) for _ in range(ticks)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [prompt.reminder for prompt in room.channel.got] == ["morning"]


def test_what_is_held_says_why(room: PromptRoom) -> None:
    room.set("07:00")
    room.outlook.is_sitting = True
    assert room.tick() == ([], [("morning", "a sitting is running")])
    room.outlook.is_sitting = False
    del room.outlook.practices["breath-focus"]
    assert room.tick() == ([], [("morning", "its practice isn't here any more; practice remind edit changes it")])


def test_after_practice_the_record_is_not_read_again(room: PromptRoom) -> None:
    room.set("07:00")
    room.outlook.practised_days = {TODAY}
    assert room.tick() == NOTHING
    made = room.outlook.made
    room.move(5)
    assert room.tick() == NOTHING
    assert room.outlook.made == made
    assert [note.state for note in room.keeper.notes()] == [State.PRACTISED]


def test_a_snooze_brings_it_again(room: PromptRoom) -> None:
    room.set("07:00")
    room.tick()
    room.move(3)
    assert room.prompting.snooze("morning", 30) == room.in_minutes(30)
    assert room.waiting() == []
    room.move(29)
    assert room.tick() == NOTHING
    room.move(1)
    assert room.tick()[0] == [("morning", ("desktop",))]
    assert room.waiting() == ["morning"]
    room.prompting.snooze("morning", 10)
    assert room.prompting.snooze("morning", 60) == room.in_minutes(60), "a snooze can be changed"


def test_only_what_waits_can_be_snoozed(room: PromptRoom) -> None:
    with pytest.raises(NotFound, match="no prompt of morning waits; practice remind list"):
        room.prompting.snooze("morning", 10)
    with pytest.raises(BadInput, match="choose from 10, 30, 60"):
        room.prompting.snooze("morning", 20)
    with pytest.raises(NotFound, match="did you mean 'morning'"):
        room.prompting.snooze("mornin", 10)
    room.set("07:00")
    room.tick()
    room.set("10:01")
    with pytest.raises(NotFound, match="no prompt of morning waits"):
        room.prompting.snooze("morning", 10)


@pytest.mark.parametrize("already", [False, True], ids=["before it came", "after it came"])
def test_not_today_silences_the_day_and_no_more(room: PromptRoom, *, already: bool) -> None:
    room.set("07:00" if already else "05:00")
    room.tick()
    assert room.prompting.not_today("morning") == TODAY
    assert room.waiting() == []
    room.set("07:30")
    assert room.tick() == NOTHING
    with pytest.raises(NotFound):
        room.prompting.snooze("morning", 10)
    room.set("07:00", "2026-11-22")
    assert room.tick()[0] == [("morning", ("desktop",))]


def test_not_today_for_a_prompt_of_last_night_is_about_last_night(tmp_path: Path) -> None:
    room = PromptRoom(tmp_path, MORNING._replace(when=MORNING.when._replace(at=3 * 60 + 50)))  # type: ignore[call-arg]
    room.set("03:50", "2026-11-22")
    room.tick()
    room.set("04:10", "2026-11-22")
    assert room.prompting.not_today("morning") == TODAY
    room.set("03:50", "2026-11-23")
    assert room.tick()[0] == [("morning", ("desktop",))]


def test_a_prompt_whose_sitting_is_begun_waits_no_more(room: PromptRoom) -> None:
    room.set("07:00")
    room.tick()
    room.prompting.begun("morning")
    assert room.waiting() == []
    assert room.tick() == NOTHING
    room.prompting.begun("morning")


@pytest.mark.parametrize(
    ("answer", "state"),
    [
        (Answer.BEGIN, State.BEGUN),
        (Answer.SNOOZE_10, State.SNOOZED),
        (Answer.SNOOZE_30, State.SNOOZED),
        (Answer.SNOOZE_60, State.SNOOZED),
        (Answer.NOT_TODAY, State.DECLINED),
    ],
)
def test_an_answer_is_noted(room: PromptRoom, answer: Answer, state: State) -> None:
    room.set("07:00")
    room.tick()
    room.prompting.answer("morning", answer)
    latest = room.keeper.notes()[-1]
    assert latest.state is state
    assert latest.until == (room.in_minutes(int(answer[7:])) if state is State.SNOOZED else None)


def test_what_waits_goes_with_practice(room: PromptRoom) -> None:
    room.set("07:00")
    room.tick()
    room.outlook.practised_days = {TODAY}
    assert room.waiting() == []


def test_a_waiting_moment_goes_with_any_sitting_after_it_and_with_the_next_moment(tmp_path: Path) -> None:
    room = PromptRoom(tmp_path, CARE)
    room.set("09:00")
    while not room.tick()[0]:
        room.move(5)
    room.outlook.practised_days = {TODAY}
    room.outlook.last_sat = room.in_minutes(-1)
    assert room.waiting() == ["care"]
    while not room.tick()[0]:
        room.move(5)
    assert len(room.prompting.waiting()) == 1
    room.outlook.last_sat = room.in_minutes(1)
    assert room.waiting() == []


def test_a_paused_or_removed_reminder_has_nothing_waiting(room: PromptRoom) -> None:
    room.set("07:00")
    room.tick()
    with room.keeper.alone():
        room.keeper.keep([MORNING._replace(paused=True)])
    assert room.waiting() == []
    with room.keeper.alone():
        room.keeper.keep([])
    assert room.waiting() == []
    assert room.tick() == NOTHING


def test_a_hostile_title_is_one_clean_line(room: PromptRoom) -> None:
    title = "Sit\x1b]52;c;cm0=\x07\n\u202enow " + "long " * 50
    room.outlook.practices["breath-focus"] = summary("breath-focus", title, shortest=MINUTE)
    room.set("07:00")
    [delivered] = room.prompting.tick(list).delivered
    for text in (delivered.prompt.words, delivered.prompt.title):
        assert text.isprintable()
        assert len(text) < 100
    assert delivered.prompt.words.startswith("Sit]52;c;cm0= now long")
    assert delivered.prompt.words.endswith("…, if you like: 1 minute would do")


def test_an_empty_book_costs_nothing(tmp_path: Path) -> None:
    room = PromptRoom(tmp_path)
    with room.keeper.alone():
        room.keeper.keep([])
    room.set("07:00")
    assert room.tick() == NOTHING
    with pytest.raises(NotFound, match="nor any other; practice remind add makes one"):
        room.prompting.not_today("morning")
