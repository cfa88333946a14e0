"""The register of languages: what each is called, and what a page in it needs."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Annotated, ClassVar

from babel.core import Locale, UnknownLocaleError
from pydantic import ConfigDict, Field, TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from templates.language_faults import Fault, Message

SHIPPED = Path(__file__).parent / "languages.toml"
FONTS = Path(__file__).parent / "fonts"

# What the whole program speaks, down to the reports; the first where nothing was chosen.
LANGUAGES = ("vi", "en")

CODE = re.compile("[a-z]{2,3}")
_AT_LINE = re.compile(r"\(at line (\d+)")
_Name = Annotated[str, Field(pattern=r"^\S(.{0,38}\S)?$")]


@dataclass(frozen=True)
class Font:
    """Letters that a telephone may lack.

    Attributes
    ----------
    family : str
        What the font calls itself.
    file : str
        Its place below a folder of fonts.
    letters : str
        The signs that it is for, as a stylesheet writes them: ``U+AA80-AADF``.
    """

    __pydantic_config__: ClassVar[ConfigDict] = ConfigDict(extra="forbid")

    family: Annotated[str, Field(pattern=r"^[A-Za-z0-9 ]{1,60}$")]
    file: Annotated[str, Field(pattern=r"^([a-z0-9-]+/)?[A-Za-z0-9-]{1,80}\.(woff2|ttf)$")]
    letters: Annotated[
        str,
        Field(
            pattern=r"^U\+[0-9A-F]{2,5}(-[0-9A-F]{2,5})?(, ?U\+[0-9A-F]{2,5}(-[0-9A-F]{2,5})?)*$"
        ),
    ]


@dataclass(frozen=True)
class Language:
    """One language that a page for citizens can be in.

    Attributes
    ----------
    vietnamese : str
        What it is called in Vietnamese.
    locale : str
        Babel's name of the language that lends it numbers, dates and plural. Babel knows no locale
        for some languages of this country.
    name : str or None
        What its speakers call it; None where no public source says so.
    font : Font or None
        None where every telephone has the letters.
    """

    __pydantic_config__: ClassVar[ConfigDict] = ConfigDict(extra="forbid")

    vietnamese: _Name
    locale: str
    name: _Name | None = None
    font: Font | None = None


@dataclass(frozen=True)
class Register:
    """All languages by their codes, those of the program first, and what could not be taken."""

    languages: Mapping[str, Language]
    faults: tuple[Fault, ...] = ()


_ENTRY = TypeAdapter(Language)


def read_register(office: Path | None) -> Register:
    """Return the languages of the program, and those of an office's own file where there is one.

    A faulty entry of an office is left out and told; one that it may have corrected stays.
    """
    shipped = _read(SHIPPED, frozenset())
    if shipped.faults:
        raise ValueError(f"languages.toml is not whole: {shipped.faults}")
    if office is None or not office.exists():
        return shipped
    own = _read(office, frozenset(LANGUAGES))
    return Register(MappingProxyType({**shipped.languages, **own.languages}), own.faults)


def _read(path: Path, fixed: frozenset[str]) -> Register:
    try:
        entries = tomllib.loads(path.read_text("utf-8"))
    except OSError:
        return Register({}, (Fault(path.name, Message.UNREADABLE_FILE),))
    except UnicodeDecodeError:
        return Register({}, (Fault(path.name, Message.NOT_UTF8),))
    except tomllib.TOMLDecodeError as error:
        return Register({}, (_not_toml(path.name, str(error)),))
    languages: dict[str, Language] = {}
    faults: list[Fault] = []
    for code, entry in entries.items():
        wrong = _code_faults(path.name, code, fixed)
        language = None if wrong else _language(path.name, code, entry, wrong)
        if language is not None and not wrong:
            languages[code] = language
        faults += wrong
    return Register(MappingProxyType(languages), tuple(faults))


def _not_toml(name: str, detail: str) -> Fault:
    at = _AT_LINE.search(detail)
    words = {"detail": detail.partition(" (at ")[0]}
    return Fault(name, Message.NOT_TOML, int(at[1]) if at else None, words)


def _code_faults(name: str, code: str, fixed: frozenset[str]) -> list[Fault]:
    if code in fixed:
        return [Fault(name, Message.OWN_LANGUAGE, values={"key": code})]
    if CODE.fullmatch(code) is None:
        return [Fault(name, Message.NOT_A_CODE, values={"key": code})]
    return []


def _language(name: str, code: str, entry: object, faults: list[Fault]) -> Language | None:
    try:
        language = _ENTRY.validate_python(entry)
    except ValidationError as error:
        faults += [_entry_fault(name, code, details) for details in error.errors()]
        return None
    try:
        Locale.parse(language.locale)
    except (UnknownLocaleError, ValueError):
        faults.append(Fault(name, Message.LOCALE_UNKNOWN, values={"value": language.locale}))
    return language


def _entry_fault(name: str, code: str, details: ErrorDetails) -> Fault:
    kinds = {"missing": Message.KEY_MISSING, "unexpected_keyword_argument": Message.KEY_UNKNOWN}
    place = ".".join([code, *(str(step) for step in details["loc"])])
    return Fault(name, kinds.get(details["type"], Message.VALUE_UNFIT), values={"key": place})
