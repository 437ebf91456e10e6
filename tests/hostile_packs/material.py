"""What hostile packs are made of: a good pack to begin with, keys, and sounds that are no recordings."""

from __future__ import annotations

import base64
import hashlib
import io
import json
import struct
from functools import cache
from typing import Any

import numpy as np
import soundfile
from tests.hostile_packs.raw_zip import entries_of, zipped

from practice_tui.adapters.packs.keys import SecretKey, make_key

SCRIPT = """\
Title: Evening
Length: 2m to 20m
# Sitting
[bell]
{arrive} Sit in a way that is easy.
[pause 10s+]
# End (close)
{close} Hear the room again.
[pause 5s+]
"""
HANDOUT = "# Evening\n\nA few quiet minutes.\n"
RATE = 48_000


@cache
def sound(seconds: float = 1.0, *, kind: str = "OGG", subtype: str | None = "OPUS", channels: int = 1,
          rate: int = RATE, silent: bool = False) -> bytes:  # fmt: skip
    """Return a sound file's bytes."""
    target = io.BytesIO()
    noise = np.random.default_rng(1).standard_normal((rate // 4, channels)).astype("float32") * (0 if silent else 0.05)
    with soundfile.SoundFile(target, "w", rate, channels, format=kind, subtype=subtype) as file:
        for _ in range(round(seconds * 4)):
            file.write(noise)
    return target.getvalue()


def good_files() -> dict[str, bytes]:
    """Return the files of a pack that is well."""
    return {
        "scripts/evening.txt": SCRIPT.encode(),
        "handouts/evening.md": HANDOUT.encode(),
        "audio/en/evening/arrive.opus": sound(),
    }


def manifest_of(files: dict[str, bytes], /, **changes: Any) -> bytes:
    """Return a manifest in the one form, with fields changed."""
    listed = {
        name: {"size": len(content), "sha256": hashlib.sha256(content).hexdigest()} for name, content in files.items()
    }
    document = {
        "format": 1,
        "id": "org.example.evenings",
        "version": "1.0",
        "name": "Evenings",
        "author": "A Teacher",
        "licence": "CC-BY-4.0",
        "languages": ["en"],
        "description": "For the end of the day.",
        "files": listed,
    } | changes
    text = json.dumps(document, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
    return text.encode("utf-8", "surrogatepass")


def pack_of(files: dict[str, bytes], manifest: bytes | None = None, signature: bytes | None = None) -> bytes:
    """Return a pack file with an honest archive around whatever it holds."""
    held = files | {"manifest.json": manifest_of(files) if manifest is None else manifest}
    if signature is not None:
        held["manifest.json.minisig"] = signature
    return zipped(entries_of(held))


@cache
def author() -> SecretKey:
    return make_key()


@cache
def stranger() -> SecretKey:
    return make_key()


def signed_by_hand(key: SecretKey, message: bytes, comment: str, *, algorithm: bytes = b"ED") -> bytes:
    """Return a signature with any comment, in the new or the old form."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey  # noqa: PLC0415

    secret = Ed25519PrivateKey.from_private_bytes(key.seed)
    signature = secret.sign(hashlib.blake2b(message).digest() if algorithm == b"ED" else message)
    first = base64.b64encode(algorithm + key.number + signature).decode()
    second = base64.b64encode(secret.sign(signature + comment.encode())).decode()
    return f"untrusted comment: x\n{first}\ntrusted comment: {comment}\n{second}\n".encode()


def lying_flac(frames: int) -> bytes:
    """Return a second of FLAC whose header claims to be longer."""
    raw = bytearray(sound(kind="FLAC", subtype="PCM_16"))
    packed = int.from_bytes(raw[18:26], "big") >> 36 << 36 | frames
    raw[18:26] = packed.to_bytes(8, "big")
    return bytes(raw)


def lying_opus(frames: int) -> bytes:
    """Return a second of Ogg Opus whose last page claims to be much later, with that page's checksum mended."""
    raw = bytearray(sound())
    page = raw.rindex(b"OggS")
    struct.pack_into("<Q", raw, page + 6, frames)
    struct.pack_into("<L", raw, page + 22, 0)
    struct.pack_into("<L", raw, page + 22, _ogg_checksum(bytes(raw[page:])))
    return bytes(raw)


def many_channels(count: int) -> bytes:
    """Return a WAV with more channels than anybody has ears."""
    frame = bytes(2 * count)
    fmt = struct.pack("<HHLLHH", 1, count, RATE, RATE * 2 * count, 2 * count, 16)
    chunks = b"fmt " + struct.pack("<L", len(fmt)) + fmt + b"data" + struct.pack("<L", len(frame)) + frame
    return b"RIFF" + struct.pack("<L", 4 + len(chunks)) + b"WAVE" + chunks


def _ogg_checksum(page: bytes) -> int:
    value = 0
    for byte in page:
        value ^= byte << 24
        for _ in range(8):
            value = (value << 1 ^ 0x04C11DB7 if value & 1 << 31 else value << 1) & 0xFFFFFFFF
    return value
