"""A speech engine as a child process: what it gets, and what it can't do."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from practice_tui.adapters.voice import confined
from practice_tui.adapters.voice.confined import run
from practice_tui.domain.errors import VoiceFailed
from practice_tui.domain.quantities import Seconds

if TYPE_CHECKING:
    from tests.adapters.voice.stand_ins import Bench


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    place = tmp_path / "work"
    place.mkdir()
    return place


def test_it_works_in_its_folder_with_a_bare_environment(
    bench: Bench, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SECRET_TOKEN", "told to nobody")
    program = bench("engine", "import os, json; print(json.dumps([os.getcwd(), dict(os.environ)]))")

    said = run("engine", [program], folder, variables={"EXTRA": "1"})

    assert f'"{folder}"' in said
    assert '"EXTRA": "1"' in said
    assert f'"HOME": "{folder}"' in said
    assert "SECRET_TOKEN" not in said


def test_it_finds_words_on_standard_input_and_else_nothing(bench: Bench, folder: Path) -> None:
    program = bench("engine", "import sys; print(sys.stdin.read())")
    words = folder / "words"
    words.write_text("Sit.", "utf-8")

    assert run("engine", [program], folder, words=words) == "Sit.\n"
    assert run("engine", [program], folder) == "\n"


def test_one_that_hangs_is_ended_with_all_it_started(bench: Bench, folder: Path) -> None:
    program = bench(
        "engine",
        """
        import os, pathlib, signal, subprocess, sys, time
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
        pathlib.Path("child").write_text(str(child.pid))
        time.sleep(600)
        """,
    )

    with pytest.raises(VoiceFailed, match="took longer than 2 s"):
        run("engine", [program], folder, seconds=Seconds(2))

    assert not _runs(int((folder / "child").read_text()))


def test_one_that_crashes_says_why_safely(bench: Bench, folder: Path) -> None:
    program = bench("engine", r"import sys; sys.exit('no voice \x1b]0;retitled\x07 found')")

    with pytest.raises(VoiceFailed, match=r"exit 1: no voice .*found") as problem:
        run("engine", [program], folder)

    assert "\x1b" not in str(problem.value)


def test_one_that_kills_itself_has_failed(bench: Bench, folder: Path) -> None:
    program = bench("engine", "import os, signal; os.kill(os.getpid(), signal.SIGSEGV)")

    with pytest.raises(VoiceFailed, match="exit -11"):
        run("engine", [program], folder)


def test_one_that_writes_without_end_is_ended(bench: Bench, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(confined, "MOST_BYTES", 1_000_000)
    program = bench(
        "engine",
        """
        with open("sound", "wb") as file:
            while True:
                file.write(bytes(65536))
                if file.tell() > 100_000_000:
                    file.seek(0)
        """,
    )

    with pytest.raises(VoiceFailed, match="wrote more than a voice could say"):
        run("engine", [program], folder)


def test_one_that_talks_without_end_is_ended_too(bench: Bench, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(confined, "MOST_BYTES", 1_000_000)
    program = bench("engine", "import sys\nwhile True: sys.stdout.write('la ' * 1000)")

    with pytest.raises(VoiceFailed, match="wrote more"):
        run("engine", [program], folder)


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux limits a process that runs")
def test_it_gets_the_systems_own_limits(bench: Bench, folder: Path) -> None:
    program = bench(
        "engine",
        """
        import resource, sys, time
        for _ in range(1000):
            limit = resource.getrlimit(resource.RLIMIT_CORE), resource.getrlimit(resource.RLIMIT_FSIZE)
            if limit[0] == (0, 0) and limit[1][0] > 0:
                break
            time.sleep(0.005)
        print(limit[1][0])
        """,
    )

    assert run("engine", [program], folder).strip() == str(confined.MOST_BYTES_A_FILE)


def test_one_that_is_not_there_is_said_to_be_missing(folder: Path) -> None:
    with pytest.raises(VoiceFailed, match="can't be started"):
        run("engine", [folder / "nothing"], folder)


def _runs(pid: int) -> bool:
    """Return whether a process is alive; one that ended and wasn't collected yet isn't."""
    try:
        os.kill(pid, 0)
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] not in "ZX"
    except (ProcessLookupError, FileNotFoundError):
        return False
