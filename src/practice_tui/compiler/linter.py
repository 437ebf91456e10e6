"""Advice for authors: at which lengths a script works, how much of it is silence, what listeners may stumble over.

Owns the checks that need lengths. What can't be read at all is the parser's to say.
"""

from __future__ import annotations

import re
from itertools import zip_longest
from typing import TYPE_CHECKING

from practice_tui.compiler.assemble import compile_timeline, least_of
from practice_tui.compiler.diagnostics import Diagnostic, Findings
from practice_tui.compiler.slots import Slot, Wishes, slots_of
from practice_tui.domain.errors import Unreachable
from practice_tui.domain.quantities import MINUTE, Frames, length_words
from practice_tui.domain.script import Position, Script, Silence, Speech, speeches
from practice_tui.domain.timeline import EventKind, Timeline

if TYPE_CHECKING:
    from collections.abc import Iterator

    from practice_tui.compiler.durations import SpokenLengths

LONG_SILENCE = Frames(3 * MINUTE)
"""A silence longer than this wants to be announced or broken by a line."""

SPEECH_SHARE = 0.5
"""Speech takes at most this share of the home length."""

RESERVE = 0.2
"""What should stay free at the shortest length, because recordings may be slower than the estimate."""

BREATH_WORDS = 26
"""A sentence with more words is hard to speak in one breath."""

MOST_STEPS = 100_000
MOST_LENGTHS = 480
"""Steps that are laid out in all while a script is checked, and lengths it is checked at; past these, only every second
length is looked at, or every third. Two hundred passages at every minute up to four hours are fewer."""

_ANNOUNCING = re.compile(r"silen|quiet|minute|while|stay|rest|unhurried|time", re.IGNORECASE)
_SENTENCE = re.compile(r"[^.!?…]+[.!?…]*")


def lint(script: Script, spoken: SpokenLengths) -> list[Diagnostic]:
    """Return what there is to say of a script that could be read, in the order of the text."""
    findings = Findings()
    wishes = Wishes(spoken)
    if script.header.recording:  # its words have been spoken, and its lengths follow from them
        _advise_overflow(script, wishes, _lengths_looked_at(script), findings)
        return findings.found
    if _check_reach(script, wishes, findings):
        _advise_lengths(script, wishes, findings)
    _advise_close(script, findings)
    _advise_words(script, wishes, findings)
    return sorted(findings.found, key=lambda found: (found.line, found.column, found.code))


def _check_reach(script: Script, wishes: Wishes, findings: Findings) -> bool:
    """Find the lengths at which the words don't fit; within two thresholds the shortest length decides."""
    header = script.header
    reachable = True
    for length, least, stretches in _joining(script, wishes):
        if least > length:
            reachable = False
            findings.error(
                _place(script, length),
                "does-not-fit",
                f"at {length_words(length)} the words and the shortest pauses need {length_words(least)}; "
                "shorten them, or let parts join later with (from …)",
            )
        elif least < header.longest and not stretches:
            reachable = False
            findings.error(
                _place(script, length),
                "nothing-elastic",
                f"from {length_words(length)} on nothing can stretch; write one pause as [pause 30s+]",
            )
    return reachable


def _joining(script: Script, wishes: Wishes) -> Iterator[tuple[Frames, Frames, bool]]:
    """Yield each length at which parts join, with what all of them take at the least and whether any can stretch."""
    header = script.header
    parts = sorted(script.parts_for(header.longest), key=lambda index: script.parts[index].joins_from)
    least, stretches = Frames(0), False
    if not parts or script.parts[parts[0]].joins_from > header.shortest:
        yield header.shortest, least, stretches
    for index, following in zip_longest(parts, parts[1:]):
        slots = slots_of(script, [index], wishes)
        least = Frames(least + least_of(slots))
        stretches = stretches or not all(slot.span.is_fixed for slot in slots)
        length = max(script.parts[index].joins_from, header.shortest)
        if following is None or max(script.parts[following].joins_from, header.shortest) > length:
            yield Frames(length), least, stretches


def _place(script: Script, length: int) -> Position:
    """Return the part that joins at `length`, else the header."""
    return next((part.at for part in script.parts if part.joins_from == length and length), Position(1, 1))


def _advise_lengths(script: Script, wishes: Wishes, findings: Findings) -> None:
    header = script.header
    top = Position(1, 1)
    slots = slots_of(script, script.parts_for(header.shortest), wishes)
    fixed = sum(slot.span.least for slot in slots if isinstance(slot.step, Speech))
    if least_of(slots) + RESERVE * fixed > header.shortest:
        findings.advise(
            top,
            "tight-at-the-short-end",
            f"at {length_words(header.shortest)} little time is left if a recording is slower than the estimate; "
            "keep a fifth of the speech free",
        )
    home = compile_timeline(script, header.home, wishes)
    share = home.frames_of(EventKind.SPEECH) / home.length
    if share > SPEECH_SHARE:
        findings.advise(
            top,
            "much-speech",
            f"speech is {share:.0%} of {length_words(header.home)}; at most half leaves room for the practice",
        )
    minutes = list(_whole_minutes(script, wishes))
    shares = [(length, _silence_share(timeline)) for length, timeline in minutes]
    if shares and header.kind != "timer":
        findings.advise(top, "silence-share", f"silence by length: {_as_table(shares)}")
    _advise_overflow(script, wishes, [length for length, _ in minutes], findings)
    if header.kind != "timer":
        _advise_long_silences(script, wishes, minutes, findings)


