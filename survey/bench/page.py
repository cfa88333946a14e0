"""The page of the last run, docs/benchmarks.md: what was asked, what was measured, what was not."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from math import isinf
from pathlib import Path
from statistics import median

from survey.bench.figures import MOST_BUSY, MOST_SPREAD, Figure, Standing
from survey.bench.seen import Seen
from survey.bench.visitors import READERS
from templates.languages import decimal

_PAGE = Path(__file__).with_name("page.md")


@dataclass(frozen=True)
class Run:
    """A run as the page tells it."""

    seen: Seen
    figures: Sequence[Figure]
    reasons: Sequence[str]  # for which it cannot be trusted
    machine: Mapping[str, str]
    day: date


def page(run: Run) -> str:
    """Return the page of a run, as Markdown."""
    seen = run.seen
    return _PAGE.read_text("utf-8").format(
        day=run.day.isoformat(),
        machine=", ".join(_described(run.machine)),
        trust=_trust(run),
        figures="\n".join(map(_row, run.figures)),
        verdict=_verdict(run.figures),
        rounds=seen.dose.rounds,
        seconds=seen.dose.seconds,
        measures="\n".join(_measures(seen)),
        readers=READERS,
        slow=seen.dose.slow_phones,
        staff=_counted(seen.staff_work),
        hostile=_counted(seen.hostile),
        flushes=median(seen.flushes),
        loads=" before, ".join(f"{load:.1f}" for load in seen.loads) + " after",
        spread=MOST_SPREAD,
        busy=MOST_BUSY,
    )


def number(value: float, language: str = "en") -> str:
    """Return a figure with the digits that it deserves; infinite when nothing came."""
    if isinf(value):
        return "∞"
    return decimal(value, 0 if value >= 10 or value == int(value) else 2, language)


def _counted(counts: Mapping[str, int]) -> str:
    return ", ".join(f"{count} × {what}" for what, count in sorted(counts.items())) or "nothing"


def _described(machine: Mapping[str, str]) -> Iterator[str]:
    for name, value in machine.items():
        yield value if name in ("machine", "system") else f"{name} {value}"


def _trust(run: Run) -> str:
    if not run.reasons:
        return "The machine was quiet: these figures can be trusted."
    return " ".join(("**The machine was too noisy to trust these figures.**", *run.reasons))


def _row(figure: Figure) -> str:
    asked, unit = figure.asked, f" {figure.asked.unit}".rstrip()
    values = (asked.floor, asked.goal, figure.median, figure.worst)
    cells = [asked.label, *(f"{number(value)}{unit}" for value in values), figure.standing]
    return f"| {' | '.join(cells)} |"


def _verdict(found: Sequence[Figure]) -> str:
    def named(standing: Standing) -> str:
        return "; ".join(one.asked.label for one in found if one.standing is standing)

    missed, between = named(Standing.MISSED), named(Standing.FLOOR)
    sentences = [f"**Falls short: {missed}.**" if missed else "No floor is missed."]
    sentences.append(f"Short of the goal: {between}." if between else "")
    return " ".join(sentences).strip()


def _measures(seen: Seen) -> Iterator[str]:
    for name in seen.rounds[0]:
        found = [one[name] for one in seen.rounds]
        rate, p50, p99 = (
            median(getattr(one, value) for one in found) for value in ("rate", "p50", "p99")
        )
        yield f"| {name} | {rate:,.0f} | {number(p50 * 1000)} | {number(p99 * 1000)} |"
