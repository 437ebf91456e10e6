"""The manifest: one form, strictly read."""

from __future__ import annotations

import json
import string

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.adapters.packs.packs import manifest

from practice_tui.adapters.packs.manifest import manifest_bytes, read_manifest
from practice_tui.adapters.packs.strict_text import Malformed, read_json, read_toml
from practice_tui.domain.errors import PackRefused
from practice_tui.domain.pack import Manifest, PackedFile, version_key

MODERATE = settings(max_examples=80, deadline=None)

WORDS = st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "S")), min_size=1, max_size=60)
STEPS = st.from_regex(r"[a-z0-9][a-z0-9_-]{0,20}", fullmatch=True).filter(
    lambda step: step not in {"con", "prn", "aux", "nul"} and not step.startswith(("com", "lpt"))
)
HASHES = st.text("0123456789abcdef", min_size=64, max_size=64)
FILES = st.dictionaries(
    STEPS.map(lambda step: f"scripts/{step}.txt"),
    st.builds(PackedFile, st.integers(0, 200_000), HASHES),
    min_size=1,
    max_size=20,
)


def read_or_refused(raw: bytes) -> Manifest | str:
    """Return what a manifest says, or the words of its refusal."""
    try:
        return read_manifest(raw)
    except PackRefused as refusal:
        return str(refusal)


@MODERATE
@given(name=WORDS, author=WORDS, files=FILES, version=st.from_regex(r"(0|[1-9][0-9]?)(\.[0-9]){0,3}", fullmatch=True))
def test_what_is_written_is_read_as_it_was(name: str, author: str, files: dict[str, PackedFile], version: str) -> None:
    whole = Manifest("org.example.a", name, version, author, "CC0", ("en", "pt-BR"), "", dict(sorted(files.items())))
    read = read_or_refused(manifest_bytes(whole))
    if isinstance(read, str):  # a name may hold what the gate would change, or look like an action
        assert "characters" in read or "markup" in read
    else:
        assert read == whole
        assert list(read.files) == sorted(files)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=12), inner, max_size=4),
    max_leaves=20,
)


@MODERATE
@given(document=JSON)
def test_any_json_is_refused_in_one_line(document: object) -> None:
    with pytest.raises(PackRefused) as refused:
        read_manifest(json.dumps(document).encode())
    assert "\n" not in str(refused.value)
    assert all(character.isprintable() for character in str(refused.value))


@MODERATE
@given(key=st.sampled_from(["id", "version", "name", "files", "languages", "format", "description"]), value=JSON)
def test_any_value_in_any_field_is_taken_in_the_one_form_or_refused(key: str, value: object) -> None:
    document = json.loads(manifest_bytes(manifest())) | {key: value}
    raw = (json.dumps(document, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode("utf-8", "surrogatepass")
    read = read_or_refused(raw)
    assert "\n" not in read if isinstance(read, str) else manifest_bytes(read) == raw


@MODERATE
@given(raw=st.binary(max_size=300) | st.text(string.printable, max_size=300).map(str.encode))
def test_any_bytes_are_json_or_malformed(raw: bytes) -> None:
    try:
        found = read_json(raw)
    except Malformed:
        return
    assert json.loads(raw) == found


@MODERATE
@given(raw=st.binary(max_size=300) | st.text("ab.[]{}=\"'#\n 1,\\", max_size=300).map(str.encode))
def test_any_bytes_are_toml_or_malformed(raw: bytes) -> None:
    try:
        found = read_toml(raw)
    except Malformed:
        return
    assert isinstance(found, dict)


@pytest.mark.parametrize(
    "raw",
    [
        b'{"a": 1, "a": 2}',
        b'{"a": {"b": 1, "b": 1}}',
        b'{"a": 1.5}',
        b'{"a": Infinity}',
        b'{"a": 12345678901234567}',
        b"[[[[[[[1]]]]]]]",
        b'"\xff"',
        b'\xef\xbb\xbf{"a": 1}',
        b'{"a": "\t"}',
        b"",
    ],
)
def test_what_parsers_let_pass_is_malformed(raw: bytes) -> None:
    with pytest.raises(Malformed):
        read_json(raw)


def test_brackets_in_texts_are_no_nesting() -> None:
    assert read_json(b'{"a": "[[[[[[[[[[{{{{{{\\"[[[[[[["}') == {"a": '[[[[[[[[[[{{{{{{"[[[[[[['}
    assert read_toml(b"a = '[[[[[[[[[[[['\n") == {"a": "[[[[[[[[[[[["}


def test_versions_are_compared_by_their_numbers() -> None:
    ordered = ["0", "0.9", "1.0", "1.0.1", "1.2", "1.10", "2.0", "10"]
    assert sorted(ordered, key=version_key) == ordered
    assert version_key("1") == version_key("1.0") == version_key("1.0.0")
