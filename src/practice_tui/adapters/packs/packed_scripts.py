"""The scripts of installed packs, as a part of what there is to practise.

Owns which id means which file on the shelf of packs, and what of it is spoken. With no pack installed, asking costs one
look for one file. A text that isn't the one that was installed is refused: its name is its hash.
"""

from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from practice_tui.adapters.packs.playable import Wanted
from practice_tui.adapters.packs.shelf_index import read_index
from practice_tui.compiler.durations import no_voice
from practice_tui.domain.errors import NotFound, PackRefused, ScriptRefused
from practice_tui.engine.library import summary_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from practice_tui.adapters.files.summaries import RememberedSummaries
    from practice_tui.adapters.packs.facts import Said
    from practice_tui.adapters.packs.playable import PlayableCache
    from practice_tui.compiler.durations import SpokenLengths
    from practice_tui.domain.quantities import Frames
    from practice_tui.domain.script import Script, Speech
    from practice_tui.engine.library import PracticeSummary
    from practice_tui.engine.voices import Progress

SEPARATOR = "/"
"""Stands between the id of a pack and the name of a script."""


class Packed(NamedTuple):
    """Where a script of an installed pack lies.

    Attributes:
        pack, version, author: the pack it belongs to.
        name: what it is called within.
        folder: the folder of that version.
        sha256: its hash, and its file's name.
        handout: the same of its page for learners; empty where it has none.
        siblings: the names of every script of the pack.
    """

    pack: str
    version: str
    author: str
    name: str
    folder: Path
    sha256: str
    handout: str
    siblings: frozenset[str]

    @property
    def file(self) -> Path:
        """The script's file."""
        return self.folder / f"{self.sha256}.txt"


class _ScriptSounds(NamedTuple):
    """What says a script: recordings by the cue of their passage, and the finished recording it is made of."""

    said: Mapping[str, Said]
    whole: Said | None


class PackedScripts:
    """The scripts of every current version.

    Args:
        shelf: the folder of installed packs.
        playable: decodes their recordings.
        remembered: the summaries of earlier starts.
    """

    def __init__(self, shelf: Path, playable: PlayableCache, remembered: RememberedSummaries | None = None) -> None:
        self._shelf = shelf
        self._playable = playable
        self._remembered = remembered
        self._known: dict[str, Packed] | None = None
        self._summaries: Sequence[PracticeSummary] | None = None
        self._sounds: dict[str, _ScriptSounds] = {}
        self._ready: dict[str, dict[str, Path]] = {}

    def forget(self) -> None:
        """Look anew at what is installed when next asked."""
        self._known = None
        self._summaries = None
        self._sounds.clear()
        self._ready.clear()

    def places(self) -> dict[str, Packed]:
        """Return where each script lies, by its id; nothing where the list of packs is damaged: `pack list` says so."""
        if self._known is None:
            self._known = {}
            try:
                packs = read_index(self._shelf)
            except PackRefused:
                return self._known
            for pack_id, kept in packs.items():
                present = kept.present
                names = frozenset(present.scripts)
                for name, sha256 in sorted(present.scripts.items()):
                    self._known[f"{pack_id}{SEPARATOR}{name}"] = Packed(
                        pack_id,
                        present.version,
                        present.author,
                        name,
                        self._shelf / present.folder,
                        sha256,
                        present.handouts.get(name, ""),
                        names,
                    )
        return self._known

    def called(self, name: str) -> list[str]:
        """Return the ids of the scripts that have a name, each in its pack."""
        return [practice_id for practice_id, place in self.places().items() if place.name == name]

    def practices(self) -> Sequence[PracticeSummary]:
        """Return what lists need to know of each script; asking again touches no disk."""
        if self._summaries is None:
            found = [self._summary(practice_id, place) for practice_id, place in self.places().items()]
            if found and self._remembered is not None:
                self._remembered.keep()
            self._summaries = [summary for summary in found if summary is not None]
        return self._summaries

    def script(self, practice_id: str) -> Script:
        """Return one script by its id.

        Raises:
            NotFound: its file is gone.
            ScriptRefused: its file isn't the one that was installed, or has mistakes.
        """
        place = self.places()[practice_id]
        script = _read(place, practice_id)
        if script is None:
            raise ScriptRefused(f"{practice_id} has mistakes and was not begun; ask {place.author} for a newer version")
        return script if script.header.author else replace(script, header=replace(script.header, author=place.author))

    def handout(self, practice_id: str) -> str:
        """Return a practice's page for learners, or an empty text."""
        place = self.places()[practice_id]
        if not place.handout:
            return ""
        try:
            return _text(place.folder / f"{place.handout}.md", place.handout, practice_id)
        except (NotFound, ScriptRefused):
            return ""

    def spoken_lengths(self, script: Script) -> SpokenLengths:
        """Return how long each passage's recording is, where there is one; measured when the pack was installed."""
        sounds = self._sounds_of(script)
        if sounds is None or not sounds.said:
            return no_voice

        def length(speech: Speech, /) -> Frames | None:
            recording = _saying(sounds.said, speech.cue, speech.text)
            return recording.frames if recording else None

        return length

    def make_ready(self, script: Script, progress: Progress | None = None) -> None:
        """Decode every recording of a script that isn't decoded yet; see `ScriptShelf`."""
        place, sounds = self.places()[script.id], self._sounds_of(script)
        if sounds is None or script.id in self._ready:
            return
        every = [*sounds.said.values(), *([sounds.whole] if sounds.whole else [])]
        self._playable.make_ready([Wanted(place.folder / each.file, each.frames) for each in every], progress)
        found = {each.file: self._playable.place(place.folder / each.file) for each in every}
        self._ready[script.id] = {file: sound for file, sound in found.items() if sound.is_file()}

    def recording(self, script: Script, cue: str, text: str) -> Path | None:
        """Return the decoded sound of these words, or None; decodes all of them where `make_ready` hasn't."""
        sounds = self._sounds_of(script)
        recording = _saying(sounds.said, cue, text) if sounds else None
        return self._sound(script, recording) if recording else None

    def whole(self, script: Script) -> Path | None:
        """Return the decoded sound of the finished recording a script is made of, or None; as `recording` does."""
        sounds = self._sounds_of(script)
        return self._sound(script, sounds.whole) if sounds and sounds.whole else None

    def _sound(self, script: Script, recording: Said) -> Path | None:
        self.make_ready(script)
        return self._ready[script.id].get(recording.file)

    def _sounds_of(self, script: Script) -> _ScriptSounds | None:
        place = self.places().get(script.id)
        if place is None:
            return None
        if script.id not in self._sounds:
            from practice_tui.adapters.packs.facts import read_facts  # noqa: PLC0415 - only where somebody sits

            facts, header = read_facts(place.folder), script.header
            said = facts.sounds.said.get(f"{header.language.lower()}/{place.name}", {}) if facts else {}
            whole = facts.sounds.whole(place.name, header.recording, header.language) if facts else None
            self._sounds[script.id] = _ScriptSounds(said, whole[0] if whole else None)
        return self._sounds[script.id]

    def _summary(self, practice_id: str, place: Packed) -> PracticeSummary | None:
        remembered = self._remembered.recall(place.file) if self._remembered else None
        if remembered is not None:
            return remembered
        summary = _summarised(practice_id, place)
        if summary is not None and self._remembered is not None:
            self._remembered.learn(place.file, summary)
        return summary


