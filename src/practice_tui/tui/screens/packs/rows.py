"""What the screen says of an installed pack: its line in the list, and all there is to know of it below.

Owns those lines. Every text of a pack comes from a stranger and enters as plain text.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content

from practice_tui.domain.quantities import range_words
from practice_tui.engine.pack_words import UNSIGNED, seal_words
from practice_tui.tui.plain import plain, plain_line

if TYPE_CHECKING:
    from practice_tui.engine.pack_ports import Contents, InstalledPack

_NAME, _VERSION, _MARK = 30, 10, 10
_MOST_SCRIPTS = 60


def row(pack: InstalledPack, width: int) -> Content:
    """Return a pack's line: its name, its version, who wrote it, and whether nobody has signed it."""
    mark = "" if pack.current.key else "unsigned"
    columns = [_cell(pack.manifest.name, min(_NAME, max(8, width // 3))), _cell(pack.current.version, _VERSION)]
    author = max(8, width - sum(each.cell_length + 2 for each in columns) - _MARK)
    return Content("  ").join([*columns, _cell(pack.manifest.author, author).stylize("$quiet-look"), Content(mark)])


def about(pack: InstalledPack) -> Content:
    """Return what there is to know of a pack."""
    manifest = pack.manifest
    facts = f"{manifest.id} · {', '.join(manifest.languages)} · {manifest.licence}"
    lines = [
        plain_line(manifest.name).stylize("bold"),
        plain_line(f"by {manifest.author}"),
        plain_line(facts).stylize("$quiet-look"),
        Content(""),
    ]
    if manifest.description:
        lines += [plain(manifest.description), Content("")]
    lines += [plain_line(f"inside: {pack.contents.words}"), *script_rows(pack.contents), Content("")]
    for version in pack.versions:
        mark = "in use" if version.is_current else "on the shelf"
        came = f"{version.installed:%Y-%m-%d}"
        lines.append(plain_line(f"version {version.version}, {mark}, from {came}"))
        lines.append(plain_line(f"  {seal_words(version) if version.key else UNSIGNED}").stylize("$quiet-look"))
    return Content("\n").join(lines)


def script_rows(contents: Contents) -> list[Content]:
    """Return a line for each script: its title and its lengths."""
    rows = [
        plain_line(script.title) + Content.styled(f"  {range_words(script.shortest, script.longest)}", "$quiet-look")
        for script in contents.scripts[:_MOST_SCRIPTS]
    ]
    more = len(contents.scripts) - _MOST_SCRIPTS
    return [Content("  ") + each for each in rows] + ([Content(f"  and {more} more")] if more > 0 else [])


def _cell(text: str, size: int) -> Content:
    return plain_line(text).truncate(size, ellipsis=True, pad=True)
