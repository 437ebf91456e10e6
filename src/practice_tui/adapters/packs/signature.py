"""Signatures as minisign writes them, in its prehashed form.

Owns ``manifest.json.minisig`` and the text of public keys. A signature holds when its key's number, the signature over
the file's BLAKE2b-512 and the second signature, over the comment, all do. It refuses minisign's old form without
the hash. `cryptography` brings Ed25519 and is loaded when something is signed or checked.

A pack carries its author's public key in the signed comment, as ``key:RW…``: that makes the first meeting possible.
It proves nothing about who the author is; whoever receives a pack compares and remembers the key.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
from typing import TYPE_CHECKING, NamedTuple, NoReturn

from practice_tui.adapters.packs.key_words import key_words
from practice_tui.domain.errors import BadInput, PackRefused
from practice_tui.domain.pack import MANIFEST_NAME, Seal, SignatureState
from practice_tui.domain.text import is_clean

if TYPE_CHECKING:
    from collections.abc import Iterable

KEY_ALGORITHM = b"Ed"
_HASHED, _OLD = b"ED", b"Ed"
_ID_BYTES, _KEY_BYTES, _SIGNATURE_BYTES = 8, 32, 64
_UNTRUSTED, _TRUSTED = "untrusted comment: ", "trusted comment: "
_KEY_MARK = "key:"
_LONGEST_COMMENT = 1024


class BadSignature(PackRefused):
    """A signature that doesn't hold, or can't be read. Nothing behind it was looked at."""


class PublicKey(NamedTuple):
    """A public key: its number (8 bytes, chosen at random) and the key itself (32 bytes)."""

    number: bytes
    key: bytes

    @property
    def text(self) -> str:
        """The key in minisign's writing: ``RW`` and 54 more characters."""
        return base64.b64encode(KEY_ALGORITHM + self.number + self.key).decode()

    @property
    def shown_number(self) -> str:
        """The number as minisign shows it, in hexadecimal digits without zeros in front."""
        return f"{int.from_bytes(self.number, 'little'):X}"

    @property
    def words(self) -> str:
        """The key as words."""
        return key_words(self.key)

    @property
    def file_text(self) -> str:
        """What minisign keeps in a ``.pub`` file."""
        return f"{_UNTRUSTED}minisign public key {self.shown_number}\n{self.text}\n"


class Signature(NamedTuple):
    """A signature's file, read: the key's number, the two signatures, and the comment as its bytes."""

    number: bytes
    signature: bytes
    comment: bytes
    comment_signature: bytes


def read_public_key(text: str) -> PublicKey:
    """Return the key that a text holds: ``RW…`` alone, or the content of a ``.pub`` file.

    Raises:
        BadInput: it is no public key of minisign's.
    """
    lines = [line for line in text.strip().splitlines() if not line.startswith(_UNTRUSTED)]
    raw = _unpacked(lines[0].strip()) if len(lines) == 1 else b""
    if len(raw) != len(KEY_ALGORITHM) + _ID_BYTES + _KEY_BYTES or not raw.startswith(KEY_ALGORITHM):
        raise BadInput("this is no public key; one begins with RW and stands in the .pub file of whoever signs")
    return PublicKey(raw[2:10], raw[10:])


def read_signature(raw: bytes) -> Signature:
    """Return what a signature's file holds; nothing is checked yet but its form.

    Raises:
        BadSignature: it is no signature, has the old form, or its comments hold what a terminal could obey.
    """
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError:
        _refuse("it can't be read")
    lines = text.removesuffix("\n").split("\n")
    if len(lines) != 4 or not lines[0].startswith(_UNTRUSTED) or not lines[2].startswith(_TRUSTED):  # noqa: PLR2004
        _refuse("it isn't four lines as minisign writes them")
    comment = lines[2].removeprefix(_TRUSTED)
    if not is_clean(text) or len(comment) > _LONGEST_COMMENT:
        _refuse("its comment has characters that text in a pack can't have")
    first, second = _unpacked(lines[1]), _unpacked(lines[3])
    if first.startswith(_OLD):
        _refuse("it has minisign's old form, which signs without a hash; sign again with practice pack sign")
    if (
        not first.startswith(_HASHED)
        or len(first) != 2 + _ID_BYTES + _SIGNATURE_BYTES
        or len(second) != _SIGNATURE_BYTES
    ):
        _refuse("it is damaged")
    return Signature(first[2:10], first[10:], comment.encode(), second)


def check(raw: bytes, message: bytes, known: Iterable[PublicKey] = ()) -> Seal:
    """Return the seal of a message by its signature's file.

    Args:
        raw: the signature's file.
        message: what was signed.
        known: keys to look among where the signature doesn't carry its own.

    Raises:
        BadSignature: it doesn't hold, or its key isn't known.
    """
    signature = read_signature(raw)
    key = _carried_key(signature) or next((key for key in known if key.number == signature.number), None)
    if key is None:
        number = PublicKey(signature.number, b"").shown_number
        _refuse(f"it was made with the key {number}, which it doesn't carry; give that by --key RW…")
    if key.number != signature.number:
        _refuse("it was made with another key than it carries")
    if not _holds(key.key, signature.signature, hashlib.blake2b(message).digest()):
        _refuse("it isn't one of this content by this key")
    if not _holds(key.key, signature.comment_signature, signature.signature + signature.comment):
        _refuse("its comment was changed after it was signed")
    return Seal(SignatureState.VALID, key.text, key.words, " ".join(signature.comment.decode().split()))


def signature_text(number: bytes, signature: bytes, comment: str, comment_signature: bytes) -> str:
    """Return a signature's file as minisign writes it."""
    first = base64.b64encode(_HASHED + number + signature).decode()
    second = base64.b64encode(comment_signature).decode()
    return f"{_UNTRUSTED}signature of a practice pack\n{first}\n{_TRUSTED}{comment}\n{second}\n"


def signed_comment(key: PublicKey) -> str:
    """Return the comment of a pack's signature: no time, so that signing twice gives the same bytes."""
    return f"file:{MANIFEST_NAME}\thashed\t{_KEY_MARK}{key.text}"


def _carried_key(signature: Signature) -> PublicKey | None:
    for word in signature.comment.decode().split():
        if word.startswith(_KEY_MARK):
            try:
                return read_public_key(word.removeprefix(_KEY_MARK))
            except BadInput:
                _refuse("the key it carries is damaged")
    return None


def _holds(key: bytes, signature: bytes, message: bytes) -> bool:
    from cryptography.exceptions import InvalidSignature  # noqa: PLC0415 - only where something is checked
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey  # noqa: PLC0415

    try:
        Ed25519PublicKey.from_public_bytes(key).verify(signature, message)
    except (InvalidSignature, ValueError):
        return False
    return True


def _unpacked(text: str) -> bytes:
    try:
        return base64.b64decode(text.encode("ascii"), validate=True)
    except (binascii.Error, ValueError):
        return b""


def _refuse(what: str) -> NoReturn:
    raise BadSignature(f"the pack's signature is bad: {what}; nothing of it was kept; ask its author for it anew")
