"""A pack's new key, in a note that the old one signed.

Owns the note: ``PACK-ID.newkey``, four lines of text, and ``PACK-ID.newkey.minisig``, its signature by the old key in
minisign's own form, so that the public ``minisign`` program can make and check it too. It lies beside the pack and is
asked for only where a pack's key isn't the one that is known.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NoReturn

from practice_tui.adapters.packs.signature import BadSignature, check, read_public_key
from practice_tui.domain.errors import BadInput, NotSaved, PackRefused
from practice_tui.domain.pack import field_fault
from practice_tui.engine.pack_ports import Handover

if TYPE_CHECKING:
    from pathlib import Path

    from practice_tui.adapters.packs.keys import SecretKey
    from practice_tui.adapters.packs.signature import PublicKey

HEADING = "a new key for a practice pack"
_FIELDS = ("pack", "old", "new")


def handover_text(handover: Handover) -> str:
    """Return the note as it is written."""
    return f"{HEADING}\npack: {handover.pack}\nold: {handover.old}\nnew: {handover.new}\n"


def read_handover(note: bytes, signature: bytes, old: PublicKey) -> Handover:
    """Return what a note says that `old` signed.

    Raises:
        PackRefused: it is no such note, or that key didn't sign it.
    """
    try:
        seal = check(signature, note, [old])
    except BadSignature:
        _refuse("its signature doesn't hold")
    if seal.key != old.text:
        _refuse("another key than the one that is known has signed it")
    handover = _read(note)
    if handover_text(handover).encode() != note:
        _refuse("it isn't written as such notes are")
    return handover


def write_handover(pack_id: str, old: SecretKey, new: PublicKey, folder: Path) -> Path:
    """Write a note and its signature into a folder; return the note's file.

    Raises:
        BadInput: the id is none, or both keys are the same.
        NotSaved: one of the files is there already, or can't be written.
    """
    fault = field_fault("id", pack_id)
    if fault:
        raise BadInput(f"{fault}; give the id of the pack whose key is new")
    if old.public_key.text == new.text:
        raise BadInput("the new key is the old one; practice pack keygen -o NAME makes a new one")
    note = handover_text(Handover(pack_id, old.public_key.text, new.text)).encode()
    file = folder / f"{pack_id}.newkey"
    for path, content in ((file.with_name(f"{file.name}.minisig"), old.sign(note)), (file, note)):
        try:
            with path.open("xb") as stream:
                stream.write(content)
        except OSError as problem:
            raise NotSaved(f"{path} can't be written ({problem.strerror}); choose another folder") from None
    return file


def _read(note: bytes) -> Handover:
    try:
        heading, *lines = note.decode("ascii").removesuffix("\n").split("\n")
        names, values = zip(*(line.split(": ") for line in lines), strict=True)
        _pack, *keys = values
        if heading != HEADING or names != _FIELDS or any(read_public_key(key).text != key for key in keys):
            _refuse("it isn't written as such notes are")
    except (ValueError, BadInput):
        _refuse("it isn't written as such notes are")
    return Handover(*values)


def _refuse(what: str) -> NoReturn:
    raise PackRefused(
        f"this pack was not taken: it has a new key, and the note about that can't be believed ({what}); "
        "nothing was changed; ask its author"
    )
