"""Fuzzes what reads strangers' packs: archive, manifest, signature, TOML, scripts and captions.

A long run by hand; the tests hold a bounded number of inputs. It wants atheris, which is no dependency of the project:

    pip install atheris
    python benchmarks/fuzz_packs.py archive -max_total_time=600
    python benchmarks/fuzz_packs.py scripts -max_total_time=600 CORPUS

The first word chooses what is fuzzed; everything behind it is libFuzzer's. Whatever is raised but a refusal in words,
and whatever passes that isn't what building it again would give, is a finding and ends the run.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import atheris

with atheris.instrument_imports(include=["practice_tui", "tomllib", "json"]):
    from practice_tui.adapters.packs.archive import open_pack
    from practice_tui.adapters.packs.archive_writer import member, members_of, write_archive
    from practice_tui.adapters.packs.manifest import manifest_bytes, read_manifest
    from practice_tui.adapters.packs.signature import read_public_key, read_signature
    from practice_tui.adapters.packs.strict_text import Malformed, read_json, read_toml
    from practice_tui.compiler.captions import read_captions
    from practice_tui.compiler.diagnostics import Findings, has_errors
    from practice_tui.compiler.parser import header_of, parse
    from practice_tui.domain.errors import PracticeError
    from practice_tui.domain.pack import MANIFEST_NAME, SIGNATURE_NAME
    from practice_tui.domain.text import is_clean

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).resolve().parents[1]


def said(problem: Exception) -> None:
    """Hold a refusal to its promise: one line that no terminal obeys."""
    text = str(problem)
    assert text, "a refusal without words"
    assert "\n" not in text, text
    assert is_clean(text), text


def archive(data: bytes) -> None:
    """Open any bytes as a pack; what is accepted has to be what writing it again gives."""
    with tempfile.TemporaryDirectory(dir="/dev/shm" if Path("/dev/shm").is_dir() else None) as place:
        file = Path(place) / "a"
        file.write_bytes(data)
        try:
            pack = open_pack(file)
        except PracticeError as problem:
            said(problem)
            return
        with pack:
            members = dict(members_of(pack)) | {MANIFEST_NAME: member(pack.manifest_bytes)}
            if pack.signature_bytes is not None:
                members[SIGNATURE_NAME] = member(pack.signature_bytes)
            with (Path(place) / "again").open("wb") as stream:
                write_archive(stream, members)
        assert (Path(place) / "again").read_bytes() == data


def manifest(data: bytes) -> None:
    """Read any bytes as a manifest; what is accepted has one form."""
    try:
        found = read_manifest(data)
    except PracticeError as problem:
        said(problem)
        return
    assert manifest_bytes(found) == data


def signature(data: bytes) -> None:
    """Read any bytes as a signature and as a public key."""
    for read in (lambda: read_signature(data), lambda: read_public_key(data.decode("utf-8", "replace"))):
        try:
            read()
        except PracticeError as problem:
            said(problem)


def texts(data: bytes) -> None:
    """Read any bytes as JSON and as TOML."""
    for read in (read_json, read_toml):
        try:
            read(data)
        except Malformed as problem:
            said(problem)


def scripts(data: bytes) -> None:
    """Parse any text as a script; it gives a script or errors, and nothing else."""
    text = data.decode("utf-8", "replace")
    reading = parse(text, "fuzz")
    assert (reading.script is None) == has_errors(reading.diagnostics)
    header_of(text)


def captions(data: bytes) -> None:
    """Read any bytes as captions."""
    read_captions(data, Findings("fuzz.vtt"))


TARGETS: dict[str, Callable[[bytes], None]] = {
    each.__name__: each for each in (archive, manifest, signature, texts, scripts, captions)
}


def main() -> None:
    """Fuzz what the first argument names."""
    if len(sys.argv) < 2 or sys.argv[1] not in TARGETS:
        sys.exit(f"say what to fuzz: {', '.join(TARGETS)}")
    chosen = TARGETS[sys.argv.pop(1)]
    atheris.Setup(sys.argv, chosen)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
