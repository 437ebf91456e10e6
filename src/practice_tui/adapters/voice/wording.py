"""A line as it is spoken: the one preparation of words before any engine sees them.

Owns what may reach an engine: letters, digits, apostrophes, hyphens, spaces and the marks ``. , ; : ? !``, on one line,
with no word so long that an engine stumbles. Nothing of that can be read as an expression of Scheme or PowerShell, as
SSML, as ``[[ ]]`` or as a command line, so that every engine is safe by what it is given and once more by how.
"""

from __future__ import annotations

import re
import unicodedata

from practice_tui.adapters.voice.numerals import with_numbers_in_words
from practice_tui.domain.text import one_line

LONGEST_WORD = 32
"""Letters without a break; longer words are spoken in pieces."""

LONGEST_LINE = 4000
"""Characters of one line that are spoken; what lies behind is left out, at the end of a word."""

_CURRENCIES = {"£": "pounds", "$": "dollars", "€": "euros"}
_MONEY = re.compile(r"([£$€])\s?(\d[\d.,]*\d|\d)")
_UNITS = (
    (re.compile(r"(?<=\d)\s?°\s?C\b"), " degrees Celsius"),
    (re.compile(r"(?<=\d)\s?°"), " degrees"),
    (re.compile(r"(?<=\d)\s?%"), " per cent"),
    (re.compile(r"(?<=\d)\s?min\b\.?"), " minutes"),
    (re.compile(r"(?<=\d)\s?(?:sec|s)\b\.?"), " seconds"),
    (re.compile(r"(?<=\d)\s?(?:hrs?|h)\b\.?"), " hours"),
    (re.compile(r"(?<=\d)\s?km\b"), " kilometres"),
    (re.compile(r"(?<=\d)\s?kg\b"), " kilograms"),
)
_ABBREVIATIONS = {
    "e.g.": "for example",
    "i.e.": "that is",
    "etc.": "and so on",
    "vs.": "versus",
    "approx.": "approximately",
    "a.m.": "a m",
    "p.m.": "p m",
    "Dr.": "Doctor",
    "Dr": "Doctor",
    "Mr.": "Mister",
    "Mr": "Mister",
    "Mrs.": "Missis",
    "Mrs": "Missis",
    "Ms.": "Miz",
    "Ms": "Miz",
    "Prof.": "Professor",
    "OK": "okay",
    "w/o": "without",
    "w/": "with",
}
_ABBREVIATION = re.compile(
    r"(?<![\w.])(" + "|".join(re.escape(short) for short in sorted(_ABBREVIATIONS, key=len, reverse=True)) + r")(?!\w)"
)
_ENDS_A_SENTENCE = ("etc.", "a.m.", "p.m.")
_SIGNS = {"&": " and ", "+": " plus ", "=": " equals ", "@": " at ", "%": " per cent "}
_PLAIN_MARKS = str.maketrans(
    {"`": "'", "\u2026": ". ", "\uff01": "! ", "\uff1a": ": "}
    | dict.fromkeys("\u2018\u2019\u02bc", "'")  # apostrophes and single quotes
    | dict.fromkeys("\u3002\u0964", ". ")  # the full stops of Chinese and Hindi
    | dict.fromkeys("\uff0c\u3001\u060c", ", ")  # the commas of Chinese and Arabic
    | dict.fromkeys("\uff1f\u061f", "? ")
    | dict.fromkeys("\uff1b\u061b", "; ")
)
_DASH = re.compile(r"\s+[-\u2013\u2014]+\s+|[\u2013\u2014]+|--+")
_ASIDE = re.compile(r"\s*\(\s*([^()]*?)\s*\)")
_MARKS = ".,;:?!"
_SEVERAL_MARKS = re.compile(r"\s*([.,;:?!])(?:\s*[.,;:?!])*")
_JOINERS = "\u200c\u200d"
_STRAY = re.compile(r"(?<![^\W_])['-]|-(?![^\W_])")
"""An apostrophe that follows no letter, a hyphen that isn't between two."""

_TIGHT_MARK = re.compile(r"(?<!\d)[.,;:?!](?=\S)|[.,;:?!](?=[^\s\d])")
"""A mark that something follows without a space, unless it stands between two digits."""


def spoken_form(text: str, language: str) -> str:
    """Return `text` as words and plain marks on one line; empty where nothing in it can be spoken.

    Args:
        text: a passage from anywhere; it goes through the text gate here.
        language: such as ``en`` or ``pt-BR``; numbers and abbreviations are written out for English.
    """
    text = one_line(text).translate(_PLAIN_MARKS)
    if language.partition("-")[0].lower() == "en":
        text = _in_english_words(text)
    text = _DASH.sub(", ", _ASIDE.sub(r", \1,", text))
    text = "".join(character if _may_be_spoken(character) else " " for character in text)
    text = _STRAY.sub(" ", text)
    text = " ".join(_pieces(word) for word in text.split() if _has_sound(word) or word in _MARKS)
    text = _TIGHT_MARK.sub(r"\g<0> ", _SEVERAL_MARKS.sub(_strongest, text)).lstrip(f" {_MARKS}-'").rstrip(" ,;:-'")
    return _shortened(text) if _has_sound(text) else ""


def _in_english_words(text: str) -> str:
    text = _MONEY.sub(lambda found: f"{found[2]} {_CURRENCIES[found[1]]}", text)
    for unit, words in _UNITS:
        text = unit.sub(words, text)
    text = _ABBREVIATION.sub(_written_out, text)
    for sign, words in _SIGNS.items():
        text = text.replace(sign, words)
    return with_numbers_in_words(text)


def _written_out(found: re.Match[str]) -> str:
    """Return what an abbreviation stands for; its full stop stays where a sentence ends with it."""
    words = _ABBREVIATIONS[found[1]]
    behind = found.string[found.end() :]
    ends = found[1] in _ENDS_A_SENTENCE and re.match(r"\s*$|\s+[A-Z]", behind)
    return f"{words}." if ends else words


def _may_be_spoken(character: str) -> bool:
    return character in " '-" or character in _MARKS or character in _JOINERS or _is_sound(character)


def _is_sound(character: str) -> bool:
    return unicodedata.category(character)[0] in "LMN"


def _has_sound(word: str) -> bool:
    return any(_is_sound(character) for character in word)


def _pieces(word: str) -> str:
    """Return a word with breaks where it is too long for an engine; hyphens and quotes around it are dropped."""
    word = word.lstrip("-'") if word.rstrip(_MARKS).endswith("s'") else word.strip("-'")
    return re.sub(rf"([^\s-]{{{LONGEST_WORD}}})(?=[^\s{re.escape(_MARKS)}-])", r"\1 ", word)


def _strongest(found: re.Match[str]) -> str:
    """Return one mark for several: a question stays one, a sentence's end stays an end."""
    marks = found[0].replace(" ", "")
    return next(mark for mark in "?!.;:," if mark in marks)


def _shortened(text: str) -> str:
    if len(text) <= LONGEST_LINE:
        return text
    return text[:LONGEST_LINE].rpartition(" ")[0] or text[:LONGEST_LINE]


def in_ascii(words: str) -> str:
    """Return prepared words for an engine that knows plain English letters only; others lose their accents or go."""
    return unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode("ascii")
