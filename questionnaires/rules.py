"""What must hold between the places of a file: names that meet, orders, nothing twice."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from datetime import date

from questionnaires.faults import Fault, Message, Path
from questionnaires.model import NOT_APPLICABLE, Questionnaire
from questionnaires.months import is_last_of_month
from questionnaires.places import ANY, Document
from questionnaires.schema import TRANSLATED_KEYS

Found = Iterator[tuple[Path, Fault]]
Rule = Callable[[Document], Found]


def broken(document: Document, rules: tuple[Rule, ...]) -> list[Fault]:
    """Return what breaks the rules, but for places of which enough is said already.

    The rules read the document and not a checked shape, so that one bad line hides no other fault.
    """
    return [fault for rule in rules for path, fault in rule(document) if path not in document.told]


def _repeated(document: Document, *pattern: str | int, within: int = 0) -> Found:
    """Find what stands twice under the same `within` first steps of a path, in one language."""
    first: dict[tuple[Path, str | int, str], Path] = {}
    for path, value in document.texts(*pattern):
        earlier = first.setdefault((path[:within], _language(path), value), path)
        if earlier != path:
            line = str(document.line(earlier))
            yield path, document.fault(path, Message.TWICE, value=value, first=line)


def _names_meet_once(document: Document) -> Found:
    yield from _repeated(document, "factors", ANY, "id")
    first: dict[str, Path] = {}
    for key in ("id", "column"):
        for path, name in document.texts("questions", ANY, key):
            # A question's column may be called like itself, but not like another question.
            if first.setdefault(name, path)[:-1] != path[:-1]:
                line = str(document.line(first[name]))
                yield path, document.fault(path, Message.TWICE, value=name, first=line)


def _choices_differ(document: Document) -> Found:
    for what in (("value",), ("label", ANY)):
        yield from _repeated(document, "scale", "choices", ANY, *what)
        yield from _repeated(document, "questions", ANY, "choices", ANY, *what, within=2)


def _wordings_differ(document: Document) -> Found:
    # A table whose headings are the questions' words could not be told apart otherwise.
    yield from _repeated(document, "questions", ANY, "wording", ANY)


def _language(path: Path) -> str | int:
    return path[-1] if path[-2] in TRANSLATED_KEYS else ""


def _translations(document: Document) -> Iterator[Path]:
    return (path for path in document.leaves if len(path) > 1 and path[-2] in TRANSLATED_KEYS)


def _satisfied_is_the_best(document: Document) -> Found:
    scale = [value for _, value in document.texts("scale", "choices", ANY, "value")]
    satisfied = dict(document.texts("scale", "satisfied", ANY))
    unknown = {path: value for path, value in satisfied.items() if value not in scale}
    for path, value in unknown.items():
        yield path, document.fault(path, Message.NOT_ON_SCALE, value=value)
    yield from _repeated(document, "scale", "satisfied", ANY)
    best = scale[-len(set(satisfied.values())) :]
    if satisfied and not unknown and (set(best) != set(satisfied.values()) or best == scale):
        place = ("scale", "satisfied")
        yield place, document.fault(place, Message.NOT_THE_BEST)


def _items_have_one_factor(document: Document) -> Found:
    items = {item: path for path, item in _items(document)}
    grouped: dict[str, Path] = {}
    for path, item in document.texts("factors", ANY, "items", ANY):
        if items and item not in items:
            yield path, document.fault(path, Message.UNKNOWN_ITEM, value=item)
        elif item in grouped:
            line = str(document.line(grouped[item]))
            yield path, document.fault(path, Message.IN_TWO_FACTORS, value=item, first=line)
        grouped.setdefault(item, path)
    for item, path in items.items():
        if grouped and item not in grouped:
            yield path, document.fault(path, Message.IN_NO_FACTOR, value=item)


def _items(document: Document) -> Iterator[tuple[Path, str]]:
    for path, question in document.texts("questions", ANY, "id"):
        if document.text(*path[:-1], "kind") == "item":
            yield path, question


def _choices_are_where_they_belong(document: Document) -> Found:
    for path, kind in document.texts("questions", ANY, "kind"):
        place = (*path[:-1], "choices")
        if kind == "item" and place in document.lines:
            yield place, document.fault(place, Message.CHOICES_OF_ITEM)
        if kind == "fact" and place not in document.lines:
            yield place, document.fault(path[:-1], Message.MISSING_KEY, key="choices")


def _conditions_can_be_met(document: Document) -> Found:
    asked: dict[str, Path] = {}
    for path, question in document.texts("questions", ANY, "id"):
        asked.setdefault(question, path[:-1])
    order: dict[Path, int] = {
        place: number for number, place in enumerate(document.lines) if len(place) == 2
    }
    offered: dict[str, set[str]] = {}
    for path, wanted in document.texts("questions", ANY, "only_if", "question"):
        message = _bad_reference(document, asked.get(wanted), path[:2], order)
        if message is not None:
            yield path, document.fault(path, message, value=wanted)
            continue
        if wanted not in offered:
            offered[wanted] = _offered(document, asked[wanted])
        for place, value in document.texts(*path[:-1], "values", ANY):
            if value not in offered[wanted]:
                yield (
                    place,
                    document.fault(place, Message.UNKNOWN_VALUE, question=wanted, value=value),
                )


def _bad_reference(
    document: Document, target: Path | None, question: Path, order: Mapping[Path, int]
) -> Message | None:
    if target is None:
        return Message.UNKNOWN_QUESTION
    if document.text(*target, "kind") == "item":
        return Message.DEPENDS_ON_MARK
    return Message.NOT_EARLIER if order[target] >= order[question] else None


def _offered(document: Document, question: Path) -> set[str]:
    offered = {value for _, value in document.texts(*question, "choices", ANY, "value")}
    if (*question, "not_applicable") in document.lines:
        offered.add(NOT_APPLICABLE)
    return offered


def _indices_differ(document: Document) -> Found:
    yield from _repeated(document, "indices", ANY, "id")
    yield from _repeated(document, "strata", ANY)
    yield from _repeated(document, "indices", ANY, "factors", ANY, within=2)


def _period_runs_forward(document: Document) -> Found:
    begins, ends = document.text("begins"), document.text("ends")
    # Unless the shape has told, both are year-month-day: as text they sort as days do.
    if begins is None or ends is None or ("begins",) in document.told:
        return
    if ends < begins:
        yield ("ends",), document.fault(("ends",), Message.ENDS_FIRST)


def _period_is_whole_months(document: Document) -> Found:
    begins, ends = _day(document, "begins"), _day(document, "ends")
    if begins is not None and begins.day != 1:
        yield ("begins",), document.fault(("begins",), Message.NOT_FIRST_OF_MONTH)
    if ends is not None and not is_last_of_month(ends):
        yield ("ends",), document.fault(("ends",), Message.NOT_LAST_OF_MONTH)


def _day(document: Document, key: str) -> date | None:
    """Return a day of the document; None where the shape tells what is wrong with it."""
    written = document.text(key)
    if written is None or (key,) in document.told:
        return None
    return date.fromisoformat(written)


QUESTIONNAIRE_RULES: tuple[Rule, ...] = (
    _names_meet_once,
    _choices_differ,
    _wordings_differ,
    _satisfied_is_the_best,
    _items_have_one_factor,
    _choices_are_where_they_belong,
    _conditions_can_be_met,
)
# What is once published stays readable, also from before its period had to be whole months.
PUBLISHED_PLAN_RULES: tuple[Rule, ...] = (_indices_differ, _period_runs_forward)
PLAN_RULES: tuple[Rule, ...] = (*PUBLISHED_PLAN_RULES, _period_is_whole_months)


def questionnaire_rules(languages: Collection[str] | None) -> tuple[Rule, ...]:
    """Return the rules for a questionnaire; its languages must be among those that are given."""
    if languages is None:
        return QUESTIONNAIRE_RULES
    known = ", ".join(languages)

    def languages_are_known(document: Document) -> Found:
        for path in _translations(document):
            if path[-1] not in languages:
                values = {"key": str(path[-1]), "known": known}
                yield path, document.fault(path, Message.UNKNOWN_LANGUAGE, **values)

    return (*QUESTIONNAIRE_RULES, languages_are_known)


def factor_rules(questionnaire: Questionnaire | None) -> tuple[Rule, ...]:
    """Return the rule that a plan's factors are in the questionnaire; none without one."""
    if questionnaire is None:
        return ()
    factors = {factor.id for factor in questionnaire.factors}

    def factors_are_known(document: Document) -> Found:
        for path, factor in document.texts("indices", ANY, "factors", ANY):
            if factor not in factors:
                values = {"questionnaire": questionnaire.name, "value": factor}
                yield path, document.fault(path, Message.UNKNOWN_FACTOR, **values)

    return (factors_are_known,)
