"""The right number, or a refusal, or an account that names the rows: whether it came so."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from analysis.account import Account
from analysis.caveats import Caveat, CaveatCode
from analysis.columns import SERVICE_POINT
from analysis.commands.report import account_of
from analysis.names import name_in
from analysis.reading import FaultyData, Reading, read_responses
from analysis.report.model import Period
from analysis.responses import MISSING
from tests.analysis.forms import SMALL
from tests.analysis.programs.files import File


def outcome(file: File) -> Reading | FaultyData:
    """Return what reading the file gives: all of it, or why it was refused."""
    with TemporaryDirectory() as folder:
        path = file.write(Path(folder))
        try:
            return read_responses(path, SMALL)
        except FaultyData as refusal:
            return refusal


def must_hold(file: File) -> None:
    """Fail where a file gives anything but what may come of it."""
    found = outcome(file)
    if isinstance(found, FaultyData):
        assert file.may_be_refused, str(found)
        return
    assert file.may_be_read, "what may mean two things was read"
    assert_sums_add_up(found, file)
    assert people_read(found, file) == people_known(file)
    assert file.told <= rows_told(found)
    hidden = any(file.rows[index].person for index in file.hidden)
    assert hidden == (CaveatCode.HIDDEN_ROWS in {each.code for each in found.caveats})
    said = words_of(found.caveats)
    assert all(name_in(file.headings[file.column(role)]) in said for role in file.doubted), said


def assert_sums_add_up(found: Reading, file: File) -> None:
    """Fail where a row of the file is neither read nor left out for one reason."""
    every = Counter(found.numbers.tolist()) + Counter(rows_left_out(found.account))
    assert every == Counter(range(file.first_row, file.first_row + found.account.all_rows))
    assert found.account.all_rows == len(file.rows)
    responses, middle = found.responses, len(found.responses) // 2
    if not np.isnat(responses.days[middle]):
        begins, ends = responses.first_days[middle], responses.last_days[middle]
        account = account_of(Path(), found, Period(begins.item(), ends.item()))
        assert account.all_rows == len(file.rows)
        assert account.responses == (responses.days == responses.days[middle]).sum()


def people_known(file: File) -> Counter[tuple[str, ...]]:
    """Return what must be read, however it is ordered."""
    came = "%Y-%m" if file.is_by_month else "%Y-%m-%d"
    return Counter(
        (each.packed, format(each.moment, came) if file.is_dated else "NaT", each.point)
        for each in file.people
    )


def people_read(reading: Reading, file: File) -> Counter[tuple[str, ...]]:
    """Return what was read; a service point that was read as two is two."""
    responses = reading.responses
    labels = responses.labels[SERVICE_POINT]
    known = [file.spellings.get(name, name) for name in labels.names]
    assert len(set(known)) == len(known), labels.names
    names = ["" if code == MISSING else known[code] for code in labels.codes.tolist()]
    packed = [bytes(row).decode() for row in responses.answers]
    return Counter(zip(packed, np.datetime_as_string(responses.days), names, strict=True))


def rows_told(reading: Reading) -> set[int]:
    """Return the rows that the account of a reading names."""
    return set(rows_left_out(reading.account))


def rows_left_out(account: Account) -> Iterator[int]:
    """Yield the number of each row that was left out, for each reason."""
    for left in account.left_out:
        for first, last in left.rows:
            yield from range(first, last + 1)


def words_of(caveats: Iterable[Caveat]) -> str:
    """Return what caveats name."""
    return name_in(" ".join(str(value) for each in caveats for value in each.values.values()))
