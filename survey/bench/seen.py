"""How much a run measures, and what it has seen."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

from survey.bench.load import Outcome

# Tells an English sentence with its values, in the language of the terminal.
Tell = Callable[..., None]


@dataclass(frozen=True)
class Dose:
    """How much is measured."""

    rounds: int = 5
    seconds: float = 3.0
    posters: int = 200
    responses: int = 50_000
    few: int = 1_000  # responses of an office that the desk of one with many is held against
    many: int = 100_000
    slow_phones: int = 1_000
    repeats: int = 3  # of what needs no rounds: a start, a set of posters
    warm_up: int = 2  # times that each program is measured and not counted
    strain_seconds: float = 1.5  # of strain before and after what is measured under it


# Only shows that everything runs.
QUICK = Dose(
    rounds=1,
    seconds=0.2,
    posters=2,
    responses=120,
    few=130,
    many=260,
    slow_phones=20,
    repeats=1,
    warm_up=0,
    strain_seconds=0.2,
)


@dataclass
class Seen:
    """What was measured; of each kind a value a round or a repeat."""

    dose: Dose
    rounds: list[dict[str, Outcome]] = field(default_factory=list)
    flushes: list[float] = field(default_factory=list)
    loads: list[float] = field(default_factory=list)
    # Of the serving process and of those beside it, when they had most together.
    megabytes: list[tuple[float, float]] = field(default_factory=list)
    start_seconds: list[float] = field(default_factory=list)
    one_pdf_seconds: list[float] = field(default_factory=list)
    files_seconds: list[float] = field(default_factory=list)
    staff_work: Counter[str] = field(default_factory=Counter)
    readers: Counter[str] = field(default_factory=Counter)  # what they did while a year came out
    reports_left: int = 0  # of that year, still to be published when the measure ended
    hostile: Counter[str] = field(default_factory=Counter)  # statuses of the hostile comments
    missing: int = 0
