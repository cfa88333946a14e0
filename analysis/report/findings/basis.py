"""What every finding is worked out from: the sample, and what is shown of each group."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

import numpy as np

from analysis.case_counts import MONTH, CaseCounts
from analysis.caveats import Caveat, CaveatCode
from analysis.columns import FIELD, SERVICE_POINT
from analysis.disclosure.parts import Parts
from analysis.disclosure.thresholds import LEAST, ShownShare
from analysis.names import folded
from analysis.report.findings.compared import Others
from analysis.report.findings.estimates import (
    FEW_RESPONSES,
    Share,
    covered,
    entries,
    entries_of,
    factor_shares,
    index_shares,
    item_shares,
    suppressed,
)
from analysis.report.findings.items_together import Levels, unsafe_months
from analysis.report.findings.masking import lies_at, masked
from analysis.report.findings.too_few import DISCLOSIVE, PROTECTS_OTHERS, Reasons, reasons
from analysis.report.model import Coverage, Entry, Group, Population
from analysis.report.sample.differences import with_differences
from analysis.report.sample.earlier import Earlier
from analysis.report.sample.groups import Sample, Strata
from analysis.report.sample.lists import ShownList, lists_of, shown_lists
from analysis.report.sample.withholding import CALENDAR, withheld_groups
from analysis.responses import MISSING, Labels
from questionnaires.model import Plan, Questionnaire

INDICES_WEIGHTED = Caveat(CaveatCode.INDICES_WEIGHTED)
# The lists whose cases a file of case counts may tell.
_COLUMNS = {"service_points": SERVICE_POINT, "fields": FIELD, "months": MONTH}


@dataclass(frozen=True)
class Basis:
    """The sample of a report, and its estimates, each worked out when it is first asked for."""

    drawn: Sample
    plan: Plan | None
    earlier: Earlier | None = None  # None where reports before this one do not count
    others: Others = field(default_factory=Others)  # reports that this one is held against
    # The same responses weighted to cases, where the indices of all of them alone are so.
    weighted: Sample | None = None

    @cached_property
    def sample(self) -> Sample:
        """The sample that everything is worked out from, but indices that alone are weighted.

        Where something is withheld its sampling groups are one: an error within groups tells how
        far the answers of a group lie from each other, and so of two which is which. Beside
        reports before this one they are always one: of a criterion whose share is told, the error
        within two service points has the number of satisfied answers of each as its only solution.
        """
        if self.drawn.count == 1 or self.drawn.population is not None:
            return self.drawn
        if self.earlier is not None:
            return self.drawn.as_one_group(Caveat(CaveatCode.STRATA_WITHHELD))
        lists = [of_list.values() for of_list in self._shown.values()]
        if any(is_suppressed or any(ends) for shown in lists for is_suppressed, ends in shown):
            return self.drawn.as_one_group(Caveat(CaveatCode.STRATA_WITHHELD))
        return self.drawn

    @cached_property
    def shares(self) -> tuple[Share, ...]:
        """What the indices pool."""
        return index_shares(self._questionnaire, self.plan)

    @property
    def population(self) -> Population | None:
        """The cases that the indices of all responses are weighted to; None without weights."""
        return (self.weighted or self.sample).population

    @cached_property
    def indices(self) -> tuple[Entry, ...]:
        """The indices of all responses."""
        if self.weighted is None:
            return self._entries(self.shares, self.sample)
        found = self._entries(self.shares, self.weighted)
        return tuple(replace(each, caveats=(*each.caveats, INDICES_WEIGHTED)) for each in found)

    @cached_property
    def factors(self) -> tuple[Entry, ...]:
        """The factors, in order."""
        return self._entries(factor_shares(self._questionnaire), self.sample)

    @cached_property
    def items(self) -> tuple[Entry, ...]:
        """The items, in order."""
        return self._entries(item_shares(self._questionnaire), self.sample)

    @cached_property
    def hidden(self) -> Reasons:
        """Why the share of all responses over a set of items is not shown, where it is not."""
        return reasons(self._levels, self.drawn, self.earlier)

    @property
    def _levels(self) -> Levels:
        asked = self._questionnaire
        return item_shares(asked), factor_shares(asked), self.shares

    @cached_property
    def labels(self) -> dict[str, Labels]:
        """The lists into which the report parts its responses."""
        return lists_of(self.drawn.responses)

    @cached_property
    def groups(self) -> dict[str, tuple[Group, ...]]:
        """What is shown of each part of each list."""
        found = group_lists(self.shares, self.sample, self.labels, self._shown, self._subtracted)
        withheld = {
            share.id: suppressed(share, self.hidden[frozenset(share.items)])
            for share in self.shares
            if frozenset(share.items) in self.hidden
        }
        # All names of a list together are everybody.
        return {name: _without(groups, withheld) for name, groups in found.items()}

    @cached_property
    def _shown(self) -> dict[str, ShownList]:
        shown, out = self._alone, self._subtracted
        return {
            name: {
                code: (is_out or (code is not None and labels.names[code] in out[name]), ends)
                for code, (is_out, ends) in shown[name].items()
            }
            for name, labels in self.labels.items()
        }

    @cached_property
    def _alone(self) -> dict[str, ShownList]:
        """What each list may show without regard to reports before this one."""
        items = [share.items for share in self.shares]
        differences = [its for ids, its in with_differences(self._told).items() if len(ids) > 1]
        return shown_lists(self.drawn.responses, items, self.labels, following=differences)

    @cached_property
    def _subtracted(self) -> dict[str, frozenset[str]]:
        """The names of each list that beside reports before this one would tell too much."""
        if self.earlier is None:
            return {name: frozenset() for name in self.labels}
        lists = {
            name: {labels.names[code]: could for code, could in shown.items() if code is not None}
            for (name, labels), shown in zip(self.labels.items(), self._alone.values(), strict=True)
        }
        of_calendar = {each: could for name in CALENDAR for each, could in lists[name].items()}
        unsafe = unsafe_months(self.earlier, self._levels, self.hidden, of_calendar)
        for name in CALENDAR:
            lists[name] = {each: could for each, could in lists[name].items() if each not in unsafe}
        told = self._told
        indices = {share.id: told.get(share.id) for share in self.shares}
        out = withheld_groups(self.earlier, indices, lists)
        return out | {name: out[name] | unsafe for name in CALENDAR}

    @property
    def _told(self) -> dict[str, tuple[str, ...]]:
        """The items of each index that is shown."""
        shown = (share for share in self.shares if frozenset(share.items) not in self.hidden)
        return {share.id: share.items for share in shown}

    @property
    def _questionnaire(self) -> Questionnaire:
        return self.drawn.responses.questionnaire

    def parts(self, name: str) -> tuple[Parts, ...]:
        """Return for each index the groups of a list with all their answers, shown or not.

        The population is left out: whether two months differ by more than chance asks for what
        would come again, not only for the cases that there were (Cochran, Sampling Techniques,
        1977, 2.14).
        """
        return tuple(self._parts(name, at, share) for at, share in enumerate(self.shares))

    def _parts(self, name: str, position: int, share: Share) -> Parts:
        labels = self.labels[name].with_nameless()
        parts = self.sample.strata_by_label(share.items, labels, name)
        *of_names, nameless = parts if self.sample.population is None else _without_limit(parts)
        entries = {group.id: group.indices[position] for group in self.groups[name]}
        by_name = dict(zip(labels.names, of_names, strict=False))
        return Parts(
            strata={part: by_name[part] for part in entries},
            nameless=nameless,
            shown=frozenset(part for part, entry in entries.items() if entry.is_exact),
            ends={part: entry.end for part, entry in entries.items() if entry.end is not None},
        )

    @property
    def withholds_unweighted(self) -> bool:
        """Whether two equations of the whole, with weights and without, would tell of few people.

        So they would where a group does not show its share, or has few respondents of an item.
        """
        if self.sample.population is None:
            return False
        if not all(group.is_exact for groups in self.groups.values() for group in groups):
            return True
        counts = [self.sample.respondents_by_group([item.id]) for item in self._questionnaire.items]
        return any(((count > 0) & (count < LEAST)).any() for count in counts)

    def _entries(self, shares: Sequence[Share], sample: Sample) -> tuple[Entry, ...]:
        """Return shares of all responses, with those without weights beside weighted ones."""
        found = entries(shares, sample, self.hidden)
        if sample.population is None or self.withholds_unweighted:
            return found
        return tuple(
            replace(entry, unweighted=sample.unweighted_share(share.items))
            if entry.is_exact
            else entry
            for share, entry in zip(shares, found, strict=True)
        )


def _without(groups: Sequence[Group], withheld: Mapping[str, Entry]) -> tuple[Group, ...]:
    """Return groups with entries of the same ids in the place of theirs."""
    return tuple(
        replace(group, indices=tuple(withheld.get(entry.id, entry) for entry in group.indices))
        for group in groups
    )


def _without_limit(parts: Sequence[Strata]) -> Sequence[Strata]:
    """Return parts without their populations; they go on sharing the strata of nobody."""
    different = {id(stratum): stratum for strata in parts for stratum in strata}
    changed = {key: replace(stratum, population=None) for key, stratum in different.items()}
    return [tuple(changed[id(stratum)] for stratum in strata) for strata in parts]


def group_lists(
    shares: Sequence[Share],
    sample: Sample,
    lists: Mapping[str, Labels],
    shown: Mapping[str, ShownList],
    subtracted: Mapping[str, frozenset[str]] | None = None,
) -> dict[str, tuple[Group, ...]]:
    """Return for each list of the report what the responses under each of its names say.

    A name without responses is left out; below ten responses only their number is shown, and below
    ten respondents of a share nothing of it. Near the ends of the scale a share of few respondents
    is only said to lie there. As everything is shown together, further names show only their
    number where subtraction would else tell what is hidden, and those that are `subtracted` because
    reports before this one would tell it.
    """
    population = sample.population
    groups = {}
    for name, labels in lists.items():
        cases = population.cases_by(_COLUMNS.get(name, "")) if population else None
        before = (subtracted or {}).get(name, frozenset())
        found = [entries_of(s, sample.strata_by_label(s.items, labels, name)) for s in shares]
        of_list = _groups(list(zip(shares, found, strict=True)), labels, shown[name], before)
        groups[name] = tuple(_covered_group(group, cases) for group in of_list)
    return groups


def _groups(
    found: Sequence[tuple[Share, Sequence[Entry]]],
    labels: Labels,
    shown: ShownList,
    subtracted: frozenset[str],
) -> Iterator[Group]:
    counts = np.bincount(labels.codes[labels.codes != MISSING], minlength=len(labels.names))
    for code in np.flatnonzero(counts).tolist():
        count, (is_suppressed, ends) = int(counts[code]), shown[code]
        reason = DISCLOSIVE if labels.names[code] in subtracted else PROTECTS_OTHERS
        entries = tuple(
            _group_entry(share, of_names[code], end, reason if is_suppressed else None)
            for (share, of_names), end in zip(found, ends, strict=True)
        )
        caveats: tuple[Caveat, ...] = ()
        if count < LEAST:
            caveats = (FEW_RESPONSES,)
        elif is_suppressed and all(entry.caveats == (reason,) for entry in entries):
            caveats = (reason,)
        yield Group(labels.names[code], count, entries, caveats)


def _group_entry(
    share: Share, found: Entry, end: ShownShare | None, reason: Caveat | None
) -> Entry:
    if found.estimate is None or found.estimate.respondents < LEAST:
        return suppressed(share, FEW_RESPONSES)
    if reason is not None:
        return suppressed(share, reason)
    if end is None:
        return found
    # The end is that of the answers as given; a weighted share may lie elsewhere.
    if lies_at(found, end):
        return masked(found, end)
    return suppressed(share, PROTECTS_OTHERS)


def with_coverage(
    lists: Mapping[str, tuple[Group, ...]], counted: CaseCounts
) -> dict[str, tuple[Group, ...]]:
    """Return the lists of a report with the coverage of each name, weighted to nothing."""
    return {
        name: tuple(
            replace(group, coverage=Coverage(group.responses, cases.get(folded(group.id), 0)))
            for group in groups
        )
        if (cases := _cases_of(counted, _COLUMNS.get(name, ""))) is not None
        else groups
        for name, groups in lists.items()
    }


def _cases_of(counted: CaseCounts, column: str) -> dict[str, int] | None:
    if column not in counted.columns:
        return None
    return {folded(name): cases for name, cases in counted.cases_by(column).items()}


def _covered_group(group: Group, cases: Mapping[str, int] | None) -> Group:
    """Return a group with its coverage; `cases` has folded names, and is None if not known."""
    if cases is None:
        return group
    count = cases[folded(group.id)]
    indices = tuple(covered(entry, count) for entry in group.indices)
    return replace(group, indices=indices, coverage=Coverage(group.responses, count))
