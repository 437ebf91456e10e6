"""Arbitrary scripts as an author might write them, with every directive, and arbitrary recordings of their words."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING
from zlib import crc32

from hypothesis import strategies as st

from practice_tui.compiler.assemble import least_of
from practice_tui.compiler.parser import parse
from practice_tui.compiler.slots import Wishes, slots_of
from practice_tui.domain.quantities import SAMPLE_RATE, Frames

if TYPE_CHECKING:
    from collections.abc import Callable

    from practice_tui.domain.script import Script, Speech

_WORDS = ["breathe", "softly", "café", "Ruhe", "静か", "let go,", "here.", "it\u2019s enough;", "“yes”", "#", "the"]

words = st.lists(st.sampled_from(_WORDS), min_size=1, max_size=8).map(" ".join)
weights = st.sampled_from(["", "", "", " x1", " x2", " x7", " x99"])


@dataclass(frozen=True)
class Recordings:
    """Sound for some of the passages, of lengths that are no whole seconds."""

    seed: int

    def __call__(self, speech: Speech, /) -> Frames | None:
        number = crc32(f"{self.seed} {speech.cue}".encode())
        return None if number % 3 else Frames(number % (9 * SAMPLE_RATE))


@dataclass(frozen=True)
class Written:
    """A script as text, the script that was read, and what depends on the person."""

    text: str
    script: Script
    wishes: Wishes


def spelled(seconds: int) -> st.SearchStrategy[str]:
    """Return the ways to write a length of whole seconds."""
    ways = [f"{seconds}s", f"{seconds} s", f"{seconds}.0s"]
    if seconds >= 60:
        minutes, rest = divmod(seconds, 60)
        ways += [f"{minutes}m{rest}s", f"{minutes} min {rest}s"] if rest else [f"{minutes}m", f"{minutes} min"]
    return st.sampled_from(ways)


@st.composite
def spans(draw: st.DrawFn, *, least: int = 0, most: int = 60) -> str:
    """Return a length of any kind: fixed, between two, open; with a share."""
    first = draw(st.integers(least, most))
    kind = draw(st.sampled_from(["fixed", "between", "open"]))
    text = draw(spelled(first))
    if kind == "between":
        text += f" to {draw(spelled(first + draw(st.integers(0, 200))))}"
    return f"{text}{'+' * (kind == 'open')}{draw(weights)}"


@st.composite
def breathings(draw: st.DrawFn) -> str:
    """Return a paced stretch, of a kept pattern or one that eases."""
    if draw(st.booleans()):
        rate = draw(st.sampled_from(["3", "5.5", "6", "7,3", "11", "12", "20"]))
        return f"[breathe my rhythm to {rate} a minute for {draw(spans())}]"
    phases = [f"in {draw(st.sampled_from(['1', '2.5', '4', '5,25']))}"]
    if draw(st.booleans()):
        phases.append(f"hold {draw(st.sampled_from(['0', '1', '2.5']))}")
    phases.append(f"out {draw(st.sampled_from(['1', '4', '6', '7.75']))}")
    if draw(st.booleans()):
        phases.append(f"rest {draw(st.sampled_from(['0', '1', '3']))}")
    return f"[breathe {' '.join(phases)} for {draw(spans())}]"


@st.composite
def silences(draw: st.DrawFn, name: Callable[[], str]) -> str:
    """Return a silence, unbroken or broken by a line or a bell."""
    span, every = draw(spans()), draw(st.integers(10, 90))
    kind = draw(st.sampled_from(["plain", "line", "bell"]))
    if kind == "line":
        cue = f"{{{name()}}} " if draw(st.booleans()) else ""
        opening, closing = draw(st.sampled_from([('"', '"'), ("“", "”"), ("„", "“"), ("'", "'")]))
        quoted = draw(words).translate(str.maketrans("", "", "“”\u2019"))
        return f"[silence {span} every {every}s: {cue}{opening}{quoted}{closing}]"
    if kind == "bell":
        return f"[silence {span} bell{draw(st.sampled_from(['', ' low']))} every {every}s]"
    return f"[silence {span}]"


@st.composite
def bodies(draw: st.DrawFn, number: int) -> str:
    """Return the lines of one part."""
    names = iter(range(1000))

    def name() -> str:
        return f"cue-{number}-{next(names)}"

    lines: list[str] = []
    for _ in range(draw(st.integers(1, 5))):
        kind = draw(st.sampled_from(["words", "words", "pause", "pause", "bell", "breathe", "silence", "write"]))
        if kind == "words":
            passage = draw(words).lstrip("#").strip() or "here."
            lines.append(f"{{{name()}}} {passage}" if draw(st.booleans()) else f"And {passage}")
        elif kind == "pause":
            lines.append(f"[pause {draw(spans())}]")
        elif kind == "bell":
            lines.append(draw(st.sampled_from(["[bell]", "[bell x3]", "[bell low]", "[Bell small x2]"])))
        elif kind == "breathe":
            lines.append(draw(breathings()))
        elif kind == "silence":
            lines.append(draw(silences(name)))
        else:
            lines.append(f"[write for {draw(spans())}]")
        lines.append(draw(st.sampled_from(["", " ", "\n", "\n; a note\n", "\n\n"])))
    return "".join(lines)


@st.composite
def wished(draw: st.DrawFn) -> Wishes:
    """Return what depends on a person."""
    rhythm = draw(st.sampled_from([Fraction(12), Fraction(7), Fraction(41, 3), Fraction(4)]))
    return Wishes(Recordings(draw(st.integers(0, 50))), rhythm)


def header(shortest: int, longest: int) -> str:
    """Return a header for lengths in seconds."""
    return f"Title: Arbitrary\nLength: {shortest}s to {longest}s\n\n"


def read(text: str) -> Script:
    """Return the script that `text` holds; the text must be without mistakes."""
    reading = parse(text, "arbitrary")
    assert reading.script is not None, (text, reading.diagnostics)
    return reading.script


@st.composite
def written_scripts(draw: st.DrawFn, *, always_stretches: bool = True, with_alternatives: bool = False) -> Written:
    """Return a script that can have every length it promises.

    Parts join at lengths where there is just room for them, or later. `always_stretches` gives every length something
    elastic; `with_alternatives` gives some parts a gentler way.
    """
    count = draw(st.integers(1, 4))
    parts = [draw(bodies(number)) for number in range(count)]
    if always_stretches:
        parts[0] += "\n" + draw(
            st.sampled_from(["[pause 1s+]", "[pause 2s to 5s]", "[silence 1s to 40s]", "[write 3s+]"])
        )
    wishes = draw(wished())
    joins = [0, *(draw(st.sampled_from([0, 1])) for _ in parts[1:])]
    flags, alternatives = [""] * count, ""
    if with_alternatives:
        for number in range(count):
            if draw(st.booleans()):
                flags[number] = f" (gentler: softer {number})"
                alternatives += f"\n# Softer {number}\n{draw(bodies(100 + number))}\n"
    alternatives_last = draw(st.booleans())
    marked = draw(st.booleans()) or alternatives_last  # where the closing isn't the last part it has to be marked
    closing = f"\n# Closing{' (close)' * marked}\n{draw(bodies(50))}\n[bell]\n"

    def put_together(lengths: list[int], head: str) -> str:
        headings = [
            f"# Part {number}{f' (from {length}s)' * bool(length)}{flag}"
            for number, (length, flag) in enumerate(zip(lengths, flags, strict=True))
        ]
        body = "\n".join(f"{title}\n{body}" for title, body in zip(headings, parts, strict=True))
        return head + body + (closing + alternatives if alternatives_last else alternatives + closing)

    least = _least(read(put_together([0] * count, header(1, 80_000))), wishes, range(count))
    always = [number for number in range(count) if not joins[number]]
    shortest = draw(st.integers(0, 100)) + 1 + -(-sum(least[i] for i in [*always, count]) // SAMPLE_RATE)
    lengths, at = [0] * count, shortest
    room = sum(least[i] for i in [*always, count])
    for number in range(count):
        if joins[number]:
            room += least[number]
            at = max(at, -(-room // SAMPLE_RATE)) + draw(st.integers(0, 60))
            lengths[number] = at
    text = put_together(lengths, header(shortest, at + draw(st.integers(0, 900))))
    return Written(text, read(text), wishes)


def _least(script: Script, wishes: Wishes, parts: range) -> list[int]:
    """Return the least of each part, and of the closing behind them, in frames."""
    closing = script.parts.index(script.close)
    return [least_of(slots_of(script, [index], wishes)) for index in (*parts, closing)]


@st.composite
def lengths_of(draw: st.DrawFn, script: Script) -> int:
    """Return a length the script promises, in frames; often one of the ends, or where a part joins."""
    shortest, longest = script.header.shortest, script.header.longest
    edges = [shortest, longest, *(part.joins_from for part in script.parts if shortest <= part.joins_from <= longest)]
    near = st.sampled_from(edges).flatmap(lambda edge: st.integers(edge - 2, edge + 2))
    return min(max(draw(st.one_of(near, st.integers(shortest, longest))), shortest), longest)
