"""What an entry of a report says, in sentences: for the report itself and for the first page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from analysis.estimates import Decision, Estimate, Verdict
from analysis.report.cases_view import plain_sentence, silent_sentence
from analysis.report.model import Entry
from analysis.report.words import Words
from templates.languages import N_

SIGNS = {
    Verdict.MET: "✓",
    Verdict.NOT_MET: "✕",
    Verdict.UNDECIDED: "?",
    Verdict.TOO_FEW: "–",
}
NAMES = {
    Verdict.MET: N_("Met"),
    Verdict.NOT_MET: N_("Not met"),
    Verdict.UNDECIDED: N_("Not enough evidence"),
    Verdict.TOO_FEW: N_("Too few responses"),
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


@dataclass(frozen=True)
class Said:
    """An entry in words.

    Attributes
    ----------
    sign, name : str
        Of the verdict, such as ``✓`` and "Đạt"; empty where there is no target.
    statement : str
        The share with its interval; empty where nothing may be shown.
    reason : str
        The bound that decided, or that has yet to.
    remedy : str
        How many more responses would settle it.
    silent : str
        The share if those who did not answer were less satisfied; empty unless asked for.
    doubts : tuple of str
        The caveats.
    """

    sign: str
    name: str
    statement: str
    reason: str
    remedy: str
    silent: str
    doubts: tuple[str, ...]


def said(entry: Entry, words: Words) -> Said:
    """Return what an entry says."""
    decision = entry.decision
    return Said(
        sign=SIGNS[decision.verdict] if decision else "",
        name=words.say(NAMES[decision.verdict]) if decision else "",
        statement=_statement(entry, words),
        reason=_reason(entry.estimate, decision, words),
        remedy=_remedy(decision, words),
        silent=silent_sentence(entry, words),
        doubts=tuple(words.caveat(caveat) for caveat in entry.caveats),
    )


def _statement(entry: Entry, words: Words) -> str:
    found = entry.estimate
    if found is None or found.estimate is None:
        return ""
    if entry.coverage is not None:
        plain = plain_sentence(entry.unweighted, words)
        return _weighted_statement(found, found.estimate, plain, words)
    share, answers = words.share(found.estimate), words.number(found.answers)
    respondents = words.number(found.respondents)
    if found.interval is None:
        sentence = N_(
            "%(share)s of %(answers)s answers by %(respondents)s respondents say “satisfied” or"
            " “very satisfied”."
        )
        return words.say(sentence, share=share, answers=answers, respondents=respondents)
    sentence = N_(
        "%(share)s of %(answers)s answers by %(respondents)s respondents say “satisfied” or"
        " “very satisfied” (95%% confidence interval: %(interval)s)."
    )
    interval = words.interval(found.interval)
    return words.say(
        sentence, share=share, answers=answers, respondents=respondents, interval=interval
    )


def _weighted_statement(found: Estimate, share: float, plain: str, words: Words) -> str:
    """Return a share that is not simply one of the answers given, and the one that is."""
    values = {
        "share": words.share(share),
        "answers": words.number(found.answers),
        "respondents": words.number(found.respondents),
    }
    if found.interval is None:
        sentence = N_(
            "%(share)s satisfied or very satisfied, from %(answers)s answers by %(respondents)s"
            " respondents, weighted to all cases."
        )
        return f"{words.say(sentence, **values)} {plain}".rstrip()
    sentence = N_(
        "%(share)s satisfied or very satisfied, from %(answers)s answers by %(respondents)s"
        " respondents, weighted to all cases (95%% confidence interval: %(interval)s)."
    )
    said = words.say(sentence, interval=words.interval(found.interval), **values)
    return f"{said} {plain}".rstrip()


def _reason(found: Estimate | None, decision: Decision | None, words: Words) -> str:
    if decision is None or decision.deciding_bound is None:
        return ""
    above = found is not None and (found.estimate or 0) >= decision.target
    sentence = _REASONS.get(decision.verdict, _ABOVE if above else _BELOW)
    bound = words.bound(decision.deciding_bound, decision.target)
    return words.say(sentence, bound=bound, target=words.target(decision.target))


def _remedy(decision: Decision | None, words: Words) -> str:
    if decision is None or decision.more_needed is None:
        return ""
    sentence = N_(
        "If further answers are like these, about %(count)s more responses would settle it."
    )
    return words.say(sentence, count=words.number(decision.more_needed))


def weakest(entries: Sequence[Entry], words: Words) -> str:
    """Return the sentence that names the entry with the lowest share; empty without any share."""
    shares = [
        (entry.estimate.estimate, entry)
        for entry in entries
        if entry.estimate is not None and entry.estimate.estimate is not None
    ]
    if not shares:
        return ""
    lowest, entry = min(shares, key=lambda pair: pair[0])
    title = entry.title.in_language(words.language).text.rstrip(".")
    return words.say(N_("Lowest: “%(title)s”, %(share)s."), title=title, share=words.share(lowest))


def tally(entries: Sequence[Entry], words: Words) -> str:
    """Return how many entries have each verdict, and of how many only the number is shown."""
    verdicts = [entry.decision.verdict for entry in entries if entry.decision is not None]
    parts = [
        f"{words.say(NAMES[verdict])}: {words.number(verdicts.count(verdict))}"
        for verdict in Verdict
        if verdict in verdicts
    ]
    hidden = sum(entry.estimate is None for entry in entries)
    if hidden:
        parts.append(words.say(N_("Only the number shown: %(count)s"), count=words.number(hidden)))
    ends = sum(entry.end is not None and entry.decision is None for entry in entries)
    if ends:
        sentence = N_("Only an end of the scale shown: %(count)s")
        parts.append(words.say(sentence, count=words.number(ends)))
    return " · ".join(parts)
