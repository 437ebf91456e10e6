"""The hostile packs: each with the words by which it is refused, so that none is refused for another's reason.

`CASES` is what any command that opens a pack file has to refuse. Deterministic but for keys, which are new each time.
"""

from __future__ import annotations

import json
import struct
import unicodedata
import zlib
from typing import TYPE_CHECKING, NamedTuple

from tests.hostile_packs.material import (
    HANDOUT,
    SCRIPT,
    author,
    good_files,
    lying_flac,
    lying_opus,
    manifest_of,
    many_channels,
    pack_of,
    signed_by_hand,
    sound,
    stranger,
)
from tests.hostile_packs.raw_zip import RawEntry, entries_of, zipped

if TYPE_CHECKING:
    from collections.abc import Callable


class Case(NamedTuple):
    """A hostile pack, and a few words of the line it is refused with."""

    name: str
    make: Callable[[], bytes]
    words: str


def _with(name: str, content: bytes = b"evil") -> bytes:
    return pack_of(good_files() | {name: content})


def _without(name: str, **more: bytes) -> bytes:
    files = good_files()
    del files[name]
    return pack_of(files | more)


def _entries(**first: object) -> list[RawEntry]:
    """Return the entries of a good pack, the first of them changed."""
    files = good_files()
    entries = entries_of(files | {"manifest.json": manifest_of(files)})
    for field, value in first.items():
        setattr(entries[0], field, value)
    return entries


def _field(**changes: object) -> bytes:
    files = good_files()
    return pack_of(files, manifest_of(files, **changes))


def _manifest(change: Callable[[str], str]) -> bytes:
    files = good_files()
    return pack_of(files, change(manifest_of(files).decode()).encode("utf-8", "surrogatepass"))


def _signed(signature: Callable[[bytes], bytes]) -> bytes:
    files = good_files()
    manifest = manifest_of(files)
    return pack_of(files, manifest, signature(manifest))


def _text(name: str, change: Callable[[str], str]) -> bytes:
    files = good_files()
    files[name] = change(files[name].decode()).encode("utf-8", "surrogatepass")
    return pack_of(files)


def _sound(content: bytes, ending: str = "opus") -> bytes:
    files = good_files()
    del files["audio/en/evening/arrive.opus"]
    return pack_of(files | {f"audio/en/evening/arrive.{ending}": content})


def _index(frames: object) -> bytes:
    index = {"arrive": {"bytes": len(sound()), "frames": frames}}
    return _with("audio/en/evening/recordings.json", json.dumps(index).encode())


def _key_comment(key: str) -> str:
    return f"file:manifest.json\thashed\tkey:{key}"


def _own_comment() -> str:
    return _key_comment(author().public_key.text)


def _swapped_key() -> bytes:
    """A stranger's signature that carries the author's key, under the author's number."""
    forged = stranger()._replace(number=author().number)
    return _signed(lambda manifest: signed_by_hand(forged, manifest, _own_comment()))


def _swapped_signature() -> bytes:
    other = manifest_of(good_files(), version="0.9")
    return _signed(lambda _manifest: author().sign(other))


def _changed_comment() -> bytes:
    return _signed(lambda manifest: author().sign(manifest).replace(b"hashed", b"harmed"))


def _flipped() -> bytes:
    def change(manifest: bytes) -> bytes:
        lines = author().sign(manifest).split(b"\n")
        lines[1] = lines[1][:40] + (b"A" if lines[1][40:41] != b"A" else b"B") + lines[1][41:]
        return b"\n".join(lines)

    return _signed(change)


def _overlap() -> bytes:
    entries = _entries()
    entries[2].offset = 0
    return zipped(entries)


def _hidden() -> bytes:
    entries = _entries()
    entries.insert(1, RawEntry(b"scripts/hidden.txt", b"evil", is_hidden=True))
    return zipped(entries)


