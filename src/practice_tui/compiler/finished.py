"""A script that is a finished recording: its captions to parts, passages and pauses.

Owns where the recording is split: in the middle of the gap in which its author wrote a pause, and nowhere else. Each
passage, and what lies between two of them, knows where in the recording it comes from, and takes exactly that of the
timeline. What the sound is, nobody here knows; a recording without sound that can be had is read from its captions.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from practice_tui.compiler.captions import Caption, PartNote, PauseNote, read_captions
from practice_tui.compiler.diagnostics import Findings, has_errors
from practice_tui.compiler.directives import DirectiveReader
from practice_tui.compiler.headings import CUE_NAME, made_name, part_slug, read_part
from practice_tui.compiler.parts import check_parts
from practice_tui.domain.quantities import MINUTE, SAMPLE_RATE, Frames, length_words
from practice_tui.domain.script import Excerpt, Part, Pause, Position, Script, Span, Speech

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from practice_tui.compiler.captions import Item
    from practice_tui.domain.script import Header, Step

CAPTIONS_ENDING = ".vtt"
"""How the name of the captions ends, in place of the recording's own ending."""

LONGEST = Frames(24 * 60 * MINUTE)
"""A recording, and a sitting, is at most this long."""

OPEN_ENDED = Frames(60 * MINUTE)
"""How long a recording may be stretched where a pause is open and no Length says so; twice its own length at least."""

FLAGS = ("skippable", "close")
"""What may stand in brackets behind the name of a part: a recording has all of its parts at every length."""

_SLACK = SAMPLE_RATE // 2
_TOP = Position(1, 1)


class Recorded(NamedTuple):
    """What there is of a finished recording.

    Attributes:
        length: how long its sound is, in frames; None where there is none, or none that can be played.
        captions: what the file of captions holds.
    """

    length: Frames | None
    captions: bytes


FindRecorded: TypeAlias = "Callable[[str, str], Recorded | None]"
"""Answers what there is of a recording, by its file name and the language of its script; None without captions."""


def no_recording(_name: str, _language: str, /) -> Recorded | None:
    """Answer where no files are at hand."""
    return None


def captions_name(recording: str) -> str:
    """Return the name of the captions of a recording: ``whole.vtt`` for ``whole.opus``."""
    return recording.rpartition(".")[0] + CAPTIONS_ENDING


def read_finished(
    script_id: str, text: str, header: Header, places: dict[str, Position], find: FindRecorded, findings: Findings
) -> Script | None:
    """Return the script, or None where something is wrong with it; mistakes go to `findings`.

    Args:
        text: the script's own text, which is its header.
        places: where the values of the header stand.
        find: is asked for the recording, unless its name is a mistake.
    """
    at = places["Recording"]
    if has_errors(findings.found):
        return None
    recorded = find(header.recording, header.language)
    if recorded is None:
        name = captions_name(header.recording)
        findings.error(at, "no-captions", f"its words are missing; write them into {name} beside {header.recording}")
        return None
    if recorded.length is None or recorded.length > LONGEST:
        recorded = recorded._replace(length=None)
        message = f"{header.recording} isn't there or can't be played; its words are shown at their times"
        findings.advise(at, "no-sound", message)
    of_captions = Findings(captions_name(header.recording))
    parts, length = _Splitter(header, recorded, of_captions).split(read_captions(recorded.captions, of_captions))
    findings.found.extend(of_captions.found)
    if has_errors(findings.found):
        return None
    digest = hashlib.sha256(b"\0".join((text.encode(), recorded.captions, str(int(length)).encode())))
    return Script(script_id, _with_lengths(header, parts, places, findings), tuple(parts), digest.hexdigest())


