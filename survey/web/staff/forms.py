"""What staff can fill in, and what each form refuses."""

from collections.abc import Callable, Sequence
from hmac import compare_digest

from flask_wtf import FlaskForm
from wtforms import Field, Form, PasswordField, SelectField, StringField, ValidationError
from wtforms.csrf.core import CSRF, CSRFTokenField
from wtforms.form import BaseForm
from wtforms.widgets import TextArea

from analysis.letterhead import Letterhead
from questionnaires.composing import without_shapeless
from survey.domain.errors import BadText, PasswordFault, WeakPassword
from survey.domain.places import LONGEST_MISUSE
from survey.domain.staff import LONGEST_PASSWORD, StaffAccount
from survey.domain.tablets import LONGEST_NAME as LONGEST_TABLET_NAME
from survey.domain.texts import clean_line, without_invisible
from survey.services import keep_letterhead, keep_staff, manage_places
from survey.web.current import current_survey
from survey.web.staff.sessions import csrf_token, current_account
from templates.languages import N_

CSRF_FIELD = "csrf_token"

_TABLET_TAKEN = N_("Another tablet of this code has this name. Remove it first if it is gone.")
_NAME_TAKEN = N_("Another service point has this name.")
_ACCOUNT_EXISTS = N_(
    "Somebody has this name already. Nothing was changed, and the link is still good: choose "
    "another name. If the account is your own, ask whoever runs the server for a link that renews "
    "it."
)
_NOT_THE_SAME = N_("The two passwords are not the same.")
_FEWEST_LETTERS = 10  # a reason that says something
_WRONG_PASSWORD = N_("This is not the present password.")


class BrowserCSRF(CSRF):
    """Flask-WTF's guard, bound to the cookie of the staff pages instead of Flask's session."""

    def generate_csrf_token(self, csrf_token_field: CSRFTokenField) -> str:  # noqa: ARG002
        """Return what the form must bring back."""
        return csrf_token()

    def validate_csrf_token(self, form: BaseForm, field: CSRFTokenField) -> None:  # noqa: ARG002
        """Refuse a form that was not made for this browser."""
        if not compare_digest((field.data or "").encode(), csrf_token().encode()):
            raise ValidationError


class StaffForm(FlaskForm):  # type: ignore[misc]  # flask_wtf carries no types
    """A form of the staff pages; by itself it is a button."""

    class Meta(FlaskForm.Meta):  # type: ignore[misc]  # as above
        """How Flask-WTF guards it."""

        csrf = True
        csrf_class = BrowserCSRF
        csrf_field_name = CSRF_FIELD


def _line(longest: int) -> Callable[[Form, Field], None]:
    def check(form: Form, field: Field) -> None:  # noqa: ARG001 - the signature is WTForms'
        try:
            clean_line(field.data or "", longest)
        except BadText as refused:
            raise ValidationError(refused.fault.value) from None

    return check


def _line_or_nothing(longest: int) -> Callable[[Form, Field], None]:
    check = _line(longest)

    def check_written(form: Form, field: Field) -> None:
        if without_shapeless(field.data or "").strip():
            check(form, field)

    return check_written


def _new_password(form: Form, field: Field) -> None:
    owner = form.owner() if isinstance(form, NewPasswordForm) else ""
    try:
        keep_staff.check_new_password(current_survey(), owner, field.data or "")
    except WeakPassword as refused:
        raise ValidationError(refused.fault.value) from None


def _known_password(form: Form, field: Field) -> None:  # noqa: ARG001
    if not field.data:
        raise ValidationError(N_("Write your password here."))
    if len(field.data) > LONGEST_PASSWORD:
        raise ValidationError(PasswordFault.TOO_LONG.value)


def _same_password(form: Form, field: Field) -> None:
    if field.data != form["password"].data:
        raise ValidationError(_NOT_THE_SAME)


# More of a line is not looked at: it is too long whatever follows.
_MOST_SHOWN = 4000


class LineField(StringField):
    """A line of text; characters that no page can show are gone when it comes back."""

    def process_formdata(self, valuelist: Sequence[str]) -> None:
        """Take what was sent."""
        shown = (value[:_MOST_SHOWN] for value in valuelist)
        super().process_formdata([without_invisible(value) for value in shown])


class LinesField(LineField):
    """Several lines of text."""

    widget = TextArea()


class SignInForm(StaffForm):
    """Name and password."""

    name = LineField(N_("Name"), validators=[_line(keep_staff.LONGEST_NAME)])
    password = PasswordField(N_("Password"), validators=[_known_password])


class NewPasswordForm(StaffForm):
    """A form in which somebody chooses a password."""

    def owner(self) -> str:
        """Return the name of whose password it will be, for it must not stand in it."""
        raise NotImplementedError


