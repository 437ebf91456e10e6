"""What C libraries print: nowhere, while Python still writes where it did."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from practice_tui.adapters.audio.native_noise import hushed


def run(program: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)


@pytest.mark.skipif(os.name != "posix", reason="elsewhere nothing draws on standard error")
def test_once_turned_aside_only_python_is_heard() -> None:
    done = run(
        "import os, sys; from practice_tui.adapters.audio.native_noise import turn_aside\n"
        "found = sys.__stderr__.fileno(); turn_aside()\n"
        "os.write(2, b'ALSA lib: underrun'); print('kind words', file=sys.stderr)\n"
        "print('a screen', file=sys.__stderr__, flush=True); print(sys.__stderr__.fileno() != found)"
    )
    assert done.stderr == "kind words\na screen\n"
    assert done.stdout == "True\n"


@pytest.mark.skipif(os.name != "posix", reason="elsewhere nothing draws on standard error")
def test_without_standard_error_there_is_nothing_to_do() -> None:
    program = (
        "import os; from practice_tui.adapters.audio.native_noise import hushed, turn_aside\n"
        "os.close(2); turn_aside()\n"
        "with hushed(): print('still here')"
    )
    assert run(program).stdout == "still here\n"


def test_hushed_for_a_while_and_then_heard_again(capfd: pytest.CaptureFixture[str]) -> None:
    with hushed():
        os.write(2, b"ALSA lib: unknown PCM")
    os.write(2, b"after")
    assert capfd.readouterr().err == "after"
