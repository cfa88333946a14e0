"""Questionnaire and plan files -> frozen values; every fault of a file at once, with its line."""

from __future__ import annotations

from collections.abc import Collection
from hashlib import sha256

from questionnaires.checks import AnyShape, checked
from questionnaires.faults import FaultyFile
from questionnaires.model import (
    NOT_APPLICABLE,
    Choice,
    Condition,
    Factor,
    Index,
    Plan,
    Question,
    QuestionKind,
    Questionnaire,
    Scale,
    Target,
    Wording,
)
from questionnaires.places import decoded, read_document
from questionnaires.rules import (
    PLAN_RULES,
    PUBLISHED_PLAN_RULES,
    Rule,
    broken,
    factor_rules,
    questionnaire_rules,
)
from questionnaires.schema import (
    ChoiceShape,
    IndexShape,
    PlanShape,
    QuestionnaireShape,
    QuestionShape,
    Words,
)


def read_questionnaire(
    text: str | bytes, name: str, languages: Collection[str] | None = None
) -> Questionnaire:
    """Return the questionnaire that a YAML 1.2 file describes.

    Parameters
    ----------
    text : str or bytes
        The file as published; its sha256 is that of these bytes (of the text in UTF-8).
    name : str
        What the file is called, for the error.
    languages : Collection of str or None
        Tags of the languages that may stand in it; None takes any, for what is once published
        stays readable whichever languages are spoken later.

    Returns
    -------
    Questionnaire
        Everything that the file says, checked.

    Raises
    ------
    FaultyFile
        With every fault of the file in the order of its lines; a syntax fault stands alone.
    """
    published = _published(text, name)
    shape = _read(published, name, QuestionnaireShape, questionnaire_rules(languages))
    scale = Scale(_choices(shape.scale.choices, None), frozenset(shape.scale.satisfied))
    return Questionnaire(
        id=shape.id,
        version=shape.version,
        title=_wording(shape.title),
        note=shape.note,
        scale=scale,
        factors=tuple(
            Factor(factor.id, _wording(factor.title), tuple(factor.items))
            for factor in shape.factors
        ),
        questions=tuple(_question(question, scale) for question in shape.questions),
        comment=_wording_or_none(shape.comment),
        sha256=sha256(published.encode()).hexdigest(),
        text=published,
        introduction=_wording_or_none(shape.introduction),
    )


def read_plan(text: str | bytes, name: str, questionnaire: Questionnaire | None = None) -> Plan:
    """Return the plan that a YAML 1.2 file describes.

    Parameters
    ----------
    text : str or bytes
        The file as published; its sha256 is that of these bytes (of the text in UTF-8).
    name : str
        What the file is called, for the error.
    questionnaire : Questionnaire or None
        The instrument that the plan's factors must be found in; None leaves that unchecked, for a
        plan names factors and no questionnaire.

    Returns
    -------
    Plan
        Everything that the file says, checked.

    Raises
    ------
    FaultyFile
        With every fault of the file in the order of its lines; a syntax fault stands alone.
    """
    return _plan(text, name, (*PLAN_RULES, *factor_rules(questionnaire)))


def read_published_plan(text: str, name: str, questionnaire: Questionnaire | None = None) -> Plan:
    """Return a plan that was published once, by the rules that every version of ours had.

    Parameters
    ----------
    text : str
        As published.
    name : str
        What it is called, for the error.
    questionnaire : Questionnaire or None
        As for `read_plan`.

    Returns
    -------
    Plan

    Raises
    ------
    FaultyFile
        As `read_plan` does, but not where its period is not of whole months.
    """
    return _plan(text, name, (*PUBLISHED_PLAN_RULES, *factor_rules(questionnaire)))


def _plan(text: str | bytes, name: str, rules: tuple[Rule, ...]) -> Plan:
    published = _published(text, name)
    shape = _read(published, name, PlanShape, rules)
    return Plan(
        id=shape.id,
        title=_wording(shape.title),
        document=shape.document,
        note=shape.note,
        begins=shape.begins,
        ends=shape.ends,
        strata=tuple(shape.strata),
        indices=tuple(_index(index) for index in shape.indices),
        sha256=sha256(published.encode()).hexdigest(),
        text=published,
    )


def _published(text: str | bytes, name: str) -> str:
    # A text may hold lone surrogates, which no file can: they become a fault of encoding here.
    return decoded(text.encode(errors="surrogatepass") if isinstance(text, str) else text, name)


def _read(text: str, name: str, shape: type[AnyShape], rules: tuple[Rule, ...]) -> AnyShape:
    document = read_document(text, name)
    result = checked(document, shape)
    faults = [*document.faults, *broken(document, rules)]
    if faults or result is None:
        raise FaultyFile(name, faults)
    return result


def _wording(words: Words) -> Wording:
    return Wording({language: text for language, text in words if text})


def _wording_or_none(words: Words | None) -> Wording | None:
    return None if words is None else _wording(words)


def _choices(choices: list[ChoiceShape], not_applicable: Words | None) -> tuple[Choice, ...]:
    offered = [Choice(choice.value, _wording(choice.label)) for choice in choices]
    if not_applicable is not None:
        offered.append(Choice(NOT_APPLICABLE, _wording(not_applicable)))
    return tuple(offered)


def _question(shape: QuestionShape, scale: Scale) -> Question:
    own = _choices(shape.choices or [], shape.not_applicable)
    kind = QuestionKind(shape.kind)
    return Question(
        id=shape.id,
        kind=kind,
        wording=_wording(shape.wording),
        choices=(*scale.choices, *own) if kind is QuestionKind.ITEM else own,
        only_if=None
        if shape.only_if is None
        else Condition(shape.only_if.question, frozenset(shape.only_if.values)),
        number=shape.number,
        column=shape.column,
    )


def _index(shape: IndexShape) -> Index:
    target = None if shape.target is None else Target(shape.target.value, shape.target.source)
    return Index(shape.id, _wording(shape.title), tuple(shape.factors), shape.formula, target)