def _whole_minutes(script: Script, wishes: Wishes) -> Iterator[tuple[Frames, Timeline]]:
    for length in _lengths_looked_at(script):
        try:
            yield length, compile_timeline(script, length, wishes)
        except Unreachable:
            continue


def _lengths_looked_at(script: Script) -> list[Frames]:
    """Return every whole minute the script promises; of a huge one only so many that checking it stays quick."""
    first, last = -(-script.header.shortest // MINUTE), script.header.longest // MINUTE
    steps = sum(len(part.steps) for part in script.parts)
    stride = 1 + max((last - first) * steps // MOST_STEPS, (last - first) // MOST_LENGTHS)
    minutes = {*range(first, last + 1, stride), last} if first <= last else set()
    return [Frames(minute * MINUTE) for minute in sorted(minutes)]


def _silence_share(timeline: Timeline) -> float:
    return 1 - timeline.frames_of(EventKind.SPEECH) / timeline.length


def _as_table(shares: list[tuple[Frames, float]]) -> str:
    """Return the shares in words; of many lengths only those where the share changes by whole tenths, and the ends."""
    told: list[str] = []
    last = -1
    for number, (length, share) in enumerate(shares):
        tenth = int(share * 10)
        if tenth != last or number in {0, len(shares) - 1}:
            told.append(f"{length_words(length)} {share:.0%}")
            last = tenth
    return ", ".join(told)


def _advise_overflow(script: Script, wishes: Wishes, lengths: list[Frames], findings: Findings) -> None:
    """Say from which length on every top is reached and pauses grow past them."""
    for length in lengths:
        slots = slots_of(script, script.parts_for(length), wishes)
        if all(slot.span.most is not None for slot in slots):
            most = sum(slot.span.most or 0 for slot in slots)
            if most < length:
                findings.advise(
                    Position(1, 1),
                    "tops-reached",
                    f"at {length_words(length)} every pause is at its longest and grows on; write one as [pause 30s+]",
                )
                return


def _advise_long_silences(
    script: Script, wishes: Wishes, minutes: list[tuple[Frames, Timeline]], findings: Findings
) -> None:
    slots = {slot.ref: slot for slot in slots_of(script, range(len(script.parts)), wishes)}
    told: set[tuple[int, int]] = set()
    for length, timeline in minutes:
        before = ""
        for event in timeline.events:
            if event.kind is EventKind.SPEECH:
                before = event.text
            elif event.kind is EventKind.PAUSE and event.length > LONG_SILENCE and event.step not in told:
                if _ANNOUNCING.search(before):
                    continue
                told.add(event.step)
                findings.advise(
                    _at(slots.get(event.step)),
                    "long-silence",
                    f"at {length_words(length)} this silence lasts {length_words(event.length)}, unannounced; "
                    'say so before, or break it: [silence 1m+ every 2m: "…"]',
                )


def _at(slot: Slot | None) -> Position:
    return slot.step.at if slot else Position(1, 1)


def _advise_close(script: Script, findings: Findings) -> None:
    if not any(part.closing for part in script.parts) and len(script.parts) > 1:
        findings.advise(
            script.parts[-1].at,
            "no-close",
            "no part is marked (close); the last one is spoken when someone asks to end gently",
        )


def _advise_words(script: Script, wishes: Wishes, findings: Findings) -> None:
    lines = speeches(script)
    missing = [speech for speech in lines if wishes.spoken(speech) is None]
    if missing and len(missing) < len(lines):
        for speech in missing:
            findings.advise(
                speech.at, "no-recording", f"{speech.cue!r} has no recording of these words; it will be read"
            )
    for speech in lines:
        longest = max(_SENTENCE.findall(speech.text), key=lambda sentence: len(sentence.split()), default="")
        if len(longest.split()) > BREATH_WORDS:
            findings.advise(
                speech.at,
                "long-sentence",
                f"a sentence of {len(longest.split())} words is hard to speak in one breath; make two of it",
            )
    if script.header.kind == "timer":
        return
    for part in script.parts:
        for step in part.steps:
            if isinstance(step, Silence) and step.reminder is None and step.span.most is None:
                findings.advise(
                    step.at,
                    "open-silence",
                    'this silence has no top and no line in it; [silence 2m+ every 3m: "…"] keeps people company',
                )
