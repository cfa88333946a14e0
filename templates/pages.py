"""HTML pages: one Jinja environment a language, every value escaped, none missing."""

from collections.abc import Callable
from functools import lru_cache

from babel.support import NullTranslations
from jinja2 import Environment, PackageLoader, StrictUndefined

from templates.languages import day, translations
from templates.numbers import decimal, percent, unbroken, written_percent


def render(name: str, language: str, **values: object) -> str:
    """Return the page of a template such as "citizen/thanks.html", in a language.

    The template sees `language` and `values`, the function `_`, and the filters `unbroken`, and
    `percent`, `written_percent`, `decimal` and `day` of that language.
    """
    return environment(language).get_template(name).render(language=language, **values)


def environment(language: str) -> Environment:
    """Return the one environment in which all pages of a language are rendered."""
    return _environment(language, translations(language))


# A handful of languages; more only where another office's files are used in one process.
@lru_cache(maxsize=64)
def _environment(language: str, words: NullTranslations) -> Environment:
    made = Environment(
        loader=PackageLoader("templates", ""),
        autoescape=True,
        undefined=StrictUndefined,
        extensions=["jinja2.ext.i18n"],
        trim_blocks=True,
        lstrip_blocks=True,
    )
    # A sentence may be broken over lines in a template and is still one sentence to translate.
    made.policies["ext.i18n.trimmed"] = True
    made.install_gettext_translations(  # type: ignore[attr-defined]  # comes with i18n
        words, newstyle=True
    )
    made.filters.update(_filters(language))
    return made


def _filters(language: str) -> dict[str, Callable[..., str]]:
    return {
        "percent": lambda share, beside=(): percent(share, language, beside),
        "written_percent": lambda share: written_percent(share, language),
        "unbroken": unbroken,
        "decimal": lambda value, digits=0: decimal(value, digits, language),
        "day": lambda value: day(value, language),
    }
