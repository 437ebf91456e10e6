from fractions import Fraction
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from practice_tui.compiler.solver import allocate, share
from practice_tui.domain.quantities import Frames
from practice_tui.domain.script import Span

weights = st.one_of(st.integers(1, 4), st.integers(1, 99))
claims = st.lists(st.tuples(weights, st.one_of(st.none(), st.integers(0, 60))), min_size=1, max_size=8)
large_claims = st.lists(st.tuples(weights, st.one_of(st.none(), st.integers(0, 10**10))), min_size=1, max_size=40)


def webster(weights: list[int], tops: list[int | None], frames: int) -> list[int]:
    """Give frame after frame to whoever's next one is due first; of several, to the one that stands first."""
    shares = [0] * len(weights)
    for _ in range(frames):
        due = [
            (Fraction(2 * given + 1, weight), index)
            for index, (given, weight, top) in enumerate(zip(shares, weights, tops, strict=True))
            if top is None or given < top
        ]
        if not due:
            break
        shares[min(due)[1]] += 1
    return shares


@given(claims, st.integers(0, 300))
def test_frames_are_given_as_webster_gives_them(claims: list[tuple[int, int | None]], frames: int) -> None:
    weights, tops = [weight for weight, _ in claims], [top for _, top in claims]
    assert share(weights, tops, frames) == webster(weights, tops, frames)


@given(large_claims, st.integers(0, 24 * 3600 * 48_000))
def test_everything_is_given_or_every_top_is_reached(claims: list[tuple[int, int | None]], frames: int) -> None:
    weights, tops = [weight for weight, _ in claims], [top for _, top in claims]
    shares = share(weights, tops, frames)
    assert all(top is None or 0 <= part <= top for part, top in zip(shares, tops, strict=True))
    if None in tops or sum(top or 0 for top in tops) >= frames:
        assert sum(shares) == frames
    else:
        assert shares == tops


@given(large_claims, st.integers(0, 10**9))
def test_shares_are_fair_to_the_frame(claims: list[tuple[int, int | None]], frames: int) -> None:
    weights, tops = [weight for weight, _ in claims], [top for _, top in claims]
    shares = share(weights, tops, frames)
    latest = max(
        (Fraction(2 * part - 1, weight) for part, weight in zip(shares, weights, strict=True) if part), default=0
    )
    for part, weight, top in zip(shares, weights, tops, strict=True):
        if sum(shares) == frames and (top is None or part < top):  # whoever could take more wasn't due before the last
            assert Fraction(2 * part + 1, weight) >= latest


@given(large_claims, st.lists(st.integers(0, 10**9), min_size=2, max_size=6))
def test_more_to_give_takes_from_nobody(claims: list[tuple[int, int | None]], amounts: list[int]) -> None:
    weights, tops = [weight for weight, _ in claims], [top for _, top in claims]
    given_out = [share(weights, tops, frames) for frames in sorted(amounts)]
    for less, more in pairwise(given_out):
        assert all(before <= after for before, after in zip(less, more, strict=True))


@st.composite
def spans(draw: st.DrawFn) -> list[Span]:
    found = []
    for _ in range(draw(st.integers(1, 8))):
        least = draw(st.integers(0, 50))
        most = draw(st.one_of(st.none(), st.integers(least, least + 60)))
        found.append(Span(Frames(least), None if most is None else Frames(most), draw(weights)))
    return found


@given(spans(), st.integers(0, 1500), st.data())
def test_lengths_sum_to_the_total_or_there_are_none(spans: list[Span], total: int, data: st.DataObject) -> None:
    overflow = data.draw(st.one_of(st.none(), st.lists(st.booleans(), min_size=len(spans), max_size=len(spans))))
    lengths = allocate(spans, total, overflow=overflow)
    least = sum(span.least for span in spans)
    most = sum(span.most or 0 for span in spans) if all(span.most is not None for span in spans) else None
    may_overflow = overflow is None or any(overflow)
    if total < least or (most is not None and total > most and not may_overflow):
        assert lengths is None
        return
    assert lengths is not None
    assert sum(lengths) == total
    assert all(length >= span.least for length, span in zip(lengths, spans, strict=True))
    if most is None or total <= most:
        assert all(span.most is None or length <= span.most for length, span in zip(lengths, spans, strict=True))
    else:
        for number, (length, span) in enumerate(zip(lengths, spans, strict=True)):
            assert length >= (span.most or 0)
            if overflow is not None and not overflow[number]:
                assert length == span.most


@given(spans(), st.integers(0, 1500), st.integers(0, 300))
def test_a_greater_total_shortens_nothing(spans: list[Span], total: int, extra: int) -> None:
    less, more = allocate(spans, total), allocate(spans, total + extra)
    if less is not None:
        assert more is not None
        assert all(before <= after for before, after in zip(less, more, strict=True))


def test_doubled_weight_takes_a_double_share() -> None:
    assert share([1, 2, 1], [None, None, None], 400) == [100, 200, 100]


def test_what_one_cannot_take_goes_to_the_others_by_weight() -> None:
    assert share([1, 2, 1], [None, 20, None], 400) == [190, 20, 190]


def test_nobody_to_give_to() -> None:
    assert share([], [], 10) == []
    assert allocate([], 0) == []
    assert allocate([], 10) is None


def test_many_unlike_weights_are_shared_at_once() -> None:
    weights = list(range(1, 100))
    shares = share(weights, [None] * 99, 48_000 * 3600)
    assert sum(shares) == 48_000 * 3600
    assert all(abs(part - 48_000 * 3600 * weight / 4950) <= 1 for part, weight in zip(shares, weights, strict=True))
