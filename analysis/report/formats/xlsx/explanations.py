"""The sheet of words: what was asked, how the figures were computed and where they come from."""

from __future__ import annotations

from collections.abc import Iterator

from analysis.report.document import Bullets, Definitions, Paragraph, Section, Text, runs
from analysis.report.formats.xlsx.cells import Cell, Sheet, SheetColumn
from analysis.report.model import Report
from analysis.report.sections.methods import methods, notes, provenance
from analysis.report.sections.page import Page
from analysis.report.words import Words
from questionnaires.model import Question
from templates.languages import N_

_P_VALUE = N_(
    "If nothing differed in truth (a figure from its target, one month from another), this is how"
    " likely chance alone would show as great a difference. “By chance (Holm)” says the same of"
    " service points, taking into account that many are compared at once; a difference is claimed"
    " up to 0.05."
)
_Line = tuple[Cell, Cell, Cell]


def explanations(report: Report, words: Words) -> Sheet:
    """Return the sheet of words."""
    page = Page(report, words)
    lines = [*_days(page), *_codes(page)]
    lines.append((page.say(N_("Figures")), page.say(N_("p value")), page.say(_P_VALUE)))
    for section in (notes(page), methods(page), provenance(page)):
        lines += _words_of(section)
    headings = (N_("About"), N_("Term"), N_("Words"))
    columns = (SheetColumn(words.say(each), "long words") for each in headings)
    return Sheet(words.say(N_("Explanations")), (), tuple(columns), tuple(lines))


def _days(page: Page) -> Iterator[_Line]:
    report = page.report
    for term, day in ((N_("First day"), report.first_day), (N_("Last day"), report.last_day)):
        yield page.say(N_("Days of the responses")), page.say(term), day


def _codes(page: Page) -> Iterator[_Line]:
    """Yield the code book: each question by its code, and each answer."""
    about = page.say(N_("Code book"))
    for question in page.report.questionnaire.questions:
        yield about, question.id, page.title(question.wording).text
        yield about, question.id, "; ".join(_answers(question, page))


def _answers(question: Question, page: Page) -> Iterator[str]:
    for choice in question.choices:
        yield f"{choice.value} = {page.title(choice.label).text}"


def _words_of(section: Section) -> Iterator[_Line]:
    about = _plain(section.title)
    lists = (block for block in section.blocks if isinstance(block, Bullets))
    yield from ((about, "", _plain(item)) for block in lists for item in block.items)
    terms = (block for block in section.blocks if isinstance(block, Definitions))
    for term, paragraphs in (entry for block in terms for entry in block.entries):
        yield about, term, "\n".join(map(_lines, paragraphs))


def _lines(paragraph: Paragraph) -> str:
    return "\n".join(map(_plain, paragraph.lines))


def _plain(text: Text) -> str:
    return "".join(run.text for run in runs(text))