def _bomb() -> bytes:
    plain = bytes(50_000_000)
    squeezed = zlib.compressobj(9, zlib.DEFLATED, -15)
    data = squeezed.compress(plain) + squeezed.flush()
    crc, size = zlib.crc32(plain), len(plain)
    return zipped([*_entries(), RawEntry(b"scripts/zeros.txt", data, 8, crc=crc, size=size, packed=len(data))])


def _huge_directory() -> bytes:
    record = RawEntry(b"scripts/a.txt", b"").record(0)
    directory = record * 65_535
    end = struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, 65_535, 65_535, len(directory), 0, 0)
    return directory + end


def _wide_directory() -> bytes:
    """Few entries, whose names take twenty mebibytes."""
    directory = b"".join(RawEntry(b"a" * 65_535, b"").record(0) for _ in range(320))
    end = struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, 320, 320, len(directory), 0, 0)
    return directory + end


def _zip64() -> bytes:
    raw = zipped(_entries())
    locator = b"PK\6\7" + struct.pack("<LQL", 0, 0, 1)
    return raw[:-22] + locator + raw[-22:]


def _deep_toml() -> bytes:
    return _with("courses/week.toml", b"a = " + b"[" * 20_000 + b"]" * 20_000)


def _dotted_toml() -> bytes:
    return _with("courses/week.toml", b".".join([b"a"] * 90_000) + b" = 1\n")


def _tables_toml() -> bytes:
    return _with("courses/week.toml", b"[" + b".".join([b"a"] * 1_500) + b"]\n")


def _many_lines() -> bytes:
    return _text("scripts/evening.txt", lambda text: text + "\n" * (200_000 - len(text)))


def _twins() -> bytes:
    composed = "scripts/caf\u00e9.txt"
    return pack_of(good_files() | {composed: b"a", unicodedata.normalize("NFD", composed): b"b"})


NAMES = [
    Case(f"name {what}", lambda name=name: _with(name), words)  # type: ignore[misc]
    for what, name, words in [
        ("that climbs", "../evil.txt", "can't be in a pack"),
        ("that climbs from within", "scripts/../../evil.txt", "can't be in a pack"),
        ("from the root", "/etc/evil.txt", "can't be in a pack"),
        ("on a drive", "c:/evil.txt", "can't be in a pack"),
        ("with backslashes", "scripts\\..\\evil.txt", "can't be in a pack"),
        ("of a share", "\\\\server\\evil.txt", "can't be in a pack"),
        ("that is a case twin", "scripts/Evening.txt", "can't be in a pack"),
        ("of a device", "scripts/con.txt", "a device"),
        ("of a device among recordings", "audio/en/evening/lpt1.opus", "a device"),
        ("with a dot behind", "scripts/evening.txt.", "can't be in a pack"),
        ("with a space behind", "scripts/evening.txt ", "can't be in a pack"),
        ("with a stream", "scripts/evening.txt:evil", "can't be in a pack"),
        ("that is hidden", "scripts/.bashrc", "can't be in a pack"),
        ("with an empty step", "scripts//a.txt", "can't be in a pack"),
        ("of a folder", "scripts/", "can't be in a pack"),
        ("too deep", "audio/en/evening/deeper/a.opus", "deeper than 4 steps"),
        ("too long", f"scripts/{'a' * 300}.txt", "longer than"),
        ("with an escape", "scripts/a\x1b]0;evil\x07.txt", "can't be in a pack"),
        ("with a newline", "scripts/a\nb.txt", "can't be in a pack"),
        ("with a null byte", "scripts/a\0.txt", "can't be in a pack"),
        ("that reads backwards", "scripts/a\u202etxt.exe", "isn't of small letters"),
        ("that is nothing", "", "can't be in a pack"),
        ("of code", "scripts/evil.py", "no kind of file"),
        ("at the top", "evil.txt", "no kind of file"),
    ]
]

