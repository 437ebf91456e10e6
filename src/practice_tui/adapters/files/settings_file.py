"""The settings in a TOML file that a person may also edit by hand.

Owns reading, which never fails, and changing one setting without losing the person's own comments.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from practice_tui.adapters.files.places import write_private
from practice_tui.domain.errors import NotSaved, SettingRefused
from practice_tui.engine.settings import Settings, changed

if TYPE_CHECKING:
    from pathlib import Path

_LARGEST = 100_000


class TomlSettings:
    """Implements `SettingsKeeper` over one file; it is read again only when it has changed."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._seen: tuple[int, int] | None = None
        self._settings = Settings()
        self._problems: list[str] = []

    def read(self) -> Settings:
        """Return the settings; what can't be used of the file keeps its default."""
        try:
            status = self._file.stat()
        except OSError:
            self._seen, self._settings, self._problems = None, Settings(), []
            return self._settings
        seen = (status.st_mtime_ns, status.st_size)
        if seen != self._seen:
            self._seen = seen
            self._settings, self._problems = self._load(status.st_size)
        return self._settings

    def problems(self) -> list[str]:
        """Return what could not be used of the file, one line each."""
        self.read()
        return list(self._problems)

    def change(self, name: str, value: str) -> Settings:
        """Set one setting, given as text, and return them all."""
        wanted = changed(self.read(), name, value)
        import tomlkit  # noqa: PLC0415 - only where a setting is written
        from tomlkit.exceptions import TOMLKitError  # noqa: PLC0415

        try:
            document = tomlkit.parse(self._file.read_text("utf-8")) if self._file.exists() else tomlkit.document()
            document[name] = getattr(wanted, name)
            write_private(self._file, tomlkit.dumps(document))
        except (TOMLKitError, UnicodeDecodeError) as problem:
            raise NotSaved(f"{self._file} is not readable TOML ({problem}); nothing was changed; mend it") from None
        except OSError as problem:
            raise NotSaved(
                f"the setting could not be saved ({problem.strerror}); the old one stays; look at {self._file}"
            ) from None
        return self.read()

    def _load(self, size: int) -> tuple[Settings, list[str]]:
        if size > _LARGEST:
            return Settings(), [f"{self._file} is too large for settings and was left aside"]
        import tomllib  # noqa: PLC0415 - costs milliseconds that a person without a file needn't pay

        try:
            values: dict[str, Any] = tomllib.loads(self._file.read_text("utf-8"))
        except (OSError, ValueError) as problem:
            return Settings(), [f"{self._file} can't be read ({problem}); the defaults are used until it is mended"]
        settings, problems = Settings(), []
        for name, value in values.items():
            try:
                settings = changed(settings, name, value)
            except SettingRefused as refusal:
                problems.append(f"{refusal} (in {self._file})")
        return settings, problems
