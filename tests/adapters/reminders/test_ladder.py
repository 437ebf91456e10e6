"""The order of the channels, and that nobody is told twice."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from practice_tui.adapters.files.places import Places
from practice_tui.adapters.reminders.ladder import every_channel, notifiers

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def places(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Places:
    for name in ("TMUX", "TERM_PROGRAM", "LC_TERMINAL", "KITTY_WINDOW_ID", "WEZTERM_PANE", "ZELLIJ"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TERM", "xterm-256color")
    return Places(tmp_path, tmp_path, tmp_path, tmp_path)


def test_while_the_app_is_closed_the_desktop_comes_before_tmux(places: Places) -> None:
    assert [channel.name for channel in notifiers(places)] == ["desktop", "tmux"]


def test_a_terminal_that_only_rings_comes_after_the_desktop(places: Places) -> None:
    assert [channel.name for channel in notifiers(places, is_focused=lambda: False)] == ["desktop", "terminal"]


def test_a_terminal_that_notifies_stands_for_the_desktop(places: Places, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm-kitty")
    assert [channel.name for channel in notifiers(places, is_focused=lambda: False)] == ["terminal"]


def test_doctor_looks_at_every_channel(places: Places) -> None:
    assert [channel.name for channel in every_channel(places)] == ["desktop", "terminal", "tmux"]
