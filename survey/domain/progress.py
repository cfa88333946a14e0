"""How far a batch of paper forms has come, from what is stored of it: nothing is kept twice."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from survey.domain.batches import Batch, SignOff, Totals
from survey.domain.drafts import Draft, compared, differing

# Our own rule, not an official one: if more than 2 answers of 100 differ in the sample, the whole
# batch is typed a second time.
MOST_DIFFERING = Fraction(2, 100)

Drafts = Mapping[int, Draft]


class Stage(StrEnum):
    """What a batch waits for, or how it ended."""

    PRINTED = "printed"  # the box is to be emptied and its sheets counted
    FIRST_ENTRY = "first entry"
    SECOND_ENTRY = "second entry"
    ADJUDICATION = "adjudication"
    SIGN_OFF = "sign-off"
    SIGNED = "signed"
    ABANDONED = "abandoned"


@dataclass(frozen=True)
class Comparison:
    """How many answers were typed twice, and how many of them differ."""

    compared: int
    differing: int

    @property
    def share(self) -> Fraction:
        """The share of the answers that differ; 0 where nothing was compared."""
        return Fraction(self.differing, self.compared or 1)

    @property
    def is_too_much(self) -> bool:
        """Whether so many differ that every sheet is typed again."""
        return self.share > MOST_DIFFERING


@dataclass(frozen=True)
class Progress:
    """A batch with its drafts by sheet, and the sample that is typed twice."""

    batch: Batch
    first: Drafts
    second: Drafts
    adjudicated: Drafts
    sample: tuple[int, ...]
    sign_off: SignOff | None

    @property
    def stage(self) -> Stage:
        """What the batch waits for."""
        if self.sign_off is not None:
            return Stage.SIGNED
        if self.batch.abandoned_on is not None:
            return Stage.ABANDONED
        if self.batch.found is None:
            return Stage.PRINTED
        return self._stage_of_entries(self.batch.found)

    def _stage_of_entries(self, found: int) -> Stage:
        if len(self.first) < found and not self.batch.ended_early:
            return Stage.FIRST_ENTRY
        if self.waiting:
            return Stage.SECOND_ENTRY
        return Stage.ADJUDICATION if self.unadjudicated else Stage.SIGN_OFF

    @property
    def next_sheet(self) -> int:
        """The sheet that the first entry asks for."""
        return len(self.first) + 1

    @property
    def of_sample(self) -> Comparison:
        """What the second entry of the sample has shown so far."""
        return self._compare(self.sample)

    @property
    def is_whole(self) -> bool:
        """Whether the whole batch is to be typed twice, because the sample differs too much."""
        return set(self.sample) <= set(self.second) and self.of_sample.is_too_much

    @property
    def twice(self) -> tuple[int, ...]:
        """The sheets that are to be typed twice."""
        return tuple(sorted(self.first)) if self.is_whole else self.sample

    @property
    def waiting(self) -> tuple[int, ...]:
        """The sheets that are still to be typed a second time."""
        return tuple(sheet for sheet in self.twice if sheet not in self.second)

    def waiting_for(self, account: int, *, is_alone: bool) -> tuple[int, ...]:
        """Return the waiting sheets that somebody may type: not those typed by the same person.

        Whoever has the only account of the office may, because nobody else can.
        """
        return tuple(
            sheet for sheet in self.waiting if is_alone or self.first[sheet].typed_by != account
        )

    @property
    def unadjudicated(self) -> tuple[int, ...]:
        """The sheets whose two entries differ and which nobody has looked up on the paper yet."""
        return tuple(
            sheet
            for sheet in sorted(self.second)
            if sheet not in self.adjudicated and differing(self.first[sheet], self.second[sheet])
        )

    def final(self) -> tuple[Draft, ...]:
        """Return each sheet as it counts."""
        return tuple(self.adjudicated.get(sheet, draft) for sheet, draft in self.first.items())

    def totals(self) -> Totals:
        """Return what would be signed now."""
        final, found = self.final(), self._compare(self.second)
        return Totals(
            copies=self.batch.copies,
            found=self.batch.found or 0,
            typed=len(final),
            blank=sum(draft.is_blank for draft in final),
            spoiled=sum(draft.is_spoiled for draft in final),
            compared=found.compared,
            differing=found.differing,
            is_by_one_person=any(
                draft.typed_by == self.first[sheet].typed_by for sheet, draft in self.second.items()
            ),
        )

    def _compare(self, sheets: Iterable[int]) -> Comparison:
        pairs = [
            (self.first[sheet], self.second[sheet]) for sheet in sheets if sheet in self.second
        ]
        return Comparison(
            sum(compared(*pair) for pair in pairs), sum(len(differing(*pair)) for pair in pairs)
        )
