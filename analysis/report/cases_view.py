"""What the report's page says of case counts."""

from __future__ import annotations

from analysis.report.model import Coverage, Entry, Population, Report
from analysis.report.words import Words
from templates.languages import N_


def coverage_sentence(report: Report, words: Words) -> str:
    """Return how many cases answered, and of which months; empty where not known."""
    found, population = report.coverage, report.population
    if found is None or found.share is None or population is None:
        return ""
    said = words.say(
        N_("%(responses)s of %(cases)s cases answered: %(share)s."),
        responses=words.number(found.respondents),
        cases=words.number(found.cases),
        share=words.share(found.share),
    )
    if not population.months:
        return said
    first, last = words.month(population.months[0]), words.month(population.months[-1])
    if first == last:
        return f"{said} {words.say(N_('Cases of %(month)s.'), month=first)}"
    months = words.say(N_("Cases of %(first)s to %(last)s."), first=first, last=last)
    return f"{said} {months}"


def count_of_cases(responses: int, coverage: Coverage | None, words: Words) -> str:
    """Return the responses of a group, with its cases where they are known."""
    count = words.number(responses)
    if coverage is None or coverage.share is None:
        return count
    # The line may break before the share alone.
    of_cases = f"{count} / {words.number(coverage.cases)}".replace(" ", "\N{NO-BREAK SPACE}")
    return f"{of_cases} ({words.share(coverage.share)})"


def plain_sentence(share: float | None, words: Words) -> str:
    """Return what a share is without weights; empty where it is not given."""
    if share is None:
        return ""
    return words.say(N_("Without weights: %(share)s."), share=words.share(share))


def silent_sentence(entry: Entry, words: Words) -> str:
    """Return the index if the silent were less satisfied; empty unless asked for."""
    lower = entry.sensitivity
    if lower is None:
        return ""
    return words.say(
        N_("If those who did not answer were %(points)s points lower: %(share)s."),
        points=words.unsigned_points(lower.difference),
        share=words.share(lower.estimate),
    )


def weights_sentence(population: Population, columns: str, words: Words) -> str:
    """Return how responses were weighted."""
    weights = [group.weight for group in population.groups if group.weight is not None]
    said = words.say(
        N_(
            "By %(columns)s, in %(groups)s groups. Each response stands for the cases of its group"
            " divided by the responses of its group, and the interval knows how many cases there"
            " are."
        ),
        columns=columns,
        groups=words.number(len(population.groups)),
    )
    if not weights:
        return said
    reach = words.say(
        N_("One response stands for %(least)s to %(most)s cases."),
        least=words.number(min(weights), 1),
        most=words.number(max(weights), 1),
    )
    return f"{said} {reach}"
