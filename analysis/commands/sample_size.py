"""``python -m analysis sample-size``: how many must answer to settle a target, and why so many."""

from __future__ import annotations

import sys
from collections.abc import Callable
from contextlib import suppress
from math import isfinite

import click

from analysis.estimators.goals import Form, Goal
from analysis.report.sample_size import Answer, Wish
from templates.languages import LANGUAGES, N_, translations

EXIT_REFUSED = 2
_NO_NUMBER = N_("%(option)s is “%(value)s”, which is no number.")
_NO_SHARE = N_("%(option)s must lie between 0 and 1, for example 0.9 for 90%%; it is %(value)s.")
_NO_RATE = N_("%(option)s must lie above 0 and not above 1, for example 0.6; it is %(value)s.")
_NO_CORRELATION = N_("%(option)s must lie within 0 and 1; it is %(value)s.")
_NO_MARGIN = N_("%(option)s must lie between 0 and 0.5, for example 0.05; it is %(value)s.")
_NO_POWER = N_("%(option)s must lie above 0.05 and below 1, for example 0.8; it is %(value)s.")
_NO_COUNT = N_("%(option)s must be a number of at least 1; it is %(value)s.")
_NO_CASES = N_("%(option)s must be a whole number of at least 1; it is %(value)s.")
_SAME = N_(
    "The expected index equals the target (%(target)s): no number of answers settles on which "
    "side of it the index lies. Name the index that you expect."
)


class Refused(Exception):
    """What was asked for makes no sense; holds the sentence and its values."""

    def __init__(self, sentence: str, **values: str) -> None:
        super().__init__(sentence)
        self.sentence, self.values = sentence, values


@click.command("sample-size")
@click.option("--target", required=True, help="Promised index, such as 0.9.")
@click.option("--expected", required=True, help="Index that you expect, such as 0.93.")
@click.option("--cases", help="Cases of the period; without it, as from very many.")
@click.option("--items", default="22", show_default=True, help="Items that a person answers.")
@click.option("--correlation", default="0.5", show_default=True, help="Of a person's answers.")
@click.option("--response-rate", help="Part of those asked that answers, such as 0.6.")
@click.option("--power", default="0.8", show_default=True, help="Wanted probability of the proof.")
@click.option("--margin", help="Wanted margin of the index, such as 0.03.")
@click.option(
    "--language",
    type=click.Choice(LANGUAGES),
    default=LANGUAGES[0],
    envvar="HAILONG_LANGUAGE",
    help="Language of the answer.",
)
def command(*, language: str, **given: str | None) -> None:
    """Say how many respondents settle a target, beside the customary official number, and why."""
    gettext = translations(language).gettext
    try:
        wish = wish_of(given)
    except Refused as fault:
        click.echo(gettext(fault.sentence) % fault.values, err=True)
        sys.exit(EXIT_REFUSED)
    for line in Answer(wish, gettext, language).lines():
        click.echo(line)


def wish_of(given: dict[str, str | None]) -> Wish:
    """Return what was asked for; raise Refused with the first thing that makes no sense."""
    target = _number(given, "target", _NO_SHARE, lambda value: 0 < value < 1)
    expected = _number(given, "expected", _NO_SHARE, lambda value: 0 < value < 1)
    power = _number(given, "power", _NO_POWER, lambda value: 0.05 < value < 1)
    if target == expected:
        raise Refused(_SAME, target=f"{target:g}")
    items = _number(given, "items", _NO_COUNT, lambda value: value >= 1)
    correlation = _number(given, "correlation", _NO_CORRELATION, lambda value: 0 <= value <= 1)
    return Wish(
        goal=Goal(target, expected, power=power),
        form=Form(items, correlation),
        cases=_optional(given, "cases", _NO_CASES, lambda value: value >= 1 and value % 1 == 0),
        response_rate=_optional(given, "response_rate", _NO_RATE, lambda value: 0 < value <= 1),
        margin=_optional(given, "margin", _NO_MARGIN, lambda value: 0 < value < 0.5),
    )


Rule = Callable[[float], bool]


def _optional(given: dict[str, str | None], name: str, sentence: str, rule: Rule) -> float | None:
    return None if given[name] is None else _number(given, name, sentence, rule)


def _number(given: dict[str, str | None], name: str, sentence: str, rule: Rule) -> float:
    """Return an option as a number; a decimal comma is one, as on a Vietnamese keyboard."""
    written, option = str(given[name]).strip(), "--" + name.replace("_", "-")
    value = None
    with suppress(ValueError):
        value = float(written.replace(",", "."))
    if value is None or not isfinite(value):
        raise Refused(_NO_NUMBER, option=option, value=written)
    if not rule(value):
        raise Refused(sentence, option=option, value=written)
    return value
