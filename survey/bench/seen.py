"""Everything that a run measured, as raw as it came; kept as JSON for whoever counts otherwise."""

import json
from collections import Counter
from dataclasses import asdict, dataclass, field
from pathlib import Path

from survey.bench.load import Outcome


@dataclass(frozen=True)
class Dose:
    """How much is measured."""

    rounds: int = 5
    seconds: float = 3.0
    posters: int = 200
    responses: int = 50_000
    slow_phones: int = 1_000
    repeats: int = 3  # of what needs no rounds: a start, a set of posters


# Only shows that everything runs.
QUICK = Dose(rounds=1, seconds=0.4, posters=6, responses=600, slow_phones=50, repeats=1)


@dataclass
class Seen:
    """What was measured; of each kind a value a round or a repeat."""

    dose: Dose
    rounds: list[dict[str, Outcome]] = field(default_factory=list)
    busy: list[float] = field(default_factory=list)
    flushes: list[float] = field(default_factory=list)
    loads: list[float] = field(default_factory=list)
    memory_megabytes: list[float] = field(default_factory=list)
    start_seconds: list[float] = field(default_factory=list)
    one_pdf_seconds: list[float] = field(default_factory=list)
    files_seconds: list[float] = field(default_factory=list)
    staff_work: Counter[str] = field(default_factory=Counter)
    hostile: Counter[str] = field(default_factory=Counter)  # statuses of the hostile comments
    missing: int = 0

    def write(self, path: Path) -> None:
        """Write it as JSON, without the numbers of the requests."""
        values = {
            **asdict(self),
            "staff_work": dict(self.staff_work),
            "hostile": dict(self.hostile),
        }
        for each in values["rounds"]:
            for outcome in each.values():
                del outcome["acknowledged"]
        path.write_text(json.dumps(values, indent=1), "utf-8")
