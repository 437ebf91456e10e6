"""The task for Windows: XML that reads back, whose Python code does what is meant."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest
from tests.adapters.reminders.prompt_rig import Commands

from practice_tui.adapters.reminders.own_program import OwnProgram
from practice_tui.adapters.reminders.schtasks import NAMESPACE, TASK, TaskSchedulerTimer
from practice_tui.adapters.reminders.system_commands import Answer
from practice_tui.domain.errors import TimerRefused

if TYPE_CHECKING:
    from collections.abc import Sequence

HOME = "C:\\Users\\a b\\für <dich> & \"mich\" 100% 'x'"
PROGRAM = OwnProgram(("C:\\practice.exe",), (("PRACTICE_HOME", HOME),))
PYTHON = Path("C:/Program Files/Python <3>/pythonw.exe")
QUERY = ("schtasks", "/Query", "/TN", TASK, "/XML")


def text_at(task: ET.Element, path: str) -> str:
    found = task.find("./" + "/".join(f"{{{NAMESPACE}}}{name}" for name in path.split("/")))
    assert found is not None
    assert found.text is not None
    return found.text


def words_as_windows_splits(line: str) -> list[str]:
    """Split a command line by Microsoft's rules for C programs, which `list2cmdline` writes for."""
    words, word, quoted, slashes = [], "", False, 0
    for letter in [*line, " "]:
        if letter == "\\":
            slashes += 1
            continue
        if letter == '"':
            word += "\\" * (slashes // 2)
            if slashes % 2:
                word += '"'
            else:
                quoted = not quoted
        else:
            word += "\\" * slashes
            if letter == " " and not quoted:
                words += [word] if word else []
                word = ""
            else:
                word += letter
        slashes = 0
    return words


def test_the_xml_reads_back_as_it_was_meant(tmp_path: Path) -> None:
    file = TaskSchedulerTimer(PROGRAM, tmp_path / "task.xml", Commands(), PYTHON).files()[0]
    task = ET.fromstring(file.text)
    assert task.tag == f"{{{NAMESPACE}}}Task"
    assert text_at(task, "Triggers/TimeTrigger/Repetition/Interval") == "PT5M"
    assert text_at(task, "Settings/DisallowStartIfOnBatteries") == "false"
    assert text_at(task, "Actions/Exec/Command") == str(PYTHON)


def test_its_code_sets_the_folders_and_ticks(tmp_path: Path) -> None:
    task = ET.fromstring(TaskSchedulerTimer(PROGRAM, tmp_path / "task.xml", Commands(), PYTHON).files()[0].text)
    words = words_as_windows_splits(text_at(task, "Actions/Exec/Arguments"))
    assert words[:2] == ["-P", "-c"]
    stand_in = tmp_path / "practice_tui" / "__main__.py"
    stand_in.parent.mkdir()
    (stand_in.parent / "__init__.py").touch()
    stand_in.write_text(
        "import json, os, sys\ndef main(): print(json.dumps([os.environ['PRACTICE_HOME'], sys.argv[1:]]))\n"
    )
    done = subprocess.run(
        [sys.executable, *words], env={"PYTHONPATH": str(tmp_path)}, capture_output=True, text=True, check=True
    )
    assert json.loads(done.stdout) == [HOME, ["remind", "tick"]]


def test_the_task_is_handed_over_and_its_file_removed(tmp_path: Path) -> None:
    draft = tmp_path / "state" / "task.xml"
    handed: list[str] = []

    class Windows(Commands):
        def __call__(self, arguments: Sequence[str], given: bytes = b"") -> Answer:
            handed.append(draft.read_text(encoding="utf-16"))
            return super().__call__(arguments, given)

    windows = Windows()
    timer = TaskSchedulerTimer(PROGRAM, draft, windows, PYTHON)
    timer.install()
    assert windows.ran == [("schtasks", "/Create", "/TN", TASK, "/XML", str(draft), "/F")]
    assert handed == [timer.files()[0].text]
    assert list(draft.parent.iterdir()) == []


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_the_installed_program_is_read_from_what_the_system_answers(tmp_path: Path, encoding: str) -> None:
    windows = Commands()
    timer = TaskSchedulerTimer(PROGRAM, tmp_path / "task.xml", windows, PYTHON)
    text = '<?xml version="1.0" encoding="UTF-16"?>\r\n' + timer.files()[0].text
    windows.answers[QUERY] = Answer(0, out=text.encode(encoding))
    assert timer.program() == PYTHON
    assert timer.uninstall()
    assert windows.ran[-1] == ("schtasks", "/Delete", "/TN", TASK, "/F")


def test_without_a_task_there_is_nothing_to_take_away(tmp_path: Path) -> None:
    windows = Commands()
    windows.answers[QUERY] = Answer(1, err=b"ERROR: The system cannot find the file specified.")
    timer = TaskSchedulerTimer(PROGRAM, tmp_path / "task.xml", windows, PYTHON)
    assert timer.program() is None
    assert not timer.uninstall()


def test_what_windows_refuses_is_said_and_nothing_is_left(tmp_path: Path) -> None:
    windows = Commands(**{"/Create": 1})
    with pytest.raises(TimerRefused, match="it said no"):
        TaskSchedulerTimer(PROGRAM, tmp_path / "task.xml", windows, PYTHON).install()
    assert list(tmp_path.iterdir()) == []
