"""The arrows of the architecture, as pyproject.toml states them, hold; and a broken one is noticed."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parent.parent.parent
CONTRACTS: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]
INSIDE = ("domain", "compiler", "engine")


def checked(folder: Path, *sources: Path) -> subprocess.CompletedProcess[str]:
    """Check the contracts of the pyproject in `folder` against the package found first in `sources`."""
    program = (
        "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports(sys.argv[1], no_cache=True))"
    )
    path = "; ".join(f"sys.path.insert(0, {str(source)!r})" for source in sources)
    return subprocess.run(
        [sys.executable, "-c", f"import sys; {path}; {program}", str(folder / "pyproject.toml")],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_contracts_are_kept() -> None:
    found = checked(ROOT, ROOT / "src")
    assert found.returncode == 0, found.stdout + found.stderr
    assert f"Contracts: {len(CONTRACTS['contracts'])} kept, 0 broken" in found.stdout


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    """A copy of the package and its contracts, to be broken."""
    leave_out = shutil.ignore_patterns("__pycache__", "_shipped")
    shutil.copytree(ROOT / "src" / "practice_tui", tmp_path / "src" / "practice_tui", ignore=leave_out)
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


@pytest.mark.parametrize(
    ("module", "line"),
    [
        ("domain/script.py", "import practice_tui.compiler.parser"),
        ("domain/text.py", "import rich.text"),
        ("compiler/solver.py", "import numpy"),
        ("compiler/parser.py", "from practice_tui.engine import ports"),
        ("engine/player.py", "    import textual.app"),
        ("engine/library.py", "import practice_tui.adapters.storage.lines"),
        ("tui/__init__.py", "import soundfile"),
        ("tui/__init__.py", "import practice_tui.adapters.storage"),
        ("adapters/__init__.py", "import practice_tui.tui"),
        ("adapters/__init__.py", "import practice_tui.bootstrap"),
        ("bootstrap_reminders.py", "    import practice_tui.bootstrap"),
    ],
)
def test_an_import_against_the_arrows_is_noticed(copied: Path, module: str, line: str) -> None:
    path = copied / "src" / "practice_tui" / module
    body = f"def deferred() -> None:\n{line}\n" if line.startswith(" ") else f"{line}\n"
    path.write_text(f"{path.read_text('utf-8')}\n{body}", "utf-8")
    found = checked(copied, copied / "src")
    assert found.returncode == 1, found.stdout + found.stderr
    assert "BROKEN" in found.stdout


def test_every_inside_layer_is_held_apart_from_the_outside() -> None:
    sources = {each for contract in CONTRACTS["contracts"] for each in contract.get("source_modules", [])}
    assert {f"practice_tui.{layer}" for layer in INSIDE} <= sources
