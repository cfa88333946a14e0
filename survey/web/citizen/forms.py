"""The form of a questionnaire: one radio field a question, and a comment.

It gives the page back what was marked. What an answer means is judged by the service, against the
very version of the questionnaire that was asked.
"""

from functools import cache

from flask_wtf import FlaskForm
from wtforms import Field, RadioField, TextAreaField
from wtforms.csrf.core import CSRF
from wtforms.form import BaseForm
from wtforms.validators import Optional, ValidationError

from questionnaires.model import Question, Questionnaire
from survey.domain.errors import VisitUnreadable
from survey.domain.texts import LONGEST_WRITTEN, without_invisible
from survey.domain.visits import Visit
from survey.services.open_visit import OpenVisit
from survey.services.sign_visit import read_visit
from survey.web.current import current_survey
from survey.web.form_request import sent_value

VISIT = "visit"
COMMENT = "comment"
# No question may be called so (questionnaires refuse hyphens in ids), and none is a name that
# WTForms itself uses.
_ANSWER = "answer-"


class VisitToken(CSRF):
    """The signed visit instead of a session's token: a citizen's page sets no cookie."""

    def generate_csrf_token(self, csrf_token_field: Field) -> str:
        """Return the token that the page carries next."""
        return str(csrf_token_field.meta.csrf_context)

    def validate_csrf_token(self, form: BaseForm, field: Field) -> None:  # noqa: ARG002
        """Refuse a form that no page of ours carried."""
        try:
            _visit_of(field.data)
        except VisitUnreadable:
            raise ValidationError("not a visit of ours") from None


class AnswerForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF comes without types
    """A form that is shown again with what is marked; each questionnaire has its own."""

    class Meta:
        """No setting switches the visit off."""

        csrf = True
        csrf_class = VisitToken
        csrf_field_name = VISIT
        csrf_context = ""

        def get_translations(self, form: BaseForm) -> None:
            """Say nothing: no word of WTForms is shown to anybody."""

    comment = TextAreaField("", name=COMMENT)

    @property
    def marks(self) -> dict[str, str]:
        """Return what is marked, by question; of two marks for one question neither is chosen."""
        fields = (field for field in self if isinstance(field, RadioField))
        return {field.name: field.data for field in fields if len(field.raw_data or ()) == 1}

    @property
    def written(self) -> str:
        """Return the comment that was sent, as far as it is shown again."""
        return without_invisible((self.comment.data or "")[:LONGEST_WRITTEN])

    @property
    def is_cut(self) -> bool:
        """Tell whether only the beginning of the comment is shown again."""
        return len(self.comment.data or "") > LONGEST_WRITTEN


def sent_visit() -> Visit:
    """Return the visit of what this request sends; raise VisitUnreadable if no page of ours did.

    The form itself would refuse the same, but making one takes as long as all that is done with
    answers that are well; those are taken without it.
    """
    return _visit_of(sent_value(VISIT))


def answer_form(opened: OpenVisit) -> AnswerForm:
    """Return the form of an open visit, filled with what this request sent."""
    return _form_class(opened.questionnaire)(meta={"csrf_context": opened.token})


def _visit_of(token: str | None) -> Visit:
    return read_visit(current_survey().keys, token or "")


@cache
def _form_class(questionnaire: Questionnaire) -> type[AnswerForm]:
    fields = {_ANSWER + question.id: _radio_field(question) for question in questionnaire}
    made: type[AnswerForm] = type("QuestionnaireForm", (AnswerForm,), fields)
    return made


def _radio_field(question: Question) -> RadioField:
    # The choice is judged by the service: WTForms would not tell a full-width digit from a digit
    # that is not offered, nor speak of it in the words of the page.
    offered = {choice.value: str(choice.label) for choice in question.choices}
    return RadioField(
        name=question.id, choices=offered, validators=[Optional()], validate_choice=False
    )
