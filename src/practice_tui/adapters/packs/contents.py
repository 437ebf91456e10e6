"""What is inside a pack, looked at: its texts, its scripts, its recordings and what is said about them.

Owns the checks that need content, for an author's folder and for a stranger's pack file alike. Texts that the gate
would change are refused and never repaired. A stranger's pack is looked at in bounded work: its scripts are parsed,
and only an author's are tried at all their lengths.
"""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

from practice_tui.adapters.files.recordings import ENDINGS, words_hash
from practice_tui.adapters.packs.findings import advice, error, text_findings
from practice_tui.adapters.packs.strict_text import Malformed, read_json, read_toml
from practice_tui.compiler.diagnostics import has_errors
from practice_tui.compiler.finished import Recorded, captions_name
from practice_tui.compiler.linter import lint
from practice_tui.compiler.parser import parse
from practice_tui.domain.pack_names import FileKind, kind_of, stem_of
from practice_tui.domain.quantities import SAMPLE_RATE, Frames
from practice_tui.domain.script import speeches
from practice_tui.domain.text import visible
from practice_tui.engine.authoring import Finding

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from practice_tui.adapters.packs.recordings import Examined
    from practice_tui.domain.script import Script, Speech

MOST_FINDINGS = 200
"""After so many nothing more is told to an author: nobody reads on."""

MOST_PROBLEMS = 20
"""After so many nothing more is looked for in a stranger's pack: it is refused, and its work stays bounded."""

_SLACK = SAMPLE_RATE // 20
"""By how much an index may be wrong about a length: 50 ms."""


class PackContents(Protocol):
    """A pack's files, whether in a folder or in a pack file."""

    def names(self) -> Sequence[str]:
        """Return the names of its files; each has its place in the layout."""

    def read(self, name: str) -> bytes:
        """Return a text's bytes."""

    def examine(self, names: Sequence[str]) -> Sequence[Examined]:
        """Return for each recording how long it is, or why it can't be played."""


class _Heard(NamedTuple):
    """The recordings of one script in one language: what they are, and what the index says of each."""

    folder: str
    files: Mapping[str, tuple[str, Examined]]
    said: Mapping[str, Any]


def check_contents(contents: PackContents, *, reserved: Collection[str], is_own: bool) -> list[Finding]:
    """Return what there is to say of a pack's files, as far as that is worth saying.

    Args:
        contents: the pack.
        reserved: names of scripts that no pack may have: those that ship.
        is_own: whether the reader is its author, who gets advice too; others are told only what is wrong.
    """
    found = (each for each in _findings(contents, reserved, is_own=is_own) if is_own or each.is_error)
    return list(islice(found, MOST_FINDINGS if is_own else MOST_PROBLEMS))


def _findings(contents: PackContents, reserved: Collection[str], *, is_own: bool) -> Iterator[Finding]:
    names = contents.names()
    heard: dict[str, _Heard] = {}
    recordings = [name for name in names if kind_of(name) is FileKind.RECORDING]
    examined = dict(zip(recordings, contents.examine(recordings), strict=True))
    for name, each in examined.items():
        if each.reason:
            yield error(name, "recording-refused", f"{each.reason}; replace it or take it away")
    for name in names:
        if kind_of(name) is FileKind.INDEX:
            index, findings = _index(contents, name)
            yield from findings
            folder = name.rpartition("/")[0]
            heard[folder] = _heard(folder, examined, index)
            yield from _false_index(name, heard[folder])
    for folder in {name.rpartition("/")[0] for name in recordings} - heard.keys():
        heard[folder] = _heard(folder, examined, {})
    for name in names:
        yield from _text(contents, name, heard, reserved, is_own=is_own)
    if not any(kind_of(name) is FileKind.SCRIPT for name in names):
        yield error("", "no-script", "there is no script; a pack has one at least, in scripts/NAME.txt")
    yield from _strays(names)


def _text(
    contents: PackContents, name: str, heard: Mapping[str, _Heard], reserved: Collection[str], *, is_own: bool
) -> Iterator[Finding]:
    kind = kind_of(name)
    if kind in {None, FileKind.RECORDING, FileKind.INDEX}:
        return
    text, findings = text_findings(name, contents.read(name))
    yield from findings
    if findings:
        return
    if kind is FileKind.COURSE:
        try:
            read_toml(text.encode())
        except Malformed as problem:
            yield error(name, "not-toml", f"{problem}; look at its quotes and brackets")
    elif kind is FileKind.SCRIPT:
        if stem_of(name) in reserved:
            yield error(name, "reserved-name", f"{stem_of(name)!r} is the name of what ships with practice; rename it")
        yield from _script(name, text, contents, heard, is_own=is_own)


