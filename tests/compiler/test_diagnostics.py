"""Each mistake an author can make: where it is found, by which code, and what is said."""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple

import pytest

from practice_tui.compiler import diagnostics, directives, header, headings, linter, parser, parts
from practice_tui.compiler.diagnostics import Severity, has_errors, nearest
from practice_tui.compiler.durations import no_voice
from practice_tui.compiler.linter import lint
from practice_tui.compiler.parser import parse
from practice_tui.domain import breath_patterns
from practice_tui.domain.quantities import Frames
from practice_tui.domain.script import Position, Speech

HEAD = "Title: T\nLength: 5m to 20m\n\n"
BODY = "# One\n{one} Sit.\n[pause 30s+]\n"


class Mistake(NamedTuple):
    text: str
    line: int
    column: int
    code: str
    said: str


def in_body(body: str, column: int, code: str, said: str) -> Mistake:
    """A mistake on the line behind the heading of a part."""
    return Mistake(f"{HEAD}# One\n{body}\n[pause 30s+]\n", 5, column, code, said)


def in_header(line: str, column: int, code: str, said: str) -> Mistake:
    return Mistake(f"Title: T\nLength: 5m to 20m\n{line}\n\n{BODY}", 3, column, code, said)


def as_heading(heading: str, column: int, code: str, said: str) -> Mistake:
    return Mistake(f"{HEAD}{BODY}{heading}\n[bell]\n", 7, column, code, said)


