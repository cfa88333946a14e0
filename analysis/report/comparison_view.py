"""What the report's page says of service points against the rest: all text, ready to be printed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from analysis.indices.units import ERROR, Standing
from analysis.report.charts.funnel import funnel_svg
from analysis.report.findings.units import ComparedUnit, UnitComparisons
from analysis.report.funnel_picture import axis_of_funnel, funnel_of
from analysis.report.model import Report
from analysis.report.pictures import data_uri
from analysis.report.words import Words
from questionnaires.model import Phrase
from templates.languages import N_

_GROUPS = {
    Standing.LOWER: N_("Lower than the rest"),
    Standing.UNDECIDED: N_("Not distinguishable from the rest"),
    Standing.HIGHER: N_("Higher than the rest"),
}
_SENTENCES = {
    Standing.LOWER: N_("Lower than the rest: %(names)s."),
    Standing.HIGHER: N_("Higher than the rest: %(names)s."),
}


@dataclass(frozen=True)
class StandingRow:
    """A service point; its number is that in the picture."""

    number: str
    name: str
    share: str
    interval: str
    difference: str
    p_claim: str
    doubts: tuple[str, ...]


@dataclass(frozen=True)
class StandingGroup:
    """Service points of one standing, in the order of the report and of nothing else."""

    title: str
    rows: tuple[StandingRow, ...]


@dataclass(frozen=True)
class ComparisonView:
    """The service points in one index; `sentence` is the title of the picture."""

    title: Phrase
    sentence: str
    notes: tuple[str, ...]
    picture: str
    axis: str
    groups: tuple[StandingGroup, ...]


def comparison_views(report: Report, words: Words) -> tuple[ComparisonView, ...]:
    """Return for each index its service points against the rest; none without service points."""
    if not report.service_points:
        return ()
    return tuple(_view(found, words) for found in report.findings_of(UnitComparisons))


def _view(found: UnitComparisons, words: Words) -> ComparisonView:
    title = found.title.in_language(words.language)
    if not found.units:
        doubts = " ".join(words.caveat(caveat) for caveat in found.caveats)
        return ComparisonView(title, doubts, (), "", "", ())
    numbered = [(str(place), unit) for place, unit in enumerate(found.units, start=1)]
    funnel = funnel_of(found, numbered, words)
    return ComparisonView(
        title=title,
        sentence=_sentence(found.units, words),
        notes=_notes(found.units, words),
        picture=data_uri(funnel_svg(funnel)) if funnel else "",
        axis=axis_of_funnel(funnel, words) if funnel else "",
        groups=tuple(
            StandingGroup(words.say(_GROUPS[standing]), rows)
            for standing in Standing
            if (rows := _rows(numbered, standing, words))
        ),
    )


def _sentence(units: Sequence[ComparedUnit], words: Words) -> str:
    said = [
        words.say(sentence, names=", ".join(names))
        for standing, sentence in _SENTENCES.items()
        if (names := [u.standing.unit for u in units if u.standing.standing is standing])
    ]
    none = N_("No service point differs from the rest beyond chance.")
    return " ".join(said) or words.say(none)


def _notes(units: Sequence[ComparedUnit], words: Words) -> tuple[str, ...]:
    undecided = [u.standing for u in units if u.standing.standing is Standing.UNDECIDED]
    notes = []
    look = [u.unit for u in undecided if u.p_screening is not None and u.p_screening <= ERROR]
    if look:
        sentence = N_("Where to look, though nothing is proved: %(names)s (Benjamini–Hochberg).")
        notes.append(words.say(sentence, names=", ".join(look)))
    if undecided:
        sentence = N_(
            "“Not distinguishable” does not mean alike: with more answers a difference may show."
        )
        notes.append(words.say(sentence))
    return tuple(notes)


def _rows(
    numbered: Sequence[tuple[str, ComparedUnit]], standing: Standing, words: Words
) -> tuple[StandingRow, ...]:
    return tuple(
        _row(number, unit, words) for number, unit in numbered if unit.standing.standing is standing
    )


def _row(number: str, unit: ComparedUnit, words: Words) -> StandingRow:
    estimate, standing = unit.estimate, unit.standing
    return StandingRow(
        number=number,
        name=standing.unit,
        share="" if estimate.estimate is None else words.share(estimate.estimate),
        interval=words.interval(estimate.interval) if estimate.interval else "",
        difference="" if standing.difference is None else words.points(standing.difference),
        p_claim="" if standing.p_claim is None else words.p_value(standing.p_claim),
        doubts=tuple(words.caveat(caveat) for caveat in standing.caveats),
    )
