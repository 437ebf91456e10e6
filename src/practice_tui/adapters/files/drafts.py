"""Files that appear under their names only when they are whole.

Owns a folder of drafts beside the target, which goes away with everything in it however the work ends. It refuses to
replace what wasn't offered for replacing, and whatever isn't a plain file.
"""

from __future__ import annotations

import os
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from practice_tui.domain.errors import NotSaved

if TYPE_CHECKING:
    from collections.abc import Iterator


def check_target(target: Path, *, replaces: bool) -> None:
    """Look whether a file may be written as `target`.

    Raises:
        NotSaved: its folder is missing, something is there already, or the place can't be looked at.
    """
    try:
        if not target.parent.is_dir():
            raise NotSaved(f"there is no folder {target.parent}; nothing was written; make it, or choose another place")
        is_there = os.path.lexists(target)
        if is_there and not target.is_file():
            raise NotSaved(f"{target} is no plain file, and is left as it is; choose another name")
    except OSError as problem:
        raise NotSaved(f"{target} can't be written ({problem.strerror}); choose another place") from None
    if is_there and not replaces:
        raise NotSaved(f"{target} is there already and is left as it is; choose another name, or replace it by --force")


@contextmanager
def drafts_beside(target: Path) -> Iterator[Path]:
    """Give a new folder beside `target`, which is removed at the end with everything in it.

    Raises:
        OSError: it can't be made.
    """
    with tempfile.TemporaryDirectory(prefix="practice-", dir=target.parent, ignore_cleanup_errors=True) as folder:
        yield Path(folder)


def publish(draft: Path, target: Path, *, replaces: bool) -> None:
    """Give a finished draft its name, in one step; what has that name since the first look is respected too.

    Raises:
        NotSaved: it may not be written there.
        OSError: it can't be.
    """
    check_target(target, replaces=replaces)
    draft.replace(target)
