from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.compiler.written_scripts import Written, written_scripts

from practice_tui.compiler.headings import CUE_NAME, part_slug, slug
from practice_tui.compiler.parser import header_of, parse
from practice_tui.domain.quantities import MINUTE, SAMPLE_RATE, Frames
from practice_tui.domain.script import (
    Bell,
    Breath,
    BreathPattern,
    Pause,
    Position,
    Script,
    Silence,
    Span,
    Speech,
    Step,
    Writing,
    speeches,
)

EXAMPLE = """\
Title: Evening settling
Length: 5m to 45m
Home: 15m
Language: en
# Arriving
[bell]
{arrive} Sit in a way that is easy. Let the hands rest. Nothing to fix.
[pause 20s+]
# Breathing
Let us breathe together for a little while, and let the breath be rough if it is rough.
[breathe in 4 out 6 for 1m to 5m]
# Body (from 15m)
{feet} Bring attention to the soles of the feet. [pause 30s+ x2]
{hands} Now the palms of the hands. [pause 30s+]
# Closing (close)
{close} Hear the room again. [pause 10s]
[bell x3]
"""


def seconds(count: float) -> Frames:
    return Frames(round(count * SAMPLE_RATE))


def read(text: str) -> Script:
    reading = parse(text, "t")
    assert reading.script is not None, reading.diagnostics
    return reading.script


def steps_of(body: str) -> tuple[Step, ...]:
    return read(f"Title: T\nLength: 5m to 20m\n\n# Part\n{body}\n").parts[0].steps


def spoken(body: str) -> list[tuple[str, str]]:
    return [(step.cue, step.text) for step in steps_of(body) if isinstance(step, Speech)]


def test_the_example_reads_as_it_is_meant() -> None:
    reading = parse(EXAMPLE, "evening")
    assert reading.diagnostics == ()
    script = reading.script
    assert script is not None
    head = script.header
    assert (head.title, head.language, head.voice_pace) == ("Evening settling", "en", 110)
    assert (head.shortest, head.longest, head.home) == (5 * MINUTE, 45 * MINUTE, 15 * MINUTE)
    assert [(part.name, part.slug, part.at.line, part.joins_from, part.closing) for part in script.parts] == [
        ("Arriving", "arriving", 5, 0, False),
        ("Breathing", "breathing", 9, 0, False),
        ("Body", "body", 12, 15 * MINUTE, False),
        ("Closing", "closing", 15, 0, True),
    ]
    assert script.parts[0].steps == (
        Bell(Position(6, 1), "bowl", 1),
        Speech(Position(7, 1), "arrive", "Sit in a way that is easy. Let the hands rest. Nothing to fix.", named=True),
        Pause(Position(8, 1), Span(seconds(20), None)),
    )
    unnamed, stretch = script.parts[1].steps
    assert isinstance(unnamed, Speech)
    assert (unnamed.at, unnamed.named) == (Position(10, 1), False)
    assert stretch == Breath(
        Position(11, 1), Span(MINUTE, Frames(5 * MINUTE)), BreathPattern(seconds(4), Frames(0), seconds(6), Frames(0))
    )
    assert [step.at for step in script.parts[2].steps] == [(13, 1), (13, 50), (14, 1), (14, 37)]
    assert script.parts[2].steps[1] == Pause(Position(13, 50), Span(seconds(30), None, 2))
    assert script.parts[3].steps[2] == Bell(Position(17, 1), "bowl", 3)
    assert script.close is script.parts[3]


@given(written_scripts(with_alternatives=True))
def test_the_text_that_notepad_saves_is_the_same_text(written: Written) -> None:
    saved = "\ufeff" + written.text.replace("\n", "\r\n")
    assert parse(saved, "t") == parse(written.text, "t")
    assert header_of(saved) == header_of(written.text)


@given(written_scripts())
def test_no_break_spaces_and_decomposed_letters_are_the_same_text(written: Written) -> None:
    assert parse(written.text.replace(" ", "\u00a0").replace("é", "e\u0301"), "t") == parse(written.text, "t")


