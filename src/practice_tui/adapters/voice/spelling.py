"""British spelling for engines that learned to read in America.

Owns a short list: words of guidance that their dictionaries lack and whose sound their rules then get wrong, such as
"practised", read as if it ended in "-tized". Only the words an engine sees change, never those on the screen.
"""

from __future__ import annotations

import re

_AMERICAN = {
    "practise": "practice",
    "practised": "practiced",
    "practises": "practices",
    "practising": "practicing",
    "disliking": "dis-liking",
    "behaviour": "behavior",
    "centre": "center",
    "centred": "centered",
    "centring": "centering",
    "colour": "color",
    "coloured": "colored",
    "colours": "colors",
    "endeavour": "endeavor",
    "favour": "favor",
    "favourite": "favorite",
    "grey": "gray",
    "harbour": "harbor",
    "honour": "honor",
    "humour": "humor",
    "labour": "labor",
    "neighbour": "neighbor",
    "neighbours": "neighbors",
    "neighbouring": "neighboring",
    "odour": "odor",
    "savour": "savor",
    "savouring": "savoring",
    "travelled": "traveled",
    "travelling": "traveling",
    "vapour": "vapor",
}
_WORD = re.compile(r"[A-Za-z]+")


def in_american_spelling(words: str) -> str:
    """Return `words` with the British spellings of the list in the American way."""
    return _WORD.sub(_respelt, words)


def _respelt(found: re.Match[str]) -> str:
    word = _AMERICAN.get(found[0].lower())
    if word is None:
        return found[0]
    return word.capitalize() if found[0][0].isupper() else word
