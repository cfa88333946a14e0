"""The languages of the interface: its words and its dates.

A message is the English sentence in the code; `translations/<area>.<language>.po` holds what it is
called elsewhere. Catalogues are read as they are: a compiled copy could disagree with its source.

Vietnamese and English are spoken by the whole program. Any other language of the register is for
citizens' pages alone, with a catalogue of their sentences from here or from the office's folder.
"""

from datetime import date
from functools import lru_cache
from io import BytesIO

from babel.dates import format_date
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import NullTranslations, Translations

from templates.catalogues import TRANSLATIONS
from templates.language_files import LanguageFiles, language_files
from templates.language_register import LANGUAGES

__all__ = ["LANGUAGES", "N_", "TRANSLATIONS", "day", "translations"]

# In English 05/02/2026 is read two ways; a month in letters is read one way.
_DAY_PATTERNS = {"en": "d MMMM y"}
_DAY_PATTERN = "dd/MM/y"


def N_(sentence: str) -> str:  # noqa: N802 - the name by which Babel finds what is to be translated
    """Return the sentence unchanged; marks it where it is written but not yet shown."""
    return sentence


def translations(language: str) -> NullTranslations:
    """Return the words of a language; English sentences stand for themselves."""
    return _translations(language, language_files())


@lru_cache(maxsize=64)
def _translations(language: str, files: LanguageFiles) -> NullTranslations:
    locale = files.language(language).locale
    if language == "en":
        return NullTranslations()
    if language in LANGUAGES:
        return _compiled(_merged_catalogue(language))
    said, found = Catalog(locale=locale), files.catalogue(language)
    for message in found.messages if found else ():
        said.add(message.id, message.string, context=message.context)
    words = _compiled(said)
    # Citizens' pages are shown only in a complete language: this is for what is not said to them.
    words.add_fallback(_translations(LANGUAGES[0], files))
    return words


def day(value: date, language: str) -> str:
    """Return a date, "05/02/2026" in Vietnamese."""
    pattern = _DAY_PATTERNS.get(language, _DAY_PATTERN)
    return format_date(value, pattern, locale=_locale(language))


def _locale(language: str) -> str:
    return language_files().language(language).locale


def _merged_catalogue(language: str) -> Catalog:
    merged = Catalog(locale=_locale(language))
    for path in sorted(TRANSLATIONS.glob(f"*.{language}.po")):
        with path.open("rb") as file:
            for message in read_po(file, locale=_locale(language), abort_invalid=True):
                if message.id:
                    merged.add(message.id, message.string, context=message.context)
    return merged


def _compiled(words: Catalog) -> Translations:
    compiled = BytesIO()
    write_mo(compiled, words)
    compiled.seek(0)
    return Translations(compiled)
