"""A mapping file: which column of a table is what, and which cell is which answer."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from hashlib import sha256
from typing import Annotated

from pydantic import Field

from analysis.mapping import (
    SCALE,
    ColumnMapping,
    Confirmed,
    MappedCell,
    MappedColumn,
    questions_of,
)
from analysis.names import folded
from analysis.reading.headings import KNOWN
from questionnaires.checks import checked
from questionnaires.faults import Fault, FaultyFile, Message, Path
from questionnaires.model import BLANK, QuestionKind, Questionnaire
from questionnaires.places import ANY, Document, decoded, read_document
from questionnaires.rules import broken
from questionnaires.schema import Shape

# What stands where a person has to say what a column or a cell is.
ASKED = "?"
NOTHING = "none"


class ColumnShape(Shape):
    """What one column is."""

    heading: str
    holds: str


class AnswerShape(Shape):
    """Which answer one cell is, to a question or on the scale."""

    question: str
    cell: str
    answer: str


class MappingShape(Shape):
    """A mapping file."""

    questionnaire: str
    sheet: str | None = None
    columns: Annotated[list[ColumnShape], Field(min_length=1)]
    answers: list[AnswerShape] = Field(default_factory=list)
    not_asked: list[str] = Field(default_factory=list)
    confirmed: list[str] = Field(default_factory=list)


def read_mapping(
    content: bytes, name: str, questionnaire: Questionnaire, labels: Sequence[str] = ()
) -> ColumnMapping:
    """Return what a mapping file says; raise FaultyFile with every fault of it and its line.

    `labels` are columns of names beside the usual ones, such as those that a plan calls its strata.
    """
    document = read_document(decoded(content, name), name)
    shape = checked(document, MappingShape)
    rules = (
        lambda found: _column_faults(found, questionnaire, labels),
        lambda found: _answer_faults(found, questionnaire),
        lambda found: _contradictions(found, questionnaire),
        lambda found: _not_asked_faults(found, questionnaire),
        _confirmed_faults,
    )
    faults = [*document.faults, *broken(document, rules)]
    if faults or shape is None:
        raise FaultyFile(name, faults)
    lines = [document.line(path) for path, _ in document.texts("columns", ANY, "heading")]
    columns = [
        MappedColumn(each.heading, None if each.holds == NOTHING else each.holds, line)
        for each, line in zip(shape.columns, lines, strict=True)
    ]
    answers = [
        MappedCell(each.question, each.cell, each.answer)
        for each in shape.answers
        if each.answer != ASKED
    ]
    return ColumnMapping(
        name=name,
        sha256=sha256(content).hexdigest(),
        sheet=shape.sheet,
        columns=tuple(columns),
        answers=tuple(answers),
        not_asked=tuple(dict.fromkeys(shape.not_asked)),
        confirmed=tuple(dict.fromkeys(map(Confirmed, shape.confirmed))),
    )


def _column_faults(
    document: Document, questionnaire: Questionnaire, labels: Sequence[str]
) -> Iterator[tuple[Path, Fault]]:
    if (named := document.text("questionnaire")) not in {None, questionnaire.name}:
        place = ("questionnaire",)
        values = {"value": str(named), "known": questionnaire.name}
        yield place, document.fault(place, Message.NOT_OFFERED, **values)
    if document.text("sheet") == ASKED:
        yield ("sheet",), document.fault(("sheet",), Message.UNANSWERED)
    known = [*(question.id for question in questionnaire), *KNOWN, *labels, NOTHING]
    first: dict[tuple[str, str], Path] = {}
    for key in ("heading", "holds"):
        for path, text in document.texts("columns", ANY, key):
            earlier = first.setdefault((key, folded(text)), path)
            if key == "holds" and text == ASKED:
                yield path, document.fault(path, Message.UNANSWERED)
            elif key == "holds" and text not in known:
                values = {"value": text, "known": ", ".join(known)}
                yield path, document.fault(path, Message.NOT_OFFERED, **values)
            elif earlier != path and text != NOTHING:
                line = str(document.line(earlier))
                yield path, document.fault(path, Message.TWICE, value=text, first=line)


def _answer_faults(
    document: Document, questionnaire: Questionnaire
) -> Iterator[tuple[Path, Fault]]:
    known = {question.id: question.values for question in questionnaire}
    known[SCALE] = frozenset(choice.value for choice in questionnaire.scale.choices)
    # What no column holds need not be answered.
    held = {SCALE, *(text for _, text in document.texts("columns", ANY, "holds"))}
    for path, name in document.texts("answers", ANY, "question"):
        place = (*path[:-1], "answer")
        answer = document.text(*place)
        if name not in known:
            yield path, document.fault(path, Message.UNKNOWN_QUESTION, value=name)
        elif answer == ASKED and name in held:
            yield place, document.fault(place, Message.UNANSWERED)
        elif answer is not None and answer not in {*known[name], BLANK, ASKED}:
            offered = ", ".join([*sorted(known[name]), BLANK])
            yield place, document.fault(place, Message.NOT_OFFERED, value=answer, known=offered)


def _contradictions(
    document: Document, questionnaire: Questionnaire
) -> Iterator[tuple[Path, Fault]]:
    """Yield the answers of cells that have another one for the same question."""
    first: dict[tuple[str, str], Path] = {}
    for path, name in document.texts("answers", ANY, "question"):
        place, cell = (*path[:-1], "answer"), document.text(*path[:-1], "cell")
        answer = document.text(*place)
        if cell is None or answer is None:
            continue
        for question in questions_of(name, questionnaire):
            earlier = first.setdefault((question, folded(cell)), place)
            if document.text(*earlier) != answer:
                line = str(document.line(earlier))
                yield place, document.fault(place, Message.OTHERWISE, value=cell, first=line)
                break


def _not_asked_faults(
    document: Document, questionnaire: Questionnaire
) -> Iterator[tuple[Path, Fault]]:
    items = questions_of(SCALE, questionnaire)
    held = {text: path for path, text in document.texts("columns", ANY, "holds")}
    for path, name in document.texts("not_asked", ANY):
        if name not in items:
            yield path, document.fault(path, Message.UNKNOWN_ITEM, value=name)
        elif name in held:
            line = str(document.line(held[name]))
            yield path, document.fault(path, Message.TWICE, value=name, first=line)


def _confirmed_faults(document: Document) -> Iterator[tuple[Path, Fault]]:
    for path, name in document.texts("confirmed", ANY):
        if name not in set(Confirmed):
            known = ", ".join(Confirmed)
            yield path, document.fault(path, Message.NOT_OFFERED, value=name, known=known)


def is_item(questionnaire: Questionnaire, question: str) -> bool:
    """Return whether a question is answered on the scale."""
    return questionnaire.question(question).kind is QuestionKind.ITEM
