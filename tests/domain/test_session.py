"""Every command at every stage, paused and not."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from practice_tui.domain.session import Command, NotNow, Session, Stage, step

R, G, S, O, C, T, E = (  # noqa: E741 - one letter a stage keeps the table readable
    Stage.READY,
    Stage.GUIDED,
    Stage.STEADYING,
    Stage.OFFERED,
    Stage.CLOSING,
    Stage.OVERTIME,
    Stage.ENDED,
)
BACK = None  # to where steady ground was asked from

AFTER: dict[Command, dict[Stage, Stage | None]] = {
    Command.BEGIN: {R: G},
    Command.PAUSE: {G: G, S: S, O: O, C: C, T: T},
    Command.RESUME: {G: G, S: S, O: O, C: C, T: T},
    Command.CHANGE_LENGTH: {G: G},
    Command.SKIP: {G: G},
    Command.GO_TO_LINE: {G: G},
    Command.TAKE_GENTLER: {G: G},
    Command.STEADY: {G: S, C: S, T: S},
    Command.OFFER_CHOICE: {S: O},
    Command.RETURN: {S: BACK, O: BACK},
    Command.CLOSE_GENTLY: {G: C, S: C, O: C},
    Command.PASS_THE_END: {G: T},
    Command.END: {G: E, S: E, O: E, C: E, T: E},
}
GOES_ON = {Command.RESUME, Command.STEADY, Command.RETURN, Command.CLOSE_GENTLY, Command.END}
EVERY = list(product(Stage, Command, [False, True], [G, C, T]))


@pytest.mark.parametrize(("stage", "command", "is_paused", "came_from"), EVERY)
def test_every_command_at_every_stage(stage: Stage, command: Command, is_paused: bool, came_from: Stage) -> None:
    session = Session(stage, is_paused, came_from)
    is_idle = (command is Command.PAUSE and is_paused) or (command is Command.RESUME and not is_paused)
    if stage not in AFTER[command] or is_idle:
        with pytest.raises(NotNow) as refusal:
            step(session, command)
        assert str(refusal.value)
        assert "!" not in str(refusal.value)
        return
    after = step(session, command)
    following = AFTER[command][stage]
    assert after.stage is (came_from if following is BACK else following)
    assert after.is_paused is (command is Command.PAUSE or (is_paused and command not in GOES_ON))
    assert after.came_from is (stage if command is Command.STEADY else came_from)


def test_the_table_names_every_command() -> None:
    assert set(AFTER) == set(Command)


@given(st.lists(st.sampled_from(Command)))
def test_time_is_sat_only_between_beginning_and_end_and_never_while_paused(commands: list[Command]) -> None:
    session = Session()
    has_begun = has_ended = False
    for command in commands:
        try:
            session = step(session, command)
        except NotNow:
            continue
        has_begun = has_begun or command is Command.BEGIN
        has_ended = has_ended or command is Command.END
        assert session.is_running == (has_begun and not has_ended and not session.is_paused)
    assert (session.stage is Stage.ENDED) == has_ended
