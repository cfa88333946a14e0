"""One item where most of few cases answered: its exact interval in the finite population."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from math import ceil

from analysis.estimates import Estimate
from analysis.estimators.exact import hypergeometric_midp
from analysis.estimators.tables import Stratum
from analysis.report.findings.estimates import Share, entries
from analysis.report.model import Entry
from analysis.report.sample.groups import Sample

METHOD = "hypergeometric_midp"
MOST_CASES = 1000
LEAST_FRACTION = 0.5


def item_entries(shares: Sequence[Share], sample: Sample) -> tuple[Entry, ...]:
    """Return what all responses say of single items, by the exact interval where it is right.

    That is where the whole population is one sampling group of at most 1,000 cases and more than
    half of them answered, but not all.
    """
    found = entries(shares, sample)
    if sample.populations is None or sample.count > 1:
        return found
    pairs = zip(found, shares, strict=True)
    return tuple(_item(entry, *sample.strata(share.items)) for entry, share in pairs)


def _item(entry: Entry, stratum: Stratum) -> Entry:
    estimate = entry.estimate
    if estimate is None or estimate.interval is None:
        return entry
    if not LEAST_FRACTION < stratum.fraction < 1 or (stratum.population or 0) > MOST_CASES:
        return entry
    return replace(entry, estimate=exact_share(estimate, stratum))


def is_exact(entry: Entry) -> bool:
    """Return whether an entry has the exact interval of its population."""
    found = entry.estimate.interval if entry.estimate else None
    return found is not None and found.method == METHOD


def exact_share(estimate: Estimate, stratum: Stratum) -> Estimate:
    """Return the estimate of one item with its interval of the hypergeometric distribution.

    Those who left the item out say nothing about it, and as many of the silent cases are thought
    to have nothing to say: the population is that part of the cases which the item's respondents
    are of all respondents, rounded up, to the careful side.

    Parameters
    ----------
    estimate : Estimate
        Of an item, with an interval.
    stratum : Stratum
        The only one, its population known and not counted in full.
    """
    answered = estimate.respondents
    satisfied = round((estimate.estimate or 0.0) * answered)
    cases = ceil((stratum.population or 0) * answered / stratum.sampled - 1e-9)
    level = estimate.interval.confidence_level if estimate.interval else 0.95
    interval = hypergeometric_midp(satisfied, answered, cases, level)
    # The exact interval needs no effective number of answers.
    return replace(estimate, interval=interval, n_effective=None, design_effect=None)
