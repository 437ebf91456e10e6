"""`check`: findings on stdout, and an exit code that says whether a script can be sat."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from practice_tui.adapters.files.shipped import scripts_folder

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.room import Call

GOOD = "Title: Small\nLength: 30s to 5m\n# Sitting\n[bell]\n[pause 5s+]\n# End (close)\n[bell]\n"
BAD = "Title: Small\nLength: 30s to 5m\n# Sitting\n[bell]\n[puase 5s+]\n# End (close)\n[bell]\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "mine"
    folder.mkdir()
    (folder / "good.txt").write_text(GOOD, "utf-8")
    (folder / "bad.txt").write_text(BAD, "utf-8")
    (folder / "notes.md").write_text("not a script", "utf-8")
    return folder


def test_a_mistake_is_named_with_file_line_column_and_code(practice: Call, folder: Path) -> None:
    answer = practice("check", str(folder / "bad.txt"), "--json")
    errors = [each for each in answer.document if each["severity"] == "error"]
    assert answer.code == 1
    assert [(each["file"], each["line"], each["column"]) for each in errors] == [(str(folder / "bad.txt"), 5, 1)]
    assert "pause" in errors[0]["message"]
    assert set(errors[0]) == {"file", "line", "column", "severity", "code", "message"}
    assert answer.err.splitlines() == [
        f"error: {folder / 'bad.txt'} has errors and can't be sat; mend the lines that are named"
    ]


def test_findings_are_readable_as_places(practice: Call, folder: Path) -> None:
    answer = practice("check", str(folder / "bad.txt"))
    assert answer.out.startswith(f"{folder / 'bad.txt'}:5:1: error: ")
    assert "(unknown-directive)" in answer.out


def test_advice_alone_is_no_failure(practice: Call, folder: Path) -> None:
    answer = practice("check", str(folder / "good.txt"), "--json")
    assert (answer.code, answer.err) == (0, "")
    assert {each["severity"] for each in answer.document} <= {"advice"}


def test_a_folder_means_its_scripts(practice: Call, folder: Path) -> None:
    answer = practice("check", str(folder), "--json")
    assert {each["file"] for each in answer.document if each["severity"] == "error"} == {str(folder / "bad.txt")}
    assert not any(each["file"].endswith(".md") for each in answer.document)


def test_a_pack_means_the_scripts_within(practice: Call) -> None:
    answer = practice("check", str(scripts_folder() / "practice"))
    assert answer.code == 0
    assert "silent-sit.txt" in answer.out


def test_several_paths_are_checked_together(practice: Call, folder: Path) -> None:
    other = folder.parent / "other.txt"
    other.write_text(BAD, "utf-8")
    answer = practice("check", str(folder), str(other), "--json")
    assert answer.code == 1
    assert len({each["file"] for each in answer.document if each["severity"] == "error"}) == 2
    assert answer.err.startswith("error: 2 scripts have errors")


def test_a_path_that_is_not_there_is_refused_before_anything_is_written(practice: Call, folder: Path) -> None:
    answer = practice("check", str(folder), str(folder / "absent.txt"), "--json")
    assert (answer.code, answer.out) == (1, "")
    assert "absent.txt" in answer.err


def test_a_folder_without_scripts_is_refused(practice: Call, tmp_path: Path) -> None:
    answer = practice("check", str(tmp_path))
    assert (answer.code, answer.out) == (1, "")


def test_escape_bytes_in_a_script_and_in_its_name_reach_no_terminal(practice: Call, tmp_path: Path) -> None:
    file = tmp_path / "a\x1b]0;title\x07.txt"
    file.write_text(GOOD.replace("Small", "Sm\x1b[31mall\x9b31m"), "utf-8")
    for arguments in (("check", str(file)), ("check", str(file), "--json"), ("plan", str(file), "-m", "1")):
        answer = practice(*arguments)
        assert answer.code == 1
        for written in (answer.out, answer.err):
            assert not {"\x1b", "\x07", "\x9b"} & set(written)
    assert r"\x1b" in practice("check", str(file)).out
