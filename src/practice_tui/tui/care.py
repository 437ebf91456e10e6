"""The words about looking after oneself.

Owns the note that is shown before the first sitting and stays one key away, and the lines for a hard moment. It never
diagnoses, and it names no telephone number but the person's own.
"""

from __future__ import annotations

NOTE_TITLE = "Looking after yourself"

NOTE = """\
Practise sober, without alcohol or other drugs. If you are in a crisis, or a serious mental illness is active now, do \
this with a professional rather than alone.
After a recent loss, with trauma, with a harsh inner voice or thoughts that circle: keep it short, choose the gentler \
practice, and ask someone you trust to know about it.
Some people find that anxiety, low mood or dark thoughts grow. If yours do: stop, steady yourself, and talk to \
somebody. Stopping is never a failure.
While sitting, g brings steady ground at any moment."""
"""The note, a paragraph a line."""

DANGER = "If you are in danger or might hurt yourself, call the emergency number now."
"""Shown on steady ground and after a hard sitting."""

AFTER_A_HARD_ONE = (
    "That happens, and it says nothing against you.\n"
    "Let it be enough for today: something warm to drink, a window, a few steps outside.\n"
    "If it stays with you, or comes again, talk with someone you trust or with a professional."
)
"""What follows a hard sitting: kind, practical, without praise."""


def contact_line(contact: str) -> str:
    """Return the line that shows whom the person wished to call, or an empty text."""
    return f"You wished to call: {contact}" if contact.strip() else ""
