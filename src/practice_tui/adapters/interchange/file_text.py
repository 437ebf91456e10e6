"""The text of a file from elsewhere.

Owns which encodings are understood: UTF-8, and UTF-16 where it says so itself. It refuses what is too large or is no
text, and cleans the rest once for every format.
"""

from __future__ import annotations

import codecs

from practice_tui.domain.errors import BadInput
from practice_tui.domain.text import clean_text
from practice_tui.engine.foreign import LARGEST_FILE

_UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def file_text(content: bytes) -> str:
    """Return the text of a file, cleaned.

    Raises:
        BadInput: it is too large, or no text in an encoding that is known.
    """
    if len(content) > LARGEST_FILE:
        raise BadInput(
            f"the file is larger than {LARGEST_FILE // 1_000_000} MB; nothing was imported; divide it into smaller ones"
        )
    encoding = "utf-16" if content.startswith(_UTF_16) else "utf-8"
    try:
        return clean_text(content.decode(encoding))
    except UnicodeDecodeError as problem:
        line = content.count(b"\n", 0, problem.start) + 1
        raise BadInput(
            f"line {line} is no text in {encoding.upper()}; nothing was imported; save the file as UTF-8 first"
        ) from None
