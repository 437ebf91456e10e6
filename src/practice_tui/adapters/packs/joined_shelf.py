"""Everything there is to practise: what ships, files a person names, and installed packs.

Owns which of them an id means. What ships keeps its bare names, and nothing can stand in for it; a script of a pack is
``PACK-ID/NAME``, and its bare name will do while it is the only one of that name.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from practice_tui.adapters.packs.packed_scripts import SEPARATOR
from practice_tui.compiler.diagnostics import nearest
from practice_tui.compiler.durations import no_voice
from practice_tui.domain.errors import NotFound

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from practice_tui.adapters.files.scripts import FolderScriptShelf
    from practice_tui.adapters.packs.packed_scripts import PackedScripts
    from practice_tui.compiler.diagnostics import Diagnostic
    from practice_tui.compiler.durations import SpokenLengths
    from practice_tui.domain.script import Script
    from practice_tui.engine.library import PracticeSummary
    from practice_tui.engine.voices import Progress


class JoinedScriptShelf:
    """Implements `ScriptShelf` over the folder that ships and the packs that are installed."""

    def __init__(self, own: FolderScriptShelf, packed: PackedScripts) -> None:
        self._own = own
        self._packed = packed
        self._scripts: dict[str, Script] = {}

    def renew(self) -> None:
        """Look anew at what is installed, and read now what lists will ask for."""
        self._packed.forget()
        self._scripts.clear()
        self._packed.practices()

    def practices(self) -> Sequence[PracticeSummary]:
        """Return what can be sat, what ships first."""
        packed = self._packed.practices()
        return [*self._own.practices(), *packed] if packed else self._own.practices()

    def script(self, practice_id: str) -> Script:
        """Return one script.

        Raises:
            NotFound: no script goes by that id, or several packs have one of that bare name.
            ScriptRefused: it has errors.
        """
        meant = self._meant(practice_id)
        if meant is None:
            return self._own.script(practice_id)
        if meant not in self._scripts:
            self._scripts[meant] = self._packed.script(meant)
        return self._scripts[meant]

    def pack_of(self, practice_id: str) -> tuple[str, str]:
        """Return the id and version of the pack a script came with; empty texts for a single file."""
        place = self._packed.places().get(practice_id)
        return (place.pack, place.version) if place else self._own.pack_of(practice_id)

    def read_file(self, path: str) -> tuple[Script | None, Sequence[Diagnostic]]:
        """Read one script file and return it with what there is to say of it."""
        return self._own.read_file(path)

    def handout(self, practice_id: str) -> str:
        """Return the practice's page for learners as Markdown, or an empty text."""
        is_packed = practice_id in self._packed.places()
        return self._packed.handout(practice_id) if is_packed else self._own.handout(practice_id)

    def make_ready(self, script: Script, progress: Progress | None) -> None:
        """Have the recordings of a script ready to be played; those of packs are decoded."""
        if script.id in self._packed.places():
            self._packed.make_ready(script, progress)

    def spoken_lengths(self, script: Script, *, voice: bool) -> SpokenLengths:
        """Return how long each passage's sound is, where there is any and it is wanted."""
        if script.id not in self._packed.places():
            return self._own.spoken_lengths(script, voice=voice)
        return self._packed.spoken_lengths(script) if voice else no_voice

    def recording(self, script_id: str, cue: str, text: str) -> Path | None:
        """Return the file that says these words of that script, or None."""
        if script_id not in self._packed.places():
            return self._own.recording(script_id, cue, text)
        return self._packed.recording(self.script(script_id), cue, text)

    def whole(self, script_id: str) -> Path | None:
        """Return the finished recording a script is made of, or None."""
        if script_id not in self._packed.places():
            return self._own.whole(script_id)
        return self._packed.whole(self.script(script_id))

    def _meant(self, practice_id: str) -> str | None:
        """Return the id of the packed script that is meant, or None where it is for what ships to answer.

        Raises:
            NotFound: several packs have one of that bare name, or nobody has.
        """
        places = self._packed.places()
        if not places or practice_id in places:
            return practice_id if places else None
        if self._own.knows(practice_id):
            return None
        called = [] if SEPARATOR in practice_id else self._packed.called(practice_id)
        if len(called) == 1:
            return called[0]
        if called:
            raise NotFound(f"{len(called)} packs have a practice called {practice_id!r}; say {' or '.join(called)}")
        known = [*(practice.id for practice in self._own.practices()), *places]
        raise NotFound(f"there is no practice {practice_id[:60]!r}{nearest(practice_id, known)}")
