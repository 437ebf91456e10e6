"""The composition root's part for packs: what is at hand to practise, and the desk where packs are received.

Owns how these are put together from a person's folders. The desk brings cryptography and the compiler, and is made
where somebody asks for it.
"""

from __future__ import annotations

from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from practice_tui.adapters.files.places import make_private
from practice_tui.adapters.files.scripts import FolderScriptShelf
from practice_tui.adapters.files.shipped import audio_folder, scripts_folder
from practice_tui.adapters.files.summaries import RememberedSummaries
from practice_tui.adapters.packs.joined_shelf import JoinedScriptShelf
from practice_tui.adapters.packs.packed_scripts import PackedScripts
from practice_tui.adapters.packs.playable import PlayableCache

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime

    from practice_tui.adapters.files.places import Places
    from practice_tui.adapters.files.recordings import Measure
    from practice_tui.engine.packs import PackDesk

_PACKS = "packs"


def script_shelf(places: Places, measure: Measure) -> JoinedScriptShelf:
    """Return everything there is to practise; nothing is read yet."""
    remembered = RememberedSummaries(places.cache / "practices.json")
    own = FolderScriptShelf(scripts_folder(), audio_folder() / "voice", measure, remembered)
    playable = PlayableCache(places.cache / _PACKS)
    return JoinedScriptShelf(own, PackedScripts(places.data / _PACKS, playable, remembered))


def shipped_names() -> set[str]:
    """Return the names of the scripts that ship, which no pack's may have."""
    return {file.stem for file in scripts_folder().glob("*/scripts/*.txt")}


def write_rotation_note(pack_id: str, key: Path, password: bytes | None, new: Path, into: Path) -> Path:
    """Write the note that names a pack's new key, and its signature by the old one; return its file.

    Raises:
        NotFound, BadInput: a key can't be read, the password is another, or the id is none.
        NotSaved: a file is there already, or can't be written.
    """
    from practice_tui.adapters.packs.keys import read_key_file, read_secret_key  # noqa: PLC0415 - only for authors
    from practice_tui.adapters.packs.rotation import write_handover  # noqa: PLC0415
    from practice_tui.adapters.packs.signature import read_public_key  # noqa: PLC0415

    old = read_secret_key(read_key_file(key), password)
    return write_handover(pack_id, old, read_public_key(read_key_file(new)), into)


def pack_desk(places: Places, shelf: JoinedScriptShelf, now: Callable[[], datetime]) -> PackDesk:
    """Return the desk where packs are received; nothing is created by looking."""
    from practice_tui.adapters.packs.fetch import HttpsFetch  # noqa: PLC0415 - only where packs are looked at
    from practice_tui.adapters.packs.reader import PackFileReader  # noqa: PLC0415
    from practice_tui.adapters.packs.shelf import FolderPackShelf  # noqa: PLC0415
    from practice_tui.adapters.packs.trust import FileTrustBook  # noqa: PLC0415
    from practice_tui.engine.packs import PackDesk  # noqa: PLC0415

    @contextmanager
    def room() -> Iterator[Path]:
        from tempfile import TemporaryDirectory  # noqa: PLC0415 - only where something is fetched

        make_private(places.cache)
        with TemporaryDirectory(prefix="fetched-", dir=places.cache, ignore_cleanup_errors=True) as folder:
            yield Path(folder)

    return PackDesk(
        reader=PackFileReader(shipped_names),
        fetch=HttpsFetch(),
        shelf=FolderPackShelf(places.data / _PACKS, places.state, now),
        trust=FileTrustBook(places.state),
        changed=shelf.renew,
        room=room,
        file=lambda name: Path(name).expanduser(),
    )
