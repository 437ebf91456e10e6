"""The README promises only what is there."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

import practice_tui

CHECKOUT = Path(__file__).resolve().parents[2]
README = (CHECKOUT / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("target", re.findall(r"\]\((?!https?:)([^)#]+)", README))
def test_every_link_leads_to_a_file(target: str) -> None:
    assert (CHECKOUT / target).exists()


@pytest.mark.parametrize("command", sorted(set(re.findall(r"(?<![./])\bbin/\w+", README))))
def test_every_command_of_the_checkout_is_there(command: str) -> None:
    assert (CHECKOUT / command).stat().st_mode & 0o111


def test_every_practice_it_shows_is_shipped() -> None:
    shipped = {path.stem for path in (CHECKOUT / "scripts").rglob("*.txt")}
    lines = [shlex.split(line, comments=True) for line in README.splitlines() if line.startswith("practice ")]
    named = {words[2] for words in lines if words[1] in {"show", "plan", "sit"}}
    assert named
    assert named <= shipped


def test_the_changelog_speaks_of_this_version() -> None:
    changelog = (CHECKOUT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert f"## [{practice_tui.__version__}]" in changelog
