"""Wrong usage and refusals: the exit code, one line on stderr, nothing on stdout."""

from __future__ import annotations

import io
import sys
from typing import TYPE_CHECKING

import pytest

from practice_tui.cli.outcome import outcome
from practice_tui.domain.errors import NotSaved

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.room import Call

HOSTILE = "x\x1b]0;owned\x07\x9b31m\u202e\n\tend"

MISUSED = [
    ("nosuch",),
    ("lst",),
    (HOSTILE,),
    ("",),
    ("--nosuch",),
    ("--json",),
    ("list", "--jsn"),
    ("list", "-x"),
    ("list", "extra", "more"),
    ("list", "--json=yes"),
    ("list", HOSTILE),
    ("list", f"--{HOSTILE}"),
    ("show",),
    ("show", "a", "b"),
    ("plan",),
    ("plan", "nurturance"),
    ("plan", "nurturance", "-m"),
    ("plan", "nurturance", "-m", "abc"),
    ("plan", "nurturance", "-m", ""),
    ("plan", "nurturance", "-m", "-5"),
    ("plan", "nurturance", "-m", "1e3"),
    ("plan", "nurturance", "-m", "nan"),
    ("plan", "nurturance", "-m", HOSTILE),
    ("plan", "nurturance", "-m", "9" * 5000),
    ("check",),
    ("sit",),
    ("sit", "silent-sit", "--output", "loud"),
    ("sit", "silent-sit", "--device"),
    ("sit", "silent-sit", "--json"),
    ("log",),
    ("log", "lst"),
    ("log", "list", "--last", "x"),
    ("log", "list", "--last", "-1"),
    ("streak", "--wy"),
    ("config",),
    ("config", "sho"),
    ("config", "set"),
    ("config", "set", "theme"),
    ("config", "set", "theme", "dusk", "paper"),
]

REFUSED = [
    ("show", "nosuch"),
    ("show", ""),
    ("show", HOSTILE),
    ("show", "x" * 5000),
    ("show", "\udcff"),
    ("plan", "nurturanc", "-m", "5"),
    ("plan", "nurturance", "-m", "1"),
    ("plan", "nurturance", "-m", "0"),
    ("plan", "nurturance", "-m", "99999"),
    ("plan", "nurturance", "-m", "open"),
    ("plan", "absent.txt", "-m", "5"),
    ("plan", f"{HOSTILE}.txt", "-m", "5"),
    ("check", "absent"),
    ("check", HOSTILE),
    ("sit", "nosuch", "--plain"),
    ("sit", "silent-sit", "-m", "1s", "--plain"),
    ("sit", "nurturance", "-m", "open", "--plain"),
    ("config", "set", "them", "dusk"),
    ("config", "set", "theme", HOSTILE),
    ("config", "set", HOSTILE, "dusk"),
]


def is_one_line(text: str) -> bool:
    """Whether it is one line of printable characters: what happened; what to do."""
    start, _, rest = text.partition(": ")
    return (
        start == "error"
        and text.endswith("\n")
        and rest[:-1].isprintable()
        and ("; " in rest)
        and all(part.strip() for part in rest.split(";"))
    )


@pytest.mark.parametrize("arguments", MISUSED, ids=repr)
def test_wrong_usage_exits_2_with_one_line(practice: Call, arguments: tuple[str, ...]) -> None:
    answer = practice(*arguments)
    assert (answer.code, answer.out) == (2, "")
    assert is_one_line(answer.err), answer.err
    assert len(answer.err) < 700


@pytest.mark.parametrize("arguments", REFUSED, ids=lambda arguments: repr(arguments)[:60])
@pytest.mark.parametrize("json", [(), ("--json",)], ids=["", "json"])
def test_a_refusal_exits_1_with_one_line(practice: Call, arguments: tuple[str, ...], json: tuple[str, ...]) -> None:
    answer = practice(*arguments, *json)
    assert (answer.code, answer.out) == (1, "")
    assert is_one_line(answer.err), answer.err
    assert len(answer.err) < 700


@pytest.mark.parametrize("arguments", [(), ("--debug",)], ids=repr)
def test_the_app_is_refused_where_there_is_no_terminal(practice: Call, arguments: tuple[str, ...]) -> None:
    answer = practice(*arguments)
    assert (answer.code, answer.out) == (1, "")
    assert answer.err == "error: there is no terminal here to show the app in; try practice sit ID --plain\n"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("lst",), "did you mean 'list'?"),
        (("confg",), "did you mean 'config'?"),
        (("log", "lsit"), "did you mean 'list'?"),
        (("list", "--jsno"), "did you mean --json?"),
        (("streak", "--wyh"), "did you mean --why?"),
        (("plan", "-m", "5"), "practice plan --help"),
        (("config", "set", "theme"), "VALUE is missing"),
        (("config",), "choose from show, set, path"),
        (("show", "gratitud"), "did you mean 'gratitude'?"),
        (("show", "a\x1bb"), r"a\x1bb"),
        (("sit", "silent-sit", "--output", "silnt"), "'silent'"),
    ],
)
def test_the_line_says_what_would_do(practice: Call, arguments: tuple[str, ...], words: str) -> None:
    assert words in practice(*arguments).err


