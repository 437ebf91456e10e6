"""The log file: small, private, and quiet on the screen."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from practice_tui.cli.logbook import LARGEST, keep_log, note_crash

if TYPE_CHECKING:
    from pathlib import Path

    import pytest
    from tests.cli.room import Call


def test_what_modules_log_goes_to_the_file_and_not_to_the_screen(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    keep_log()
    keep_log()
    logging.getLogger("practice_tui.adapters.audio").warning("a bell was late")
    logging.getLogger("practice_tui.adapters.audio").debug("detail")
    assert capsys.readouterr().err == ""
    noted = (home / "state" / "practice.log").read_text("utf-8")
    assert noted.count("a bell was late") == 1
    assert "WARNING practice_tui.adapters.audio" in noted
    assert "detail" not in noted


def test_nothing_is_made_where_there_is_nothing_to_say(home: Path) -> None:
    keep_log()
    assert not home.exists()


def test_debug_adds_detail_to_the_file_and_to_stderr(practice: Call, home: Path) -> None:
    answer = practice("list", "--debug", "--json")
    assert answer.code == 0
    assert answer.document
    assert "practice 0.1.0" in answer.err
    assert "DEBUG" in (home / "state" / "practice.log").read_text("utf-8")


def test_a_large_log_gives_way_to_a_new_one_and_one_old_one_is_kept(home: Path) -> None:
    log = home / "state" / "practice.log"
    log.parent.mkdir(parents=True)
    for mark in ("first", "second"):
        log.write_text(mark + "x" * LARGEST, "utf-8")
        assert note_crash(KeyError("a fault")) == log
        assert log.stat().st_size < 2000
    assert (home / "state" / "practice.log.1").read_text("utf-8").startswith("second")
    assert sorted(path.name for path in log.parent.iterdir()) == ["practice.log", "practice.log.1"]


def test_a_log_that_cannot_be_written_disturbs_nobody(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    home.mkdir()
    (home / "state").write_text("not a folder", "utf-8")
    keep_log()
    logging.getLogger("practice_tui").warning("a bell was late")
    assert capsys.readouterr().err == ""
    assert note_crash(KeyError("a fault")) is None
