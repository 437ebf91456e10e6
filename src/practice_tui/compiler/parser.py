"""Text to script.

Owns the reading of parts, passages and their names. Arbitrary text gives diagnostics, never an exception; a script is
returned only where there is no error among them.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from practice_tui.compiler.diagnostics import Findings, has_errors
from practice_tui.compiler.directives import DirectiveReader
from practice_tui.compiler.finished import no_recording, read_finished
from practice_tui.compiler.header import read_header
from practice_tui.compiler.headings import CUE_NAME, made_name, read_part
from practice_tui.compiler.parts import check_parts
from practice_tui.domain.script import Header, Part, Position, Script, Speech, Step
from practice_tui.domain.text import clean_text, forbidden_positions, visible

if TYPE_CHECKING:
    from practice_tui.compiler.diagnostics import Diagnostic
    from practice_tui.compiler.finished import FindRecorded

_MARKS = re.compile(r"[\[\]{}]")
_MOST_LINES = 20_000


@dataclass(frozen=True, slots=True)
class Reading:
    """What came of reading a text: a script unless there is an error among the diagnostics."""

    script: Script | None
    diagnostics: tuple[Diagnostic, ...]


def parse(text: str, script_id: str, find: FindRecorded = no_recording) -> Reading:
    """Read a whole script. Never raises; every mistake is a diagnostic with its place.

    `find` is asked for the finished recording, where the script is made of one.
    """
    findings = Findings()
    for line, column, character in forbidden_positions(text):
        findings.error(
            Position(line, column),
            "control-character",
            f"the character {visible(character)} can't be shown safely; delete it",
        )
    clean = clean_text(text)
    lines = clean.split("\n")
    if len(lines) > _MOST_LINES:
        findings.error(Position(_MOST_LINES, 1), "too-long", f"a script has at most {_MOST_LINES} lines; split it")
        return _reading(None, findings)
    first_part = next((index for index, line in enumerate(lines) if line.startswith("#")), len(lines))
    header, places = read_header(lines[:first_part], findings)
    if header.recording:
        if first_part < len(lines):
            findings.error(
                Position(first_part + 1, 1),
                "words-of-a-recording",
                "the words of a finished recording stand in its captions alone; take out everything from # on",
            )
        script = read_finished(script_id, clean, header, places, find, findings)
        return _reading(script, findings)
    parts = _Body(findings).read(lines, first_part)
    check_parts(parts, header.shortest, findings)
    digest = hashlib.sha256(clean.encode()).hexdigest()
    return _reading(Script(script_id, header, tuple(parts), digest), findings)


def header_of(text: str) -> Header | None:
    """Read only the header, for lists; None where it has a mistake.

    A script of a finished recording may have no length of its own there: it is 0.
    """
    findings = Findings()
    lines = clean_text(text.split("\n#", 1)[0]).split("\n")
    header, _ = read_header(lines, findings)
    return None if has_errors(findings.found) else header


def _reading(script: Script | None, findings: Findings) -> Reading:
    ordered = tuple(sorted(findings.found, key=lambda found: (found.file, found.line, found.column)))
    return Reading(None if has_errors(ordered) else script, ordered)


class _Body:
    """Reads the lines from the first part on."""

    def __init__(self, findings: Findings) -> None:
        self._findings = findings
        self._directives = DirectiveReader(findings, self._speech)
        self._names: set[str] = set()
        self._parts: list[Part] = []
        self._steps: list[Step] = []
        self._words: list[str] = []
        self._words_at = Position(1, 1)
        self._cue: str | None = None

    def read(self, lines: list[str], first: int) -> list[Part]:
        heading: tuple[int, str] | None = None
        for number, line in enumerate(lines[first:], start=first + 1):
            if line.startswith(";"):
                continue
            if line.startswith("#"):
                self._end_part(heading)
                heading = (number, line)
            elif line.strip():
                self._read_line(number, line)
            else:
                self._end_passage()
        self._end_part(heading)
        return self._parts

    def _read_line(self, number: int, line: str) -> None:
        at = 0
        while at < len(line):
            mark = _MARKS.search(line, at)
            end = mark.start() if mark else len(line)
            self._add_words(number, at, line[at:end])
            if mark is None:
                return
            at = self._read_marked(number, line, mark.start())

    def _read_marked(self, number: int, line: str, start: int) -> int:
        """Read ``[…]`` or ``{…}`` at `start`; return where to go on."""
        place = Position(number, start + 1)
        closing = {"[": "]", "{": "}"}.get(line[start])
        end = line.find(closing, start) if closing else -1
        if end < 0:
            self._findings.error(
                place,
                "loose-bracket",
                f"{line[start]!r} has no partner on this line; spoken words have no brackets",
            )
            return start + 1
        self._end_passage()
        if closing == "]":
            step = self._directives.read(place, line[start + 1 : end])
            if step is not None:
                self._steps.append(step)
        else:
            self._cue, self._words_at = line[start + 1 : end].strip(), place
        return end + 1

    def _add_words(self, number: int, start: int, text: str) -> None:
        if text.strip():
            if not self._words and self._cue is None:
                self._words_at = Position(number, start + len(text) - len(text.lstrip()) + 1)
            self._words.extend(text.split())

    def _end_passage(self) -> None:
        if self._words or self._cue is not None:
            speech = self._speech(self._words_at, self._cue, " ".join(self._words))
            if speech is not None:
                self._steps.append(speech)
        self._words, self._cue = [], None

    def _speech(self, at: Position, cue: str | None, text: str) -> Speech | None:
        if cue is None:
            return Speech(at, made_name(text), text, named=False)
        if CUE_NAME.fullmatch(cue) is None:
            self._findings.error(
                at,
                "bad-name",
                f"the name {cue[:40]!r} wants lower-case letters, digits and hyphens, 40 at most",
            )
        elif cue in self._names:
            self._findings.error(at, "name-twice", f"the name {cue!r} is used twice; choose another for one of them")
        elif not text:
            self._findings.error(at, "name-without-words", f"no words follow the name {cue!r}; write them behind it")
        else:
            self._names.add(cue)
            return Speech(at, cue, text, named=True)
        return None

    def _end_part(self, heading: tuple[int, str] | None) -> None:
        self._end_passage()
        if heading is not None:
            number, line = heading
            self._parts.append(read_part(Position(number, 1), line, self._steps, self._findings))
        self._steps = []
