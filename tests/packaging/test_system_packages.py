"""Set-up installs Debian's packages where they lack and where it may, and says what to do where it may not."""

from __future__ import annotations

import os
import shutil
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.packaging.conftest import FirstStart

pytestmark = pytest.mark.skipif(os.name != "posix", reason="bin/ is for systems with a POSIX shell")

APP_EXIT_CODE = 7  # what the stand-in for the program always ends with
SOUND = "libportaudio2 libasound2-plugins"


def apt_calls(first_start: FirstStart) -> list[str]:
    return [call for call in first_start.calls() if call.startswith("apt-get")]


@pytest.mark.skipif("CI" not in os.environ, reason="on a person's own machine, what needs such a program is left out")
def test_where_everything_is_checked_no_program_lacks_that_a_test_would_be_left_out_for() -> None:
    programs = (
        "pulseaudio pactl parec pacat tmux ffmpeg ffprobe flac metaflac oggenc ogginfo opusenc opusinfo espeak-ng "
        "flite festival dbus-daemon systemd-analyze crontab minisign faketime"
    )
    assert [program for program in programs.split() if shutil.which(program) is None] == []


def test_root_on_a_bare_debian_gets_everything_without_being_asked(first_start: FirstStart) -> None:
    first_start.become_debian(user=0)
    first_start.environment["CAN_PIP"] = "no"

    outcome = first_start.start()

    assert outcome.returncode == APP_EXIT_CODE
    options, rest = "--quiet -o DPkg::Lock::Timeout=120", "--yes --no-install-recommends"
    assert apt_calls(first_start) == [
        f"apt-get {options} install {rest} python3.11-venv [noninteractive]",
        f"apt-get {options} update [noninteractive]",
        f"apt-get {options} install {rest} python3.11-venv [noninteractive]",
        f"apt-get {options} install {rest} {SOUND} [noninteractive]",
    ]
    assert "no lists of packages" not in outcome.stderr, "a first try that failed is no news"


def test_only_what_lacks_is_installed(first_start: FirstStart) -> None:
    first_start.become_debian(user=0)
    first_start.environment["INSTALLED"] = "libportaudio2"

    first_start.start()

    assert [call.split()[-2] for call in apt_calls(first_start) if " install " in call][-1] == "libasound2-plugins"


def test_nothing_is_installed_where_nothing_lacks(first_start: FirstStart) -> None:
    first_start.become_debian(user=0)
    first_start.environment["INSTALLED"] = SOUND

    first_start.start()

    assert apt_calls(first_start) == []


def test_sudo_that_needs_no_password_is_used(first_start: FirstStart) -> None:
    first_start.become_debian(user=1000)
    first_start.environment["MAY_SUDO"] = "yes"

    first_start.start()

    assert f"{SOUND} [noninteractive]" in apt_calls(first_start)[-1]


def test_without_the_right_to_install_one_line_names_what_lacks_and_the_program_opens(first_start: FirstStart) -> None:
    first_start.become_debian(user=1000)

    outcome = first_start.start()

    assert outcome.returncode == APP_EXIT_CODE
    assert apt_calls(first_start) == []
    [advice] = [line for line in outcome.stderr.splitlines() if "apt-get" in line]
    assert f"sudo apt-get install {SOUND};" in advice


def test_sound_that_could_not_be_installed_does_not_keep_anyone_from_sitting(first_start: FirstStart) -> None:
    first_start.become_debian(user=0)
    first_start.put_tool("apt-get", "#!/bin/sh\necho 'the mirror is away'\nexit 100\n")

    outcome = first_start.start()

    assert outcome.returncode == APP_EXIT_CODE
    assert "the mirror is away" in outcome.stderr
    assert "going on without" in outcome.stderr


def test_the_lists_of_packages_are_fetched_only_once(first_start: FirstStart) -> None:
    first_start.become_debian(user=0)
    first_start.environment |= {"CAN_PIP": "no", "FAILING": "libportaudio2"}

    outcome = first_start.start()

    assert outcome.returncode == APP_EXIT_CODE
    assert len([call for call in apt_calls(first_start) if " update " in call]) == 1


def test_without_the_right_to_install_what_python_needs_one_line_says_how(first_start: FirstStart) -> None:
    first_start.become_debian(user=1000)
    first_start.environment["CAN_PIP"] = "no"

    outcome = first_start.start()

    assert outcome.returncode == 1
    assert len(outcome.stderr.splitlines()) == 1
    assert "sudo apt-get install python3.11-venv" in outcome.stderr
    assert not first_start.venv.exists()


def test_a_python_that_is_whole_is_taken_before_a_newer_one_that_is_not(first_start: FirstStart) -> None:
    first_start.become_debian(user=1000)
    first_start.put_tool("python3.13", "#!/bin/sh\necho 'no 3.13 /nowhere/python3.13'\n")

    assert first_start.start().returncode == APP_EXIT_CODE


@pytest.mark.parametrize(("failing", "spoken_of"), [("sound", True), ("", False)])
def test_a_system_without_apt_is_told_of_portaudio_only_where_it_lacks(
    first_start: FirstStart, failing: str, *, spoken_of: bool
) -> None:
    first_start.environment["FAILING"] = failing

    outcome = first_start.start()

    assert outcome.returncode == APP_EXIT_CODE
    assert ("PortAudio" in outcome.stderr) is spoken_of