STRUCTURE = [
    Case("Unicode twins", _twins, "isn't of small letters"),
    Case("two files of one name", lambda: zipped([*_entries(), *_entries()[-1:]]), "two files of one name"),
    Case("overlapping files", _overlap, "overlaps another file"),
    Case("a file the directory hides", _hidden, "overlaps another file, or leaves a gap"),
    Case("bytes between files", lambda: zipped(_entries(padding=b"evil")), "overlaps another file, or leaves a gap"),
    Case("a program in front", lambda: zipped(_entries(), prefix=b"#!/bin/sh\nevil\n"), "overlaps another file"),
    Case("bytes behind", lambda: zipped(_entries(), suffix=b"evil"), "something behind its end"),
    Case("a comment", lambda: zipped(_entries(), comment=b"\x1b[31m"), "something behind its end"),
    Case("a second archive behind", lambda: zipped(_entries()) * 2, "isn't where its end says"),
    Case("an extra field", lambda: zipped(_entries(extra=b"\1\0\0\0")), "extra fields or a comment"),
    Case("a file's comment", lambda: zipped(_entries(comment=b"evil")), "extra fields or a comment"),
    Case("a link", lambda: zipped(_entries(attributes=0o120777 << 16)), "isn't written as packs write it"),
    Case("a time", lambda: zipped(_entries(time=1)), "isn't written as packs write it"),
    Case("another order", lambda: zipped(_entries()[::-1]), "order"),
    Case("another name in the header", lambda: zipped(_entries(local_name=b"audio/en/evening/arrive.evil")), "header"),
    Case("another size in the header", lambda: zipped(_entries(local_size=1)), "isn't what building the pack again"),
    Case("two sizes", lambda: zipped(_entries(size=1)), "two sizes"),
    Case("a size too small", lambda: zipped(_entries(size=1, packed=1)), "overlaps another file, or leaves a gap"),
    Case("a size too large", lambda: zipped(_entries(size=1 << 31, packed=1 << 31)), "larger than"),
    Case("a wrong checksum", lambda: zipped(_entries(crc=1)), "is damaged"),
    Case("a bomb", _bomb, "is compressed"),
    Case("an encrypted file", lambda: zipped(_entries(flags=1)), "is encrypted"),
    Case("a zip64 archive", _zip64, "zip64"),
    Case("a directory of 65,535 files", _huge_directory, "65535 entries"),
    Case("a directory of 20 MiB", _wide_directory, "directory is larger"),
    Case("403 files", lambda: pack_of(good_files() | {f"handouts/h{n}.md": b"" for n in range(400)}), "404 entries"),
    Case("a file cut off", lambda: pack_of(good_files())[:-9], "cut off"),
    Case("nothing", lambda: b"", "is no pack"),
    Case("a picture", lambda: b"\x89PNG" + bytes(400), "is no pack"),
    Case("no manifest", lambda: zipped(entries_of(good_files())), "no manifest.json"),
    Case("a text too large", lambda: _with("handouts/big.md", b"a" * 200_001), "larger than"),
    Case("a manifest too large", lambda: _field(description="a" * 200_001), "larger than"),
]

