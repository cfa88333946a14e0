"""What a run might have measured."""

from dataclasses import replace

from survey.bench.load import Outcome
from survey.bench.seen import Dose, Seen

OUTCOME = Outcome(rate=1000.0, p50=0.01, p99=0.02, errors=0, statuses={}, acknowledged=[])
NAMES = (
    "hello",
    "page",
    "hello at 64",
    "answers",
    "textbook",
    "without waiting",
    "quiet",
    "strained",
    "few",
    "many",
    "still",
    "publishing",
)


def seen(*rounds: dict[str, Outcome]) -> Seen:
    """Return what a run saw; a measure that a round does not name came out as usual."""
    whole = [dict.fromkeys(NAMES, OUTCOME) | one for one in rounds]
    dose = Dose(rounds=len(rounds))
    return Seen(dose, rounds=whole, flushes=[4000.0], loads=[0.2, 1.5], reports_left=3)


def outcome(rate: float = 1000.0, p50: float = 0.01, p99: float = 0.02, errors: int = 0) -> Outcome:
    """Return an outcome like any other, but for what is named."""
    return replace(OUTCOME, rate=rate, p50=p50, p99=p99, errors=errors)
