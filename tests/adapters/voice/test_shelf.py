"""The voices of a machine: their order, their names, and what is missing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.adapters.voice.stand_ins import Hummer

from practice_tui.adapters.voice import espeak, festival, flite, piper
from practice_tui.adapters.voice.shelf import LocalVoiceShelf
from practice_tui.domain.errors import NotFound
from practice_tui.engine.voices import speaks

if TYPE_CHECKING:
    from pathlib import Path

ENGINES = {"piper": piper, "flite": flite, "espeak-ng": espeak, "festival": festival}


@pytest.fixture
def machine(monkeypatch: pytest.MonkeyPatch) -> dict[str, list[Hummer]]:
    """What each engine finds; a test fills it."""
    found: dict[str, list[Hummer]] = {name: [] for name in ENGINES}
    for name, module in ENGINES.items():
        monkeypatch.setattr(module, "find_voices", lambda *_, name=name: found[name])
    monkeypatch.setattr(piper, "is_here", lambda: False)
    return found


def test_the_most_natural_voice_comes_first(machine: dict[str, list[Hummer]], tmp_path: Path) -> None:
    for name in reversed(ENGINES):
        if name != "festival":
            machine[name].append(Hummer(f"{name}:one"))

    names = [voice.name for voice in LocalVoiceShelf(tmp_path).voices()]

    assert names == ["piper:one", "flite:one", "espeak-ng:one"]


def test_a_voice_is_found_by_its_name_and_an_engine_by_its_best(
    machine: dict[str, list[Hummer]], tmp_path: Path
) -> None:
    machine["flite"] += [Hummer("flite:rms"), Hummer("flite:slt")]
    shelf = LocalVoiceShelf(tmp_path)

    assert shelf.voice("flite:slt").name == "flite:slt"
    assert shelf.voice("FLITE:SLT").name == "flite:slt"
    assert shelf.voice("flite").name == "flite:rms"
    with pytest.raises(NotFound, match="flite:slt"):
        shelf.voice("flite:slr")
    with pytest.raises(NotFound) as problem:
        shelf.voice("\x1b[2J")
    assert "\x1b" not in str(problem.value)


def test_a_bare_machine_is_told_what_to_get_the_best_first(
    machine: dict[str, list[Hummer]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.platform", "linux")
    shelf = LocalVoiceShelf(tmp_path / "voices")

    wanted = shelf.wanted()

    assert shelf.voices() == []
    assert [each.engine for each in wanted] == ["piper", "festival", "flite", "espeak-ng"]
    assert str(tmp_path / "voices") in wanted[0].what
    machine["flite"].append(Hummer("flite:rms"))
    assert "flite" not in [each.engine for each in LocalVoiceShelf(tmp_path).wanted()]


def test_where_piper_is_only_a_voice_is_missing(
    machine: dict[str, list[Hummer]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert machine["piper"] == []
    monkeypatch.setattr(piper, "is_here", lambda: True)

    assert "pip install" not in LocalVoiceShelf(tmp_path).wanted()[0].what


@pytest.mark.parametrize(
    ("spoken", "language", "does"),
    [("en-GB", "en", True), ("en_US", "en-GB", True), ("de", "en", False), ("", "fr", True), ("pt-br", "pt", True)],
)
def test_a_voice_speaks_its_language_in_any_country(spoken: str, language: str, does: bool) -> None:
    voice = Hummer()
    voice.language = spoken

    assert speaks(voice, language) is does