@pytest.mark.parametrize(
    "arguments",
    [
        ("--help",),
        ("-h",),
        ("list", "--help"),
        ("plan", "-h"),
        ("log", "--help"),
        ("config", "set", "--help"),
        ("sit", "--help"),
        ("--version",),
    ],
)
def test_help_is_an_answer(practice: Call, arguments: tuple[str, ...]) -> None:
    answer = practice(*arguments)
    assert (answer.code, answer.err) == (0, "")
    assert answer.out.startswith(("Usage: practice", "practice 0"))


def test_an_error_of_the_engine_is_its_own_line(capsys: pytest.CaptureFixture[str]) -> None:
    def refuse() -> int:
        raise NotSaved("the disk is full\x1b; make some room")

    assert outcome(refuse, debug=False) == 1
    assert capsys.readouterr().err == "error: the disk is full\\x1b; make some room\n"


def test_ctrl_c_in_a_command_is_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    def interrupted() -> int:
        raise KeyboardInterrupt

    assert outcome(interrupted, debug=False) == 1
    assert is_one_line(capsys.readouterr().err)


def test_a_fault_of_the_program_is_one_line_and_a_place_in_the_log(
    capsys: pytest.CaptureFixture[str], home: Path
) -> None:
    secret = "what the person wrote"

    def fail() -> int:
        try:
            return int(secret)
        except ValueError as problem:
            raise KeyError(secret) from problem

    assert outcome(fail, debug=False) == 1
    err = capsys.readouterr().err
    log = home / "state" / "practice.log"
    assert is_one_line(err)
    assert str(log) in err
    assert "your minutes are kept" in err
    noted = log.read_text("utf-8")
    assert "ValueError" in noted
    assert "KeyError" in noted
    assert "test_refusals.py" in noted
    assert secret not in noted
    assert (log.stat().st_mode & 0o777, log.parent.stat().st_mode & 0o777) == (0o600, 0o700)


def test_debug_shows_the_traceback_behind_the_line(capsys: pytest.CaptureFixture[str]) -> None:
    def fail() -> int:
        raise KeyError("a fault")

    assert outcome(fail, debug=True) == 1
    line, *trace = capsys.readouterr().err.splitlines(keepends=True)
    assert is_one_line(line)
    assert trace[0].startswith("Traceback")
    assert trace[-1] == "KeyError: 'a fault'\n"


def test_a_fault_that_cannot_be_noted_is_still_one_line(capsys: pytest.CaptureFixture[str], home: Path) -> None:
    home.mkdir()
    (home / "state").write_text("not a folder", "utf-8")

    def fail() -> int:
        raise KeyError("a fault")

    assert outcome(fail, debug=False) == 1
    err = capsys.readouterr().err
    assert is_one_line(err)
    assert "--debug shows them" in err


def test_a_reader_that_went_away_is_no_error(practice: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    class Closed(io.StringIO):
        def write(self, _text: str) -> int:
            raise BrokenPipeError

    monkeypatch.setattr(sys, "stdout", Closed())
    answer = practice("list")
    assert (answer.code, answer.err) == (0, "")


def test_an_answer_that_cannot_be_written_is_one_line(practice: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    class Full(io.StringIO):
        def write(self, _text: str) -> int:
            raise OSError(28, "No space left on device")

    monkeypatch.setattr(sys, "stdout", Full())
    answer = practice("list")
    assert answer.code == 1
    assert is_one_line(answer.err)
    assert "No space left on device" in answer.err


def test_letters_the_encoding_lacks_are_replaced(practice: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    narrow = io.TextIOWrapper(io.BytesIO(), "ascii")
    monkeypatch.setattr(sys, "stdout", narrow)
    assert practice("plan", "breath-focus", "-m", "5").code == 0
    assert narrow.detach().tell() > 0


def test_a_terminal_that_cannot_draw_is_no_place_for_the_app(practice: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    for stream in (sys.stdin, sys.stdout):
        monkeypatch.setattr(stream, "isatty", lambda: True)
    monkeypatch.setenv("TERM", "dumb")
    answer = practice("sit", "silent-sit")
    assert answer.code == 1
    assert "--plain" in answer.err