def _script(
    name: str, text: str, contents: PackContents, heard: Mapping[str, _Heard], *, is_own: bool
) -> Iterator[Finding]:
    finished = _Finished(name, contents, heard)
    reading = parse(text, stem_of(name), finished)
    found = list(reading.diagnostics) if is_own else [each for each in reading.diagnostics if has_errors([each])][:1]
    script = reading.script
    if script is not None and is_own:
        here = heard.get(f"audio/{script.header.language.lower()}/{script.id}")
        found += lint(script, lambda speech: _length(here, speech))
        yield from _recordings_of(script, here)
    yield from (Finding(finished.captions if each.file else name, each) for each in found)


class _Finished:
    """Finds the finished recording of a script in its pack: among its recordings, or beside it.

    Attributes:
        captions: the name of its captions, once they were found.
    """

    def __init__(self, name: str, contents: PackContents, heard: Mapping[str, _Heard]) -> None:
        self._script = stem_of(name)
        self._contents = contents
        self._heard = heard
        self.captions = name

    def __call__(self, recording: str, language: str, /) -> Recorded | None:
        names = frozenset(self._contents.names())
        for folder in (f"audio/{language.lower()}/{self._script}", "scripts"):
            captions = f"{folder}/{captions_name(recording)}"
            if captions in names:
                self.captions = captions
                sound = self._heard[folder].files.get(stem_of(recording)) if folder in self._heard else None
                return Recorded((sound[1].frames or None) if sound else None, self._contents.read(captions))
        return None


def _length(heard: _Heard | None, speech: Speech) -> Frames | None:
    """Return how long the recording of these very words is."""
    if heard is None or speech.cue not in heard.files or _is_stale(heard, speech):
        return None
    return heard.files[speech.cue][1].frames or None


def _is_stale(heard: _Heard, speech: Speech) -> bool:
    entry = heard.said.get(speech.cue)
    return entry is not None and entry.get("words") != words_hash(speech.text)


def _recordings_of(script: Script, heard: _Heard | None) -> Iterator[Finding]:
    """Compare the recordings of a script with its words."""
    if heard is None:
        return
    passages = {speech.cue: speech for speech in speeches(script)}
    for cue, (name, _) in heard.files.items():
        if name.endswith(f"/{script.header.recording}"):
            continue
        if cue not in passages:
            yield advice(name, "recording-without-passage", f"no passage of {script.id} is called {cue!r}; rename it")
        elif _is_stale(heard, passages[cue]):
            message = "the passage has other words now, so this isn't played; record it anew"
            yield advice(name, "stale-recording", message)
        elif cue not in heard.said:
            message = "recordings.json doesn't say which words it holds, so nobody can tell when they change"
            yield advice(name, "recording-without-words", message)


def _index(contents: PackContents, name: str) -> tuple[Mapping[str, Any], list[Finding]]:
    try:
        index = read_json(contents.read(name))
    except Malformed as problem:
        return {}, [error(name, "not-an-index", f"{problem}; narrate makes it anew where you take it away")]
    entries: dict[str, Any] = index if isinstance(index, dict) else {"": None}
    if any(not isinstance(entry, dict) for entry in entries.values()):
        return {}, [error(name, "not-an-index", "it doesn't tell of recordings; narrate makes it anew")]
    return entries, []


def _heard(folder: str, examined: Mapping[str, Examined], index: Mapping[str, Any]) -> _Heard:
    names = [name for name in examined if name.rpartition("/")[0] == folder]
    # Where a passage has several, the kind that is looked for first is played: it comes last here, and stays.
    names.sort(key=lambda name: ENDINGS.index(name[name.rindex(".") :]), reverse=True)
    return _Heard(folder, {stem_of(name): (name, examined[name]) for name in names}, index)


def _false_index(name: str, heard: _Heard) -> Iterator[Finding]:
    """Find lengths in an index that aren't those of the recordings: sittings are laid out by them."""
    for cue, entry in heard.said.items():
        recording = heard.files.get(cue)
        if recording is None or recording[1].reason:
            continue
        claimed = entry.get("frames")
        if isinstance(claimed, int) and abs(claimed - recording[1].frames) > _SLACK:
            message = f"it gives {visible(cue[:40])} another length than the recording has; narrate makes it anew"
            yield error(name, "index-lies", message)


def _strays(names: Sequence[str]) -> Iterator[Finding]:
    """Find what belongs to no script."""
    scripts = {stem_of(name) for name in names if kind_of(name) is FileKind.SCRIPT}
    for name in names:
        kind = kind_of(name)
        is_stray = kind in {FileKind.HANDOUT, FileKind.TRANSLATION} and stem_of(name) not in scripts
        if is_stray:
            yield advice(name, "belongs-to-nothing", f"there is no scripts/{stem_of(name)}.txt it would belong to")
    folders = {name.rpartition("/")[0] for name in names if name.startswith("audio/")}
    for folder in sorted(folders):
        script = folder.rpartition("/")[2]
        if script not in scripts:
            yield advice(folder, "belongs-to-nothing", f"there is no scripts/{script}.txt it would belong to")
