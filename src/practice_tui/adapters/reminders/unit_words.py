"""Words in a systemd unit file: written so that systemd reads them as they were, and read back.

Owns the quoting of systemd's manual (systemd.syntax, systemd.service): quotes, backslashes and ``%`` specifiers. What a
dollar sign means depends on where a word stands, and is left to whoever places it there.
"""

from __future__ import annotations

import re

from practice_tui.domain.errors import TimerRefused

_PLAIN = re.compile(r"[A-Za-z0-9_@+=:,./-]+")


def unit_word(text: str) -> str:
    """Return a text as one word of a unit file, in quotes if need be: specifiers neutral, control characters escaped.

    Raises:
        TimerRefused: it isn't text in Unicode, which a unit file has to be.
    """
    try:
        text.encode()
    except UnicodeEncodeError as problem:
        raise TimerRefused("a path on this system isn't text in Unicode") from problem
    if _PLAIN.fullmatch(text):
        return text
    text = text.replace("\\", "\\\\").replace('"', '\\"').replace("%", "%%")
    escaped = "".join(f"\\x{ord(letter):02x}" if ord(letter) < ord(" ") else letter for letter in text)
    return f'"{escaped}"'


def unit_words(command: str) -> list[str]:
    """Return the words of a command as `unit_word` wrote them; what isn't ours is cut at its blanks."""
    found: list[str] = []
    for quoted, plain in re.findall(r'"((?:[^"\\]|\\.)*)"|(\S+)', command):
        text = re.sub(r"\\(?:x([0-9a-f]{2})|(.))", _unescaped, quoted) if quoted else plain
        found.append(text.replace("%%", "%"))
    return found


def _unescaped(escape: re.Match[str]) -> str:
    return chr(int(escape[1], 16)) if escape[1] else escape[2]
