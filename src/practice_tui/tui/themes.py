"""The colours: dusk and paper, and two that leave them to the terminal's own palette.

Owns every colour in the program. Style sheets name roles only: `quiet` for what may be overlooked, `faint` for lines
and empty places, `accent` for the one thing that matters, `night` for a dimmed sitting, `dark-…`
for one that is followed with eyes closed; `quiet-look` and `faint-look` are the same for content, dimmed where the
terminal chooses the colours. No role is red.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.theme import BUILTIN_THEMES, Theme

if TYPE_CHECKING:
    from collections.abc import Mapping


def _own(name: str, *, dark: bool, ground: str, ink: str, accent: str, roles: Mapping[str, str]) -> Theme:
    return Theme(
        name=name,
        dark=dark,
        primary=accent,
        accent=accent,
        warning=accent,
        error=accent,
        success=accent,
        secondary=roles["quiet"],
        background=ground,
        surface=roles["surface"],
        panel=roles["surface"],
        foreground=ink,
        variables={
            "quiet-style": "none",
            "quiet-look": roles["quiet"],
            "faint-look": roles["faint"],
            "cursor-style": "none",
            "block-cursor-background": roles["surface"],
            "block-cursor-foreground": accent,
            "block-cursor-text-style": "none",
            "input-selection-background": f"{accent} 30%",
            "scrollbar": roles["faint"],
            "scrollbar-background": ground,
            "markdown-h1-color": ink,
            "markdown-h2-color": accent,
            "markdown-h3-color": ink,
            **roles,
        },
    )


def _ansi(name: str, *, dark: bool, accent: str) -> Theme:
    return Theme(
        name=name,
        dark=dark,
        ansi=True,
        primary=accent,
        accent=accent,
        warning=accent,
        error=accent,
        success=accent,
        secondary="ansi_default",
        background="ansi_default",
        surface="ansi_default",
        panel="ansi_default",
        boost="ansi_default",
        foreground="ansi_default",
        variables={
            **BUILTIN_THEMES[name].variables,
            "quiet": "ansi_default",
            "quiet-style": "dim",
            "quiet-look": "ansi_default dim",
            "faint-look": "ansi_default dim",
            "faint": "ansi_default",
            "night": "ansi_default",
            "night-ground": "ansi_default",
            # A dark terminal is dark already; a light one has its own black, and white is legible on that.
            "dark-ground": "ansi_default" if dark else "ansi_black",
            "dark-sign": "ansi_default" if dark else "ansi_white",
            "dark-word": "ansi_default" if dark else "ansi_white",
            "dark-look": "ansi_default dim" if dark else "ansi_white dim",
            "cursor-style": "bold underline",
            "block-cursor-background": "ansi_default",
            "block-cursor-foreground": accent,
            "block-cursor-text-style": "bold",
            "markdown-h1-color": "ansi_default",
            "markdown-h2-color": accent,
            "markdown-h3-color": "ansi_default",
        },
    )


THEMES: Mapping[str, Theme] = {
    theme.name: theme
    for theme in (
        _own(
            "dusk",
            dark=True,
            ground="#1a1c25",
            ink="#ddd8ce",
            accent="#e2ae74",
            roles={
                "quiet": "#96919a",
                "faint": "#454754",
                "surface": "#242732",
                "night": "#6b5138",
                "night-ground": "#000000",
                "dark-ground": "#000000",
                "dark-sign": "#4a3828",
                "dark-word": "#8c7358",
                "dark-look": "#8c7358",
            },
        ),
        _own(
            "paper",
            dark=False,
            ground="#f7f2e8",
            ink="#35312c",
            accent="#8a5f1e",
            roles={
                "quiet": "#716a60",
                "faint": "#cdc3b2",
                "surface": "#ece4d5",
                "night": "#8f866f",
                "night-ground": "#2b2823",
                "dark-ground": "#000000",
                "dark-sign": "#4a3828",
                "dark-word": "#8c7358",
                "dark-look": "#8c7358",
            },
        ),
        _ansi("ansi-dark", dark=True, accent="ansi_cyan"),
        _ansi("ansi-light", dark=False, accent="ansi_blue"),
    )
}
"""Every theme by the name the settings know it by."""

WITHOUT_COLOUR = "ansi-dark"
"""The theme where NO_COLOR is set: it tells things apart by brightness and place."""
