"""Interval bells: where they fall, and that what was heard stays."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from practice_tui.domain.errors import BadInput
from practice_tui.domain.interval_bells import APART, IntervalBells, parse_interval_bells, with_interval_bells
from practice_tui.domain.quantities import MINUTE, Frames, frames
from practice_tui.domain.timeline import BELL_STRIKE, OPEN_END, Event, EventKind, Strike, Timeline


def minutes(*each: float) -> list[int]:
    return [frames(60 * minute) for minute in each]


def silence(length: int, *, script: str = "sit", bells: tuple[int, ...] = (), is_open: bool = False) -> Timeline:
    """Return a silence of `length` frames, with a strike of the script's own at each of `bells`."""
    events: list[Event] = []
    at = 0
    for bell in (*bells, None):
        end = length if bell is None else bell
        if end > at:
            events.append(Event(Frames(at), Frames(end - at), EventKind.PAUSE, "Part", (0, 0), script, is_open=is_open))
        if bell is not None:
            events.append(Event(Frames(bell), BELL_STRIKE, EventKind.BELL, "Part", (0, 1), script, strikes=1))
            at = bell + BELL_STRIKE
    return Timeline("sit", tuple(events))


def struck(timeline: Timeline) -> list[int]:
    return [strike.at for strike in timeline.strikes]


class TestAsking:
    @pytest.mark.parametrize(
        ("text", "meant"),
        [
            ("5m", IntervalBells(every=Frames(5 * MINUTE))),
            ("5", IntervalBells(every=Frames(5 * MINUTE))),
            (" 90S ", IntervalBells(every=frames(90))),
            ("5m,12m,20m", IntervalBells(at=(Frames(5 * MINUTE), Frames(12 * MINUTE), Frames(20 * MINUTE)))),
            ("20m, 5m", IntervalBells(at=(Frames(5 * MINUTE), Frames(20 * MINUTE)))),
            ("random 3m to 8m", IntervalBells(between=(Frames(3 * MINUTE), Frames(8 * MINUTE)))),
            ("Random 30s to 30s", IntervalBells(between=(frames(30), frames(30)))),
        ],
    )
    def test_it_means(self, text: str, meant: IntervalBells) -> None:
        assert parse_interval_bells(text) == meant

    @pytest.mark.parametrize(
        ("text", "because"),
        [
            ("", "is no time for a bell; write 5m"),
            ("often", "'often' is no time for a bell"),
            ("0", "10s apart"),
            ("9s", "10s apart"),
            ("5m,5m", "10s apart"),
            ("5m,,7m", "is no time"),
            ("random", "two bounds"),
            ("random 3m", "two bounds"),
            ("random 8m to 3m", "swap them"),
            ("random 2s to 3m", "10s apart"),
            ("25h", "is no time"),
            (",".join(str(minute) for minute in range(1, 102)), "100 bells at the most"),
        ],
    )
    def test_what_is_refused(self, text: str, because: str) -> None:
        with pytest.raises(BadInput, match=because):
            parse_interval_bells(text)

    @given(st.text(max_size=40))
    def test_any_text_is_understood_or_refused(self, text: str) -> None:
        try:
            bells = parse_interval_bells(text)
        except BadInput:
            return
        assert list(bells.seeded("seed").moments(frames(3600))) == sorted(bells.seeded("seed").moments(frames(3600)))


