"""Which names a file in a pack may have, and what kind of file each name is.

Owns the layout of a pack. A name is refused, never mended: what is written on another person's disk must have the
same meaning on every system. Names are lower-case ASCII, so no two of them differ only in case or in Unicode's forms.
"""

from __future__ import annotations

import re
from enum import StrEnum
from typing import Final

MOST_STEPS: Final = 4
"""Steps of a name, its folders and its own name together."""

LONGEST_STEP: Final = 64
"""Characters of one step."""

RECORDING_ENDINGS: Final = (".opus", ".ogg", ".flac", ".mp3")
"""The kinds of file a recording may be."""

INDEX_NAME: Final = "recordings.json"
"""What keeps, beside recordings, which words each of them says."""

_STEP = re.compile(r"[a-z0-9][a-z0-9_-]*(\.[a-z0-9]+)*")
_DEVICES = frozenset({"con", "prn", "aux", "nul"} | {f"{port}{n}" for port in ("com", "lpt") for n in range(10)})
_SOUND = re.compile(r"[a-z0-9][a-z0-9_-]{0,39}")
_SCRIPT = re.compile(r"[a-z0-9][a-z0-9_-]*")
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[a-z0-9]{2,8})*")


class FileKind(StrEnum):
    """What a file in a pack is."""

    SCRIPT = "script"
    TRANSLATION = "translation"
    COURSE = "course"
    HANDOUT = "handout"
    RECORDING = "recording"
    CAPTIONS = "captions"
    INDEX = "index of recordings"


LAYOUT: Final = (
    "scripts/NAME.txt, courses/NAME.toml, handouts/NAME.md, audio/LANGUAGE/SCRIPT/PASSAGE.opus (or .ogg, .flac, .mp3)"
)
"""Where each kind belongs, for a person."""

_BESIDE_SCRIPTS: Final = {".txt": FileKind.SCRIPT, ".vtt": FileKind.CAPTIONS} | dict.fromkeys(
    RECORDING_ENDINGS, FileKind.RECORDING
)
"""A finished recording and its captions may lie beside the script that names them, or among its recordings."""


def name_fault(name: str) -> str:
    """Return what is wrong with a name as such, or an empty text."""
    steps = name.split("/")
    if len(steps) > MOST_STEPS:
        return f"it lies deeper than {MOST_STEPS} steps"
    return next((fault for fault in map(_step_fault, steps) if fault), "")


def kind_of(name: str) -> FileKind | None:
    """Return what kind of file a name without a fault is, or None where the layout has no place for it."""
    steps = name.split("/")
    stem, _, ending = steps[-1].rpartition(".")
    match steps[:-1]:
        case ["scripts"]:
            return _kind_beside_scripts(stem, ending)
        case ["courses"] if ending == "toml" and _SCRIPT.fullmatch(stem):
            return FileKind.COURSE
        case ["handouts"] if ending == "md" and _SCRIPT.fullmatch(stem):
            return FileKind.HANDOUT
        case ["audio", language, script] if _LANGUAGE.fullmatch(language) and _SCRIPT.fullmatch(script):
            return _kind_of_audio(stem, ending)
        case _:
            return None


def stem_of(name: str) -> str:
    """Return the last step of a name without its ending: ``evening`` of ``scripts/evening.txt``."""
    return name.rpartition("/")[2].partition(".")[0]


def is_device(step: str) -> bool:
    """Return whether Windows would take a step for a device, whatever its ending."""
    return step.partition(".")[0].lower() in _DEVICES


def _kind_beside_scripts(stem: str, ending: str) -> FileKind | None:
    script, _, language = stem.partition(".")
    if not _SCRIPT.fullmatch(script):
        return None
    if language:
        return FileKind.TRANSLATION if ending == "txt" and _LANGUAGE.fullmatch(language) else None
    return _BESIDE_SCRIPTS.get(f".{ending}")


def _kind_of_audio(stem: str, ending: str) -> FileKind | None:
    if f"{stem}.{ending}" == INDEX_NAME:
        return FileKind.INDEX
    if not _SOUND.fullmatch(stem):
        return None
    if ending == "vtt":
        return FileKind.CAPTIONS
    return FileKind.RECORDING if f".{ending}" in RECORDING_ENDINGS else None


def _step_fault(step: str) -> str:
    if not _STEP.fullmatch(step):
        return "names are small letters a to z, digits, hyphens and underscores, with an ending"
    if len(step) > LONGEST_STEP:
        return f"a step of it is longer than {LONGEST_STEP} characters"
    if is_device(step):
        return "Windows keeps that name for a device"
    return ""
