"""Case counts of the demonstration office: made up, and never fewer than the answers."""

import csv
import io
from collections import Counter
from collections.abc import Iterator
from random import Random

import numpy as np

from analysis.columns import SERVICE_POINT
from analysis.responses import MISSING, Responses
from survey.services.gather_responses import gather_responses
from survey.services.publish_text import current_questionnaire
from survey.services.survey import Survey

HEADINGS = ("service_point", "month", "cases", "made_up")
# Answers are from a twelfth to a quarter of the cases, more at some counters than at others.
_LEAST_A_RESPONSE, _MOST_A_RESPONSE = 4.0, 12.0
_WITHOUT_RESPONSES = 12


def made_up_cases(survey: Survey) -> str | None:
    """Return a CSV file of made-up case counts of each service point and month, None: no answers.

    The same answers give the same counts; further answers raise them, so that a demonstration that
    people play with still fits its own counts.
    """
    gathered = gather_responses(survey, current_questionnaire(survey), None, None)
    if not len(gathered.responses):
        return None
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(HEADINGS)
    writer.writerows(_rows(gathered.responses))
    return text.getvalue()


def _rows(responses: Responses) -> Iterator[tuple[str, str, int, int]]:
    points, months = responses.labels[SERVICE_POINT], responses.months
    found = Counter(zip(points.codes.tolist(), months.codes.tolist(), strict=True))
    every = np.arange(np.datetime64(months.names[0]), np.datetime64(months.names[-1]) + 1)
    places = {name: place for place, name in enumerate(months.names)}
    for point, name in enumerate(points.names):
        # Months without an answer, of a demonstration left alone for long, had cases too.
        for month in map(str, every):
            yield name, month, _cases(name, month, found[point, places.get(month, MISSING)]), 1


def _cases(point: str, month: str, answers: int) -> int:
    # Not for secrets: the names seed it, so that pictures stay comparable.
    usual = Random(point).uniform(_LEAST_A_RESPONSE, _MOST_A_RESPONSE)  # noqa: S311
    this_month = Random(f"{point} {month}").uniform(0.9, 1.1)  # noqa: S311
    return round(answers * usual * this_month) or _WITHOUT_RESPONSES
