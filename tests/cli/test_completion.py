"""Completion in the shell: commands, ids, settings."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from practice_tui.cli.outcome import COMPLETION

if TYPE_CHECKING:
    from tests.cli.room import Call


@pytest.fixture
def complete(practice: Call, monkeypatch: pytest.MonkeyPatch) -> Completer:
    return Completer(practice, monkeypatch)


class Completer:
    """Asks as bash does."""

    def __init__(self, practice: Call, monkeypatch: pytest.MonkeyPatch) -> None:
        self._practice = practice
        self._monkeypatch = monkeypatch

    def __call__(self, words: str) -> list[str]:
        self._monkeypatch.setenv(COMPLETION, "bash_complete")
        self._monkeypatch.setenv("COMP_WORDS", words)
        self._monkeypatch.setenv("COMP_CWORD", str(len(words.split(" ")) - 1))
        answer = self._practice()
        assert (answer.code, answer.err) == (0, "")
        return [line.partition(",")[2] for line in answer.out.splitlines() if line]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("practice st", ["stats", "streak"]),
        ("practice sit st", ["steadying"]),
        ("practice show silent", ["silent-sit"]),
        ("practice plan soothing", ["soothing-rhythm-breathing"]),
        ("practice sit nosuch", []),
        ("practice config set volume_v", ["volume_voice"]),
        ("practice config s", ["show", "set"]),
        ("practice plan ./my", ["./my"]),
        ("practice streak --w", ["--why"]),
        ("practice sit x --output si", ["silent"]),
    ],
)
def test_a_shell_completes(complete: Completer, words: str, found: list[str]) -> None:
    assert complete(words) == found


def test_the_shell_gets_its_script(practice: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(COMPLETION, "zsh_source")
    answer = practice()
    assert answer.code == 0
    assert answer.out.startswith("#compdef practice")


def test_the_ids_of_reminders_are_completed(practice: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("steadying", "nurturance"):
        assert practice("remind", "add", "--practice", name, "--at", "07:30").code == 0
    complete = Completer(practice, monkeypatch)
    assert complete("practice remind snooze ") == ["steadying", "nurturance"]
    assert complete("practice remind edit nu") == ["nurturance"]
