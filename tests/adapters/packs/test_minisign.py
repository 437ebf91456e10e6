"""The public minisign program takes our keys and signatures, and we take its, with a password and without."""

from __future__ import annotations

import base64
import shutil
import subprocess
from typing import TYPE_CHECKING

import pytest
from tests.hostile_packs.material import author, signed_by_hand, stranger

from practice_tui.adapters.packs import keys
from practice_tui.adapters.packs.keys import (
    has_password,
    make_key,
    read_key_file,
    read_secret_key,
    secret_key_text,
    write_key_pair,
)
from practice_tui.adapters.packs.signature import BadSignature, check, read_public_key
from practice_tui.domain.errors import BadInput, NotSaved, Unanswered
from practice_tui.domain.pack import SignatureState

if TYPE_CHECKING:
    from pathlib import Path

MESSAGE = b'{"format": 1}\n'
MINISIGN = shutil.which("minisign")

needs_minisign = pytest.mark.skipif(MINISIGN is None, reason="the minisign program is not installed")


@pytest.fixture
def place(tmp_path: Path) -> Path:
    (tmp_path / "manifest.json").write_bytes(MESSAGE)
    return tmp_path


@pytest.fixture
def cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    """Locks keys at a thousandth of the usual cost; the cost stands in the file, and minisign keeps to it."""
    monkeypatch.setattr(keys, "_WORK", 1 << 15)
    monkeypatch.setattr(keys, "_MEMORY", 1 << 24)


def costs_in(text: str) -> tuple[int, int]:
    raw = base64.b64decode(text.splitlines()[1])
    return int.from_bytes(raw[38:46], "little"), int.from_bytes(raw[46:54], "little")


def minisign(place: Path, *arguments: str, typed: str = "") -> subprocess.CompletedProcess[str]:
    assert MINISIGN is not None
    return subprocess.run([MINISIGN, *arguments], cwd=place, input=typed, capture_output=True, text=True, check=False)


@needs_minisign
def test_minisign_accepts_our_signature_and_our_public_key(place: Path) -> None:
    key = make_key()
    write_key_pair(place / "a.key", place / "a.pub", key, None)
    (place / "manifest.json.minisig").write_bytes(key.sign(MESSAGE))
    verified = minisign(place, "-V", "-m", "manifest.json", "-p", "a.pub")
    assert verified.returncode == 0, verified.stderr
    assert f"key:{key.public_key.text}" in verified.stdout
    by_text = minisign(place, "-V", "-m", "manifest.json", "-P", key.public_key.text)
    assert by_text.returncode == 0, by_text.stderr


@needs_minisign
def test_minisign_refuses_our_signature_of_something_else(place: Path) -> None:
    key = make_key()
    write_key_pair(place / "a.key", place / "a.pub", key, None)
    (place / "manifest.json.minisig").write_bytes(key.sign(MESSAGE + b" "))
    assert minisign(place, "-V", "-m", "manifest.json", "-p", "a.pub").returncode != 0


@needs_minisign
def test_minisign_signs_with_our_open_key_and_we_accept_it(place: Path) -> None:
    key = make_key()
    write_key_pair(place / "a.key", place / "a.pub", key, None)
    signed = minisign(place, "-S", "-s", "a.key", "-m", "manifest.json", "-t", f"key:{key.public_key.text}")
    assert signed.returncode == 0, signed.stderr
    seal = check((place / "manifest.json.minisig").read_bytes(), MESSAGE)
    assert (seal.state, seal.key) == (SignatureState.VALID, key.public_key.text)


@needs_minisign
@pytest.mark.usefixtures("cheap")
def test_minisign_signs_with_our_locked_key(place: Path) -> None:
    key = make_key()
    write_key_pair(place / "a.key", place / "a.pub", key, "pässword".encode())
    signed = minisign(place, "-S", "-s", "a.key", "-m", "manifest.json", typed="pässword\n")
    assert signed.returncode == 0, signed.stderr
    assert check((place / "manifest.json.minisig").read_bytes(), MESSAGE, [key.public_key]).state == "valid"


@needs_minisign
def test_we_sign_with_the_open_key_of_minisign(place: Path) -> None:
    assert minisign(place, "-G", "-W", "-s", "b.key", "-p", "b.pub").returncode == 0
    text = read_key_file(place / "b.key")
    assert not has_password(text)
    key = read_secret_key(text, None)
    assert key.public_key == read_public_key(read_key_file(place / "b.pub"))
    assert key.public_key.file_text == (place / "b.pub").read_text()
    assert secret_key_text(key, None) == text, "an open key of ours is what minisign itself writes"
    (place / "manifest.json.minisig").write_bytes(key.sign(MESSAGE))
    assert minisign(place, "-V", "-m", "manifest.json", "-p", "b.pub").returncode == 0