MANIFEST = [
    Case(
        "a file nobody lists", lambda: pack_of(_files_and("handouts/a.md"), manifest_of(good_files())), "doesn't list"
    ),
    Case("a listed file of no kind", lambda: pack_of(good_files(), manifest_of(_files_and("a/b"))), "no kind of file"),
    Case(
        "a listed file missing", lambda: pack_of(good_files(), manifest_of(_files_and("handouts/a.md"))), "isn't there"
    ),
    Case(
        "a wrong hash", lambda: pack_of(good_files(), manifest_of(_files_and("scripts/evening.txt"))), "bytes and not"
    ),
    Case("a wrong hash of the same size", lambda: pack_of(good_files(), manifest_of(_turned())), "hash the manifest"),
    Case("a manifest that lists itself", lambda: _field(files={"manifest.json": {}}), "no kind of file"),
    Case("a key given twice", lambda: _manifest(lambda text: text.replace("{", '{\n "name": "A",', 1)), "twice"),
    Case("deep nesting in JSON", lambda: _manifest(lambda _: "[" * 90_000 + "]" * 90_000), "nested deeper"),
    Case("deep objects in JSON", lambda: _manifest(lambda _: '{"a":' * 30_000 + "1" + "}" * 30_000), "nested deeper"),
    Case(
        "an endless number",
        lambda: _manifest(lambda t: t.replace('"format": 1', f'"format": {"9" * 99_999}')),
        "measure",
    ),
    Case("not a number", lambda: _manifest(lambda text: text.replace('"format": 1', '"format": NaN')), "isn't whole"),
    Case("a fraction", lambda: _manifest(lambda text: text.replace('"format": 1', '"format": 1.0')), "isn't whole"),
    Case("a format that is true", lambda: _field(format=True), "which format"),
    Case("a format that is a text", lambda: _field(format="1"), "which format"),
    Case("a newer format", lambda: _field(format=2), "needs a newer practice"),
    Case("an unknown key", lambda: _field(actions=["app.quit"]), "unknown key"),
    Case("another spelling", lambda: _manifest(lambda text: text.replace(": ", ":")), "another way"),
    Case("a list for a manifest", lambda: _manifest(lambda _: "[]"), "isn't a JSON object"),
    Case("no JSON", lambda: _manifest(lambda _: "evil"), "isn't JSON"),
    Case("a byte-order mark", lambda: _manifest(lambda text: "\ufeff" + text), "isn't JSON"),
    Case("a lone surrogate", lambda: _field(name="\ud800"), "isn't UTF-8"),
    Case("no files", lambda: _field(files={}), "no files"),
    Case("files that are a list", lambda: _field(files=[]), "no files"),
    Case("a size below nothing", lambda: _field(files={"scripts/a.txt": {"size": -1, "sha256": "0" * 64}}), "no size"),
    Case("a hash that is none", lambda: _field(files={"scripts/a.txt": {"size": 1, "sha256": "0"}}), "no SHA-256"),
    Case("languages that are a text", lambda: _field(languages="en"), "languages"),
    Case("an escape in a language", lambda: _field(languages=["en\x1b[31m"]), "languages"),
    Case("an id that climbs", lambda: _field(id="../../evil"), "isn't like"),
    Case("an id without a point", lambda: _field(id="practice"), "isn't like"),
    Case("an id of a device", lambda: _field(id="con.example"), "a device"),
    Case("an id in capitals", lambda: _field(id="Org.Example"), "isn't like"),
    Case("a version that is none", lambda: _field(version="1.0-evil"), "isn't one to four numbers"),
    Case("a version with leading zeros", lambda: _field(version="01.0"), "isn't one to four numbers"),
    Case("a name without end", lambda: _field(name="a" * 5_000), "longer than"),
    Case("a name of nothing", lambda: _field(name=" "), "is empty"),
    Case("a number for a name", lambda: _field(name=7), "has to be a text"),
]

FIELDS = [
    Case(f"{what} in {field}", lambda field=field, text=text: _field(**{field: text}), words)  # type: ignore[misc]
    for field in ("id", "version", "name", "author", "licence", "description")
    for what, text, words in [
        ("an escape", "a\x1b]52;c;ZXZpbA==\x07", "characters that text in a pack can't have"),
        ("bidi", "a\u202eb", "characters that text in a pack can't have"),
        ("an action", "[@click=app.quit]a[/]", "markup with an action"),
    ]
] + [
    Case("a tag character", lambda: _field(author="a\U000e0041"), "characters that text in a pack"),
    Case("a private character", lambda: _field(author="a\ue000"), "characters that text in a pack"),
    Case("C1", lambda: _field(author="a\x9b31m"), "characters that text in a pack"),
    Case("a line in an author", lambda: _field(author="a\nb"), "characters that text in a pack"),
    Case("Unicode's own line end", lambda: _field(author="a\u2028b"), "characters that text in a pack"),
    Case("text in another form", lambda: _field(author="Zoe\u0308"), "characters that text in a pack"),
    Case("an action with parameters", lambda: _field(name="[bold @click=\"app.bell('x')\"]a"), "markup with an action"),
]

