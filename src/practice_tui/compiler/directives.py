"""What stands in square brackets: bells, pauses, silences, paced breath, writing."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from practice_tui.compiler.diagnostics import nearest
from practice_tui.domain.bells import BELLS
from practice_tui.domain.breath_patterns import FASTEST_BREATHS_A_MINUTE, PATTERNS, danger, decimal, pattern_of
from practice_tui.domain.errors import BadInput
from practice_tui.domain.quantities import SAMPLE_RATE, Frames, parse_length
from practice_tui.domain.script import (
    Bell,
    Breath,
    BreathPattern,
    Pause,
    Position,
    Silence,
    Span,
    Speech,
    Step,
    Writing,
)

if TYPE_CHECKING:
    from collections.abc import Callable
    from fractions import Fraction

    from practice_tui.compiler.diagnostics import Findings

NAMES = ("pause", "bell", "breathe", "silence", "write")
"""Every directive."""

_QUOTES = str.maketrans("\u201c\u201d\u201e\u00ab\u00bb\u2018\u2019", '"""""\'\'')
_LENGTH = r"\d{1,5}(?:[.,]\d{1,3})?\s*(?:h|min|m|s)?(?:\s*\d{1,5}(?:[.,]\d{1,3})?\s*(?:min|m|s))?"
_SPAN = re.compile(
    rf"(?P<least>{_LENGTH})(?:\s*(?P<open>\+)|\s*to\s+(?P<most>{_LENGTH}))?(?:\s+x(?P<weight>\d{{1,2}}))?",
    re.IGNORECASE,
)
_COUNT = re.compile(r"x\d{1,2}")
_RHYTHM = re.compile(r"my rhythm to\s+(?P<rate>[\d.,]{1,6})\s+(?:breaths\s+)?(?:a|per)\s+minute")
_LINE = re.compile(r"every\s+(?P<every>[^:]+?)\s*:\s*(?:\{(?P<cue>[^}]*)\}\s*)?[\"'](?P<text>.*)[\"']", re.IGNORECASE)
_STRIKE = re.compile(r"bell(?:\s+(?P<voice>[a-z]+))?\s+every\s+(?P<every>.+)", re.IGNORECASE)
_MOST_STRIKES = 12


