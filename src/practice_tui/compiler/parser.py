"""Text to script.

Owns the reading of parts, passages and their names. Arbitrary text gives diagnostics, never an exception; a script is
returned only where there is no error among them.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

from practice_tui.compiler.diagnostics import Findings, has_errors, nearest
from practice_tui.compiler.directives import DirectiveReader
from practice_tui.compiler.header import read_header
from practice_tui.domain.errors import BadInput
from practice_tui.domain.quantities import Frames, parse_length
from practice_tui.domain.script import Header, Part, Position, Script, Speech, Step
from practice_tui.domain.text import clean_text, forbidden_positions, visible

if TYPE_CHECKING:
    from practice_tui.compiler.diagnostics import Diagnostic

CUE_NAME = re.compile(r"[a-z0-9-]{1,40}")
"""What a passage may be called; names become file names."""

_FLAGS = ("from", "skippable", "gentler", "close")
_MARKS = re.compile(r"[\[\]{}]")
_MOST_LINES = 20_000
_MOST_NAMED = 100  # looking for the nearest name costs time: among so many parts, for so many mistakes


@dataclass(frozen=True, slots=True)
class Reading:
    """What came of reading a text: a script unless there is an error among the diagnostics."""

    script: Script | None
    diagnostics: tuple[Diagnostic, ...]


def parse(text: str, script_id: str) -> Reading:
    """Read a whole script. Never raises; every mistake is a diagnostic with its place."""
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
    header = read_header(lines[:first_part], findings)
    parts = _Body(findings).read(lines, first_part)
    _check_parts(parts, header.shortest, findings)
    digest = hashlib.sha256(clean.encode()).hexdigest()
    return _reading(Script(script_id, header, tuple(parts), digest), findings)


def header_of(text: str) -> Header | None:
    """Read only the header, for lists; None where it has a mistake."""
    findings = Findings()
    lines = clean_text(text.split("\n#", 1)[0]).split("\n")
    header = read_header(lines, findings)
    return None if has_errors(findings.found) else header


def _reading(script: Script | None, findings: Findings) -> Reading:
    ordered = tuple(sorted(findings.found, key=lambda found: (found.line, found.column)))
    return Reading(None if has_errors(ordered) else script, ordered)


def slug(words: str) -> str:
    """Return words in lower case with hyphens, at most 40 characters, as passages are named after their words."""
    return re.sub(r"[^a-z0-9]+", "-", words.lower()).strip("-")[:40].strip("-")


def part_slug(name: str) -> str:
    """Return a part's name as `(gentler: …)` refers to it: letters and digits of any script, with hyphens between."""
    letters = (character if unicodedata.category(character)[0] in "LMN" else " " for character in name.lower())
    return "-".join("".join(letters).split())


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
            name = f"{slug(text)[:30].rstrip('-')}-{hashlib.sha256(text.encode()).hexdigest()[:6]}".lstrip("-")
            return Speech(at, name, text, named=False)
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
            self._parts.append(self._part(*heading))
        self._steps = []

    def _part(self, number: int, line: str) -> Part:
        at = Position(number, 1)
        name, flags = self._flags(number, line)
        if not part_slug(name):
            self._findings.error(at, "part-without-name", "a part wants a name, such as # Arriving")
        joins_from, gentler = flags.get("from"), flags.get("gentler")
        return Part(
            at,
            name,
            part_slug(name),
            tuple(self._steps),
            joins_from=self._joins_from(*joins_from) if joins_from else Frames(0),
            skippable="skippable" in flags,
            closing="close" in flags,
            gentler=part_slug(gentler[1]) if gentler else None,
        )

    def _flags(self, number: int, line: str) -> tuple[str, dict[str, tuple[Position, str]]]:
        """Return the name of a part, and the notes in brackets behind it with their places."""
        flags: dict[str, tuple[Position, str]] = {}
        left = line.rstrip()
        while left.endswith(")") and (start := left.rfind("(")) >= 0 and ")" not in left[start:-1]:
            at = Position(number, start + 1)
            inside = left[start + 1 : -1]
            word, _, value = inside.replace(":", " ").strip().partition(" ")
            if word.lower() not in _FLAGS:
                self._findings.error(at, "unknown-flag", f"({inside[:40]}) is not known{nearest(word, _FLAGS)}")
            elif word.lower() in flags:
                self._findings.error(at, "flag-twice", f"({word.lower()}) is given twice; keep one of them")
            else:
                flags[word.lower()] = (at, value.strip())
            left = left[:start].rstrip()
        return left.lstrip("#").strip(), flags

    def _joins_from(self, at: Position, text: str) -> Frames:
        try:
            return parse_length(text)
        except BadInput as problem:
            self._findings.error(at, "impossible-time", str(problem))
            return Frames(0)


def _check_parts(parts: list[Part], shortest: Frames, findings: Findings) -> None:
    has_mistake = any(parts and found.line > parts[0].at.line for found in findings.found)
    if not any(part.steps for part in parts) and not has_mistake:
        findings.error(
            Position(1, 1),
            "no-part",
            "there is nothing to do yet; begin a part with a line such as # Arriving",
        )
    seen: set[str] = set()
    for part in parts:
        if part.slug in seen:
            findings.error(part.at, "name-twice", f"two parts are called {part.name!r}; rename one")
        if part.slug:
            seen.add(part.slug)
    _check_gentler(parts, seen, findings)
    closings = [part for part in parts if part.closing]
    for part in closings[1:]:
        findings.error(part.at, "close-twice", "only one part can be the closing; take (close) from the other")
    for part in closings[:1]:
        if not part.steps:
            findings.error(part.at, "empty-close", "the closing part is empty; give it a bell or a line")
        if part.joins_from > shortest:
            findings.error(part.at, "close-joins-late", "the closing belongs to every length; take (from …) from it")
        if part.slug in {each.gentler for each in parts}:
            findings.error(
                part.at, "close-apart", "the closing can't be another part's gentler way; write one for each"
            )


def _check_gentler(parts: list[Part], slugs: set[str], findings: Findings) -> None:
    """Find gentler ways that lead nowhere, to one another, or to where another part leads."""
    named = [part.slug for part in parts[:_MOST_NAMED]]
    alternatives = {part.gentler for part in parts if part.gentler is not None}
    taken: set[str] = set()
    for part in (part for part in parts if part.gentler is not None):
        gentler = part.gentler or ""
        if gentler not in slugs or gentler == part.slug:
            others = [slug for slug in named if slug != part.slug]
            hint = nearest(gentler, others) if others and len(findings.found) < _MOST_NAMED else "; write one"
            findings.error(part.at, "unknown-part", f"no other part is called {gentler[:40]!r}{hint}")
        elif gentler in taken:
            findings.error(
                part.at, "gentler-twice", f"{gentler!r} is another part's gentler way already; write one for each"
            )
        elif part.slug in alternatives:
            findings.error(part.at, "gentler-chain", f"{part.name!r} is a gentler way itself; it can't have another")
        taken.add(gentler)
