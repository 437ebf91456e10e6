"""The words of a finished recording: a WebVTT file, read strictly.

Owns which captions there are and when, and the notes among them that mean something here. Follows "WebVTT: The Web
Video Text Tracks Format" (W3C) as far as players agree on it: voices, styles and positions are left aside, and words
become plain text. Arbitrary bytes give diagnostics, never an exception. It knows nothing of sound.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from practice_tui.domain.quantities import SAMPLE_RATE, Frames
from practice_tui.domain.script import Position
from practice_tui.domain.text import clean_text, forbidden_positions, visible

if TYPE_CHECKING:
    from collections.abc import Iterator

    from practice_tui.compiler.diagnostics import Findings

LARGEST = 200_000
"""Bytes of a file of captions, at most."""

MOST_CAPTIONS = 2_000
"""Captions and notes in one file, at most."""

_LONGEST_NOTE = 200
_ARROW = "-->"
_TIME = r"(?:(\d{2}):)?([0-5]\d):([0-5]\d)\.(\d{3})"
_TIMING = re.compile(rf"{_TIME}[ \t]+{_ARROW}[ \t]+{_TIME}(?:[ \t].*)?")
_NOTE = re.compile(r"NOTE(?:[ \t]+(?P<said>.*))?")
_PART = re.compile(r"part[ \t]*:[ \t]*(?P<heading>.*)")
_PAUSE = re.compile(r"pause(?:[ \t].*)?")
_TAG = re.compile(r"</?(?:[a-z]\w*(?:\.[^<> \t]*)?(?:[ \t][^<>]*)?|[\d:.]+)>", re.IGNORECASE)
_ENTITIES = {"&amp;": "&", "&lt;": "<", "&gt;": ">", "&nbsp;": " ", "&lrm;": "\u200e", "&rlm;": "\u200f"}
_ENTITY = re.compile("|".join(_ENTITIES))
_A_MILLISECOND = SAMPLE_RATE // 1000
_LINE_ENDS = re.compile(r"\r\n|\r")


class Caption(NamedTuple):
    """A passage, from its first frame to before `end`; `name` is what its file calls it, or an empty text."""

    at: Position
    start: Frames
    end: Frames
    name: str
    text: str


class PartNote(NamedTuple):
    """``NOTE part: Name``: a part begins; `at` is where its name stands."""

    at: Position
    heading: str


class PauseNote(NamedTuple):
    """``NOTE pause 30s+``: the recording stops for a while; `at` is where the word stands."""

    at: Position
    directive: str


Item: TypeAlias = Caption | PartNote | PauseNote
"""What a file of captions holds, in its order."""


class _Line(NamedTuple):
    number: int
    text: str


def read_captions(raw: bytes, findings: Findings) -> list[Item]:
    """Return what a file holds; mistakes go to `findings`, and what has one is left out."""
    text = _decoded(raw, findings)
    if text is None:
        return []
    for line, column, character in forbidden_positions(text):
        message = f"the character {visible(character)} can't be shown safely; delete it"
        findings.error(Position(line, column), "control-character", message)
    lines = clean_text(text).split("\n")
    if re.fullmatch(r"WEBVTT(?:[ \t].*)?", lines[0]) is None:
        findings.error(Position(1, 1), "not-captions", "captions begin with a line that says WEBVTT and nothing else")
        return []
    first, *blocks = _blocks(lines)
    if any(_ARROW in line.text for line in first):
        findings.error(Position(2, 1), "not-captions", "an empty line belongs behind the line that says WEBVTT")
    if len(blocks) > MOST_CAPTIONS:
        at = Position(blocks[MOST_CAPTIONS][0].number, 1)
        findings.error(at, "too-long", f"a recording has at most {MOST_CAPTIONS} captions and notes; split it")
        return []
    return _in_order([item for block in blocks for item in _items(block, findings)], findings)


def _decoded(raw: bytes, findings: Findings) -> str | None:
    if len(raw) > LARGEST:
        findings.error(Position(1, 1), "too-long", f"captions are at most {LARGEST // 1000} kB of text; split them")
        return None
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError as problem:
        before = _LINE_ENDS.sub("\n", raw[: problem.start].decode("utf-8"))
        at = Position(before.count("\n") + 1, len(before) - before.rfind("\n"))
        findings.error(at, "not-utf-8", "this is not UTF-8 text; save the file as UTF-8")
        return None


def _blocks(lines: list[str]) -> Iterator[list[_Line]]:
    """Yield what stands between empty lines, the first line's block first."""
    block: list[_Line] = []
    for number, text in enumerate(lines, start=1):
        if text.strip():
            block.append(_Line(number, text))
        elif block:
            yield block
            block = []
    if block:
        yield block