MISTAKES = [
    Mistake(f"{HEAD}# One\nSit\x1b2J.\n[pause 30s+]\n", 5, 4, "control-character", r"\x1b"),
    Mistake(f"{HEAD}# One\nSit.\n\u202eSit.\n[pause 30s+]\n", 6, 1, "control-character", r"\u202e"),
    Mistake(f"{HEAD}# One\r\nSit\ufeff.\r\n[pause 30s+]\r\n", 5, 4, "control-character", r"\ufeff"),
    Mistake(HEAD + BODY + "\n" * 20_000, 20_000, 1, "too-long", "split it"),
    Mistake(f"Length: 5m to 20m\n\n{BODY}", 1, 1, "missing-title", "add a line such as Title:"),
    Mistake(f"; mine\nTitle:  \nLength: 5m to 20m\n\n{BODY}", 2, 6, "missing-title", "add a line such as Title:"),
    Mistake(f"Title: T\n\n{BODY}", 1, 1, "missing-length", "add a line such as Length:"),
    in_header("  Sumary: x", 3, "unknown-key", "'Sumary' is not known; did you mean 'Summary'?"),
    in_header("Form: x", 1, "unknown-key", "did you mean 'From'?"),
    in_header("voice  pase: 90", 1, "unknown-key", "'voice pase' is not known; did you mean 'Voice pace'?"),
    in_header("Qqq: x", 1, "unknown-key", "known are Title, Summary, Length"),
    in_header("\tSit down.", 2, "not-a-header-line", "write Key: value, or begin a part with # Name"),
    in_header(": x", 1, "not-a-header-line", "write Key: value"),
    in_header("Title: U", 1, "key-twice", "Title is given twice"),
    in_header("Home: 4m", 7, "home-outside-length", "choose from 5m to 20m"),
    in_header("Home:   soon", 9, "impossible-time", "'soon' is no length"),
    in_header("Language: English", 11, "unknown-language", "en, de or pt-BR"),
    in_header("Kind: analytic", 7, "unknown-kind", "did you mean 'analytical'?"),
    in_header("Level: beginning", 8, "unknown-level", "known are starting, settled, experienced"),
    in_header("Voice pace: 300", 13, "impossible-pace", "from 60 to 200"),
    Mistake("Title: T\nRecording: Whole.opus\n", 2, 12, "bad-recording-name", "such as Recording: whole.opus"),
    Mistake("Title: T\nRecording: ../whole.opus\n", 2, 12, "bad-recording-name", "without a folder"),
    Mistake("Title: T\nRecording: con.flac\n", 2, 12, "bad-recording-name", "such as Recording: whole.opus"),
    Mistake("Title: T\nRecording: whole.wav\n", 2, 12, "bad-recording-name", "ends in .opus, .ogg"),
    Mistake(f"Title: T\nRecording: whole.opus\n\n{BODY}", 4, 1, "words-of-a-recording", "take out everything from #"),
    Mistake("Title: T\nHome: 5m\nRecording: whole.opus\n", 2, 7, "missing-length", "Home wants a Length beside it"),
    Mistake(f"Title: T\nLength: 5m to long\n\n{BODY}", 2, 9, "impossible-time", "'long' is no length"),
    Mistake(f"Title: T\nLength: 20m to 5m\n\n{BODY}", 2, 9, "impossible-time", "a shortest and a longest"),
    Mistake(f"Title: T\nLength: 0m to 5m\n\n{BODY}", 2, 9, "impossible-time", "a shortest and a longest"),
    Mistake(f"Title: T\nLength: 5m to 25h\n\n{BODY}", 2, 9, "impossible-time", "longer than a day"),
    Mistake(HEAD, 1, 1, "no-part", "begin a part with a line such as # Arriving"),
    Mistake(f"{HEAD}# One\n; nothing\n", 1, 1, "no-part", "nothing to do yet"),
    in_body("Sit. [puase 20s]", 6, "unknown-directive", "'puase' is not known; did you mean 'pause'?"),
    in_body("[ring]", 1, "unknown-directive", "known are pause, bell, breathe, silence, write"),
    in_body("[]", 1, "unknown-directive", "known are pause"),
    in_body("Sit. [bell bowel]", 6, "unknown-bell", "'bowel' is not known; did you mean 'bowl'?"),
    in_body("[silence 2m+ bell lwo every 1m]", 1, "unknown-bell", "did you mean 'low'?"),
    in_body("[bell low small]", 1, "impossible-time", "[bell low x3]"),
    in_body("[bell x3 x4]", 1, "impossible-time", "[bell low x3]"),
    in_body("[bell x0]", 1, "impossible-time", "from once to 12 times"),
    in_body("[bell x13]", 1, "impossible-time", "from once to 12 times"),
    in_body("[pause]", 1, "impossible-time", "[pause …] wants a length"),
    in_body("[pause 20]", 1, "impossible-time", "write 20s for seconds or 20m for minutes"),
    in_body("[pause soon]", 1, "impossible-time", "[pause …] wants a length"),
    in_body("[pause 2m to 20s]", 1, "impossible-time", "shorter than the first; swap them"),
    in_body("[pause 2m x0]", 1, "impossible-time", "x0 would give no share"),
    in_body("[pause 99999h]", 1, "impossible-time", "longer than a day"),
    in_body("[pause -5s]", 1, "impossible-time", "wants a length"),
    in_body("[write for a while]", 1, "impossible-time", "[write …] wants a length"),
    in_body("[breathe in 4 out 6]", 1, "impossible-time", "says how long it is"),
    in_body("[breathe out 4 in 6 for 1m]", 1, "impossible-time", "in this order"),
    in_body("[breathe in 4 for 1m]", 1, "impossible-time", "in and out are needed"),
    in_body("[breathe in 0.2 out 6 for 1m]", 1, "impossible-time", "half a second"),
    in_body("[breathe in 4..5 out 6 for 1m]", 1, "impossible-time", "'4..5' is no number"),
    in_body("[breathe deeply for 1m]", 1, "impossible-time", "write [breathe in 4 out 6 for 1m to 5m]"),
    in_body("[breathe my rhythm to 0 a minute for 1m]", 1, "impossible-time", "up to 30 breaths a minute"),
    in_body("[breathe my rhythm to 31 a minute for 1m]", 1, "impossible-time", "up to 30 breaths a minute"),
    in_body("[breathe in 4 out 16.1 for 1m]", 1, "breath-too-slow", "slower than 3 breaths a minute"),
    in_body("[breathe my rhythm to 2.9 a minute for 1m]", 1, "breath-too-slow", "slower than 3 breaths a minute"),
    in_body("[breathe in 0.5 out 1.4 for 1m]", 1, "breath-too-fast", "faster than 30 breaths a minute"),
    in_body("[breathe in 2 hold 20.5 out 2 for 1m]", 1, "hold-too-long", "over 20 s"),
    in_body("[breathe in 2 out 2 rest 21 for 1m]", 1, "hold-too-long", "over 20 s"),
    in_body('[silence 2m+ each 1m: "Here."]', 1, "impossible-time", "a silence is written"),
    in_body('[silence 2m+ every 5s: "Here."]', 1, "impossible-time", "write every 30s or more"),
    in_body("[silence 2m+ bell every 1]", 1, "impossible-time", "write 1s for seconds or 1m for minutes"),
    in_body('[silence 2m+ every 1m: " "]', 1, "impossible-time", "no words stand between"),
    in_body('[silence 2m+ every 1m: {A} "Here."]', 1, "bad-name", "'A' wants lower-case letters"),
    in_body("Sit [down.", 5, "loose-bracket", "'[' has no partner"),
    in_body("Sit ] down.", 5, "loose-bracket", "']' has no partner"),
    in_body("{one Sit down.", 1, "loose-bracket", "'{' has no partner"),
    in_body("Sit } down.", 5, "loose-bracket", "'}' has no partner"),
    in_body("{Arrive} Sit.", 1, "bad-name", "'Arrive' wants lower-case letters"),
    in_body("Sit. [bell] {" + "a" * 41 + "} Sit.", 13, "bad-name", "40 at most"),
    in_body("{} Sit.", 1, "bad-name", "wants lower-case letters"),
    in_body("{one} Sit. {one} Sit.", 12, "name-twice", "'one' is used twice"),
    in_body("{one} [bell]", 1, "name-without-words", "no words follow the name 'one'"),
    as_heading("# one!", 1, "name-twice", "two parts are called 'one!'"),
    as_heading("# ", 1, "part-without-name", "such as # Arriving"),
    as_heading("# (close)", 1, "part-without-name", "such as # Arriving"),
    as_heading("# Two (form 15m)", 7, "unknown-flag", "(form 15m) is not known; did you mean 'from'?"),
    as_heading("# Two (from 15m) (skipable)", 18, "unknown-flag", "did you mean 'skippable'?"),
    as_heading("# Two (softly) (close)", 7, "unknown-flag", "known are from, skippable, gentler, close"),
    as_heading("# Two (close) (close)", 7, "flag-twice", "(close) is given twice"),
    as_heading("# Two (from noon)", 7, "impossible-time", "'noon' is no length"),
    as_heading("# Two (from)", 7, "impossible-time", "is no length"),
    as_heading("# Two (gentler: won)", 1, "unknown-part", "called 'won'; did you mean 'one'?"),
    as_heading("# Two (gentler: two)", 1, "unknown-part", "no other part is called 'two'"),
    as_heading("# Two (gentler)", 1, "unknown-part", "no other part is called ''"),
    as_heading("# Two (close)\n[bell]\n# Three (close)", 1, "close-twice", "take (close) from the other")._replace(
        line=9
    ),
    as_heading("# Two (close)\n# Three", 1, "empty-close", "give it a bell or a line"),
    as_heading("# Two (close) (from 6m)", 1, "close-joins-late", "take (from …) from it"),
    as_heading("# Two (gentler: three)\n[bell]\n# Three (close)", 1, "close-apart", "write one for each")._replace(
        line=9
    ),
    as_heading("# Two (gentler: one)\n[bell]\n# Three (gentler: one)", 1, "gentler-twice", "'one'")._replace(line=9),
    as_heading("# Two (gentler: three)\n[bell]\n# Three (gentler: one)", 1, "gentler-chain", "'Three'")._replace(
        line=9
    ),
]


