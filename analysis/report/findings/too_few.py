"""Why shares of all responses are not shown: few people answered, or others would be told."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from analysis.caveats import Caveat, CaveatCode
from analysis.disclosure.thresholds import LEAST
from analysis.disclosure.totals import Total, rests_on_few, suppressed_totals
from analysis.report.findings.estimates import FEW_RESPONSES, Share
from analysis.report.findings.items_together import unsafe_shares
from analysis.report.sample.differences import with_differences
from analysis.report.sample.earlier import Earlier
from analysis.report.sample.groups import Sample
from analysis.report.sample.withholding import withheld_shares

PROTECTS_OTHERS = Caveat(CaveatCode.HIDDEN_TO_PROTECT_OTHERS)
DISCLOSIVE = Caveat(CaveatCode.DISCLOSIVE_WITH_EARLIER_REPORTS)
Reasons = Mapping[frozenset[str], Caveat]


def reasons(
    levels: Sequence[Sequence[Share]], sample: Sample, earlier: Earlier | None = None
) -> Reasons:
    """Return for each set of items whose share is not shown the caveat that says why.

    `levels` are the shares of the report, the items first and the indices last; `earlier` are the
    reports before it, which count too.
    """
    if 0 < len(sample.responses) < LEAST:
        # Which questions so few left blank is theirs, too.
        return {frozenset(share.items): FEW_RESPONSES for shares in levels for share in shares}
    items = {name: sample.respondents([name]) for share in levels[0] for name in share.items}
    by_id = [{share.id: share.items for share in shares} for shares in levels]
    told = withheld_shares(earlier, by_id) if earlier else frozenset[frozenset[str]]()
    hidden: Reasons = {}
    if told or not all(count == 0 or count >= LEAST for count in items.values()):
        hidden = _hidden(levels, items, told, sample)
    if earlier is None:
        return hidden
    return {**hidden, **dict.fromkeys(unsafe_shares(earlier, levels, hidden), DISCLOSIVE)}


def _hidden(
    levels: Sequence[Sequence[Share]],
    items: Mapping[str, int],
    told: frozenset[frozenset[str]],
    sample: Sample,
) -> Reasons:
    """Return why shares are hidden, of few people, of `told` ones, and of those that tell these."""
    totals = [
        Total(frozenset(share.items), sample.respondents(share.items), level)
        for level, shares in enumerate(levels)
        for share in shares
    ]
    few = frozenset(name for name, count in items.items() if rests_on_few(count))
    indices = with_differences({share.id: share.items for share in levels[-1]})
    pooled = dict.fromkeys([*(total.items for total in totals), *map(frozenset, indices.values())])
    hidden = suppressed_totals(totals, [*_few_together(pooled, few, sample), *told])
    counts = {total.items: total.respondents for total in totals}
    others = {of: DISCLOSIVE if of in told else PROTECTS_OTHERS for of in hidden}
    return {of: FEW_RESPONSES if rests_on_few(counts[of]) else others[of] for of in hidden}


def _few_together(
    pooled: Iterable[frozenset[str]], few: frozenset[str], sample: Sample
) -> Iterator[frozenset[str]]:
    """Yield those of the items pooled that few answered, where they are few together, too."""
    for items in pooled:
        together = items & few
        if together and rests_on_few(sample.respondents(sorted(together))):
            yield together
