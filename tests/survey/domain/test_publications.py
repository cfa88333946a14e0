"""A report that was released is the one that was made."""

from dataclasses import replace
from datetime import date
from hashlib import sha256

import pytest

from questionnaires.months import months_from
from survey.domain.errors import PublicationAltered
from survey.domain.publications import Publication


def test_a_report_that_was_altered_is_refused_by_its_name() -> None:
    report, day = b"{}", date(2026, 2, 1)
    kept = Publication(
        months_from(date(2026, 1, 1), 1),
        1,
        day,
        "",
        "q",
        "p",
        "s",
        sha256(report).hexdigest(),
        report,
    )
    with pytest.raises(PublicationAltered, match="report 1 of 2026-01-01 to 2026-01-31"):
        replace(kept, report=b"{ }")
