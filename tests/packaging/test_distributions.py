"""Wheel, the wheel made from the sdist and the editable checkout are one program with the same guidance and sound."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import sysconfig
import tarfile
import venv
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import practice_tui

if TYPE_CHECKING:
    from collections.abc import Iterator

CHECKOUT = Path(__file__).resolve().parents[2]
SHIPPED = ("scripts", "audio")


@dataclass(frozen=True)
class Installed:
    """One way the program is installed: the Python that sees it, and the command it brought."""

    python: Path
    command: Path

    def run_python(self, code: str, cwd: Path) -> list[str]:
        done = subprocess.run([self.python, "-I", "-c", code], cwd=cwd, capture_output=True, text=True, check=True)
        return done.stdout.splitlines()

    def shipped_folders(self, cwd: Path) -> dict[str, Path]:
        code = (
            "from practice_tui.adapters.files import shipped\n"
            "print(shipped.scripts_folder())\n"
            "print(shipped.audio_folder())\n"
        )
        return dict(zip(SHIPPED, map(Path, self.run_python(code, cwd)), strict=True))


def build(kind: str, source: Path, target: Path) -> Path:
    """Build one distribution with the back end that is installed here; nothing is fetched."""
    subprocess.run(
        [sys.executable, "-m", "build", "--no-isolation", f"--{kind}", "--outdir", target, source],
        check=True,
        capture_output=True,
    )
    [made] = target.iterdir()
    return made


def run_pip(*arguments: str | Path) -> None:
    subprocess.run(
        [sys.executable, "-m", "pip", "--disable-pip-version-check", *arguments], check=True, capture_output=True
    )


def install(wheel: Path, folder: Path) -> Installed:
    """Install a wheel into an environment of its own that sees the libraries of this one, and not its checkout."""
    venv.create(folder, with_pip=False, symlinks=os.name != "nt")
    scripts = folder / ("Scripts" if os.name == "nt" else "bin")
    installed = Installed(scripts / "python", scripts / "practice")
    [packages] = installed.run_python("import sysconfig; print(sysconfig.get_path('purelib'))", folder)
    Path(packages, "libraries_of_the_tests.pth").write_text(sysconfig.get_path("purelib"), encoding="utf-8")
    run_pip("--python", installed.python, "install", "--quiet", "--no-deps", "--no-index", wheel)
    return installed


@pytest.fixture(scope="module")
def sdist(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build("sdist", CHECKOUT, tmp_path_factory.mktemp("sdist"))


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build("wheel", CHECKOUT, tmp_path_factory.mktemp("wheel"))


@pytest.fixture(scope="module")
def wheel_from_sdist(sdist: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("wheel-from-sdist")
    run_pip("wheel", "--quiet", "--no-deps", "--no-index", "--no-build-isolation", "--wheel-dir", target, sdist)
    [made] = target.iterdir()
    return made


@pytest.fixture(scope="module", params=["wheel", "wheel from the sdist", "editable checkout"])
def installed(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installed]:
    if request.param == "editable checkout":
        yield Installed(Path(sys.executable), Path(sysconfig.get_path("scripts"), "practice"))
        return
    made: Path = request.getfixturevalue(request.param.replace(" the ", " ").replace(" ", "_"))
    yield install(made, tmp_path_factory.mktemp("environment"))


def contents(folder: Path) -> dict[str, str]:
    """Return the SHA-256 of every file below the folder by its path there."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_every_installation_finds_the_same_guidance_and_sound(installed: Installed, tmp_path: Path) -> None:
    for name, folder in installed.shipped_folders(cwd=tmp_path).items():
        assert contents(folder) == contents(CHECKOUT / name)
        assert contents(folder), f"{name} is not empty"


def test_an_installed_wheel_reads_its_own_files_and_an_editable_checkout_those_that_are_edited(
    installed: Installed, tmp_path: Path
) -> None:
    editable = installed.python == Path(sys.executable)
    home = CHECKOUT if editable else installed.python.parents[1].resolve()

    for name, folder in installed.shipped_folders(cwd=tmp_path).items():
        assert folder.is_relative_to(home)
        assert (folder == CHECKOUT / name) is editable


def test_every_installation_names_its_version(installed: Installed, tmp_path: Path) -> None:
    done = subprocess.run(
        [installed.command, "--version"],
        cwd=tmp_path,
        env=os.environ | {"PRACTICE_HOME": str(tmp_path / "home")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.stdout, done.stderr) == (f"practice {practice_tui.__version__}\n", "")
    assert done.returncode == 0


def test_the_wheel_carries_the_licence_and_nothing_but_the_program(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
        [licence] = [name for name in names if name.endswith(".dist-info/licenses/LICENSE")]
        assert archive.read(licence) == (CHECKOUT / "LICENSE").read_bytes()
    version = practice_tui.__version__
    assert {name.split("/")[0] for name in names} == {"practice_tui", f"practice_tui-{version}.dist-info"}
    assert not [name for name in names if "__pycache__" in name]


def test_the_sdist_can_set_itself_up_like_a_checkout(sdist: Path) -> None:
    with tarfile.open(sdist) as archive:
        members = {member.name.partition("/")[2]: member for member in archive.getmembers()}
    assert {"README.md", "LICENSE", "CHANGELOG.md", "pyproject.toml", "bin/prepare"} <= members.keys()
    assert {name for name in members if name.startswith("tests/packaging/test_")}
    for command in ("bin/practice", "bin/test"):
        assert members[command].mode & 0o111, f"{command} can be run"
