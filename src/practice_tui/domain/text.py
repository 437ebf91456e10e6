"""The one gate for text that comes from outside.

Owns which characters may enter. A person's own text is cleaned; a stranger's text that would need cleaning is refused
by whoever receives it (`is_clean`). Nothing else in the program decides about single characters.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from itertools import accumulate

_FORBIDDEN = re.compile(
    "["
    "\x00-\x08\x0b-\x1f\x7f-\x9f"  # C0 without tab and newline, DEL, C1
    "\u202a-\u202e\u2066-\u2069"  # bidi embeddings and isolates; U+200E and U+200F stay, Hebrew and Arabic need them
    "\ud800-\udfff"  # lone surrogates
    "\ue000-\uf8ff\U000f0000-\U0010ffff"  # private use
    "\U000e0000-\U000e007f"  # tags
    "\ufeff"  # a byte-order mark that isn't at the start
    "]"
)
_SPACES = re.compile("[\u00a0\u202f\u2007]")


def clean_text(text: str) -> str:
    """Return `text` in NFC, with newlines for line ends, without any character a terminal or a layout could obey.

    A leading byte-order mark is dropped, no-break spaces become spaces.
    """
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    return unicodedata.normalize("NFC", _SPACES.sub(" ", _FORBIDDEN.sub("", text)))


def forbidden_positions(text: str) -> list[tuple[int, int, str]]:
    """Return ``(line, column, character)`` of each forbidden character; lines and columns count from 1."""
    text = text.removeprefix("\ufeff").replace("\r\n", "\n")
    lines = text.replace("\r", "\n").split("\n")  # a lone carriage return is reported, and ends a line all the same
    ends = list(accumulate(len(line) + 1 for line in lines))
    places: list[tuple[int, int, str]] = []
    for found in _FORBIDDEN.finditer(text):
        line = bisect_right(ends, found.start())
        places.append((line + 1, found.start() - ends[line] + len(lines[line]) + 2, found[0]))
    return places


def is_clean(text: str) -> bool:
    """Return whether the gate would leave `text` as it is."""
    return clean_text(text) == text


def one_line(text: str) -> str:
    """Return `text` cleaned and on a single line, for titles, names and notices."""
    return " ".join(clean_text(text).split())


def visible(text: str) -> str:
    r"""Return `text` with each forbidden character, tab and newline written out as an escape such as ``\x1b``."""
    return "".join(
        character if character.isprintable() and not _FORBIDDEN.match(character) else _escaped(character)
        for character in text
    )


def _escaped(character: str) -> str:
    code = ord(character)
    if code <= 0xFF:  # noqa: PLR2004 - the range of a two-digit escape
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code <= 0xFFFF else f"\\U{code:08x}"  # noqa: PLR2004 - the range of a four-digit one
