"""The passages of the scripts that ship, each with the place of its recording."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from practice_tui.adapters.files.scripts import read_script
from practice_tui.adapters.files.shipped import audio_folder, scripts_folder
from practice_tui.domain.script import Script, speeches

if TYPE_CHECKING:
    from pathlib import Path


class Passage(NamedTuple):
    """A passage, and where its recording lies."""

    script: str
    cue: str
    text: str
    file: Path


def every_script() -> list[Script]:
    """Return the scripts that ship."""
    files = sorted(scripts_folder().glob("*/scripts/*.txt"))
    found = [read_script(file, file.stem)[0] for file in files]
    return [script for script in found if script is not None]


def folder_of(script: Script) -> Path:
    """Return where the narration of a script lies."""
    return audio_folder() / "voice" / script.header.language / script.id


def every_passage() -> list[Passage]:
    """Return every passage of the scripts that ship, in the order of the texts."""
    return [
        Passage(script.id, speech.cue, speech.text, folder_of(script) / f"{speech.cue}.opus")
        for script in every_script()
        for speech in speeches(script)
    ]