class SetUpForm(NewPasswordForm):
    """A new account."""

    name = LineField(N_("Name"), validators=[_line(keep_staff.LONGEST_NAME)])
    password = PasswordField(N_("Password"), validators=[_new_password])
    again = PasswordField(N_("Password once more"), validators=[_same_password])

    def owner(self) -> str:
        """Return the name that was written."""
        return written(self.name)[: keep_staff.LONGEST_NAME]

    def refuse_name(self) -> None:
        """Say that somebody has this name already."""
        self.name.errors = [_ACCOUNT_EXISTS]


class RenewalForm(NewPasswordForm):
    """Another password for an account whose password is lost."""

    password = PasswordField(N_("New password"), validators=[_new_password])
    again = PasswordField(N_("New password once more"), validators=[_same_password])

    def __init__(self, renews: StaffAccount) -> None:
        self._renews = renews
        super().__init__()

    def owner(self) -> str:
        """Return the name of the account."""
        return self._renews.name


class PasswordForm(NewPasswordForm):
    """Another password for who is signed in."""

    current = PasswordField(N_("Present password"), validators=[_known_password])
    password = PasswordField(N_("New password"), validators=[_new_password])
    again = PasswordField(N_("New password once more"), validators=[_same_password])

    def owner(self) -> str:
        """Return the name of who is signed in."""
        return current_account().name

    def refuse_current(self) -> None:
        """Say that the present password is another one."""
        self.current.errors = [_WRONG_PASSWORD]


class ServicePointForm(StaffForm):
    """What is known of a service point."""

    name = LineField(N_("Name"), validators=[_line(manage_places.LONGEST_NAME)])
    field = LineField(N_("Field of administration"), validators=[_line(manage_places.LONGEST_NAME)])
    place = LineField(N_("Place"), validators=[_line(manage_places.LONGEST_PLACE)])

    def refuse_name(self) -> None:
        """Say that the name belongs to another service point."""
        self.name.errors = [_NAME_TAKEN]


def _reason(form: Form, field: Field) -> None:  # noqa: ARG001 - the signature is WTForms'
    written = without_shapeless(field.data or "").strip()
    if written and sum(map(str.isalpha, written)) < _FEWEST_LETTERS:
        raise ValidationError(
            N_("Say in a few words how it was misused: pages that are open can then not be sent.")
        )


class WithdrawalForm(StaffForm):
    """What is said of a poster that is withdrawn."""

    misuse = LineField(
        N_("Misused? Say how"), validators=[_line_or_nothing(LONGEST_MISUSE), _reason]
    )


def _letterhead_lines(form: Form, field: Field) -> None:  # noqa: ARG001 - the signature is WTForms'
    try:
        keep_letterhead.lines_of((field.data or "").splitlines())
    except BadText as refused:
        raise ValidationError(refused.fault.value) from None


_LETTERHEAD_LINE = _line_or_nothing(keep_letterhead.LONGEST_LINE)


class LetterheadForm(StaffForm):
    """What stands above and below reports."""

    superior = LineField(N_("Superior agency"), validators=[_LETTERHEAD_LINE])
    agency = LineField(N_("Agency that reports"), validators=[_LETTERHEAD_LINE])
    abbreviation = LineField(N_("Abbreviation in the number"), validators=[_LETTERHEAD_LINE])
    place = LineField(N_("Place of signing"), validators=[_LETTERHEAD_LINE])
    addressees = LinesField(N_("Addressed to, a line each"), validators=[_letterhead_lines])
    authority = LineField(N_("Signed on behalf of"), validators=[_LETTERHEAD_LINE])
    signer_title = LineField(N_("Title of the signer"), validators=[_LETTERHEAD_LINE])
    signer = LineField(N_("Full name of the signer"), validators=[_LETTERHEAD_LINE])
    recipients = LinesField(N_("Recipients, a line each"), validators=[_letterhead_lines])

    def letterhead(self) -> Letterhead:
        """Return what was written."""
        return Letterhead(
            superior=written(self.superior),
            agency=written(self.agency),
            abbreviation=written(self.abbreviation),
            place=written(self.place),
            addressees=tuple(written(self.addressees).splitlines()),
            authority=written(self.authority),
            signer_title=written(self.signer_title),
            signer=written(self.signer),
            recipients=tuple(written(self.recipients).splitlines()),
        )


class TabletForm(StaffForm):
    """What staff call a tablet at the counter."""

    name = LineField(N_("Name of the tablet"), validators=[_line(LONGEST_TABLET_NAME)])

    def refuse_name(self) -> None:
        """Say that the name belongs to another tablet."""
        self.name.errors = [_TABLET_TAKEN]


class PeriodForm(Form):
    """The period of a report; it changes nothing, so it needs no guard."""

    ky = SelectField(N_("Period"), validate_choice=False)

    def refuse(self, reason: str) -> None:
        """Say why there is no report for what was asked."""
        self.ky.errors = [reason]


def written(field: StringField) -> str:
    """Return what was written in a field."""
    return field.data or ""
