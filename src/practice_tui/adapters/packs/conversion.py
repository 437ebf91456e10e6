"""A pack's folder brought into the form packs have: WAV into Opus, texts into UTF-8 with plain line ends.

Owns what a teacher shouldn't have to think about. The files are the teacher's own. A WAV that was converted isn't
thrown away: it moves into a folder beside the pack's. A text with a character that no text may have is left for its
author to look at.
"""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING, Any

import soundfile

from practice_tui.adapters.audio.recordings import Unplayable, decoded, measured
from practice_tui.adapters.files.recordings import words_hash
from practice_tui.adapters.files.scripts import read_script
from practice_tui.adapters.packs.draft import is_litter
from practice_tui.adapters.packs.strict_text import Malformed, read_json
from practice_tui.adapters.voice.sound_files import COMPRESSION
from practice_tui.domain.errors import BadInput, NotFound, NotSaved
from practice_tui.domain.pack import LONGEST_RECORDING, MOST_TEXT, file_fault
from practice_tui.domain.pack_names import INDEX_NAME, RECORDING_ENDINGS
from practice_tui.domain.quantities import SAMPLE_RATE
from practice_tui.domain.script import speeches
from practice_tui.domain.text import clean_text, forbidden_positions, visible
from practice_tui.engine.authoring import Converted

if TYPE_CHECKING:
    from pathlib import Path

    from practice_tui.engine.voices import Progress

ORIGINALS = "-originals"
"""What the folder of converted WAV files is called by, behind the pack's own name."""

_TEXTS = (".txt", ".toml", ".md", ".vtt")
_MOST_FRAMES = int(LONGEST_RECORDING * SAMPLE_RATE)


def convert_folder(folder: Path, progress: Progress | None) -> Converted:
    """Convert what needs it, and note which words a person's recordings say where nothing says so yet.

    Raises:
        NotFound: there is no such folder.
        BadInput: a WAV can't be played, or its name can't be a recording's; what was done before is kept.
        NotSaved: something can't be written; what was done before is kept.
    """
    if not folder.is_dir():
        raise NotFound(f"there is no folder {visible(str(folder))}; practice pack new makes one")
    try:
        files = sorted(file for file in folder.rglob("*") if file.is_file() and not file.is_symlink())
        files = [file for file in files if not is_litter(file.name)]
        texts = [_name(file, folder) for file in files if _is_mended(file)]
        sounds = [file for file in files if file.suffix.lower() == ".wav"]
        for number, file in enumerate(sounds, start=1):
            _convert(file, folder)
            if progress is not None:
                progress(number, len(sounds))
        _note_words(folder)
    except OSError as problem:
        where = visible(str(problem.filename or folder))
        reason = visible(problem.strerror or str(problem))
        raise NotSaved(f"{where} can't be written ({reason}); what was converted before is kept; look there") from None
    return Converted(tuple(_name(file, folder) for file in sounds), tuple(texts))


def _is_mended(file: Path) -> bool:
    """Write a text again in the form packs have, and return whether that changed it."""
    if file.suffix.lower() not in _TEXTS or file.stat().st_size > MOST_TEXT:
        return False
    raw = file.read_bytes()
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError:
        return False
    mended = clean_text(text).encode()
    if forbidden_positions(text) or mended == raw:
        return False
    _write(file, mended)
    return True


def _convert(file: Path, folder: Path) -> None:
    """Write a WAV as Opus beside it, and move the WAV away."""
    target = file.with_name(f"{file.stem.lower()}.opus")
    name, fault = _name(file, folder), file_fault(_name(target, folder))
    if fault:
        raise BadInput(f"{visible(name)} can't be a recording: {fault}; rename it after its passage, and convert again")
    others = [target.with_suffix(ending) for ending in RECORDING_ENDINGS]
    there = next((other for other in others if other.exists()), None)
    if there is not None:
        raise BadInput(f"{visible(name)}: {there.name} is there already; keep one of them, and convert again")
    draft = target.with_name(f"{target.name}.{os.getpid()}.new")
    try:
        _encode(file, draft)
        draft.replace(target)
    except (Unplayable, soundfile.SoundFileError) as problem:
        raise BadInput(f"{visible(name)} can't be played: {problem}; save it anew, and convert again") from None
    finally:
        draft.unlink(missing_ok=True)
    kept = folder.resolve().with_name(folder.resolve().name + ORIGINALS) / file.relative_to(folder)
    kept.parent.mkdir(parents=True, exist_ok=True)
    os.replace(file, _free(kept))  # noqa: PTH105 - a move within one disk


def _encode(file: Path, draft: Path) -> None:
    if soundfile.info(file).channels > 2:  # noqa: PLR2004 - as packs have it
        raise Unplayable("it has more than two channels")
    stream = None
    try:
        for block in decoded(file, _MOST_FRAMES, faded=False):
            stream = stream or soundfile.SoundFile(
                draft,
                "w",
                SAMPLE_RATE,
                block.shape[1],
                subtype="OPUS",
                format="OGG",
                compression_level=COMPRESSION,
            )
            stream.write(block)
    finally:
        if stream is not None:
            stream.close()
    if stream is None:
        raise Unplayable("it holds no sound")


def _free(file: Path) -> Path:
    """Return a name that nothing has yet."""
    number, free = 1, file
    while free.exists():
        number += 1
        free = file.with_name(f"{file.stem}-{number}{file.suffix}")
    return free


def _note_words(folder: Path) -> None:
    """Note for each recording without an entry that it says its passage's words as they are now."""
    for file in sorted((folder / "scripts").glob("*.txt")):
        script, _ = read_script(file, file.stem)
        if script is None:
            continue
        audio = folder / "audio" / script.header.language.lower() / script.id
        index = _read_index(audio / INDEX_NAME)
        if index is None or not audio.is_dir():
            continue
        known = len(index)
        for speech in speeches(script):
            recording = next((audio / f"{speech.cue}{each}" for each in RECORDING_ENDINGS
                              if (audio / f"{speech.cue}{each}").is_file()), None)  # fmt: skip
            if recording is not None and speech.cue not in index:
                index[speech.cue] = _entry(recording, speech.text)
        if len(index) > known:
            _write(audio / INDEX_NAME, (json.dumps(index, indent=1, sort_keys=True) + "\n").encode())


def _entry(recording: Path, text: str) -> dict[str, Any]:
    entry: dict[str, Any] = {"bytes": recording.stat().st_size, "words": words_hash(text)}
    try:
        return entry | {"frames": int(measured(recording))}
    except Unplayable:
        return entry


def _read_index(file: Path) -> dict[str, Any] | None:
    """Return an index's entries; None where there is something that isn't one, which is left alone."""
    if not file.exists():
        return {}
    try:
        index = read_json(file.read_bytes())
    except Malformed:
        return None
    return index if isinstance(index, dict) else None


def _write(file: Path, content: bytes) -> None:
    draft = file.with_name(f"{file.name}.{os.getpid()}.new")
    try:
        draft.write_bytes(content)
        draft.replace(file)
    finally:
        draft.unlink(missing_ok=True)


def _name(file: Path, folder: Path) -> str:
    return file.relative_to(folder).as_posix()
