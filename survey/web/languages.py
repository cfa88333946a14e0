"""Which language a reader has chosen: by a button, else by the address, else Vietnamese."""

from flask import request
from werkzeug.exceptions import RequestEntityTooLarge

from templates.languages import LANGUAGES

# The name of the button in a form (no question may be called so), and in an address.
# A browser's own wish (Accept-Language) is not asked: a phone that a shop set up to speak English
# often belongs to somebody who does not.
LANGUAGE = "language"
PARAMETER = "lang"


def chosen_language() -> str:
    """Return the language of this request; an unknown one counts as not chosen."""
    for wish in (pressed_language(), request.args.get(PARAMETER)):
        if wish in LANGUAGES:
            return wish
    return LANGUAGES[0]


def pressed_language() -> str | None:
    """Return the language whose button sent this form, or None when another button did."""
    if request.method != "POST":
        return None
    try:
        wish = request.form.get(LANGUAGE)
    except RequestEntityTooLarge:  # the page that says so asks for its language too
        return None
    return wish if wish in LANGUAGES else None


def other_language(language: str) -> str:
    """Return the language that a page in `language` offers."""
    return LANGUAGES[(LANGUAGES.index(language) + 1) % len(LANGUAGES)]


def parameter(language: str) -> str | None:
    """Return what an address says for a language; nothing for the first one."""
    return None if language == LANGUAGES[0] else language
