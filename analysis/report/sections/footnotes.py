"""Doubts that several rows of a table share: marked in each, said once below it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from analysis.caveats import Caveat, CaveatCode
from analysis.report.document import Cell, Paragraph, Role, Text, runs
from analysis.report.sections.page import Page, paragraphs

_SEVERAL = 2
_MARK = "*"


class Footnotes:
    """The doubts of the rows of one table; those that the notes say of many rows are left out."""

    def __init__(self, rows: Iterable[Iterable[Caveat]], page: Page) -> None:
        self._page = page
        counts = Counter(caveat for row in rows for caveat in self._own(row))
        shared = [caveat for caveat, count in counts.items() if count >= _SEVERAL]
        self._marks = {caveat: _MARK * number for number, caveat in enumerate(shared, start=1)}

    def name(self, title: Text, caveats: Iterable[Caveat], *notes: Text) -> Cell:
        """Return the cell that names a row: marks, notes and the doubts of it alone."""
        own = list(self._own(caveats))
        marks = " ".join(self._marks[caveat] for caveat in own if caveat in self._marks)
        alone = self._page.doubts(caveat for caveat in own if caveat not in self._marks)
        marked: Text = (*runs(title), f"\N{NO-BREAK SPACE}{marks}") if marks else title
        return Cell(marked, (*notes, *alone))

    def said(self) -> tuple[Paragraph, ...]:
        """Return what each mark stands for, to be put below the table."""
        words = self._page.words
        notes = (f"{mark} {words.caveat(caveat)}" for caveat, mark in self._marks.items())
        return paragraphs(*notes, role=Role.REMARK)

    def _own(self, caveats: Iterable[Caveat]) -> Iterator[Caveat]:
        # Rows of what nobody was asked and of every case say so in the place of a figure.
        elsewhere = {*self._page.repeated, CaveatCode.NOT_ASKED, CaveatCode.FULL_COUNT}
        return (caveat for caveat in dict.fromkeys(caveats) if caveat.code not in elsewhere)
