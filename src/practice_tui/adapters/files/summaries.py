"""What lists need to know of the scripts, remembered between starts.

Owns ``practices.json`` in the cache folder. An entry counts only while its script's size and time of change are the
same and the program is the same version; without the file everything is read anew. It is worth having because a start
then needs neither the parser nor the shape of a script.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from practice_tui import __version__
from practice_tui.adapters.files.places import write_private
from practice_tui.domain.quantities import Frames
from practice_tui.engine.library import PracticeSummary

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_LARGEST = 4_000_000
_LENGTHS = ("shortest", "longest", "home")


class RememberedSummaries:
    """Summaries by script file, read when first asked for and written by `keep` where something is new."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._entries: dict[str, Any] | None = None
        self._has_news = False

    def recall(self, script: Path) -> PracticeSummary | None:
        """Return what was remembered of a script, or None where it has changed or was never seen."""
        entry = self._all().get(str(script))
        try:
            if not isinstance(entry, dict) or entry["stamp"] != _stamp(script):
                return None
            if any(stamp != _stamp_if_there(Path(file)) for file, stamp in entry["beside"].items()):
                return None
            fields: Mapping[str, Any] = entry["summary"]
            values = [
                Frames(int(fields[name])) if name in _LENGTHS else str(fields[name]) for name in PracticeSummary._fields
            ]
        except (KeyError, TypeError, ValueError, AttributeError, OSError):
            return None
        return PracticeSummary._make(values)

    def learn(self, script: Path, summary: PracticeSummary, beside: Sequence[Path] = ()) -> None:
        """Remember a summary until `keep` writes it down; it holds while the files `beside` stay as they are too."""
        stamps = {str(file): _stamp_if_there(file) for file in beside}
        self._all()[str(script)] = {"stamp": _stamp(script), "beside": stamps, "summary": summary._asdict()}
        self._has_news = True

    def keep(self) -> None:
        """Write down what was learned. A cache that can't be written costs the next start some milliseconds."""
        if not self._has_news:
            return
        self._has_news = False
        try:
            write_private(self._file, json.dumps({"version": __version__, "practices": self._all()}))
        except OSError:
            return

    def _all(self) -> dict[str, Any]:
        if self._entries is None:
            self._entries = self._read()
        return self._entries

    def _read(self) -> dict[str, Any]:
        try:
            if self._file.stat().st_size > _LARGEST:
                return {}
            content = json.loads(self._file.read_text("utf-8"))
            practices = content["practices"] if content["version"] == __version__ else {}
        except (OSError, ValueError, TypeError, KeyError, RecursionError):
            return {}
        return practices if isinstance(practices, dict) else {}


def _stamp_if_there(file: Path) -> list[int] | None:
    try:
        return _stamp(file)
    except OSError:
        return None


def _stamp(script: Path) -> list[int]:
    status = script.stat()
    return [status.st_mtime_ns, status.st_size]
