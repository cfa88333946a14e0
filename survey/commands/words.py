"""The words of the terminal, in the language that HAILONG_LANGUAGE names: Vietnamese unless set."""

import os

import click

from templates.languages import LANGUAGES, translations


def language() -> str:
    """Return the language of the terminal; whoever names an unknown one is told so in the usual."""
    wish = os.environ.get("HAILONG_LANGUAGE", "")
    return wish if wish in LANGUAGES else LANGUAGES[0]


def _(sentence: str) -> str:
    """Return a sentence in the language of the terminal."""
    return translations(language()).gettext(sentence)


def say(sentence: str, **values: object) -> None:
    """Print an English sentence in the language of the terminal."""
    click.echo(_(sentence) % values)