@pytest.mark.parametrize("mistake", MISTAKES, ids=lambda mistake: f"{mistake.code}-{mistake.said[:30]}")
def test_a_mistake_is_found_where_it_is(mistake: Mistake) -> None:
    reading = parse(mistake.text, "t")
    assert [(each.line, each.column, each.severity, each.code) for each in reading.diagnostics] == [
        (mistake.line, mistake.column, Severity.ERROR, mistake.code)
    ]
    assert mistake.said in reading.diagnostics[0].message
    assert reading.script is None


SPEECH = "{long} " + "Word word word word word word word. " * 20 + "\n"


def advised(text: str) -> list[tuple[int, int, Severity, str, str]]:
    script = parse(text, "t").script
    assert script is not None
    return [(each.line, each.column, each.severity, each.code, each.message) for each in lint(script, no_voice)]


ADVICE = [
    Mistake(f"Title: T\nLength: 1m to 20m\n\n# One\n{SPEECH}[pause 30s+]\n", 1, 1, "does-not-fit", "need 1m46s"),
    Mistake(f"{HEAD}{BODY}# Two (from 10m)\n[pause 11m]\n", 7, 1, "does-not-fit", "at 10m the words"),
    Mistake(f"{HEAD}# One\n{{one}} Sit.\n[pause 30s]\n", 1, 1, "nothing-elastic", "write one pause as [pause 30s+]"),
    Mistake(f"Title: T\nLength: 80s to 20m\n\n# One\n{SPEECH}[pause 3s+]\n", 1, 1, "tight-at-the-short-end", "a fifth"),
    Mistake(
        f"Title: T\nLength: 2m to 20m\nHome: 2m\n\n# One\n{SPEECH}[pause 3s+]\n", 1, 1, "much-speech", "at most half"
    ),
    Mistake(f"{HEAD}{BODY}", 1, 1, "silence-share", "5m 99%"),
    Mistake(f"{HEAD}# One\nSit.\n[pause 30s to 6m]\n", 1, 1, "tops-reached", "at 7m every pause"),
    Mistake(f"{HEAD}{BODY}", 6, 1, "long-silence", "at 5m this silence lasts 4m58s"),
    Mistake(f"{HEAD}{BODY}# Two\n[bell]\n", 7, 1, "no-close", "no part is marked (close)"),
    Mistake(f"{HEAD}# One\n{{one}} {'word ' * 27}\n[pause 30s+]\n", 5, 1, "long-sentence", "27 words"),
    Mistake(f"{HEAD}{BODY}[silence 2m+]\n", 7, 1, "open-silence", "keeps people company"),
]


