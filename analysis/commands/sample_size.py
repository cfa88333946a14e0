"""``python -m analysis sample-size``: how many must answer to settle a target, and why so many."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from math import isfinite

import click

from analysis.disclosure.thresholds import LEAST
from analysis.estimators.sample_size import (
    AnswerModel,
    PowerTarget,
    SampleSize,
    customary_sample_size,
    least_all_satisfied,
    sample_size_margin,
    sample_size_simple,
    sample_size_target,
    target_power,
)
from templates.languages import LANGUAGES, N_, translations
from templates.numbers import percent, written, written_percent

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
# The e of the official surveys.
CUSTOMARY_MARGIN = 0.05
# A sample proves nothing with certainty, so no probability is printed as 100 %.
_MOST_CERTAIN = 0.99
_ASKED = N_(
    "Target %(target)s, expected index %(expected)s; items a person: %(items)s, "
    "correlation of a person's answers %(correlation)s."
)
_CASES = N_("Cases of the period: %(cases)s.")
_MET = N_("Respondents needed to prove that the target is met: %(people)s.")
_NOT_MET = N_("Respondents needed to prove that the target is not met: %(people)s.")
_SURE = N_(
    "With so many, the report proves it with a probability of %(power)s if the index is as "
    "expected; a false claim has a probability of about 5%%. "
    "(The textbook formula alone: %(simple)s.)"
)
_FORMS = N_("If %(rate)s of those asked answer, ask %(forms)s.")
_TOO_MANY = N_("That is more than there are cases: take a longer period.")
_MARGIN = N_(
    "Respondents needed to know the index to ±%(margin)s with 95%% confidence: %(people)s."
)
_CUSTOMARY = N_("The customary official rule, n = N / (1 + N e²) with e = %(margin)s: %(people)s.")
_CUSTOMARY_UNLIMITED = N_(
    "The customary official rule, n = N / (1 + N e²) with e = %(margin)s, "
    "for very many cases: %(people)s."
)
_CHANCE = N_(
    "With that number, the target would be settled with a probability of about %(chance)s."
)
_LEAST = N_(
    "With fewer than %(least)s respondents the target cannot be proven, "
    "even if every one of them is satisfied with everything."
)
_FEW = N_(
    "But a report tells nothing of fewer than %(least)s respondents, neither figure nor verdict, "
    "so that nobody can be recognised: plan for at least %(least)s."
)
_FEW_CASES = N_(
    "There are fewer than %(least)s cases, so that no report on them tells anything: take a longer "
    "period."
)
_WHY = N_("Why the two numbers differ:")
_WHY_TARGET = N_(
    "The customary rule knows no target. It only asks to know one share of 50%% to ±%(margin)s. "
    "A target is settled by its distance from the index, here %(distance)s percentage points: "
    "half the distance takes about four times as many."
)
_WHY_PERSONS = N_(
    "The customary rule takes one answer a person. %(items)s answers of one person resemble each "
    "other and are worth about %(worth)s independent ones."
)
_WHY_ONE_MORE_MET = N_(
    "The verdict is worked out as if one more person had come and been dissatisfied with "
    "everything. The customary rule knows no such person; the fewer answer, the more it counts."
)
_WHY_ONE_MORE_NOT_MET = N_(
    "The verdict is worked out as if one more person had come and been satisfied with "
    "everything. The customary rule knows no such person; the fewer answer, the more it counts."
)


class Refused(Exception):
    """What is asked for makes no sense; holds the sentence and its values."""

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
    try:
        request = request_of(given, language)
    except Refused as fault:
        click.echo(translations(language).gettext(fault.sentence) % fault.values, err=True)
        sys.exit(EXIT_REFUSED)
    for line in request.answer():
        click.echo(line)


@dataclass(frozen=True)
class Request:
    """What is to be planned, in which language; None for what was not named."""

    aim: PowerTarget
    model: AnswerModel
    cases: float | None
    response_rate: float | None
    margin: float | None
    language: str

    def answer(self) -> Iterator[str]:
        """Yield the lines of the answer: the question, what settles it, the official rule, why."""
        yield from self._question()
        yield ""
        yield from self._what_settles_it()
        yield ""
        yield from self._official_rule()
        yield ""
        yield from self._why()

    def _question(self) -> Iterator[str]:
        aim, model = self.aim, self.model
        yield self._say(
            _ASKED,
            target=self._percent(aim.target),
            expected=self._percent(aim.expected),
            items=self._figure(model.items),
            correlation=self._figure(model.correlation),
        )
        if self.cases is not None:
            yield self._say(_CASES, cases=self._figure(self.cases))

    def _what_settles_it(self) -> Iterator[str]:
        aim, model = self.aim, self.model
        size = sample_size_target(aim, model, self.cases)
        is_above = aim.expected > aim.target
        yield self._say(_MET if is_above else _NOT_MET, people=self._figure(size.people))
        if self.cases is not None and self.cases < LEAST:
            yield self._say(_FEW_CASES, least=self._figure(LEAST))
            return
        yield self._how_sure(size)
        # Nobody asks for fewer than a report can tell of.
        yield from self._to_ask(replace(size, respondents=max(size.respondents, LEAST)))
        if self.margin is not None:
            size = sample_size_margin(aim.expected, self.margin, model, 0.95, self.cases)
            margin = self._percent(self.margin)
            yield self._say(_MARGIN, margin=margin, people=self._figure(size.people))
        if is_above:
            yield from self._least()

    def _how_sure(self, size: SampleSize) -> str:
        if size.people < LEAST:
            return self._say(_FEW, least=self._figure(LEAST))
        simple = sample_size_simple(self.aim, self.model, self.cases).people
        power = self._percent(self.aim.power)
        return self._say(_SURE, power=power, simple=self._figure(simple))

    def _least(self) -> Iterator[str]:
        least = least_all_satisfied(self.aim.target, self.aim.error, self.cases)
        if least > LEAST:
            yield self._say(_LEAST, least=self._figure(least))

    def _to_ask(self, size: SampleSize) -> Iterator[str]:
        rate, cases = self.response_rate, self.cases
        if rate is None:
            return
        asked = size.to_ask(rate)
        yield self._say(_FORMS, rate=self._percent(rate), forms=self._figure(asked))
        if cases is not None and asked > cases:
            yield self._say(_TOO_MANY)

    def _official_rule(self) -> Iterator[str]:
        official = customary_sample_size(self.cases, CUSTOMARY_MARGIN).people
        yield self._say(
            _CUSTOMARY_UNLIMITED if self.cases is None else _CUSTOMARY,
            margin=self._percent(CUSTOMARY_MARGIN),
            people=self._figure(official),
        )
        if official < LEAST:
            return
        chance = target_power(self.aim, self.model, official, self.cases)
        yield self._say(
            _CHANCE, chance=percent(min(chance, _MOST_CERTAIN), self.language, digits=0)
        )

    def _why(self) -> Iterator[str]:
        aim, model = self.aim, self.model
        distance = self._figure(abs(aim.expected - aim.target) * 100)
        margin = self._percent(CUSTOMARY_MARGIN)
        yield self._say(_WHY)
        yield "- " + self._say(_WHY_TARGET, margin=margin, distance=distance)
        if model.items > 1:
            worth = self._figure(round(model.items / model.design_effect, 1))
            yield "- " + self._say(_WHY_PERSONS, items=self._figure(model.items), worth=worth)
        is_above = aim.expected > aim.target
        yield "- " + self._say(_WHY_ONE_MORE_MET if is_above else _WHY_ONE_MORE_NOT_MET)

    def _say(self, sentence: str, **values: str) -> str:
        return translations(self.language).gettext(sentence) % values

    def _percent(self, share: float) -> str:
        return written_percent(share, self.language)

    def _figure(self, value: float) -> str:
        return written(value, self.language)


def request_of(given: dict[str, str | None], language: str) -> Request:
    """Return what is asked for; raise Refused with the first thing that makes no sense."""
    target = _number(given, "target", _NO_SHARE, lambda value: 0 < value < 1)
    expected = _number(given, "expected", _NO_SHARE, lambda value: 0 < value < 1)
    power = _number(given, "power", _NO_POWER, lambda value: 0.05 < value < 1)
    if target == expected:
        raise Refused(_SAME, target=written_percent(target, language))
    items = _number(given, "items", _NO_COUNT, lambda value: value >= 1)
    correlation = _number(given, "correlation", _NO_CORRELATION, lambda value: 0 <= value <= 1)
    return Request(
        aim=PowerTarget(target, expected, power=power),
        model=AnswerModel(items, correlation),
        cases=_optional(given, "cases", _NO_CASES, lambda value: value >= 1 and value % 1 == 0),
        response_rate=_optional(given, "response_rate", _NO_RATE, lambda value: 0 < value <= 1),
        margin=_optional(given, "margin", _NO_MARGIN, lambda value: 0 < value < 0.5),
        language=language,
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
