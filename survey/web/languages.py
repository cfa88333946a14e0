"""Which language a reader has chosen: by a button, else by the address, else Vietnamese."""

from dataclasses import dataclass

from flask import request

from survey.services.offer_languages import offered_languages
from survey.web.current import current_survey
from survey.web.form_request import sent_value
from survey.web.headers import STAFF_PATH
from templates.language_files import language_files
from templates.languages import LANGUAGES

# The name of the button in a form (no question may be called so), and in an address.
# A browser's own wish (Accept-Language) is not asked: a phone that a shop set up to speak English
# often belongs to somebody who does not.
LANGUAGE = "language"
PARAMETER = "lang"


@dataclass(frozen=True)
class OtherLanguage:
    """A language that a page can be changed to: how its button says so.

    Attributes
    ----------
    code : str
    name, spelt_in : str, str
        Its name, and the language that the name is written in.
    vietnamese : str or None
        Its Vietnamese name, where a phone may have no letters for its own; else None.
    """

    code: str
    name: str
    spelt_in: str
    vietnamese: str | None


def spoken_languages() -> tuple[str, ...]:
    """Return the languages that this request can be answered in."""
    if request.path.startswith(STAFF_PATH):
        return LANGUAGES
    return offered_languages(current_survey())


def chosen_language() -> str:
    """Return the language of this request; an unknown one counts as not chosen."""
    return pressed_language() or _language_of_address()


def pressed_language() -> str | None:
    """Return the language to which a button changes this page, or None when another sent it.

    A button may name a language that is offered no longer: even so it sends no answers.
    """
    wish = sent_value(LANGUAGE)
    if wish is None:
        return None
    return wish if wish in spoken_languages() else _language_of_address()


def other_languages(language: str) -> tuple[OtherLanguage, ...]:
    """Return the languages that a page in `language` offers, in the order of the register."""
    return tuple(_other(code) for code in spoken_languages() if code != language)


def languages_from(first: str) -> tuple[OtherLanguage, ...]:
    """Return every language that can be chosen, `first` before the others."""
    return (_other(first), *other_languages(first))


def other_language(language: str) -> str:
    """Return the language that a page of staff in `language` offers."""
    return LANGUAGES[(LANGUAGES.index(language) + 1) % len(LANGUAGES)]


def parameter(language: str) -> str | None:
    """Return what an address says for a language; nothing for the first one."""
    return None if language == LANGUAGES[0] else language


def _language_of_address() -> str:
    if not request.query_string:
        return LANGUAGES[0]
    wish = request.args.get(PARAMETER, LANGUAGES[0])
    return wish if wish in spoken_languages() else LANGUAGES[0]


def _other(code: str) -> OtherLanguage:
    language = language_files().language(code)
    if language.name is None:
        return OtherLanguage(code, language.vietnamese, LANGUAGES[0], None)
    return OtherLanguage(code, language.name, code, language.vietnamese if language.font else None)
