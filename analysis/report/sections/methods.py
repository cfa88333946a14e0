"""What else to know about the figures, how they were computed and where they come from."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from analysis.case_counts import CaseCounts
from analysis.caveats import LEFT_OUT, CaveatCode
from analysis.disclosure.thresholds import LEAST
from analysis.mapping import ColumnMapping
from analysis.reading.in_words import mapping_in_words
from analysis.report.document import Bullets, Definitions, Paragraph, Part, Role, Run, Section, Text
from analysis.report.findings.estimates import has_exact_interval
from analysis.report.model import Population
from analysis.report.sections.criteria import TITLE as CRITERIA
from analysis.report.sections.formulas import TITLE as FORMULAS_TITLE
from analysis.report.sections.groups import LISTS
from analysis.report.sections.page import Page
from analysis.report.stored import fingerprint
from questionnaires.model import Plan
from questionnaires.partly_asked import whole_of
from templates.languages import N_

# What is said at the head of the report, and not once more among the notes.
_SAID_FIRST = frozenset(
    {
        CaveatCode.SELF_SELECTED,
        CaveatCode.DRAWN_BY_LOT,
        CaveatCode.MADE_UP,
        CaveatCode.MODES_TOGETHER,
        CaveatCode.PLAN_NOT_OVER,
        CaveatCode.NOT_FOR_PUBLICATION,
        *LEFT_OUT,
    }
)
_FEW = N_(
    "What fewer than %(least)s people answered is nowhere given, neither of a group or a criterion"
    " nor of the whole, so that nobody can be recognised. “…” also stands where a shown number"
    " would tell a hidden one."
)
_SHARE = N_(
    "Share of satisfied answers: all answers “satisfied” and “very satisfied” divided by all"
    " valid answers to the criteria concerned. Blank and “not applicable” answers count neither"
    " above nor below the line. This is not the official index SIPAS and cannot be compared with"
    " it."
)
_INTERVAL = N_(
    "Method of one more person, at 95%%: the lower bound is worked out as if one more"
    " person had come and been dissatisfied with everything, the upper one as if one more person"
    " had been satisfied with everything. The index itself is unchanged. The answers of one person"
    " are never counted as independent."
)
_EXACT = N_(
    "Single criteria: counted exactly (hypergeometric distribution), as there are at most 1,000"
    " cases."
)
_VERDICT = N_(
    "“Met” if the lower one-sided 95%% bound reaches the target: only if, even with one more person"
    " dissatisfied with everything, chance alone would give so good a result in at most 5 of 100"
    " surveys. “Not met” if the upper bound stays below it, otherwise “not enough evidence”. Fewer"
    " than %(least)s respondents: “too few respondents”. There is one for each"
    " target, on all responses together; no row of a table is judged."
)
_ALONE = N_(
    "That is so of the indices alone. Everything else counts every response alike, as one group."
)
_REFERENCES = (
    "N. Vlassis, P. S. Thomas, arXiv:2607.08415 (2026); C. J. Clopper, E. S. Pearson, Biometrika 26"
    " (1934) 404–413; R. S. Woodruff, J. Amer. Stat. Assoc. 66 (1971) 411–414; L. Kish, Survey"
    " Sampling (1965)."
)
_Entry = tuple[str, tuple[Paragraph, ...]]


def notes(page: Page) -> Section:
    """Return the doubts of the report as a whole, and those that hold for many rows."""
    # Where there are no figures, none depends on how they were computed.
    left_out = _SAID_FIRST | ({CaveatCode.STRATA_WITHHELD} if page.has_no_figures else set())
    doubts = page.doubts(c for c in page.report.caveats if c.code not in left_out)
    few = page.say(_FEW, least=page.words.number(LEAST))
    title = page.say(N_("What else to know about these figures"))
    return Section("notes", title, (Bullets((*doubts, *_of_many_rows(page), few)),), Part.ANNEX)


def _of_many_rows(page: Page) -> Iterator[str]:
    """Yield each doubt that holds for many rows, with the tables that they stand in."""
    # Where there are no figures, there are no tables either.
    if page.has_no_figures:
        return
    titles = {"criteria": CRITERIA, "formulas": FORMULAS_TITLE}
    titles |= {name: heading for name, (heading, _) in LISTS.items()}
    for found in page.repeated.values():
        rows = Counter[str]()
        for name, count in found.rows.items():
            # Quarters are rows between the months.
            rows["months" if name == "quarters" else name] += count
        tables = (
            page.say(
                N_("“%(table)s” (%(rows)s)"),
                table=page.say(titles[name]),
                rows=page.words.number(count),
            )
            for name, count in rows.items()
        )
        where = page.say(N_("So in these tables (rows): %(tables)s."), tables=", ".join(tables))
        yield f"{page.words.caveat_of_many(found.caveats)} {where}"


def methods(page: Page) -> Section:
    """Return how the figures were computed."""
    interval = page.say(_INTERVAL)
    if any(map(has_exact_interval, page.report.items)):
        interval = f"{interval} {page.say(_EXACT)}"
    entries = (
        _entry(page.say(N_("Share")), page.say(_SHARE)),
        _entry(page.say(N_("Interval")), interval),
        _entry(page.say(N_("Verdict")), page.say(_VERDICT, least=page.words.number(LEAST))),
        _entry(page.say(N_("Sampling groups")), _strata(page)),
        _entry(page.say(N_("References")), _REFERENCES),
    )
    return Section(
        "methods", page.say(N_("How it was computed")), (Definitions(entries),), Part.ANNEX
    )


def provenance(page: Page) -> Section:
    """Return the files that the report was made from, with their hashes, and the program."""
    report = page.report
    answers: list[Text] = [f"{report.source.name}: {_counted(page)}"]
    if report.sha256_of_answers:
        answers.append(_hash(report.sha256_of_answers))
    entries = [_entry(page.say(N_("Answers")), *answers)]
    if report.source.mapping:
        entries.append(_mapping(report.source.mapping, page))
    if report.case_counts:
        entries.append(_case_counts(report.case_counts, page))
    asked, plan = report.questionnaire, report.plan
    name: Text = (f"{asked.name}, ", page.title(asked.title))
    term = page.say(N_("Questionnaire"))
    entries.append(_entry(term, name, _hash(asked.sha256), note=asked.note))
    if plan:
        entries.append(_plan(plan, page))
    entries.append(_entry(page.say(N_("Program")), report.software))
    entries.extend(_fingerprint(page))
    title = page.say(N_("Where the figures come from"))
    return Section("provenance", title, (Definitions(tuple(entries)),), Part.ANNEX)


def _counted(page: Page) -> str:
    """Return how many responses there are, and answers where these are told."""
    report, words = page.report, page.words
    if report.answers is None:
        return page.ngettext("%(count)s response", "%(count)s responses", report.responses)
    return page.say(
        N_("responses %(responses)s, valid answers to scored questions %(answers)s"),
        responses=words.number(report.responses),
        answers=words.number(report.answers),
    )


SECTIONS = {420: notes, 430: methods, 440: provenance}


def _entry(term: str, *lines: Text, note: str = "") -> _Entry:
    quote = (Paragraph((Run(note, "vi"),), Role.QUOTE),) if note else ()
    return term, (Paragraph(lines), *quote)


def _plan(plan: Plan, page: Page) -> _Entry:
    days = f" ({page.words.day(plan.begins)} – {page.words.day(plan.ends)})"
    name = (f"{plan.id}, ", Run(plan.document, "vi"), days)
    return _entry(page.say(N_("Plan")), name, _hash(plan.sha256), note=plan.note)


def _case_counts(counts: CaseCounts, page: Page) -> _Entry:
    """Return the file of case counts with its sum, whatever the period of the report."""
    cases, rows = page.words.number(counts.cases), page.words.number(len(counts.rows))
    counted = page.say(N_("cases %(cases)s, rows %(rows)s"), cases=cases, rows=rows)
    lines = (f"{counts.name}: {counted}", _hash(counts.sha256))
    return _entry(page.say(N_("Case counts")), *lines)


def _mapping(mapping: ColumnMapping, page: Page) -> _Entry:
    """Return the mapping that the file was read by, with all that it said."""
    said = mapping_in_words(mapping, whole_of(page.report.questionnaire), page.words.language)
    return _entry(page.say(N_("Mapping")), mapping.name, _hash(mapping.sha256), *said)


def _fingerprint(page: Page) -> Iterator[_Entry]:
    if found := fingerprint(page.report):
        said = page.say(N_("the same in every file of this report"))
        yield _entry(page.say(N_("Fingerprint of this report")), _hash(found), said)


def _hash(sha256: str) -> Run:
    return Run(f"sha256 {sha256}", is_code=True)


def _strata(page: Page) -> str:
    """Return what the sampling groups are, and how responses were weighted."""
    report = page.report
    names = ", ".join(page.words.column(name) for name in report.strata)
    if report.population is not None:
        alone = page.say(_ALONE) if report.weights_indices_alone else ""
        return f"{_weights(report.population, names, page)} {alone}".rstrip()
    if not names:
        return page.say(N_("None: all responses count as one group, without weights."))
    return page.say(
        N_("By %(columns)s. Every response counts alike, without weights."), columns=names
    )


def _weights(population: Population, columns: str, page: Page) -> str:
    number = page.words.number
    weights = [group.weight for group in population.groups if group.weight is not None]
    said = page.say(
        N_(
            "By %(columns)s; number of groups: %(groups)s. Each response stands for the cases of"
            " its group divided by the responses of its group, and the interval knows how many"
            " cases there are."
        ),
        columns=columns,
        groups=number(len(population.groups)),
    )
    ratio = population.largest_over_mean
    if ratio is None or min(weights) == max(weights):
        return said
    reach = page.say(
        N_(
            "One response stands for %(least)s to %(most)s cases; the largest weight is %(times)s"
            " times the mean. The interval leaves room for one more person who weighs as much."
        ),
        least=number(min(weights), 1),
        most=number(max(weights), 1),
        times=number(ratio, 1),
    )
    return f"{said} {reach}"
