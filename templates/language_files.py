"""The files of languages: those that come with the program, and those that an office adds.

::

    languages.toml      languages that the register lacks, or names that it has wrong
    citizen.CODE.po     what citizens read in a language
    fonts/NAME.woff2    letters that a telephone may lack
"""

from functools import cached_property
from pathlib import Path

from templates.catalogues import AREA, TRANSLATIONS, Catalogue, read_catalogue
from templates.language_register import FONTS, LANGUAGES, Language, Register, read_register

REGISTER = "languages.toml"


class LanguageFiles:
    """What is known about languages, with an office's own folder or without; read once."""

    def __init__(self, folder: Path | None = None) -> None:
        self.folder = folder
        self._catalogues: dict[str, Catalogue | None] = {}

    @cached_property
    def register(self) -> Register:
        """All languages that may be spoken of."""
        return read_register(None if self.folder is None else self.folder / REGISTER)

    def language(self, code: str) -> Language:
        """Return the entry of a language in the register."""
        known = self.register.languages
        if code not in known:
            raise ValueError(f"language must be one of {', '.join(known)}; it is {code!r}")
        return known[code]

    def catalogue_path(self, code: str) -> Path | None:
        """Return the file of a language's words for citizens, the office's own first."""
        folders = (self.folder, TRANSLATIONS)
        paths = (folder / f"{AREA}.{code}.po" for folder in folders if folder is not None)
        return next((path for path in paths if path.is_file()), None)

    def catalogue(self, code: str) -> Catalogue | None:
        """Return what a language's file says to citizens; None where there is no file."""
        if code not in self._catalogues:
            path, locale = self.catalogue_path(code), self.language(code).locale
            self._catalogues[code] = None if path is None else read_catalogue(path, locale)
        return self._catalogues[code]

    @cached_property
    def complete(self) -> tuple[str, ...]:
        """The languages in which every sentence for citizens can be said."""
        others = (code for code in self.register.languages if code not in LANGUAGES)
        said = {code: self.catalogue(code) for code in others}
        return (*LANGUAGES, *(code for code, found in said.items() if found and found.is_complete))

    def font_path(self, code: str) -> Path | None:
        """Return the file of the letters of a language; None where it needs or has none."""
        font = self.language(code).font
        folders = (None if self.folder is None else self.folder / "fonts", FONTS)
        if font is None:
            return None
        paths = (folder / font.file for folder in folders if folder is not None)
        return next((path for path in paths if path.is_file()), None)


class _Process:
    """What this process speaks; the composition root sets it before anything is shown."""

    files = LanguageFiles()


def use_office_files(folder: Path | None) -> LanguageFiles:
    """Let this process also speak the languages whose files an office keeps in a folder."""
    _Process.files = LanguageFiles(folder)
    return _Process.files


def language_files() -> LanguageFiles:
    """Return the files of the languages that this process speaks."""
    return _Process.files
