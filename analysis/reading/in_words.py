"""What the columns of a file were read as, and what a mapping said of them, in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from enum import StrEnum

from analysis.case_counts import MONTH
from analysis.columns import FIELD, MODE, SERVICE_POINT
from analysis.mapping import SCALE, ColumnMapping, Confirmed, MappedCell
from analysis.reading.headings import DAY, MADE_UP, QUESTIONNAIRE
from analysis.reading.programs import Added
from questionnaires.faults import quoted
from questionnaires.model import BLANK, Question, Questionnaire
from templates.languages import N_, translations

_LONGEST = 200
# What each column that a file may have beside those of questions is called.
_WORDS: Mapping[str, str] = {
    SERVICE_POINT: N_("service point"),
    FIELD: N_("field of administration"),
    MODE: N_("way of answering"),
    DAY: N_("day of the answers"),
    MONTH: N_("month of the answers"),
    QUESTIONNAIRE: N_("which questionnaire the response is to"),
    MADE_UP: N_("whether the response is made up"),
}
_ADDED: Mapping[Added, str] = {
    Added.RECORD: N_("number of the response, to find those that stand there twice"),
    Added.TODAY: N_("day of the answers"),
    Added.ENDED: N_("moment of the last answer"),
    Added.BEGUN: N_("moment of the first answer"),
    Added.SENT: N_("moment of sending"),
    Added.STATUS: N_("whether the response counts"),
    Added.FINISHED: N_("whether the response was finished"),
}


_CONFIRMED: Mapping[Confirmed, str] = {
    Confirmed.UNDATED: N_("Confirmed: rows without a day or number are responses."),
    Confirmed.DAYS: N_("Confirmed: days are as they are written."),
}


class Explanation(StrEnum):
    """The sentences about columns and cells; the English text is the key of its translation."""

    QUESTION = "Column “%(column)s” → question “%(wording)s” (%(name)s)"
    KNOWN = "Column “%(column)s” → %(name)s"
    CELL = "Cell “%(cell)s” → %(answer)s (%(where)s)"
    NOT_ANSWERED = "no answer"
    EVERY_ITEM = "every item"
    NOT_ASKED = "Not asked: %(questions)s"


def column_in_words(heading: str, holds: str, questionnaire: Questionnaire, language: str) -> str:
    """Return that a column holds a question, or what is not asked, such as a service point."""
    gettext = translations(language).gettext
    if holds in {question.id for question in questionnaire}:
        wording = questionnaire.question(holds).wording.in_language(language)
        values = {"column": heading, "name": holds, "wording": wording}
        return gettext(Explanation.QUESTION.value) % values
    name = gettext(_WORDS[holds]) if holds in _WORDS else holds
    return gettext(Explanation.KNOWN.value) % {"column": heading, "name": name}


def added_in_words(heading: str, added: Added, language: str) -> str:
    """Return what a column tells that a survey program added."""
    gettext = translations(language).gettext
    return gettext(Explanation.KNOWN.value) % {"column": heading, "name": gettext(_ADDED[added])}


def mapping_in_words(
    mapping: ColumnMapping, questionnaire: Questionnaire, language: str
) -> Iterator[str]:
    """Yield a line for each column that is read by a mapping, and each cell that it explains."""
    for column in mapping.columns:
        if column.holds is not None:
            heading = quoted(column.heading, _LONGEST)
            yield column_in_words(heading, column.holds, questionnaire, language)
    yield from cells_in_words(mapping, questionnaire, language)
    if mapping.not_asked:
        asked = map(questionnaire.question, mapping.not_asked)
        wordings = "; ".join(question.wording.in_language(language).text for question in asked)
        yield translations(language).gettext(Explanation.NOT_ASKED.value) % {"questions": wordings}
    gettext = translations(language).gettext
    yield from (gettext(_CONFIRMED[each]) for each in mapping.confirmed)


def cells_in_words(
    mapping: ColumnMapping, questionnaire: Questionnaire, language: str
) -> Iterator[str]:
    """Yield a line for each cell that a mapping explains."""
    gettext = translations(language).gettext
    for each in mapping.answers:
        question = _question_of(each, questionnaire)
        choice = question.choice(each.answer)
        nothing = gettext(Explanation.NOT_ANSWERED.value)
        label = choice.label.in_language(language).text if choice else nothing
        where = gettext(Explanation.EVERY_ITEM.value) if each.question == SCALE else each.question
        answer = f"{each.answer}: {label}" if each.answer != BLANK else label
        values = {"cell": quoted(each.cell, _LONGEST), "answer": answer, "where": where}
        yield gettext(Explanation.CELL.value) % values


def _question_of(cell: MappedCell, questionnaire: Questionnaire) -> Question:
    if cell.question == SCALE:
        return questionnaire.items[0]
    return questionnaire.question(cell.question)
