"""The header of a script: its known keys and what each may say."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from practice_tui.compiler.diagnostics import nearest
from practice_tui.domain.errors import BadInput
from practice_tui.domain.quantities import MINUTE, Frames, length_words, parse_length
from practice_tui.domain.script import KINDS, LEVELS, Header, Position

if TYPE_CHECKING:
    from practice_tui.compiler.diagnostics import Findings

KEYS = (
    "Title",
    "Summary",
    "Length",
    "Home",
    "Language",
    "Kind",
    "Level",
    "Skill",
    "From",
    "Cautions",
    "Gentler",
    "Voice pace",
    "Licence",
    "Author",
    "Recording",
)
"""Every key a header may have."""

RECORDING = re.compile(r"(?!(?:con|prn|aux|nul|com\d|lpt\d)\.)[a-z0-9][a-z0-9_-]{0,39}\.(?:opus|ogg|flac|mp3)")
"""The name a finished recording may have: it belongs in one folder, on every system. Windows has devices of its own."""

_LONGEST_KEY = 40
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_SLOWEST_VOICE, _FASTEST_VOICE = 60, 200


class Entry(NamedTuple):
    """A value and where it stands."""

    at: Position
    value: str


class HeaderRead(NamedTuple):
    """A header, and where the value of each of its keys stands."""

    header: Header
    places: dict[str, Position]


def read_header(lines: list[str], findings: Findings) -> HeaderRead:
    """Read the lines before the first part.

    Mistakes go to `findings`; what can't be read keeps its default, so that the rest can still be checked. A script of
    a finished recording needs no length; without one its lengths are 0.
    """
    entries = _entries(lines, findings)
    start = Position(1, 1)
    title = entries.get("Title")
    if title is None or not title.value:
        at = title.at if title else start
        findings.error(at, "missing-title", "the header has no Title; add a line such as Title: Evening settling")
    recording = _recording(entries.get("Recording"), findings)
    shortest, longest, home = _lengths(entries, findings, are_needed="Recording" not in entries)
    header = Header(
        title=title.value if title else "",
        shortest=shortest,
        longest=longest,
        home=home,
        summary=_value(entries, "Summary"),
        language=_language(entries.get("Language"), findings),
        kind=_choice(entries.get("Kind"), KINDS, "unknown-kind", findings),
        level=_choice(entries.get("Level"), LEVELS, "unknown-level", findings),
        skill=_value(entries, "Skill"),
        sources=_value(entries, "From"),
        cautions=_value(entries, "Cautions"),
        gentler=_value(entries, "Gentler"),
        voice_pace=_pace(entries.get("Voice pace"), findings),
        licence=_value(entries, "Licence"),
        author=_value(entries, "Author"),
        recording=recording,
    )
    return HeaderRead(header, {key: entry.at for key, entry in entries.items()})


def _entries(lines: list[str], findings: Findings) -> dict[str, Entry]:
    known = {key.lower(): key for key in KEYS}
    entries: dict[str, Entry] = {}
    for number, line in enumerate(lines, start=1):
        if not line.strip() or line.startswith(";"):
            continue
        at = Position(number, len(line) - len(line.lstrip()) + 1)
        before, colon, value = line.partition(":")
        word = " ".join(before.split())
        if not colon or not word or len(word) > _LONGEST_KEY:
            findings.error(
                at,
                "not-a-header-line",
                "this line is no header; write Key: value, or begin a part with # Name",
            )
            continue
        key = known.get(word.lower())
        if key is None:
            findings.error(at, "unknown-key", f"the header key {word!r} is not known{nearest(word, KEYS)}")
        elif key in entries:
            findings.error(at, "key-twice", f"{key} is given twice; keep one of the lines")
        else:
            column = len(line) - len(value.lstrip()) + 1 if value.strip() else len(before) + 1
            entries[key] = Entry(Position(number, column), " ".join(value.split()))
    return entries


def _value(entries: dict[str, Entry], key: str) -> str:
    return entries[key].value if key in entries else ""


def _lengths(entries: dict[str, Entry], findings: Findings, *, are_needed: bool) -> tuple[Frames, Frames, Frames]:
    """Return the shortest, the longest and the home length."""
    if "Length" not in entries and not are_needed:
        if "Home" in entries:
            findings.error(
                entries["Home"].at, "missing-length", "Home wants a Length beside it, such as Length: 15m to 30m"
            )
        return Frames(0), Frames(0), Frames(0)
    shortest, longest = _range(entries.get("Length"), findings)
    return shortest, longest, _home(entries.get("Home"), shortest, longest, findings)


def _recording(entry: Entry | None, findings: Findings) -> str:
    if entry is None:
        return ""
    if RECORDING.fullmatch(entry.value) is None:
        findings.error(
            entry.at,
            "bad-recording-name",
            "Recording wants a file name in small letters, digits, hyphens and underscores that ends in .opus, .ogg, "
            ".flac or .mp3, without a folder, such as Recording: whole.opus",
        )
    return entry.value


def _range(entry: Entry | None, findings: Findings) -> tuple[Frames, Frames]:
    usual = (Frames(5 * MINUTE), Frames(20 * MINUTE))
    if entry is None:
        findings.error(
            Position(1, 1), "missing-length", "the header has no Length; add a line such as Length: 5m to 20m"
        )
        return usual
    ends = re.split(r" to |\u2013", entry.value)
    try:
        lengths = [parse_length(end) for end in ends]
    except BadInput as problem:
        findings.error(entry.at, "impossible-time", str(problem))
        return usual
    if len(lengths) > 2 or lengths[0] > lengths[-1] or lengths[0] == 0:  # noqa: PLR2004 - a range has two ends
        findings.error(entry.at, "impossible-time", "Length wants a shortest and a longest, such as Length: 5m to 20m")
        return usual
    return lengths[0], lengths[-1]


def _home(entry: Entry | None, shortest: Frames, longest: Frames, findings: Findings) -> Frames:
    if entry is None:
        return Frames(min(max(10 * MINUTE, shortest), longest))
    try:
        home = parse_length(entry.value)
    except BadInput as problem:
        findings.error(entry.at, "impossible-time", str(problem))
        return shortest
    if not shortest <= home <= longest:
        findings.error(
            entry.at,
            "home-outside-length",
            f"Home lies outside Length; choose from {length_words(shortest)} to {length_words(longest)}",
        )
        return shortest
    return home


def _language(entry: Entry | None, findings: Findings) -> str:
    if entry is None:
        return "en"
    if _LANGUAGE.fullmatch(entry.value) is None:
        findings.error(entry.at, "unknown-language", "Language wants a code such as en, de or pt-BR")
        return "en"
    return entry.value


def _choice(entry: Entry | None, known: tuple[str, ...], code: str, findings: Findings) -> str:
    if entry is None:
        return known[0]
    value = entry.value.lower()
    if value not in known:
        findings.error(entry.at, code, f"{entry.value!r} is not known here{nearest(value, known)}")
        return known[0]
    return value


def _pace(entry: Entry | None, findings: Findings) -> int:
    if entry is None:
        return 110
    number = re.fullmatch(r"(\d{1,4})(?:\s+(?:spoken\s+)?words a minute)?", entry.value)
    if number is None or not _SLOWEST_VOICE <= int(number[1]) <= _FASTEST_VOICE:
        findings.error(
            entry.at,
            "impossible-pace",
            f"Voice pace wants words a minute, from {_SLOWEST_VOICE} to {_FASTEST_VOICE}",
        )
        return 110
    return int(number[1])
