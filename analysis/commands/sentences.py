"""``python -m analysis sentences``: every sentence that a report may say, with an example."""

from __future__ import annotations

import ast
import inspect
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from functools import cache, partial
from importlib import import_module
from pkgutil import iter_modules
from typing import TYPE_CHECKING

import click

from analysis.sample_values import value_of
from questionnaires.published import load_plan, load_questionnaire, plan_names, questionnaire_names
from templates.languages import LANGUAGES, N_

if TYPE_CHECKING:
    from analysis.report.model import Report
    from analysis.report.words import Words
    from questionnaires.model import Plan, Questionnaire

_DAY, _OTHER_DAY = "2022-03-01", "2021-03-01"
_PERIOD = date(2022, 1, 1), date(2022, 12, 31)
_SEVERAL = 12
_TITLES = {
    "nobody": N_("Nobody answered"),
    "nine": N_("Nine people answered"),
    "ten": N_("Ten people answered"),
    "satisfied": N_("Everybody is satisfied with everything"),
    "met": N_("Targets met"),
    "not-met": N_("Targets not met"),
    "undecided": N_("Not enough evidence"),
    "census": N_("Every case answered"),
    "part": N_("A part of the plan’s period"),
    "outside": N_("Outside the plan’s period"),
    "withheld": N_("Nothing of a service point may be said"),
}
_FURTHER = N_("Further sentences, with made-up values")


@click.command("sentences")
@click.option(
    "--language", type=click.Choice(LANGUAGES), default=LANGUAGES[0], envvar="HAILONG_LANGUAGE"
)
def command(language: str) -> None:
    """List every sentence that a report may say, each with an example, for people to read.

    Made-up reports come first, each with what none before it says; the sentences that none of
    them says follow with made-up values.
    """
    from analysis.report.words import Words  # noqa: PLC0415 (its imports take a second)

    words = Words(language)
    for title, sentences in listed(words):
        click.echo(f"\n{words.say(title)}")
        for sentence in sentences:
            click.echo(f"  {sentence}")


def listed(words: Words) -> Iterator[tuple[str, list[str]]]:
    """Yield for each example report what none before it says, and then what none says."""
    heard: dict[str, str] = {}
    for name, report in edges().items():
        fresh = {p: said for p, said in said_of(report, words).items() if p not in heard}
        heard |= fresh
        yield _TITLES[name], list(fresh.values())
    rest = [pattern for pattern in patterns() if pattern not in heard]
    yield _FURTHER, list(dict.fromkeys(sampled(pattern, words) for pattern in rest))


def said_of(report: Report, words: Words) -> dict[str, str]:
    """Return the sentences of a report, the last of each pattern, by their patterns."""
    from analysis.report.sections import document_in  # noqa: PLC0415

    heard: dict[str, str] = {}
    document_in(_listening(words, heard), report)
    return heard


def _listening(words: Words, heard: dict[str, str]) -> Words:
    """Return words that note what they say."""

    class Listening(type(words)):  # type: ignore[misc]  # the class is chosen by the caller
        def say(self, sentence: str, **values: str) -> str:
            heard[sentence] = said = super().say(sentence, **values)
            return str(said)

    listening: Words = Listening(words.language)
    return listening


def patterns() -> list[str]:
    """Return every sentence with a place for a value that sections and doubts are written with."""
    constants = (node for node in _nodes() if isinstance(node, ast.Constant))
    texts = (str(node.value) for node in constants if isinstance(node.value, str))
    # A text of several lines is a docstring.
    return list(dict.fromkeys(text for text in texts if "%(" in text and "\n" not in text))


@cache
def _plurals() -> Mapping[str, tuple[str, str]]:
    """Return what is said of one thing and of several, by either of the two."""
    calls = (node for node in _nodes() if isinstance(node, ast.Call))
    pairs = (tuple(map(_constant, call.args[:2])) for call in calls if len(call.args) > 2)
    counted = [(one, several) for one, several in pairs if "%(count)s" in one]
    return {form: pair for pair in counted for form in pair}