@pytest.mark.parametrize(
    ("directive", "step"),
    [
        ("[pause 20s]", Pause(Position(5, 1), Span(seconds(20), seconds(20)))),
        ("[pause 20s to 2m]", Pause(Position(5, 1), Span(seconds(20), seconds(120)))),
        ("[pause 1m30s to 1h x3]", Pause(Position(5, 1), Span(seconds(90), seconds(3600), 3))),
        ("[pause 2.5s+ x12]", Pause(Position(5, 1), Span(seconds(2.5), None, 12))),
        ("[ PAUSE  2,5 S  x2 ]", Pause(Position(5, 1), Span(seconds(2.5), seconds(2.5), 2))),
        ("[pause 1 min +]", Pause(Position(5, 1), Span(seconds(60), None))),
        ("[bell]", Bell(Position(5, 1))),
        ("[Bell LOW x3]", Bell(Position(5, 1), "low", 3)),
        ("[bell x12 small]", Bell(Position(5, 1), "small", 12)),
        ("[write for 5m+]", Writing(Position(5, 1), Span(seconds(300), None))),
        ("[write 5m]", Writing(Position(5, 1), Span(seconds(300), seconds(300)))),
        (
            "[breathe in 4 hold 2 out 6.5 rest 1 for 1m to 5m x2]",
            Breath(
                Position(5, 1),
                Span(seconds(60), seconds(300), 2),
                BreathPattern(seconds(4), seconds(2), seconds(6.5), seconds(1)),
            ),
        ),
        (
            "[breathe my rhythm to 5.5 a minute for 2m to 10m]",
            Breath(
                Position(5, 1), Span(seconds(120), seconds(600)), BreathPattern.at_rate(Fraction(11, 2)), eases=True
            ),
        ),
        ("[breathe my rhythm to 6 breaths per minute for 2m]", None),
        ("[silence 2m to 20m]", Silence(Position(5, 1), Span(seconds(120), seconds(1200)))),
        (
            "[silence 2m x2 bell every 5m]",
            Silence(Position(5, 1), Span(seconds(120), seconds(120), 2), seconds(300), Bell(Position(5, 1))),
        ),
        (
            "[silence 2m+ bell small every 5m x4]",
            Silence(Position(5, 1), Span(seconds(120), None, 4), seconds(300), Bell(Position(5, 1), "small")),
        ),
        (
            '[silence 2m to 20m every 3m: {here} "Still here. Begin again." x2]',
            Silence(
                Position(5, 1),
                Span(seconds(120), seconds(1200), 2),
                seconds(180),
                Speech(Position(5, 1), "here", "Still here. Begin again.", named=True),
            ),
        ),
    ],
)
def test_directives(directive: str, step: Step | None) -> None:
    found = steps_of(directive)
    assert len(found) == 1
    assert step is None or found == (step,)


@pytest.mark.parametrize(
    "quoted", ['"Here."', "“Here.”", "„Here.“", "«Here.»", "'Here.'", "\u2018Here.\u2019", "”Here.”"]
)
def test_curly_quotes_are_straight_ones_in_directives(quoted: str) -> None:
    assert steps_of(f"[silence 2m+ every 1m: {quoted}]") == steps_of('[silence 2m+ every 1m: "Here."]')


def test_curly_quotes_stay_in_spoken_words() -> None:
    assert spoken("It\u2019s “yes”.")[0][1] == "It\u2019s “yes”."


def test_notes_are_never_spoken() -> None:
    body = "; a note\nSit. ; this is spoken\n;[bell]\nStill. [pause 30s+]\n;# Part\n"
    assert [text for _, text in spoken(body)] == ["Sit. ; this is spoken Still."]
    assert read(f"; first\nTitle: T\n;Titel: U\nLength: 5m\n\n# Part\n{body}").header.title == "T"


def test_a_passage_ends_at_an_empty_line_a_directive_a_name_and_a_part() -> None:
    text = "Title: T\nLength: 5m to 20m\n# A\nOne\n  two.\n\nThree. [bell] Four. {five} Five.\n\t\n# B\nSix.\n"
    found = speeches(read(text))
    assert [speech.text for speech in found] == ["One two.", "Three.", "Four.", "Five.", "Six."]
    assert [speech.at for speech in found] == [(4, 1), (7, 1), (7, 15), (7, 21), (10, 1)]


def test_a_name_may_stand_on_the_line_before_its_words() -> None:
    step = steps_of("{one}\nSit. [pause 30s+]")[0]
    assert step == Speech(Position(5, 1), "one", "Sit.", named=True)


