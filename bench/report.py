"""``python -m bench.report``: how long a report over many responses takes, and how much memory.

Makes a CSV file of answers to ``service-19.v1`` from a seed, runs ``python -m analysis report`` on
it as a process of its own, once only to read it (``--dry-run``), and prints their time and peak
memory beside those of a bare pass of the csv module over the same file. Modules are compiled
before, as those of an installed program are. Several runs say in how many of them the limits are
kept.
"""

from __future__ import annotations

import argparse
import csv
import os
import resource
import subprocess
import sys
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from time import perf_counter

import questionnaires
from questionnaires.model import Question
from questionnaires.published import load_questionnaire

SHIPPED = Path(questionnaires.__file__).parent
QUESTIONNAIRE, PLAN = "service-19.v1", "136-2022"
MARKS = ("day", "service_point", "field", "mode", "questionnaire")
POINTS = 40
# All scored questions and the first facts.
ASKED = 22
# Of a report in JSON over 1,000,000 responses; charts for HTML need more.
MOST_TIMES, MOST_MEGABYTES = 5.0, 500.0
# With this set, each process would compile all its modules anew.
_UNCOMPILED = frozenset({"PYTHONDONTWRITEBYTECODE"})
# Reads a file as the csv module alone does: what any reader of CSV must spend.
BARE_READING = (
    "import csv, sys\nfor row in csv.reader(open(sys.argv[1], encoding='utf-8', newline='')): pass"
)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--responses", type=int, default=1_000_000)
    parser.add_argument("--format", default="json")
    parser.add_argument("--runs", type=int, default=1)
    options = parser.parse_args()
    kept = 0
    with TemporaryDirectory() as folder:
        compiled, data = Path(folder) / "compiled", Path(folder) / "responses.csv"
        make_responses(data, 1000)
        measured(report_of(data, options.format), compiled)
        make_responses(data, options.responses)
        size = data.stat().st_size / 1e6
        print(f"{options.responses:,} responses, {size:.1f} MB of CSV, formats {options.format}")
        for _ in range(options.runs):
            kept += is_kept(data, options.format, compiled)
    limits = f"{MOST_TIMES:g} times, {MOST_MEGABYTES:g} MB"
    print(f"limits          {limits}: kept in {kept} of {options.runs} runs")


def is_kept(data: Path, formats: str, compiled: Path) -> bool:
    """Measure a bare pass, reading and a report, print, and return whether the limits are kept."""
    bare, bare_cpu, _ = measured([sys.executable, "-c", BARE_READING, str(data)], compiled)
    print(f"bare csv pass   {bare:8.2f} s")
    reading, cpu, _ = measured(reading_of(data), compiled)
    print(_beside("reading alone", reading, cpu, bare, bare_cpu))
    seconds, cpu, megabytes = measured(report_of(data, formats), compiled)
    print(_beside("report", seconds, cpu, bare, bare_cpu))
    print(f"peak memory     {megabytes:8.0f} MB")
    return seconds <= MOST_TIMES * bare and megabytes <= MOST_MEGABYTES


def _beside(name: str, seconds: float, cpu: float, bare: float, bare_cpu: float) -> str:
    """Return a line of times beside those of the bare pass, also of the processor's time."""
    times = f"{seconds / bare:.1f} times the bare pass"
    return f"{name:15} {seconds:8.2f} s   {times}, {cpu / bare_cpu:.1f} times its processor time"


def reading_of(data: Path) -> list[str]:
    """Return the command that reads the same file and reports nothing."""
    files = ["--questionnaire", str(SHIPPED / f"{QUESTIONNAIRE}.yaml")]
    return [sys.executable, "-m", "analysis", "report", str(data), *files, "--dry-run"]


def report_of(data: Path, formats: str) -> list[str]:
    """Return the command that is measured."""
    files = ["--questionnaire", str(SHIPPED / f"{QUESTIONNAIRE}.yaml")]
    files += ["--plan", str(SHIPPED / "plans" / f"{PLAN}.yaml")]
    out = ["--format", formats, "--out", str(data.parent / "out")]
    return [sys.executable, "-m", "analysis", "report", str(data), *files, *out]


def measured(command: Sequence[str], compiled: Path) -> tuple[float, float, float]:
    """Return the seconds of a process, its processor's, and the most memory so far in MB.

    `compiled` is the folder of the modules that processes before it have compiled.
    """
    given = {name: value for name, value in os.environ.items() if name not in _UNCOMPILED}
    environment = given | {"PYTHONPYCACHEPREFIX": str(compiled)}
    start, before = perf_counter(), resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, env=environment)
    seconds = perf_counter() - start
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = used.ru_utime + used.ru_stime - before.ru_utime - before.ru_stime
    return seconds, cpu, used.ru_maxrss / 1024


def make_responses(path: Path, count: int) -> None:
    """Write answers of people who agree with themselves, from a seed."""
    asked = load_questionnaire(QUESTIONNAIRE)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        chosen = sorted(asked.questions, key=lambda question: question.kind == "fact")[:ASKED]
        writer.writerow([*MARKS, *(question.id for question in chosen)])
        writer.writerows(_rows(chosen, count))


def _rows(asked: Sequence[Question], count: int) -> Iterator[list[object]]:
    random = Random(1)
    for _ in range(count):
        point = random.randrange(POINTS)
        day = date(2022, 1, 1) + timedelta(days=random.randrange(365))
        content = random.random() < 0.85
        answers = [_answer(question, content, random) for question in asked]
        yield [day, f"Quầy {point + 1}", f"Lĩnh vực {point % 5}", "poster", QUESTIONNAIRE, *answers]


def _answer(question: Question, is_content: bool, random: Random) -> str:
    if question.kind == "fact":
        return random.choice(question.choices).value
    if random.random() < 0.06:
        return ""
    return random.choice("45" if is_content or random.random() < 0.6 else "123")


if __name__ == "__main__":
    main()
