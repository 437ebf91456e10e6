"""Tables and wrapped text, in terminals of several widths."""

from __future__ import annotations

import os
import shutil
import sys

import pytest

from practice_tui.cli.answers import quiet, strong
from practice_tui.cli.columns import cells, table, wrapped


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """A terminal of 40 columns on stdout."""
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    monkeypatch.setattr(shutil, "get_terminal_size", lambda: os.terminal_size((40, 24)))
    monkeypatch.delenv("NO_COLOR", raising=False)
    return monkeypatch


@pytest.mark.parametrize(
    ("text", "width"), [("", 0), ("abc", 3), ("dé", 2), ("de\u0301", 2), ("静かに", 6), ("\u200e", 0)]
)
def test_cells_of_a_text(text: str, width: int) -> None:
    assert cells(text) == width


def test_columns_are_aligned_by_cells() -> None:
    lines = table([("静", "1", "a"), ("abc", "22", "b")], right=frozenset({1}))
    assert lines == ["静    1  a", "abc  22  b"]


def test_a_table_without_rows_has_no_lines() -> None:
    assert table([]) == []


def test_whatever_enters_a_table_is_shown_safely() -> None:
    assert table([("a\x1b[31m", "b\nc")]) == [r"a\x1b[31m  b\x0ac"]


def test_in_a_pipe_a_row_is_one_line() -> None:
    assert table([("a", "word " * 100)]) == [f"a  {'word ' * 100}".rstrip()]


def test_in_a_terminal_the_last_column_is_wrapped_beneath_itself(terminal: pytest.MonkeyPatch) -> None:
    assert terminal
    lines = table([("name", "word " * 12)])
    assert len(lines) > 1
    assert all(cells(line) < 40 for line in lines)
    assert all(line.startswith("      word") for line in lines[1:])


def test_wrapping_loses_no_word_and_keeps_empty_lines(terminal: pytest.MonkeyPatch) -> None:
    assert terminal
    text = " ".join(f"word{number}" for number in range(50))
    assert " ".join(wrapped(text)) == text
    assert wrapped("") == [""]


def test_headings_are_styled_in_a_terminal_unless_no_color_is_set(terminal: pytest.MonkeyPatch) -> None:
    assert strong("title") == "\x1b[1mtitle\x1b[0m"
    assert quiet("") == ""
    terminal.setenv("NO_COLOR", "1")
    assert strong("title") == quiet("title") == "title"


def test_nothing_is_styled_in_a_pipe() -> None:
    assert strong("title") == quiet("title") == "title"