def test_unnamed_passages_are_named_after_their_words_alone() -> None:
    here = spoken("Let us breathe. [pause 30s+]")
    there = spoken("[bell]\n\nLet us\n   breathe.\n[pause 1m+]\nOther words.")
    assert here[0] == there[0]
    assert here[0][0].startswith("let-us-breathe-")
    assert spoken("Let us breathe! [pause 30s+]")[0][0] != here[0][0]


@given(st.text(st.characters(exclude_categories=["C"], exclude_characters="[]{}#;"), min_size=1, max_size=80))
def test_every_unnamed_passage_has_a_name_that_can_be_a_file_name(words: str) -> None:
    for cue, text in spoken(f"a {words}"):
        assert CUE_NAME.fullmatch(cue)
        assert not cue.startswith("-")
        assert text == " ".join(text.split())


def test_parts_can_be_named_in_any_script() -> None:
    script = read(
        "Title: T\nLength: 5m to 20m\n# Начало (gentler: мягче)\n[pause 30s+]\n# Мягче\n[bell]\n"
        "# ध्यान (close)\n[bell]\n# Été\n[bell]\n"
    )
    assert [part.slug for part in script.parts] == ["начало", "мягче", "ध्यान", "été"]
    assert script.parts[0].gentler == "мягче"
    assert script.alternatives == {"мягче"}
    assert script.parts_for(5 * MINUTE) == (0, 2, 3)


def test_flags_are_read_in_any_order_and_only_behind_the_name() -> None:
    text = "Title: T\nLength: 5m to 20m\n## Body (and mind) now (SKIPPABLE) ( from: 7m30s ) (gentler a-softer  way)\n"
    part = read(text + "[pause 30s+]\n# A softer way\n[bell]\n").parts[0]
    assert (part.name, part.skippable, part.joins_from) == ("Body (and mind) now", True, seconds(450))
    assert part.gentler == "a-softer-way"


def test_the_closing_is_the_last_usual_part_where_none_is_marked() -> None:
    text = "Title: T\nLength: 5m to 20m\n# One (gentler: softer)\n[pause 30s+]\n# End\n[bell]\n# Softer\n[bell]\n"
    assert read(text).close.name == "End"


def test_every_header_key_is_read() -> None:
    text = (
        "title: Evening\nSUMMARY: For the\tend  of the day\nLength: 90s \u2013 1h30m\nHome: 2\nLanguage: pt-BR\n"
        "Kind: Micro\nLevel: settled\nSkill: rest\nFrom: usual teaching\nCautions: none: none\nGentler: nurturance\n"
        "Voice  pace: 95 words a minute\nLicence: CC0-1.0\nAuthor: A. Author\n\n# One\n[pause 30s+]\n"
    )
    head = read(text).header
    assert (head.title, head.summary, head.skill, head.sources) == (
        "Evening",
        "For the end of the day",
        "rest",
        "usual teaching",
    )
    assert (head.shortest, head.longest, head.home) == (seconds(90), seconds(5400), seconds(120))
    assert (head.language, head.kind, head.level, head.voice_pace) == ("pt-BR", "micro", "settled", 95)
    assert (head.cautions, head.gentler, head.licence, head.author) == (
        "none: none",
        "nurturance",
        "CC0-1.0",
        "A. Author",
    )


@pytest.mark.parametrize(("length", "home"), [("5m to 20m", 600), ("1m to 3m", 180), ("15m to 20m", 900), ("7m", 420)])
def test_home_is_ten_minutes_or_what_comes_nearest(length: str, home: int) -> None:
    assert read(f"Title: T\nLength: {length}\n# A\n[pause 1s+]\n").header.home == seconds(home)


def test_the_digest_is_the_text_s_own() -> None:
    assert read(EXAMPLE).digest == read("\ufeff" + EXAMPLE.replace("\n", "\r\n")).digest
    assert read(EXAMPLE).digest != read(EXAMPLE + "; a note\n").digest


def test_the_header_alone_has_mistakes_of_its_own() -> None:
    assert header_of("Titel: T\nLength: 5m\n# A\n") is None
    assert header_of("# A\n[bell]\n") is None


@given(st.text(max_size=60))
def test_slugs_are_plain(words: str) -> None:
    assert slug(words) == "" or CUE_NAME.fullmatch(slug(words))
    assert part_slug(words) == part_slug(part_slug(words))
