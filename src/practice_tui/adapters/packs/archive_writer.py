"""Pack files, written: the same bytes for the same content, on every system.

Owns the writing of the one shape (`shape`). A file appears under its name only when it is whole; what had the name
before stays until then.
"""

from __future__ import annotations

import os
import zlib
from functools import partial
from typing import TYPE_CHECKING, BinaryIO, NamedTuple

from practice_tui.adapters.files.drafts import drafts_beside, publish
from practice_tui.adapters.packs.shape import End, Entry, central_record, end_record, local_header
from practice_tui.domain.errors import NotSaved
from practice_tui.domain.text import visible

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from pathlib import Path

    from practice_tui.adapters.packs.archive import OpenedPack


class Member(NamedTuple):
    """What is written under a name.

    Attributes:
        size: its bytes.
        content: gives them block by block, each time it is asked: once for the CRC, once for writing.
    """

    size: int
    content: Callable[[], Iterable[bytes]]


def member(content: bytes) -> Member:
    """Return a member whose content is at hand."""
    return Member(len(content), lambda: (content,))


def write_archive(stream: BinaryIO, members: Mapping[str, Member]) -> None:
    """Write a pack file's bytes.

    Args:
        stream: an empty file.
        members: every file by its name, the manifest and its signature too; names are of ASCII.

    Raises:
        OSError: it can't be written, or a member's content changed between its two readings.
    """
    offset, records = 0, []
    for name in sorted(members):
        size, content = members[name]
        crc = 0
        for block in content():
            crc = zlib.crc32(block, crc)
        entry = Entry(name, size, crc, offset)
        stream.write(local_header(entry))
        for block in content():
            stream.write(block)
        if stream.tell() != entry.end:
            raise OSError(0, f"{name} changed while it was read")
        records.append(central_record(entry))
        offset = entry.end
    directory = b"".join(records)
    stream.write(directory + end_record(End(len(records), len(directory), offset)))


def publish_archive(
    target: Path, members: Mapping[str, Member], *, replaces: bool, check: Callable[[Path], None]
) -> None:
    """Write a pack file under its name in one step.

    Args:
        target: its name.
        members: every file by its name; see `write_archive`.
        replaces: whether it may take the place of what is there.
        check: looks at the finished file before it gets its name, and may refuse it.

    Raises:
        NotSaved: it can't be written, or may not replace what is there; that is as it was.
    """
    try:
        with drafts_beside(target) as drafts:
            draft = drafts / "pack"
            with draft.open("wb") as stream:
                write_archive(stream, members)
                stream.flush()
                os.fsync(stream.fileno())
            check(draft)
            publish(draft, target, replaces=replaces)
    except OSError as problem:
        reason = visible(problem.strerror or str(problem))
        raise NotSaved(f"{visible(str(target))} can't be written ({reason}); what was there is as it was") from None


def members_of(pack: OpenedPack) -> Iterator[tuple[str, Member]]:
    """Yield the files of an opened pack, for writing them again; the manifest and its signature aren't among them."""
    for name in pack.names():
        yield name, Member(pack.manifest.files[name].size, partial(pack.blocks, name))
