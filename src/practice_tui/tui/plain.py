"""How text from outside enters a widget.

Owns the one way from a script's, a pack's or a person's text to something Textual may draw: cleaned once more and never
read as markup. It refuses to style parts of such a text; a widget's own style sheet does that.
"""

from __future__ import annotations

from textual.content import Content

from practice_tui.domain.text import clean_text, one_line


def plain(text: str) -> Content:
    """Return text of several lines as content; what looks like markup stays the characters it is."""
    return Content(clean_text(text).expandtabs(4))


def plain_line(text: str) -> Content:
    """Return text as content on a single line, for titles, names and notices."""
    return Content(one_line(text))
