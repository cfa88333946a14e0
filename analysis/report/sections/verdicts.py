"""Whether the targets are met: each index with its verdict and the bound that decided."""

from __future__ import annotations

from analysis.caveats import CaveatCode
from analysis.estimates import Verdict
from analysis.report.charts.shares import Axis, verdict_svg
from analysis.report.document import Card, Paragraph, Part, Picture, Role, Section
from analysis.report.model import Entry, has_verdicts
from analysis.report.sections.estimates import common_axis, drawn_share
from analysis.report.sections.page import Page, paragraphs
from analysis.report.words import no_verdict_yet
from templates.languages import N_

# By whether the share is weighted, and so not simply one of the answers given, and whether it has
# an interval.
_STATEMENTS = {
    (False, False): N_(
        "%(share)s of %(answers)s answers by %(respondents)s respondents say “satisfied” or"
        " “very satisfied”."
    ),
    (False, True): N_(
        "%(share)s of %(answers)s answers by %(respondents)s respondents say “satisfied” or"
        " “very satisfied” (95%% confidence interval: %(interval)s)."
    ),
    (True, False): N_(
        "%(share)s satisfied or very satisfied, from %(answers)s answers by %(respondents)s"
        " respondents, weighted to all cases."
    ),
    (True, True): N_(
        "%(share)s satisfied or very satisfied, from %(answers)s answers by %(respondents)s"
        " respondents, weighted to all cases (95%% confidence interval: %(interval)s)."
    ),
}
_REASONS = {
    Verdict.MET: N_(
        "The lower one-sided 95%% bound, %(bound)s, is not below the target of %(target)s."
    ),
    Verdict.NOT_MET: N_(
        "The upper one-sided 95%% bound, %(bound)s, is below the target of %(target)s."
    ),
}
_ABOVE = N_(
    "The estimate is not below the target of %(target)s, but the lower one-sided 95%% bound,"
    " %(bound)s, still is."
)
_BELOW = N_(
    "The estimate is below the target of %(target)s, but the upper one-sided 95%% bound,"
    " %(bound)s, is not yet."
)
_REASONS_OF_EVERY_CASE = {
    Verdict.MET: N_("This is not below the target of %(target)s."),
    Verdict.NOT_MET: N_("This is below the target of %(target)s."),
}
_TOO_NEAR = N_(
    "The result is so near the target that no practicable number of responses would settle it."
)
_PICTURE = N_(
    "The estimate as a dot, its interval as a line, the deciding bound as a bar, the target as a"
    " dashed line."
)
_PICTURE_OF_EVERY_CASE = N_("The share as a dot, the target as a dashed line.")


def verdicts(page: Page) -> Section:
    """Return a card for each index."""
    report = page.report
    axis = common_axis(report.indices)
    cards = tuple(_verdict_card(entry, axis, page) for entry in report.indices)
    title = page.say(N_("Are the targets met?") if has_verdicts(report) else N_("The result"))
    return Section("verdicts", title, cards, Part.FRONT)


SECTIONS = {150: verdicts}


def _verdict_card(entry: Entry, axis: Axis, page: Page) -> Card:
    """Return an index in words, with its picture."""
    decision = entry.decision
    verdict = (
        page.words.verdict(decision.verdict, entry.caveats) if decision else _not_yet(entry, page)
    )
    source = page.say(N_("Target: %(source)s"), source=entry.target_source)
    # What is weighted and what is not stands in the notes.
    own = (c for c in entry.caveats if c.code is not CaveatCode.INDICES_WEIGHTED)
    doubts = _sensitivity(entry, page), *page.doubts(own)
    blocks: tuple[Paragraph | Picture, ...] = (
        *paragraphs(verdict, role=Role.VERDICT),
        *paragraphs(_statement(entry, page)),
        *_picture(entry, axis, page),
        *paragraphs(_reason(entry, page), *doubts),
        *paragraphs(source if entry.target_source else "", role=Role.SOURCE),
    )
    mark = decision.verdict.value.lower().replace("_", "-") if decision else "none"
    return Card(page.index_title(entry), mark, blocks)


def _not_yet(entry: Entry, page: Page) -> str:
    """Return why a target has no verdict, where that is since the plan's period goes further."""
    why = no_verdict_yet(page.report)
    return page.say(why) if why is not None and entry.target is not None else ""


def _picture(entry: Entry, axis: Axis, page: Page) -> tuple[Picture, ...]:
    """Return the picture of a verdict; nothing without an estimate or a target."""
    drawn, words = drawn_share(entry), page.words
    if drawn is None or entry.target is None:
        return ()
    labels = [words.target(tick) for tick in axis.ticks]
    label = page.say(N_("target %(target)s"), target=words.target(entry.target))
    share = words.share(drawn.share, *entry.printed_together)
    svg = verdict_svg(drawn, axis, labels, share, (entry.target, label))
    picture = _PICTURE if drawn.low is not None else _PICTURE_OF_EVERY_CASE
    return (Picture(svg, f"{page.say(picture)} {page.axis(axis.low, 1)}"),)


def _statement(entry: Entry, page: Page) -> str:
    """Return the share with its interval; empty where nothing may be shown."""
    found, words = entry.estimate, page.words
    if found is None or found.estimate is None:
        return ""
    beside = entry.printed_together
    values = {
        "share": words.share(found.estimate, *beside),
        "answers": words.number(found.answers),
        "respondents": words.number(found.respondents),
    }
    if found.interval is not None and not found.is_full_count:
        values["interval"] = words.interval(found.interval, *beside)
    said = page.say(_STATEMENTS[entry.coverage is not None, "interval" in values], **values)
    if entry.unweighted is None:
        return said
    unweighted = N_("Without weights: %(share)s.")
    return f"{said} {page.say(unweighted, share=words.share(entry.unweighted, *beside))}"


def _reason(entry: Entry, page: Page) -> str:
    """Return the bound that decided, or that has yet to, and how many more would settle it."""
    return " ".join(filter(None, (_bound(entry, page), _remedy(entry, page))))


def _bound(entry: Entry, page: Page) -> str:
    """Return the bound that decided or has yet to; empty without a verdict."""
    found, decision, words = entry.estimate, entry.decision, page.words
    if decision is None or decision.deciding_bound is None:
        return ""
    above = found is not None and (found.estimate or 0) >= decision.target
    reasons = _REASONS_OF_EVERY_CASE if found and found.is_full_count else _REASONS
    sentence = reasons.get(decision.verdict, _ABOVE if above else _BELOW)
    bound = words.share(decision.deciding_bound, *entry.printed_together)
    return page.say(sentence, bound=bound, target=words.target(decision.target))


def _remedy(entry: Entry, page: Page) -> str:
    """Return how many more responses would settle it; empty where it is settled."""
    if entry.is_too_near:
        return page.say(_TOO_NEAR)
    if entry.more_needed is None:
        return ""
    remedy = N_("If further answers are like these, about %(count)s more would settle it.")
    return page.say(remedy, count=page.words.number(entry.more_needed))


def _sensitivity(entry: Entry, page: Page) -> str:
    """Return the index if nonrespondents were less satisfied; empty unless asked for."""
    lower = entry.sensitivity
    if lower is None:
        return ""
    return page.say(
        N_("If those who did not answer were %(points)s points lower: %(share)s."),
        points=page.words.unsigned_points(lower.difference),
        share=page.words.share(lower.estimate, *entry.printed_together),
    )
