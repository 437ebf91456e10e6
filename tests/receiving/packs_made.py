"""Packs as a teacher makes them, quickly: a folder of texts and recordings, built and signed."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from practice_tui.adapters.files.scripts import FolderScriptShelf
from practice_tui.adapters.files.shipped import audio_folder, scripts_folder
from practice_tui.adapters.files.summaries import RememberedSummaries
from practice_tui.adapters.packs.fetch import SCHEME
from practice_tui.adapters.packs.joined_shelf import JoinedScriptShelf
from practice_tui.adapters.packs.keys import SecretKey, make_key, secret_key_text
from practice_tui.adapters.packs.packed_scripts import PackedScripts
from practice_tui.adapters.packs.playable import PlayableCache
from practice_tui.adapters.packs.reader import PackFileReader
from practice_tui.adapters.packs.shelf import FolderPackShelf
from practice_tui.adapters.packs.trust import FileTrustBook
from practice_tui.adapters.packs.workshop import FolderWorkshop
from practice_tui.domain.errors import PackRefused
from practice_tui.engine.authoring import Authoring
from practice_tui.engine.packs import PackDesk

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from practice_tui.engine.pack_ports import InstalledPack, Progress

ID = "org.example.evenings"
NOON = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
ANA, BEN = make_key(), make_key()

SCRIPT = """\
Title: {title}
Summary: Quiet, before the night.
Length: 1m to 20m
Home: 10m
Language: en

# Arriving
[bell]
{{one}} Sit as you like.
[pause 5s+]

# Closing (close)
{{close}} Hear the room again.
[bell]
"""


def script(title: str = "Evening settling", **header: str) -> str:
    """Return a small script."""
    lines = "".join(f"{key}: {value}\n" for key, value in header.items())
    return SCRIPT.format(title=title).replace("Language: en\n", f"Language: en\n{lines}")


def make_pack(
    folder: Path,
    *,
    version: str = "1.0",
    pack_id: str = ID,
    key: SecretKey | None = ANA,
    files: Mapping[str, str | bytes] | None = None,
    about: Mapping[str, str] | None = None,
) -> Path:
    """Build a pack into `folder`, signed unless the key is None; return its file."""
    fields = {"name": "Evenings", "author": "Ana Ruiz", "licence": "CC-BY-4.0", "description": ""} | dict(about or {})
    fields |= {"id": pack_id, "version": version}
    lines = [f"{name} = '''{value}'''" for name, value in fields.items()] + ['languages = ["en"]']
    contents: dict[str, str | bytes] = {"pack.toml": "\n".join(lines)}
    contents |= files if files is not None else {"scripts/evening.txt": script()}
    with TemporaryDirectory(dir=folder) as draft:
        for name, content in contents.items():
            file = Path(draft) / "pack" / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content if isinstance(content, bytes) else content.encode())
        authoring = Authoring(FolderWorkshop(set))
        built = folder / f"{pack_id}-{version}-{len(list(folder.glob('*.practice')))}.practice"
        authoring.build(Path(draft) / "pack", built)
        if key is not None:
            secret = Path(draft) / "signs.key"
            secret.write_text(secret_key_text(key, None))
            authoring.sign(built, secret, None)
    return built


class TableFetch:
    """Implements `PackFetch` over a table of addresses."""

    def __init__(self) -> None:
        self.pages: dict[str, bytes] = {}
        self.asked: list[str] = []

    def fetch(self, address: str, target: Path, most: int, progress: Progress) -> None:
        self.asked.append(address)
        if not address.startswith(SCHEME):
            raise PackRefused("packs come over https only; nothing was kept")
        page = self.pages.get(address)
        if page is None or len(page) > most:
            raise PackRefused("it answers 404; nothing was kept")
        target.write_bytes(page)
        progress(len(page), len(page))


@dataclass
class House:
    """Somebody's folders, and the desk at which packs come in."""

    home: Path
    fetch: TableFetch = field(default_factory=TableFetch)

    def __post_init__(self) -> None:
        remembered = RememberedSummaries(self.home / "cache" / "practices.json")
        own = FolderScriptShelf(scripts_folder(), audio_folder() / "none", lambda _file: None, remembered)
        self.playable = PlayableCache(self.home / "cache" / "packs")
        self.packed = PackedScripts(self.home / "data" / "packs", self.playable, remembered)
        self.scripts = JoinedScriptShelf(own, self.packed)
        self.trust = FileTrustBook(self.home / "state")
        self.shelf = FolderPackShelf(self.home / "data" / "packs", self.home / "state", lambda: NOON)
        self.desk = PackDesk(
            reader=PackFileReader(lambda: {"steadying", "nurturance"}),
            fetch=self.fetch,
            shelf=self.shelf,
            trust=self.trust,
            changed=self.scripts.renew,
            room=self._room,
            file=Path,
        )

    def install(self, source: Path | str, given: str = "") -> InstalledPack:
        """Look at a pack and take it, as whoever says yes does."""
        offer = self.desk.look(str(source), given)
        try:
            return self.desk.take(offer)
        finally:
            offer.close()

    def state(self) -> dict[str, bytes]:
        """Return every file that counts: the packs and the trust, but no lock and no cache."""
        files = [*(self.home / "data").rglob("*"), *(self.home / "state").glob("trust.json")]
        return {str(file.relative_to(self.home)): file.read_bytes() for file in files if file.is_file()}

    @contextmanager
    def _room(self) -> Iterator[Path]:
        (self.home / "cache").mkdir(parents=True, exist_ok=True)
        with TemporaryDirectory(dir=self.home / "cache") as folder:
            yield Path(folder)
