"""What was found out about a version when it was installed, kept beside its files.

Owns ``facts.json``: what is inside, and for every passage that is spoken which file says it, for how long, and which
words. It is our own file over checked facts: nothing of a stranger's index is read again when somebody sits.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, NamedTuple

from practice_tui.adapters.packs.strict_text import Malformed, read_json
from practice_tui.compiler.finished import captions_name
from practice_tui.domain.pack_names import INDEX_NAME, RECORDING_ENDINGS, FileKind, stem_of
from practice_tui.domain.quantities import Frames
from practice_tui.engine.pack_ports import Contents, PackedScript

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from practice_tui.adapters.packs.archive import OpenedPack

FACTS_NAME = "facts.json"

_LARGEST = 8_000_000


def finished_folders(script: str, language: str) -> tuple[str, str]:
    """Return where a pack may hold the finished recording of a script, the likelier folder first."""
    return f"audio/{language.lower()}/{script}", "scripts"


class Said(NamedTuple):
    """A recording of one passage: the name of its file, its frames at 48 kHz, and the hash of the words it says.

    The hash is empty where the author kept none.
    """

    file: str
    frames: Frames
    words: str


class Sounds(NamedTuple):
    """Where a version's sound lies.

    Attributes:
        said: recordings by ``language/script`` and the cue of their passage.
        finished: captions, which have no frames, and the finished recordings they belong to, by their names in a pack.
    """

    said: Mapping[str, Mapping[str, Said]]
    finished: Mapping[str, Said]

    def whole(self, script: str, recording: str, language: str) -> tuple[Said | None, Said] | None:
        """Return the finished recording of that name, and its captions; None where it has none, or no name."""
        for folder in finished_folders(script, language) if recording else ():
            captions = self.finished.get(f"{folder}/{captions_name(recording)}")
            if captions is not None:
                return self.finished.get(f"{folder}/{recording}"), captions
        return None


class Facts(NamedTuple):
    """What is inside a version, and where its sound lies."""

    contents: Contents
    sounds: Sounds


def facts_bytes(facts: Facts) -> bytes:
    """Return the facts as they are kept."""
    contents, sounds = facts.contents, facts.sounds
    document = {
        "scripts": contents.scripts,
        "handouts": contents.handouts,
        "courses": contents.courses,
        "links": contents.links,
        "recordings": contents.recordings,
        "said": sounds.said,
        "finished": sounds.finished,
    }
    return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode()


def read_facts(folder: Path) -> Facts | None:
    """Return what was found out about the version in a folder; None where the file is damaged."""
    try:
        with (folder / FACTS_NAME).open("rb") as stream:
            document = json.loads(stream.read(_LARGEST))
        contents = Contents(
            tuple(PackedScript(str(a), str(b), Frames(int(c)), Frames(int(d))) for a, b, c, d in document["scripts"]),
            int(document["handouts"]),
            int(document["courses"]),
            {str(name): Frames(int(frames)) for name, frames in document["recordings"].items()},
            int(document["links"]),
        )
        sounds = Sounds(
            {str(place): _said(cues) for place, cues in document["said"].items()}, _said(document["finished"])
        )
        return Facts(contents, sounds)
    except (OSError, KeyError, TypeError, ValueError, AttributeError, RecursionError):
        return None


def sounds_in(pack: OpenedPack, contents: Contents, files: Mapping[str, str]) -> Sounds:
    """Return where the sound of a pack will lie.

    Args:
        pack: the pack.
        contents: what is inside it.
        files: what each of its files is called on the shelf.
    """
    said: dict[str, dict[str, Said]] = {}
    finished = {name: Said(files[name], Frames(0), "") for name in pack.manifest.named(FileKind.CAPTIONS)}
    words: dict[str, dict[str, str]] = {}
    for name, frames in sorted(contents.recordings.items(), key=_by_kind):
        place = name.rpartition("/")[0]
        if captions_name(name) in finished:
            finished[name] = Said(files[name], frames, "")
            continue
        if place not in words:
            words[place] = _words_said(pack, f"{place}/{INDEX_NAME}")
        cue = stem_of(name)
        here = said.setdefault(place.removeprefix("audio/"), {})
        here.setdefault(cue, Said(files[name], frames, words[place].get(cue, "")))
    return Sounds(said, finished)


def _by_kind(recording: tuple[str, Frames]) -> tuple[int, str]:
    """Return what decides which of two recordings of one passage is played: the kind that is looked for first."""
    name, _ = recording
    return next(rank for rank, ending in enumerate(RECORDING_ENDINGS) if name.endswith(ending)), name


def _words_said(pack: OpenedPack, index_name: str) -> dict[str, str]:
    """Return the hash of the words of each passage, as the index in a folder of recordings has them."""
    if index_name not in pack.manifest.files:
        return {}
    try:
        index = read_json(pack.read(index_name))
    except Malformed:
        return {}
    entries = index.items() if isinstance(index, dict) else ()
    return {cue: str(entry["words"]) for cue, entry in entries if isinstance(entry, dict) and "words" in entry}


def _said(found: Any) -> dict[str, Said]:
    return {
        str(name): Said(str(file), Frames(int(frames)), str(words)) for name, (file, frames, words) in found.items()
    }
