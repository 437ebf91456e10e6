"""A checkout of its own for each test, with stand-ins for Python, pip, apt and the tools that set-up calls."""

from __future__ import annotations

import os
import shutil
import subprocess
from dataclasses import dataclass, field
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).resolve().parents[2]
REAL_TOOLS = (
    "sh",
    "cat",
    "chmod",
    "cksum",
    "dirname",
    "env",
    "find",
    "ln",
    "ls",
    "mkdir",
    "mv",
    "readlink",
    "rm",
    "true",
)

# Acts as the system's Python and, linked into .venv/bin, as the environment's. "installing" makes the commands a real
# installation would bring; each of them notes that it was called, and fails if the test asks for that. Set-up must keep
# what they say off standard output, and what the person sends to the program from them.
PYTHON = """#!/bin/sh
bin=${0%/*}
case "$*" in
*ensurepip*) printf '%s\\n' "$CAN_PIP 3.11 $TOOLS/python3" ;;
"-I -m venv "*)
    cat >/dev/null
    echo "venv speaks"
    printf '%s\\n' "venv" >>"$CALLS"
    mkdir -p "$4/bin" && ln -s "$TOOLS/python3" "$4/bin/python" ;;
"-I -m pip "*)
    shift 8
    cat >/dev/null
    echo "pip speaks"
    printf '%s\\n' "pip $*" >>"$CALLS"
    case " $FAILING " in *" pip "*) echo "no network" >&2; exit 1 ;; esac
    case " $FAILING " in *" power "*) kill -9 $PPID; exit 1 ;; esac
    for tool in practice ruff mypy lint-imports pytest; do
        rm -f "$bin/$tool"
        cat "$TOOLS/installed-tool" >"$bin/$tool"
        chmod +x "$bin/$tool"
    done ;;
*"import sounddevice"*) case " $FAILING " in *" sound "*) exit 1 ;; esac ;;
esac
"""

INSTALLED_TOOL = """#!/bin/sh
tool=${0##*/}
printf '%s\\n' "$tool $*" >>"$CALLS"
[ "$tool" != practice ] || { printf '%s|' "$@"; cat; printf ' pid %s' "$$"; exit 7; }
printf '%s\\n' "$tool has run"
case " $FAILING " in *" $tool "*) exit 1 ;; esac
"""

# Knows no package before its lists are fetched.
APT_GET = """#!/bin/sh
for package; do case " $FAILING " in *" $package "*) failing=$package ;; esac; done
printf '%s\\n' "apt-get $* [$DEBIAN_FRONTEND]" >>"$CALLS"
case "$*" in
*" update") : >"$TOOLS/lists" ;;
*) [ -e "$TOOLS/lists" ] || { echo "no lists of packages" >&2; exit 100; } ;;
esac
[ -z "$failing" ] || { echo "no such package: $failing" >&2; exit 100; }
"""

DPKG_QUERY = """#!/bin/sh
for package; do :; done
case " $INSTALLED " in *" $package "*) echo installed ;; *) exit 1 ;; esac
"""

SUDO = """#!/bin/sh
[ "$1" = -n ] && [ -n "$MAY_SUDO" ] || { echo "a password is required" >&2; exit 1; }
shift
exec "$@"
"""


@dataclass
class FirstStart:
    """A checkout nobody has started yet, on a machine that has only what the test puts there."""

    root: Path
    tools: Path
    environment: dict[str, str] = field(default_factory=dict)

    @property
    def venv(self) -> Path:
        return self.root / ".venv"

    def put_tool(self, name: str, text: str) -> None:
        path = self.tools / name
        path.write_text(text, encoding="utf-8")
        path.chmod(0o755)

    def become_debian(self, *, user: int) -> None:
        """Put Debian's package tools there, for the user of this number (0 is root)."""
        self.put_tool("apt-get", APT_GET)
        self.put_tool("dpkg-query", DPKG_QUERY)
        self.put_tool("sudo", SUDO)
        self.put_tool("id", f"#!/bin/sh\necho {user}\n")

    def start(
        self,
        *arguments: str,
        command: str | Path | None = None,
        cwd: str | Path = "/",
        stdin: str = "",
    ) -> subprocess.CompletedProcess[str]:
        """Start a command (bin/practice if none is named) with this machine's tools and nothing else around."""
        return subprocess.run(
            [command or self.root / "bin" / "practice", *arguments],
            cwd=cwd,
            env=self.all_variables(),
            input=stdin,
            capture_output=True,
            text=True,
            check=False,
        )

    def all_variables(self) -> dict[str, str]:
        preset = {"CAN_PIP": "yes", "FAILING": "", "INSTALLED": "", "MAY_SUDO": ""}
        fixed = {"PATH": str(self.tools), "TOOLS": str(self.tools), "CALLS": str(self.tools / "calls")}
        return preset | self.environment | fixed

    def calls(self) -> list[str]:
        """Return what the stand-ins were asked to do since the last look, the oldest first."""
        notes = self.tools / "calls"
        lines = notes.read_text(encoding="utf-8").splitlines() if notes.exists() else []
        notes.unlink(missing_ok=True)
        return lines


@pytest.fixture
def first_start(tmp_path: Path) -> FirstStart:
    root, tools = tmp_path / "a fresh checkout", tmp_path / "tools"
    tools.mkdir()
    for folder in ("bin", ".ci"):
        shutil.copytree(CHECKOUT / folder, root / folder)
    (root / "pyproject.toml").write_text("[project]\n", encoding="utf-8")
    for name in REAL_TOOLS:
        found = shutil.which(name, path=os.defpath + ":/usr/bin:/bin")
        assert found is not None, f"the test needs {name}"
        (tools / name).symlink_to(found)
    machine = FirstStart(root, tools)
    machine.put_tool("python3", PYTHON)
    machine.put_tool("installed-tool", INSTALLED_TOOL)
    return machine