def _summarised(practice_id: str, place: Packed) -> PracticeSummary | None:
    from practice_tui.compiler.parser import header_of  # noqa: PLC0415 - a start that remembers needn't load the parser

    try:
        header = header_of(_text(place.file, place.sha256, practice_id))
        if header is not None and header.recording:
            script = _read(place, practice_id)
            header = script.header if script else None
    except (NotFound, ScriptRefused):
        return None
    if header is None:
        return None
    is_sibling = header.gentler in place.siblings
    return summary_of(practice_id, header, place.pack, place.version)._replace(
        gentler=f"{place.pack}{SEPARATOR}{header.gentler}" if is_sibling else header.gentler,
        author=header.author or place.author,
    )


def _read(place: Packed, practice_id: str) -> Script | None:
    """Return a script, or None where it has mistakes.

    Raises:
        NotFound, ScriptRefused: as `_text`.
    """
    from practice_tui.compiler.finished import Recorded  # noqa: PLC0415 - loaded with the first script
    from practice_tui.compiler.parser import parse  # noqa: PLC0415

    def find(recording: str, language: str, /) -> Recorded | None:
        from practice_tui.adapters.packs.facts import read_facts  # noqa: PLC0415 - only for a finished recording

        facts = read_facts(place.folder)
        found = facts.sounds.whole(place.name, recording, language) if facts else None
        if found is None:
            return None
        sound, captions = found
        try:
            return Recorded(sound.frames if sound else None, (place.folder / captions.file).read_bytes())
        except OSError:
            return None

    return parse(_text(place.file, place.sha256, practice_id), practice_id, find).script


def _saying(said: Mapping[str, Said], cue: str, text: str) -> Said | None:
    """Return the recording of a passage, unless it says other words than these."""
    recording = said.get(cue)
    if recording is None:
        return None
    from practice_tui.adapters.files.recordings import words_hash  # noqa: PLC0415 - only where somebody sits

    return recording if recording.words in {"", words_hash(text)} else None


def _text(file: Path, sha256: str, practice_id: str) -> str:
    """Return a text on the shelf.

    Raises:
        NotFound: it isn't there any more.
        ScriptRefused: it isn't the one that was installed.
    """
    try:
        raw = file.read_bytes()
    except OSError:
        raise NotFound(f"the text of {practice_id} is gone from the shelf; install its pack again") from None
    if hashlib.sha256(raw).hexdigest() != sha256:
        raise ScriptRefused(
            f"the text of {practice_id} was changed since its pack was installed, and was not begun; install it again"
        )
    return raw.decode("utf-8")