SIGNATURES = [
    Case("a flipped signature", _flipped, "isn't one of this content"),
    Case("another pack's signature", _swapped_signature, "isn't one of this content"),
    Case("a stranger's under a known number", _swapped_key, "isn't one of this content"),
    Case("a changed comment", _changed_comment, "comment was changed"),
    Case(
        "a signature in the old form",
        lambda: _signed(lambda raw: signed_by_hand(author(), raw, _own_comment(), algorithm=b"Ed")),
        "old form",
    ),
    Case(
        "a signature with another's key",
        lambda: _signed(lambda raw: signed_by_hand(author(), raw, _key_comment(stranger().public_key.text))),
        "another key than it carries",
    ),
    Case(
        "a signature without a key",
        lambda: _signed(lambda raw: signed_by_hand(author(), raw, "timestamp:1\tfile:manifest.json")),
        "which it doesn't carry",
    ),
    Case(
        "an escape in a signed comment",
        lambda: _signed(lambda raw: signed_by_hand(author(), raw, f"{_own_comment()} \x1b[31m")),
        "characters that text in a pack",
    ),
    Case(
        "an escape in an unsigned comment",
        lambda: _signed(lambda raw: author().sign(raw).replace(b"of a practice", b"\x1b]0;evil\x07")),
        "characters that text in a pack",
    ),
    Case("a signature of nothing", lambda: _signed(lambda _: b""), "isn't four lines"),
    Case("a signature of junk", lambda: _signed(lambda _: bytes(range(256))), "can't be read"),
    Case("a signature too large", lambda: _signed(lambda raw: author().sign(raw) + b"\n" * 2_000), "larger than"),
]

CONTENTS = [
    Case(
        "a script of a name that ships", lambda: _with("scripts/steadying.txt", SCRIPT.encode()), "ships with practice"
    ),
    Case("no script", lambda: _without("scripts/evening.txt"), "no script"),
    Case("a script with mistakes", lambda: _text("scripts/evening.txt", lambda _: "evil"), "line 1"),
    Case("a script of 200,000 lines", _many_lines, "lines"),
    Case(
        "a script of 200,000 lines and more",
        lambda: _text("scripts/evening.txt", lambda text: text + "\n" * 200_000),
        "larger than",
    ),
    Case("a script of brackets", lambda: _text("scripts/evening.txt", lambda text: text + "[" * 150_000), "line"),
    Case(
        "an escape in a title",
        lambda: _text("scripts/evening.txt", lambda text: text.replace("Evening", "E\x1b]0;evil\x07")),
        "a character that no text may have",
    ),
    Case(
        "bidi in a script",
        lambda: _text("scripts/evening.txt", lambda text: text.replace("easy", "ea\u2066sy")),
        "a character that no text may have",
    ),
    Case(
        "an action in a title",
        lambda: _text("scripts/evening.txt", lambda text: text.replace("Evening", "[@click=app.quit]E[/]")),
        "acts when it is clicked",
    ),
    Case(
        "an action in words",
        lambda: _text("scripts/evening.txt", lambda text: text.replace("easy.", "[@click=screen.dismiss]easy.[/]")),
        "acts when it is clicked",
    ),
    Case(
        "an escape in a handout",
        lambda: _text("handouts/evening.md", lambda text: text + "\x1b[2J"),
        "a character that no text may have",
    ),
    Case(
        "an action in a handout",
        lambda: _text("handouts/evening.md", lambda text: text + "[@click=app.quit]go[/]"),
        "acts when it is clicked",
    ),
    Case(
        "a byte-order mark in a script",
        lambda: _text("scripts/evening.txt", lambda text: "\ufeff" + text),
        "byte-order mark",
    ),
    Case(
        "Windows' line ends",
        lambda: _text("scripts/evening.txt", lambda text: text.replace("\n", "\r\n")),
        "line ends",
    ),
    Case("a script that is no text", lambda: _text("scripts/evening.txt", lambda t: t + "\ud800"), "UTF-8"),
    Case("a handout that is no text", lambda: _with("handouts/a.md", HANDOUT.encode("utf-16")), "UTF-8"),
    Case("deep nesting in TOML", _deep_toml, "longer than"),
    Case("deep lists in TOML", lambda: _with("courses/a.toml", b"a = " + b"[\n" * 20_000), "nested deeper"),
    Case("endless keys in TOML", _dotted_toml, "longer than"),
    Case("deep tables in TOML", _tables_toml, "nested deeper"),
    Case("a course that is none", lambda: _with("courses/a.toml", b"a ="), "isn't TOML"),
    Case(
        "deep nesting among recordings",
        lambda: _with("audio/en/evening/recordings.json", b'{"a":' * 30_000),
        "nested deeper",
    ),
    Case("an index that is a list", lambda: _with("audio/en/evening/recordings.json", b"[]"), "recordings"),
    Case("an index that lies", lambda: _index(48_000 * 3_600), "another length"),
    Case("an index with an endless number", lambda: _index(10**4000), "measure"),
]