def _items(block: list[_Line], findings: Findings) -> Iterator[Item]:
    head = block[0]
    note = _NOTE.fullmatch(head.text)
    if note is not None:
        yield from _meant(head.number, note, findings)
    elif re.fullmatch(r"(?:STYLE|REGION)[ \t]*", head.text) is None:
        yield from _caption(block, findings)


def _meant(number: int, note: re.Match[str], findings: Findings) -> Iterator[Item]:
    """Yield what a note means; most are the author's own and mean nothing."""
    said = (note["said"] or "").rstrip()
    part, pause = _PART.fullmatch(said), _PAUSE.fullmatch(said)
    if (part or pause) and len(said) > _LONGEST_NOTE:
        message = f"a note that means a part or a pause has at most {_LONGEST_NOTE} characters; shorten it"
        findings.error(Position(number, 1), "too-long", message)
    elif part is not None:
        yield PartNote(Position(number, note.start("said") + part.start("heading") + 1), _entities(part["heading"]))
    elif pause is not None:
        yield PauseNote(Position(number, note.start("said") + 1), said)


def _caption(block: list[_Line], findings: Findings) -> Iterator[Caption]:
    """Yield the caption of a block: its name where it has one, its times, its words."""
    name = "" if _ARROW in block[0].text else block[0].text.strip()
    if name and len(block) == 1:
        message = "a caption wants its times first, such as 00:05.000 --> 00:09.500"
        findings.error(Position(block[0].number, 1), "not-a-caption", message)
        return
    timing, *words = block[1:] if name else block
    at = Position(timing.number, 1)
    times = _TIMING.fullmatch(timing.text.strip())
    if times is None:
        findings.error(at, "bad-caption-time", "times are written 00:05.000 --> 00:09.500, and with hours 01:00:05.000")
        return
    start, end = _frames(*times.groups()[:4]), _frames(*times.groups()[4:])
    if end <= start:
        findings.error(at, "bad-caption-time", "this caption ends before it begins, or as it begins; mend its times")
        return
    stray = next((line for line in words if _ARROW in line.text), None)
    if stray is not None:
        findings.error(Position(stray.number, 1), "not-a-caption", "leave a line empty before the times of a caption")
        return
    text = " ".join(_plain(" ".join(line.text for line in words)).split())
    if not text:
        findings.error(at, "caption-without-words", "this caption says nothing; write its words below its times")
        return
    yield Caption(Position(words[0].number, 1), start, end, name, text)


def _plain(words: str) -> str:
    """Return words without WebVTT's tags, its six entities as what they stand for."""
    return clean_text(_entities(_TAG.sub("", words)))


def _entities(words: str) -> str:
    return _ENTITY.sub(lambda found: _ENTITIES[found[0]], words)


def _frames(hours: str | None, minutes: str, seconds: str, milliseconds: str) -> Frames:
    whole = (int(hours or 0) * 60 + int(minutes)) * 60 + int(seconds)
    return Frames((whole * 1000 + int(milliseconds)) * _A_MILLISECOND)


def _in_order(items: list[Item], findings: Findings) -> list[Item]:
    """Return the items without those captions that begin before the one before them has ended."""
    kept: list[Item] = []
    reached = 0
    for item in items:
        if isinstance(item, Caption):
            if item.start < reached:
                findings.error(
                    Position(item.at.line - 1, 1),
                    "captions-overlap",
                    "this caption begins before the one above it has ended; mend the times of one of them",
                )
                continue
            reached = item.end
        kept.append(item)
    return kept
