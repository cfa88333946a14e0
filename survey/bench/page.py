"""The page of the last run, docs/benchmarks.md: what was asked, what was measured, what was not."""

import os
import platform
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from importlib.metadata import version
from math import isinf
from pathlib import Path
from statistics import median

from survey.bench.figures import MOST_LOAD, MOST_SPREAD, Figure, Standing
from survey.bench.phones import READERS
from survey.bench.seen import Seen
from survey.bench.year import READERS_OF_REPORTS
from survey.store.driver import sqlite3
from templates.numbers import decimal

_PAGE = Path(__file__).with_name("page.md")


def page(seen: Seen, figures: Sequence[Figure], reasons: Sequence[str], day: date) -> str:
    """Return the page of a run, as Markdown; for some reasons it cannot be trusted."""
    return _PAGE.read_text("utf-8").format(
        day=day.isoformat(),
        machine=_machine(),
        trust=_trust(reasons),
        figures="\n".join(map(_row, figures)),
        verdict=_verdict(figures),
        rounds=seen.dose.rounds,
        seconds=seen.dose.seconds,
        measures="\n".join(_measures(seen)),
        readers=READERS,
        slow=seen.dose.slow_phones,
        staff=_counted(seen.staff_work),
        hostile=_counted(seen.hostile),
        few=seen.dose.few,
        many=seen.dose.many,
        people=READERS_OF_REPORTS,
        left=seen.reports_left,
        opened=_counted(seen.readers),
        memory=_memory(seen.megabytes),
        flushes=median(seen.flushes),
        loads=" before, ".join(f"{load:.1f}" for load in seen.loads) + " after",
        spread=MOST_SPREAD,
        load=MOST_LOAD,
    )


def number(value: float, language: str = "en") -> str:
    """Return a figure with the digits that it deserves; infinite when nothing came."""
    if isinf(value):
        return "∞"
    return decimal(value, 0 if value >= 10 or value == int(value) else 2, language)


def _counted(counts: Mapping[str, int]) -> str:
    return ", ".join(f"{count} × {what}" for what, count in sorted(counts.items())) or "nothing"


def _machine() -> str:
    """Return the machine and the versions in general words, without a name or a path."""
    said = [f"{os.cpu_count()} processors ({platform.machine()})", platform.system()]
    said += [f"Python {platform.python_version()}", f"SQLite {sqlite3.sqlite_version}"]
    said += [f"{name} {version(name)}" for name in ("granian", "flask", "sqlalchemy", "hailong")]
    return ", ".join(said)


def _memory(megabytes: Sequence[tuple[float, float]]) -> str:
    each = (f"{alone:.0f} + {beside:.0f}" for alone, beside in megabytes)
    return "; ".join(each) or "not told here"


def _trust(reasons: Sequence[str]) -> str:
    if not reasons:
        return "The machine was quiet: these figures can be trusted."
    return " ".join(("**The machine was too noisy to trust these figures.**", *reasons))


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