@pytest.mark.parametrize("mistake", ADVICE, ids=lambda mistake: f"{mistake.code}-{mistake.said[:30]}")
def test_advice_is_given_where_it_belongs(mistake: Mistake) -> None:
    found = [each for each in advised(mistake.text) if each[3] == mistake.code]
    assert [each[:2] for each in found] == [(mistake.line, mistake.column)]
    assert mistake.said in found[0][4]
    is_error = mistake.code in {"does-not-fit", "nothing-elastic"}
    assert found[0][2] is (Severity.ERROR if is_error else Severity.ADVICE)


def test_only_words_without_a_recording_are_named_where_others_have_one() -> None:
    def recorded(speech: Speech, /) -> Frames | None:
        return Frames(100_000) if speech.cue == "one" else None

    script = parse(f"{HEAD}{BODY}{{two}} Sit on.\n", "t").script
    assert script is not None
    found = [each for each in lint(script, recorded) if each.code == "no-recording"]
    assert [(each.line, each.column) for each in found] == [(7, 1)]
    assert "'two' has no recording" in found[0].message


def test_every_code_has_its_example() -> None:
    said = re.compile(
        r"^\s+\"([a-z]+(?:-[a-z]+)+)\"|(?:error|advise|Danger)\([^\"]*?\"([a-z]+(?:-[a-z]+)+)\""
        r"|, \"([a-z]+-[a-z]+)\", ",
        re.MULTILINE,
    )
    modules = (breath_patterns, directives, header, headings, linter, parser, parts)
    sources = [Path(module.__file__ or "").read_text("utf-8") for module in modules]
    known = {next(filter(None, groups)) for source in sources for groups in said.findall(source)}
    shown = {mistake.code for mistake in (*MISTAKES, *ADVICE)} | {"no-recording"}
    assert known - {"present-moment"} == shown


def test_a_lone_carriage_return_is_a_mistake_and_a_line_end() -> None:
    found = parse(f"{HEAD}# One\rSit.\rSit\x00 ].\n[pause 30s+]\n", "t").diagnostics
    assert [(each.line, each.column, each.code) for each in found] == [
        (4, 6, "control-character"),
        (5, 5, "control-character"),
        (6, 4, "control-character"),
        (6, 5, "loose-bracket"),
    ]


def test_several_mistakes_come_in_the_order_of_the_text() -> None:
    text = "Titel: T\nLength: 5m to 20m\n\n# One (closing)\nSit ] down. [puase 1s]\n{A} Sit.\n"
    found = parse(text, "t").diagnostics
    assert [(each.line, each.column, each.code) for each in found] == [
        (1, 1, "unknown-key"),
        (1, 1, "missing-title"),
        (4, 7, "unknown-flag"),
        (5, 5, "loose-bracket"),
        (5, 13, "unknown-directive"),
        (6, 1, "bad-name"),
    ]


def test_the_nearest_word_is_found_whatever_its_case() -> None:
    assert nearest("HOEM", ["Title", "Home"]) == "; did you mean 'Home'?"
    assert nearest("x" * 10_000, ["Title", "Home"]) == "; known are Title, Home"


def test_advice_keeps_no_script_from_running() -> None:
    findings = diagnostics.Findings()
    findings.advise(Position(1, 1), "silence-share", "much silence")
    assert not has_errors(findings.found)
    findings.error(Position(1, 1), "no-part", "no part")
    assert has_errors(findings.found)