def _with_lengths(header: Header, parts: Sequence[Part], places: dict[str, Position], findings: Findings) -> Header:
    """Return the header with the lengths that the recording and its pauses make possible."""
    spans = [step.span if isinstance(step, Pause) else _fixed(step) for part in parts for step in part.steps]
    least = Frames(sum(span.least for span in spans))
    can_stretch = any(not span.is_fixed for span in spans)
    at = places.get("Length", _TOP)
    if not header.longest:
        longest = _longest(spans, least)
        return replace(header, shortest=least, longest=longest, home=least)
    if not can_stretch:
        message = f"the recording lasts {length_words(least)} and nothing in it can stretch; take out Length"
        findings.error(at, "nothing-elastic", f"{message}, or write NOTE pause 30s+ in its captions")
    elif least > header.shortest:
        whole_seconds = -(-least // SAMPLE_RATE) * SAMPLE_RATE
        message = f"the recording and its shortest pauses need {length_words(whole_seconds)}"
        findings.error(at, "does-not-fit", f"{message}; let Length begin there or later")
    return header


def _longest(spans: Sequence[Span], least: Frames) -> Frames:
    """Return the longest length that is offered where no Length says so."""
    tops = [span.most for span in spans]
    if None in tops:
        return Frames(min(LONGEST, max(OPEN_ENDED, 2 * least)))
    return Frames(sum(top or 0 for top in tops))


def _fixed(step: Step) -> Span:
    assert isinstance(step, Speech), "a recording holds passages and pauses"
    assert step.excerpt is not None, "its passages come from it"
    return Span(step.excerpt.length, step.excerpt.length)


class _Gap(NamedTuple):
    """What lies between two captions: frames of the recording, and the notes that stand there."""

    start: Frames
    end: Frames
    notes: tuple[PartNote | PauseNote, ...]


@dataclass
class _Splitter:
    """Goes along the captions of one recording."""

    header: Header
    recorded: Recorded
    findings: Findings

    def __post_init__(self) -> None:
        self._directives = DirectiveReader(self.findings, lambda _at, _cue, _text: None)
        self._parts: list[Part] = []
        self._steps: list[Step] = []
        self._heading: PartNote | None = None
        self._names: set[str] = set()

    def split(self, items: Sequence[Item]) -> tuple[list[Part], Frames]:
        """Return the parts, and how long the recording is, in frames."""
        captions = [item for item in items if isinstance(item, Caption)]
        if not captions:
            if not self.findings.found:
                self.findings.error(_TOP, "no-captions", "there is no caption in it; write the words of the recording")
            return [], Frames(0)
        length = self._length(captions)
        reached = Frames(0)
        notes: list[PartNote | PauseNote] = []
        for item in items:
            if isinstance(item, Caption):
                self._cross(_Gap(reached, item.start, tuple(notes)))
                self._speak(item)
                reached, notes = item.end, []
            else:
                notes.append(item)
        self._cross(_Gap(reached, length, tuple(notes)))
        self._end_part()
        check_parts(self._parts, self.header.shortest, self.findings)
        return self._parts, length

    def _length(self, captions: Sequence[Caption]) -> Frames:
        """Return how long the recording is: its sound, or its words where they go on for longer."""
        last, sound = captions[-1], self.recorded.length
        if last.end > LONGEST:
            self.findings.error(last.at, "bad-caption-time", "this caption ends past a day; mend its times")
        beyond = None if sound is None else next((each for each in captions if each.end > sound + _SLACK), None)
        if sound is not None and beyond is not None:
            self.findings.advise(
                beyond.at,
                "caption-beyond-sound",
                f"the sound is over at {length_words(sound)} and this caption ends later; it will be read",
            )
        return Frames(max(last.end, sound or 0))

    def _speak(self, caption: Caption) -> None:
        excerpt = Excerpt(caption.start, Frames(caption.end - caption.start))
        named = CUE_NAME.fullmatch(caption.name) is not None and caption.name not in self._names
        name = caption.name if named else made_name(caption.text)
        self._names.add(name)
        self._steps.append(Speech(caption.at, name, caption.text, named, excerpt))

    def _cross(self, gap: _Gap) -> None:
        """Go over a gap; the recording is split in the middle of it where pauses stand there."""
        pauses = [note for note in gap.notes if isinstance(note, PauseNote)]
        middle = Frames((gap.start + gap.end) // 2) if pauses else gap.end
        self._pass(gap.start, middle)
        for note in gap.notes:
            if isinstance(note, PartNote):
                self._end_part()
                self._heading = note
            else:
                step = self._directives.read(note.at, note.directive)
                if step is not None:
                    self._steps.append(step)
        self._pass(middle, gap.end)

    def _pass(self, start: Frames, end: Frames) -> None:
        """Take what the recording holds from `start` to before `end`, where nobody speaks."""
        if end > start:
            length = Frames(end - start)
            self._steps.append(Pause(_TOP, Span(length, length), Excerpt(start, length)))

    def _end_part(self) -> None:
        """End the present part; before the first note there is one by the title's name, where it holds anything."""
        if self._heading is not None:
            if not any(isinstance(step, Speech) for step in self._steps):
                self.findings.error(
                    self._heading.at,
                    "part-without-words",
                    "no caption follows before the next part; take one out",
                )
            part = read_part(self._heading.at, self._heading.heading, self._steps, self.findings, FLAGS)
            self._parts.append(part)
        elif any(isinstance(step, Speech) for step in self._steps):
            title = self.header.title
            self._parts.append(Part(_TOP, title, part_slug(title), tuple(self._steps)))
        else:
            return  # what comes before the first words belongs to the first part
        self._steps = []
