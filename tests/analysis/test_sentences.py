"""Every sentence of a report, at every verdict and edge, in both languages."""

import re
from functools import cache

import pytest
from click.testing import CliRunner

from analysis.commands.sentences import command, edges, listed, patterns, said_of, sampled
from analysis.report.document import (
    Bullets,
    Card,
    Cell,
    Definitions,
    Figure,
    Heading,
    Paragraph,
    Picture,
    Table,
)
from analysis.report.model import Report
from analysis.report.sections import document_of
from analysis.report.words import Words
from analysis.sample_values import OWN_VALUES, value_of
from templates.languages import LANGUAGES
from tests.analysis.documents import plain

VERDICTS = {
    "en": {"met": "✓ Met", "not-met": "✕ Not met", "undecided": "? Not enough evidence"},
    "vi": {"met": "✓ Đạt", "not-met": "✕ Chưa đạt", "undecided": "? Chưa đủ căn cứ"},
}
# A place without its value, two blanks, a doubled or detached mark, one of several.
FAULTY = re.compile(
    r"%\(|%[sd]\b|  |\.\.(?!\.)|,,|;;|::| [.,;:](?!\w)|\?\.|“”|\(\)|: None\b|\bnan\b"
    r"|\b1 (?:responses|answers|respondents|criteria|questions|cases|groups|items|people)\b"
)
# Doubled quotes, and a month where a number belongs.
SENSELESS = re.compile(
    r"[“”]{2}|\d\d/\d{4} (?:tháng|phiếu|người|hàng|hồ sơ|tiêu chí|lần|months|responses|people)\b"
)
# The little words of English, the nouns of reports, and a point within a number that marks no
# thousands.
ENGLISH = re.compile(
    r"\b(?:the|of|and|with|from|was|were|more|this|which|responses?|cases?|criteri(?:on|a)"
    r"|questions?|answers?|respondents?|people|index|interval|share|rows?|quarter|period)\b"
    r"|(?<![\d/])\d+\.(?!\d{3}\b)\d"
)
NO_VERDICT = ("nobody", "nine", "part", "outside")

each_edge = pytest.mark.parametrize("edge", edges())
each_language = pytest.mark.parametrize("language", LANGUAGES)


@cache
def texts(edge: str, language: str) -> tuple[str, ...]:
    """Return every text of a report: titles, paragraphs, cells and what pictures show."""
    document = document_of(edges()[edge], language)
    found = [document.title, *map(plain, document.about.lines)]
    found += [f"{chapter.label} {chapter.title}" for chapter in document.chapters]
    for section in document.sections:
        found.append(f"{section.label} {plain(section.title)}")
        for block in section.blocks:
            found += of_block(block)
    return tuple(found)


def of_block(block: object) -> list[str]:
    """Return the texts of a block and of those in it."""
    if isinstance(block, Table):
        cells = [cell for group in block.groups for row in group.rows for cell in row.cells]
        return [text for cell in (block.caption, *cells) if cell for text in of_cell(cell)]
    if isinstance(block, Definitions):
        return [text for _, parts in block.entries for part in parts for text in of_block(part)]
    own = {
        Paragraph: lambda one: one.lines,
        Heading: lambda one: (one.text,),
        Picture: lambda one: (one.words,),
        Bullets: lambda one: one.items,
        Figure: lambda one: (one.caption,),
        Card: lambda one: (one.title,),
    }[type(block)](block)
    return [*map(plain, own), *(t for part in getattr(block, "blocks", ()) for t in of_block(part))]


def of_cell(cell: Cell) -> list[str]:
    return [plain(cell.text), *map(plain, cell.notes)]


@each_edge
@each_language
def test_no_sentence_has_a_fault_that_a_reader_would_stumble_over(edge: str, language: str) -> None:
    # A questionnaire's own note is somebody else's text.
    faulty = [text for text in texts(edge, language) if FAULTY.search(text)]
    assert faulty == []


@each_language
def test_every_pattern_can_be_read_with_values_in_its_places(language: str) -> None:
    words = Words(language)
    said = {pattern: sampled(pattern, words) for pattern in patterns()}
    assert len(said) > 100
    assert [text for text in said.values() if FAULTY.search(text)] == []


@cache
def listing(language: str) -> list[tuple[str, list[str]]]:
    return list(listed(Words(language)))


def lines_of(language: str) -> list[str]:
    return [line for _, lines in listing(language) for line in lines]


@each_language
def test_every_line_of_the_list_has_values_that_fit_their_places(language: str) -> None:
    assert len(lines_of(language)) > 200
    assert [line for line in lines_of(language) if SENSELESS.search(line)] == []


def test_the_vietnamese_list_has_no_english_in_it() -> None:
    assert [line for line in lines_of("vi") if ENGLISH.search(line)] == []


def test_each_beginning_with_values_of_its_own_is_that_of_a_sentence() -> None:
    known = patterns()
    assert [own for own in OWN_VALUES if not any(p.startswith(own) for p in known)] == []


def test_a_place_that_is_not_known_has_no_value() -> None:
    with pytest.raises(KeyError):
        value_of("unheard", "%(unheard)s", Words("en"))


@each_edge
@each_language
def test_a_verdict_stands_only_where_one_is_given(edge: str, language: str) -> None:
    report, said = edges()[edge], texts(edge, language)
    given = {
        e.decision.verdict.name.lower().replace("_", "-") for e in report.indices if e.decision
    }
    if edge in NO_VERDICT:
        assert not given & set(VERDICTS[language])
    first = [text for text in said if text in VERDICTS[language].values()]
    of_report = {name for name, words in VERDICTS[language].items() if words in first}
    assert of_report <= given | formula_verdicts(report)
    assert given & set(VERDICTS[language]) <= of_report


def formula_verdicts(report: Report) -> set[str]:
    """Return the verdicts of formulas beside the plan's own, which stand in their table."""
    from analysis.report.findings.formulas import IndexFormulas  # noqa: PLC0415 (used here alone)

    figures = [f for found in report.findings_of(IndexFormulas) for f in found.figures]
    return {f.verdict.name.lower().replace("_", "-") for f in figures if f.verdict}


def test_a_census_does_not_say_that_people_chose_themselves() -> None:
    assert not any("chose themselves" in text for text in texts("census", "en"))
    assert any(
        text.startswith("Every case of the period has every answer")
        for text in texts("census", "en")
    )
    assert any("chose themselves" in text for text in texts("undecided", "en"))


def test_each_verdict_has_an_example_of_its_own() -> None:
    for edge in ("met", "not-met", "undecided"):
        assert VERDICTS["en"][edge] in texts(edge, "en")


@each_edge
def test_both_languages_say_the_same_patterns(edge: str) -> None:
    one, other = (set(said_of(edges()[edge], Words(language))) for language in LANGUAGES)
    assert one == other


@each_language
def test_the_command_lists_every_pattern_once_under_what_it_is_of(language: str) -> None:
    result = CliRunner().invoke(command, ["--language", language])
    assert result.exit_code == 0
    titles = [Words(language).say(title) for title, _ in listing(language)]
    assert [line for line in result.output.splitlines() if line in titles] == titles
    assert "%(" not in result.output