class TestFalling:
    def test_every_so_often_but_not_at_the_end(self) -> None:
        rung = with_interval_bells(silence(20 * MINUTE), parse_interval_bells("5m"))
        assert struck(rung) == minutes(5, 10, 15)
        assert {strike.voice for strike in rung.strikes} == {"small"}
        assert rung.events == silence(20 * MINUTE).events

    def test_none_falls_close_to_a_bell_of_the_script(self) -> None:
        for own, expected in (
            (5 * MINUTE, minutes(10)),
            (5 * MINUTE + APART, minutes(10)),
            (5 * MINUTE + APART + 1, minutes(5, 10)),
            (5 * MINUTE - BELL_STRIKE - APART + 1, minutes(10)),
            (5 * MINUTE - BELL_STRIKE - APART, minutes(5, 10)),
        ):
            assert (
                struck(with_interval_bells(silence(12 * MINUTE, bells=(own,)), parse_interval_bells("5m"))) == expected
            )

    def test_none_falls_on_steady_ground(self) -> None:
        whole = silence(12 * MINUTE)
        first = replace(whole.events[0], length=Frames(7 * MINUTE))
        ground = replace(first, at=first.end, length=Frames(5 * MINUTE), script="steadying")
        rung = with_interval_bells(Timeline("sit", (first, ground)), parse_interval_bells("5m"))
        assert struck(rung) == minutes(5)

    def test_a_sitting_without_an_end_has_them_all_day(self) -> None:
        rung = with_interval_bells(silence(OPEN_END, is_open=True), parse_interval_bells("5m"))
        assert struck(rung)[:3] == minutes(5, 10, 15)
        assert len(rung.strikes) == 24 * 12 - 1

    def test_random_ones_keep_their_bounds_and_follow_from_the_seed_alone(self) -> None:
        bells = parse_interval_bells("random 3m to 8m")
        once, again, other = (
            struck(with_interval_bells(silence(120 * MINUTE), bells.seeded(seed))) for seed in ("a", "a", "b")
        )
        assert once == again != other
        gaps = [after - before for before, after in zip([0, *once], once, strict=False)]
        assert all(3 * MINUTE <= gap <= 8 * MINUTE for gap in gaps)
        assert len(set(gaps)) > len(gaps) // 2
        shorter = struck(with_interval_bells(silence(60 * MINUTE), bells.seeded("a")))
        assert shorter == [moment for moment in once if moment <= 60 * MINUTE - APART]
        assert bells.seeded("a").seeded("b").seed == "a"

    def test_they_count_in_the_digest_only_where_there_are_any(self) -> None:
        plain = silence(20 * MINUTE)
        rung = with_interval_bells(plain, parse_interval_bells("5m"))
        assert with_interval_bells(plain, parse_interval_bells("40m")).digest == plain.digest != rung.digest
        assert Timeline(plain.script, plain.events).digest == plain.digest

    def test_those_between_two_frames(self) -> None:
        rung = with_interval_bells(silence(20 * MINUTE), parse_interval_bells("5m"))
        assert rung.strikes_between(5 * MINUTE, 10 * MINUTE) == (Strike(Frames(5 * MINUTE), "small"),)
        assert rung.strikes_between(5 * MINUTE + 1, 10 * MINUTE) == ()


asked = st.one_of(
    st.integers(10, 900).map(lambda each: IntervalBells(every=frames(each))),
    st.lists(st.integers(1, 120), unique=True, min_size=1).map(
        lambda times: IntervalBells(at=tuple(frames(30 * each) for each in sorted(times)))
    ),
    st.tuples(st.integers(10, 300), st.integers(0, 300)).map(
        lambda each: IntervalBells(between=(frames(each[0]), frames(sum(each))), seed="seed")
    ),
)


@st.composite
def sittings(draw: st.DrawFn) -> Timeline:
    length = draw(st.integers(30, 3_600))
    own = sorted(draw(st.lists(st.integers(0, length // 5 - 1), max_size=4, unique=True)))
    return silence(frames(length), bells=tuple(frames(5 * each) for each in own))


class TestLaidOutAnew:
    @given(asked, sittings(), sittings(), st.integers(0, frames(3_600)))
    @settings(deadline=None)
    def test_what_was_heard_stays_and_the_rest_keeps_its_distance(
        self, bells: IntervalBells, before: Timeline, after: Timeline, at: int
    ) -> None:
        first = with_interval_bells(before, bells)
        then = with_interval_bells(after, bells, heard=first.strikes, since=at)
        past = [strike for strike in first.strikes if strike.at < at]
        assert list(then.strikes[: len(past)]) == past
        coming = struck(then)[len(past) :]
        assert all(moment >= at for moment in coming)
        assert all(later - sooner >= APART for sooner, later in zip(struck(then), struck(then)[1:], strict=False))
        own = [event for event in after.events if event.kind is EventKind.BELL]
        for moment in coming:
            assert moment <= after.length - APART
            assert all(moment + APART < event.at or moment - APART >= event.end for event in own)

    @given(asked, sittings(), st.integers(0, frames(3_600)))
    @settings(deadline=None)
    def test_the_same_plan_again_changes_nothing(self, bells: IntervalBells, timeline: Timeline, at: int) -> None:
        rung = with_interval_bells(timeline, bells)
        assert with_interval_bells(timeline, bells, heard=rung.strikes, since=at) == rung