SOUNDS = [
    Case("junk for a recording", lambda: _sound(b"evil" * 100), "it is no Opus"),
    Case("nothing for a recording", lambda: _sound(b""), "it is no Opus"),
    Case("an Ogg of junk", lambda: _sound(b"OggS" + bytes(1_000)), "can't be played"),
    Case("a FLAC of junk", lambda: _sound(b"fLaC" + bytes(range(256)) * 4, "flac"), "can't be played"),
    Case("an MP3 of junk", lambda: _sound(b"ID3" + b"\xff" * 5_000, "mp3"), "can't be played"),
    Case("an ID3 tag without end", lambda: _sound(b"ID3\4\0\0\x7f\x7f\x7f\x7f", "mp3"), "can't be played"),
    Case("a WAV called Opus", lambda: _sound(sound(kind="WAV", subtype="PCM_16")), "it is a WAV"),
    Case("1,024 channels", lambda: _sound(many_channels(1_024)), "it is a WAV"),
    Case("eight channels", lambda: _sound(sound(subtype="VORBIS", channels=8)), "8 channels"),
    Case("255 channels", lambda: _sound(sound(0.25, subtype="VORBIS", channels=255)), "255 channels"),
    Case("96 kHz", lambda: _sound(sound(kind="FLAC", subtype="PCM_16", rate=96_000), "flac"), "96000 samples a second"),
    Case("a voice that unfolds", lambda: _sound(sound(300, subtype="VORBIS", silent=True)), "unfolds"),
    Case("a FLAC that lies", lambda: _sound(lying_flac(48_000 * 50), "flac"), "can't be played"),
    Case("a FLAC of days", lambda: _sound(lying_flac(48_000 * 3_600 * 9), "flac"), "longer than 3 hours"),
    Case("an Opus that lies", lambda: _sound(lying_opus(48_000 * 50)), "ends elsewhere than it says"),
    Case("an Opus of days", lambda: _sound(lying_opus(48_000 * 3_600 * 9)), "longer than 3 hours"),
    Case("an Opus cut off at its head", lambda: _sound(sound()[:60]), "can't be played"),
    Case("a FLAC cut off", lambda: _sound(sound(kind="FLAC", subtype="PCM_16")[:30_000], "flac"), "can't be played"),
]


def _files_and(name: str) -> dict[str, bytes]:
    return good_files() | {name: b"more"}


def _turned() -> dict[str, bytes]:
    files = good_files()
    return files | {"scripts/evening.txt": files["scripts/evening.txt"][::-1]}


CASES = [*NAMES, *STRUCTURE, *MANIFEST, *FIELDS, *SIGNATURES, *CONTENTS, *SOUNDS]
