"""Lines to a stream that may close under them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from practice_tui.cli.outcome import let_go
from practice_tui.domain.text import visible

if TYPE_CHECKING:
    from typing import TextIO


class Lines:
    """Writes line by line, each at once.

    Attributes:
        nobody_reads: whether the stream has been closed at its other end.
    """

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self.nobody_reads = False

    def write(self, line: str) -> None:
        """Write one line, safe for any terminal; what the encoding lacks is replaced."""
        if self.nobody_reads:
            return
        encoding = self._stream.encoding or "utf-8"
        text = visible(line).encode(encoding, "replace").decode(encoding)
        try:
            self._stream.write(f"{text}\n")
            self._stream.flush()
        except (OSError, ValueError):  # a broken pipe, a terminal that hung up, a stream closed in this process
            self.nobody_reads = True
            let_go(self._stream)