def _constant(node: ast.AST) -> str:
    """Return a text that is written in the code; empty where something else is."""
    return str(node.value) if isinstance(node, ast.Constant) else ""


def _nodes() -> Iterator[ast.AST]:
    """Yield the syntax of the modules that sentences are written in."""
    sections = import_module("analysis.report.sections")
    names = [f"{sections.__name__}.{module.name}" for module in iter_modules(sections.__path__)]
    for module in map(import_module, ["analysis.caveats", "analysis.report.words", *names]):
        yield from ast.walk(ast.parse(inspect.getsource(module)))


def sampled(pattern: str, words: Words) -> str:
    """Return a sentence with a made-up value in each place."""
    names = re.findall(r"%\((\w+)\)s", pattern)
    values = {name: value_of(name, pattern, words) for name in names}
    if pattern not in _plurals():
        return words.say(pattern, **values)
    form: Callable[[int], str] = partial(words.ngettext, *_plurals()[pattern])
    # Some languages say both alike.
    count = 1 if pattern == _plurals()[pattern][0] and form(1) != form(_SEVERAL) else _SEVERAL
    return form(count) % {"count": words.number(count)}


@cache
def edges() -> Mapping[str, Report]:
    """Return a made-up report for each verdict and each edge of what may be said."""
    from analysis.report.plan_verdicts import with_no_verdict_yet  # noqa: PLC0415

    asked, plan = load_questionnaire(questionnaire_names()[0]), load_plan(plan_names()[0])
    made = _maker(asked, plan)
    undecided = made([("A", 40, 36), ("B", 40, 37)])
    return {
        "nobody": made([]),
        "nine": made([("A", 9, 8)]),
        "ten": made([("A", 10, 9)]),
        "satisfied": made([("A", 40, 40), ("B", 40, 40)]),
        "met": made([("A", 400, 388), ("B", 400, 390)]),
        "not-met": made([("A", 200, 90), ("B", 200, 160)]),
        "undecided": undecided,
        "census": made([("A", 40, 36), ("B", 40, 37)], cases=40),
        "part": with_no_verdict_yet(undecided),
        "outside": made([("A", 40, 36), ("B", 40, 37)], day=_OTHER_DAY),
        "withheld": made([("A", 40, 36), ("B", 9, 5)]),
    }


def _maker(asked: Questionnaire, plan: Plan) -> Callable[..., Report]:
    """Return what makes a report of service points: name, people, and how many are satisfied."""
    import numpy as np  # noqa: PLC0415

    from analysis.case_counts import CaseCounts, CaseRow  # noqa: PLC0415
    from analysis.report.build import build_report  # noqa: PLC0415
    from analysis.report.model import Period, Source  # noqa: PLC0415
    from analysis.responses import Responses, labelled  # noqa: PLC0415

    items = {item.id for item in asked.items}

    def person(*, is_satisfied: bool) -> list[int]:
        mark = b"5"[0] if is_satisfied else b"2"[0]
        return [mark if question.id in items else b"-"[0] for question in asked.questions]

    def made(points: Sequence[tuple[str, int, int]], day: str = _DAY, cases: int = 0) -> Report:
        people = [(name, at < satisfied) for name, n, satisfied in points for at in range(n)]
        answers = [person(is_satisfied=is_satisfied) for _, is_satisfied in people]
        responses = Responses(
            asked,
            np.array(answers, np.uint8).reshape(len(people), len(asked.questions)),
            {"service_point": labelled([name for name, _ in people])},
            np.array([day] * len(people), "datetime64[D]"),
        )
        rows = tuple(CaseRow((name,), cases, at) for at, (name, *_) in enumerate(points, start=2))
        counts = CaseCounts("cases.csv", "0" * 64, ("service_point",), rows) if cases else None
        period = Period(*_PERIOD) if day == _DAY else Period()
        return build_report(responses, plan, Source("example.csv", cases=counts), period)

    return made