@needs_minisign
def test_we_open_the_locked_key_of_minisign_by_its_password_alone(place: Path) -> None:
    made = minisign(place, "-G", "-s", "c.key", "-p", "c.pub", typed="a long password\n" * 2)
    assert made.returncode == 0, made.stderr
    text = read_key_file(place / "c.key")
    assert has_password(text)
    assert read_secret_key(text, b"a long password").public_key == read_public_key(read_key_file(place / "c.pub"))
    assert costs_in(text) == (keys._WORK, keys._MEMORY), "our own keys cost what its keys cost"


@pytest.mark.usefixtures("cheap")
def test_a_locked_key_wants_its_own_password() -> None:
    text = secret_key_text(author(), b"a password")
    assert has_password(text)
    assert read_secret_key(text, b"a password") == author()
    with pytest.raises(BadInput, match="the password is another"):
        read_secret_key(text, b"another password")
    with pytest.raises(Unanswered, match="--password-file"):
        read_secret_key(text, None)


@needs_minisign
def test_its_usual_signature_holds_where_the_key_is_known(place: Path) -> None:
    key = make_key()
    write_key_pair(place / "a.key", place / "a.pub", key, None)
    minisign(place, "-S", "-s", "a.key", "-m", "manifest.json")
    raw = (place / "manifest.json.minisig").read_bytes()
    assert check(raw, MESSAGE, [stranger().public_key, key.public_key]).key == key.public_key.text
    with pytest.raises(BadSignature, match="doesn't carry"):
        check(raw, MESSAGE, [stranger().public_key])


@needs_minisign
def test_its_old_form_is_refused_with_a_word_about_it(place: Path) -> None:
    key = make_key()
    write_key_pair(place / "a.key", place / "a.pub", key, None)
    minisign(place, "-S", "-l", "-s", "a.key", "-m", "manifest.json")
    with pytest.raises(BadSignature, match="old form"):
        check((place / "manifest.json.minisig").read_bytes(), MESSAGE, [key.public_key])


def test_signing_twice_gives_the_same_bytes() -> None:
    assert author().sign(MESSAGE) == author().sign(MESSAGE)


def test_a_seal_shows_the_key_its_words_and_the_comment() -> None:
    key = author().public_key
    seal = check(signed_by_hand(author(), MESSAGE, f"For \t Ana key:{key.text}"), MESSAGE)
    assert (seal.key, seal.words) == (key.text, key.words)
    assert seal.comment == f"For Ana key:{key.text}"


def test_no_key_is_ever_written_over(place: Path) -> None:
    write_key_pair(place / "a.key", place / "a.pub", author(), None)
    before = (place / "a.key").read_text()
    with pytest.raises(NotSaved, match=r"a\.key is there already"):
        write_key_pair(place / "a.key", place / "b.pub", stranger(), None)
    with pytest.raises(NotSaved, match=r"a\.pub is there already"):
        write_key_pair(place / "b.key", place / "a.pub", stranger(), None)
    assert (place / "a.key").read_text() == before
    assert not (place / "b.key").exists()
    assert not (place / "b.pub").exists()


def test_a_secret_key_is_its_owners_alone(place: Path) -> None:
    write_key_pair(place / "a.key", place / "a.pub", author(), None)
    assert (place / "a.key").stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("text", ["", "evil", "a\nb\nc", "untrusted comment: x\n" + base64.b64encode(b"Ed").decode()])
def test_what_is_no_key_is_said_so(text: str) -> None:
    with pytest.raises(BadInput):
        read_secret_key(text, None)
    with pytest.raises(BadInput):
        read_public_key(text)


def test_a_key_that_asks_for_all_memory_is_left_alone() -> None:
    comment, packed = secret_key_text(author(), None).splitlines()
    raw = bytearray(base64.b64decode(packed))
    raw[2:4] = b"Sc"
    raw[38:54] = (1 << 40).to_bytes(8, "little") * 2
    with pytest.raises(BadInput, match="more memory"):
        read_secret_key(f"{comment}\n{base64.b64encode(raw).decode()}\n", b"x")


def test_a_damaged_key_signs_nothing() -> None:
    comment, packed = secret_key_text(author(), None).splitlines()
    raw = bytearray(base64.b64decode(packed))
    raw[70] ^= 1
    with pytest.raises(BadInput, match="damaged"):
        read_secret_key(f"{comment}\n{base64.b64encode(raw).decode()}\n", None)
