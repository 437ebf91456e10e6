"""Secret keys in minisign's own files, and signing with them.

Owns ``NAME.key`` and ``NAME.pub``: made, written, read and opened with a password where there is one. The password
becomes a mask over the key by scrypt, with the costs minisign sets (one gibibyte and some seconds). A secret key is
readable by its owner only, and is never written over.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import os
import struct
from typing import TYPE_CHECKING, Final, NamedTuple

from practice_tui.adapters.packs.signature import KEY_ALGORITHM, PublicKey, signature_text, signed_comment
from practice_tui.domain.errors import BadInput, NotFound, NotSaved, Unanswered
from practice_tui.domain.text import visible

if TYPE_CHECKING:
    from pathlib import Path

_FILE = struct.Struct("<2s2s2s32sQQ104s")
"""Algorithm, kind of mask, kind of checksum, salt, the two costs, and what may be masked: number, key, checksum."""

_INNER = struct.Struct("<8s64s32s")
_SCRYPT, _OPEN, _CHECKSUM = b"Sc", b"\0\0", b"B2"
_SALT_BYTES, _NUMBER_BYTES = 32, 8
_NONE = bytes(32)
"""What minisign leaves in place of the checksum where there is no password, and it calls that file encrypted too."""

_WORK: Final = 1 << 25
_MEMORY: Final = 1 << 30
"""libsodium's *sensitive* costs, which minisign writes into every file with a password."""

_MOST_WORK: Final = 1 << 27
_MOST_MEMORY: Final = 2 << 30
"""A file that asks for more is refused: it would take the machine."""

_BLOCK_SIZE: Final = 8
_LARGEST_FILE = 2_000


class SecretKey(NamedTuple):
    """A key that signs: its number (8 bytes), its seed and its public half (32 bytes each)."""

    number: bytes
    seed: bytes
    public: bytes

    @property
    def public_key(self) -> PublicKey:
        """What others check its signatures with."""
        return PublicKey(self.number, self.public)

    def sign(self, message: bytes) -> bytes:
        """Return the content of a signature's file for a pack's manifest, with the public key in its comment."""
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey  # noqa: PLC0415 - see signature

        key = Ed25519PrivateKey.from_private_bytes(self.seed)
        comment = signed_comment(self.public_key)
        signature = key.sign(hashlib.blake2b(message).digest())
        return signature_text(self.number, signature, comment, key.sign(signature + comment.encode())).encode()


def make_key() -> SecretKey:
    """Return a new key."""
    return _key_of(os.urandom(_NUMBER_BYTES), os.urandom(32))


def secret_key_text(key: SecretKey, password: bytes | None) -> str:
    """Return a secret key's file as minisign writes it.

    Args:
        key: what to write.
        password: what opens it; None leaves it open, as ``minisign -G -W`` does.
    """
    pair = key.seed + key.public
    if password is None:
        raw = _FILE.pack(
            KEY_ALGORITHM, _OPEN, _CHECKSUM, bytes(_SALT_BYTES), 0, 0, _INNER.pack(key.number, pair, _NONE)
        )
    else:
        salt = os.urandom(_SALT_BYTES)
        inner = _masked(_INNER.pack(key.number, pair, _checksum(key)), password, salt, _WORK, _MEMORY)
        raw = _FILE.pack(KEY_ALGORITHM, _SCRYPT, _CHECKSUM, salt, _WORK, _MEMORY, inner)
    return f"untrusted comment: minisign encrypted secret key\n{base64.b64encode(raw).decode()}\n"


def read_secret_key(text: str, password: bytes | None) -> SecretKey:
    """Return the key of a secret key's file.

    Raises:
        Unanswered: it has a password, and none was given.
        BadInput: it is no secret key of minisign's, or the password is another.
    """
    kind, salt, work, memory, inner = _read(text)
    if kind == _SCRYPT:
        if password is None:
            raise Unanswered(
                "this key has a password; give it in a file by --password-file FILE", "password-file", "Password"
            )
        inner = _masked(inner, password, salt, work, memory)
    number, pair, checksum = _INNER.unpack(inner)
    key = _key_of(number, pair[:32])
    is_whole = checksum == _checksum(key) or (kind == _OPEN and checksum == _NONE)
    if not is_whole or pair[32:] != key.public:
        if kind == _SCRYPT:
            raise BadInput("the password is another than this key's; nothing was signed; try again")
        raise BadInput("this secret key is damaged; nothing was signed; take the copy you keep of it")
    return key


def has_password(text: str) -> bool:
    """Return whether a secret key's file wants a password.

    Raises:
        BadInput: it is no secret key of minisign's.
    """
    return _read(text)[0] == _SCRYPT


