"""What staff fill in about a batch of paper forms."""

from wtforms import Field, Form, ValidationError

from survey.domain.batches import MOST_COPIES
from survey.web.staff.forms import LineField, StaffForm, written
from survey.web.staff.pages import said
from templates.languages import N_

# A box can hold more than was printed (somebody used a copier), but not any number.
MOST_FOUND = 2 * MOST_COPIES

_WHOLE = N_("Write a whole number from %(least)s to %(most)s.")
_NO_REASON = N_("The numbers do not add up: write why, such as what happened to the sheets.")
_TOO_LONG = N_("This is too long.")


class WholeNumber:
    """A check that a line is a whole number between two bounds, in plain digits."""

    def __init__(self, least: int, most: int) -> None:
        self.least, self.most = least, most

    def __call__(self, form: Form, field: Field) -> None:  # noqa: ARG002
        """Refuse anything else."""
        text = (field.data or "").strip()
        is_plain = text.isascii() and text.isdigit() and len(text) < 7
        if not is_plain or not self.least <= int(text) <= self.most:
            raise ValidationError(said(_WHOLE, least=self.least, most=self.most))


class CopiesForm(StaffForm):
    """How many copies of a form are printed."""

    copies = LineField(N_("Copies"), validators=[WholeNumber(1, MOST_COPIES)])

    @property
    def number(self) -> int:
        """The copies, once the form is valid."""
        return int(written(self.copies))


class FoundForm(StaffForm):
    """How many sheets were in the box."""

    found = LineField(N_("Sheets in the box"), validators=[WholeNumber(0, MOST_FOUND)])

    @property
    def number(self) -> int:
        """The sheets, once the form is valid."""
        return int(written(self.found))

    def refuse_fewer(self, typed: int) -> None:
        """Say that more sheets are typed already."""
        self.found.errors = [said(N_("%(typed)s sheets are typed already."), typed=typed)]


class SignOffForm(StaffForm):
    """Why the totals of a batch do not add up."""

    reason = LineField(N_("Why the numbers do not add up"))

    def ask_reason(self) -> None:
        """Say that a reason is missing."""
        self.reason.errors = [_NO_REASON]

    def shorten_reason(self) -> None:
        """Say that the reason is too long."""
        self.reason.errors = [_TOO_LONG]