class DirectiveReader:
    """Reads one directive at a time; mistakes go to `findings`, and a directive with a mistake gives no step."""

    def __init__(self, findings: Findings, name_speech: Callable[[Position, str | None, str], Speech | None]) -> None:
        self._findings = findings
        self._name_speech = name_speech

    def read(self, at: Position, text: str) -> Step | None:
        """Return the step that ``[text]`` means, or None where it has a mistake."""
        words = " ".join(text.translate(_QUOTES).split())
        name, _, rest = words.partition(" ")
        readers: dict[str, Callable[[Position, str], Step | None]] = {
            "pause": self._pause,
            "bell": self._bell,
            "breathe": self._breathe,
            "silence": self._silence,
            "write": self._write,
        }
        reader = readers.get(name.lower())
        if reader is None:
            self._findings.error(
                at, "unknown-directive", f"the directive {name[:40]!r} is not known{nearest(name, NAMES)}"
            )
            return None
        try:
            return reader(at, rest.strip())
        except BadInput as problem:
            self._findings.error(at, "impossible-time", str(problem))
            return None

    def _pause(self, at: Position, rest: str) -> Step | None:
        span, _ = _span(rest, "pause")
        return Pause(at, span)

    def _write(self, at: Position, rest: str) -> Step | None:
        span, _ = _span(rest.removeprefix("for ").strip(), "write")
        return Writing(at, span)

    def _bell(self, at: Position, rest: str) -> Step | None:
        words = rest.lower().split()
        counts = [word for word in words if _COUNT.fullmatch(word)]
        voices = [word for word in words if word not in counts]
        if len(counts) > 1 or len(voices) > 1:
            raise BadInput("a bell is written [bell], [bell x3], [bell low] or [bell low x3]")
        return self._struck(at, voices[0] if voices else BELLS[0], int(counts[0][1:]) if counts else 1)

    def _struck(self, at: Position, voice: str, strikes: int) -> Bell | None:
        if voice not in BELLS:
            self._findings.error(at, "unknown-bell", f"the bell {voice[:40]!r} is not known{nearest(voice, BELLS)}")
            return None
        if not 1 <= strikes <= _MOST_STRIKES:
            raise BadInput(f"a bell can be struck from once to {_MOST_STRIKES} times")
        return Bell(at, voice, strikes)

    def _breathe(self, at: Position, rest: str) -> Step | None:
        rhythm, joint, length = rest.rpartition(" for ")
        if not joint:
            raise BadInput("a paced stretch says how long it is: [breathe in 4 out 6 for 1m to 5m]")
        easing = _RHYTHM.fullmatch(rhythm.strip().lower())
        pattern = BreathPattern.at_rate(_rate(easing["rate"])) if easing else pattern_of(rhythm)
        if pattern is None:
            raise BadInput(
                "write [breathe in 4 out 6 for 1m to 5m], [breathe my rhythm to 5.5 a minute for 2m to 10m], "
                f"or a pattern by name: {', '.join(PATTERNS)}"
            )
        if not self._is_safe(at, pattern):
            return None
        span, _ = _span(length, "breathe")
        return Breath(at, span, pattern, eases=easing is not None)

    def _is_safe(self, at: Position, pattern: BreathPattern) -> bool:
        refusal = danger(pattern)
        if refusal is not None:
            self._findings.error(at, refusal.code, refusal.words)
        return refusal is None

    def _silence(self, at: Position, rest: str) -> Step | None:
        span, rest = _span(rest, "silence", whole=False)
        rest, weight = _trailing_weight(rest)
        if weight is not None:
            span = Span(span.least, span.most, weight)
        if not rest:
            return Silence(at, span)
        line, strike = _LINE.fullmatch(rest), _STRIKE.fullmatch(rest)
        if line is not None:
            words = line["text"].strip()
            if not words:
                raise BadInput(
                    'no words stand between the quotation marks; write [silence 2m+ every 3m: "Still here."]'
                )
            speech = self._name_speech(at, line["cue"] and line["cue"].strip(), words)
            return speech and Silence(at, span, _interval(line["every"]), speech)
        if strike is not None:
            bell = self._struck(at, (strike["voice"] or BELLS[0]).lower(), 1)
            return bell and Silence(at, span, _interval(strike["every"]), bell)
        raise BadInput(
            'a silence is written [silence 2m to 20m], [silence 2m+ every 3m: "words"] or [silence 2m+ bell every 5m]'
        )


def _trailing_weight(rest: str) -> tuple[str, int | None]:
    match = re.fullmatch(r"(.*?)\s*\bx(\d{1,2})", rest)
    if match is None or not int(match[2]):
        return rest, None
    return match[1], int(match[2])


def _span(text: str, directive: str, *, whole: bool = True) -> tuple[Span, str]:
    match = _SPAN.fullmatch(text) if whole else _SPAN.match(text)
    if match is None:
        raise BadInput(
            f"[{directive} …] wants a length such as 20s, 20s to 2m or 30s+, and x2 behind it for a double share"
        )
    least = _with_unit(match["least"])
    most = None if match["open"] else _with_unit(match["most"]) if match["most"] else least
    weight = int(match["weight"] or 1)
    if most is not None and most < least:
        raise BadInput("the second length is shorter than the first; swap them")
    if weight == 0:
        raise BadInput("x0 would give no share; leave it out or write x1")
    return Span(least, most, weight), text[match.end() :].strip()


def _with_unit(text: str) -> Frames:
    if text.strip()[-1].isdigit():
        raise BadInput(f"{text!r} has no unit; write {text}s for seconds or {text}m for minutes")
    return parse_length(text)


def _interval(text: str) -> Frames:
    every = _with_unit(text)
    if every < 10 * SAMPLE_RATE:
        raise BadInput("a silence is broken every ten seconds at most; write every 30s or more")
    return every


def _rate(text: str) -> Fraction:
    rate = decimal(text)
    if not 0 < rate <= FASTEST_BREATHS_A_MINUTE:
        raise BadInput(f"a rhythm goes up to {FASTEST_BREATHS_A_MINUTE} breaths a minute; write 5.5 a minute")
    return rate