def read_key_file(file: Path) -> str:
    """Return the text of a file with a key or a password's.

    Raises:
        NotFound: it can't be read.
        BadInput: it is no text, or too long for a key.
    """
    try:
        with file.open("rb") as stream:
            raw = stream.read(_LARGEST_FILE + 1)
        if len(raw) > _LARGEST_FILE:
            raise BadInput(f"{visible(str(file))} is no file with a key; one has two lines")
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        raise BadInput(f"{visible(str(file))} is no file with a key; one has two lines") from None
    except (OSError, ValueError) as problem:
        reason = getattr(problem, "strerror", None) or "no file can have that name"
        raise NotFound(f"{visible(str(file))} can't be read ({reason}); check the name") from None


def write_key_pair(secret_file: Path, public_file: Path, key: SecretKey, password: bytes | None) -> None:
    """Write both files of a new key; neither is ever written over.

    Raises:
        NotSaved: one is there already, or can't be written; nothing new is left.
    """
    for file in (secret_file, public_file):
        if os.path.lexists(file):
            raise NotSaved(f"{visible(str(file))} is there already and is left as it is; choose another name")
    text = secret_key_text(key, password)
    try:
        _write_new(secret_file, text, 0o600)
        try:
            _write_new(public_file, key.public_key.file_text, 0o644)
        except OSError:
            secret_file.unlink(missing_ok=True)
            raise
    except OSError as problem:
        where = visible(str(problem.filename or secret_file))
        raise NotSaved(
            f"{where} can't be written ({problem.strerror}); no key was made; choose another place"
        ) from None


def _write_new(file: Path, text: str, mode: int) -> None:
    descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
    try:
        with os.fdopen(descriptor, "w", encoding="ascii", newline="\n") as stream:
            stream.write(text)
            stream.flush()
            os.fsync(stream.fileno())
    except OSError:
        file.unlink(missing_ok=True)
        raise


def _read(text: str) -> tuple[bytes, bytes, int, int, bytes]:
    """Return the kind of mask, the salt, the two costs and what is masked."""
    lines = text.strip().splitlines()
    try:
        raw = base64.b64decode(lines[1].strip().encode("ascii"), validate=True) if len(lines) == 2 else b""  # noqa: PLR2004
    except (binascii.Error, ValueError):
        raw = b""
    if len(raw) != _FILE.size:
        raise BadInput("this is no secret key; practice pack keygen -o NAME makes one")
    algorithm, kind, checksum, salt, work, memory, inner = _FILE.unpack(raw)
    if algorithm != KEY_ALGORITHM or checksum != _CHECKSUM or kind not in {_SCRYPT, _OPEN}:
        raise BadInput("this is a secret key of a kind that isn't known here; practice pack keygen -o NAME makes one")
    if work > _MOST_WORK or memory > _MOST_MEMORY:
        raise BadInput("this secret key asks for more memory or work than any key needs; it was left alone")
    return kind, salt, work, memory, inner


def _key_of(number: bytes, seed: bytes) -> SecretKey:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey  # noqa: PLC0415 - see signature

    return SecretKey(number, seed, Ed25519PrivateKey.from_private_bytes(seed).public_key().public_bytes_raw())


def _checksum(key: SecretKey) -> bytes:
    return hashlib.blake2b(KEY_ALGORITHM + key.number + key.seed + key.public, digest_size=32).digest()


def _masked(inner: bytes, password: bytes, salt: bytes, work: int, memory: int) -> bytes:
    """Return the same with the mask put on or taken off.

    Raises:
        BadInput: the machine hasn't the memory that takes.
    """
    cost, parallel = _scrypt_costs(work, memory)
    try:
        mask = hashlib.scrypt(
            password,
            salt=salt,
            n=cost,
            r=_BLOCK_SIZE,
            p=parallel,
            maxmem=_MOST_MEMORY - 1,
            dklen=len(inner),
        )
    except (ValueError, MemoryError):
        needed = 128 * _BLOCK_SIZE * cost >> 20
        raise BadInput(
            f"opening a key by its password takes {needed} MiB of memory, which isn't free now; close some programs"
        ) from None
    return bytes(a ^ b for a, b in zip(inner, mask, strict=True))


def _scrypt_costs(work: int, memory: int) -> tuple[int, int]:
    """Return scrypt's N and p for libsodium's two costs, as libsodium itself chooses them."""
    work = max(work, 32_768)
    if work < memory // 32:
        return _power_below(work // (_BLOCK_SIZE * 4)), 1
    cost = _power_below(memory // (_BLOCK_SIZE * 128))
    return cost, max(1, min(work // 4 // cost, 0x3FFFFFFF) // _BLOCK_SIZE)


def _power_below(most: int) -> int:
    """Return the power of two that libsodium finds for a cost: the first, from 2 on, over half of it."""
    power = 2
    while power <= most // 2:
        power *= 2
    return power
