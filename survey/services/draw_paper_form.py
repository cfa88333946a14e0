"""The paper twin of a questionnaire: one sheet of A4 with the same words as the page."""

from dataclasses import dataclass, fields
from datetime import date
from itertools import groupby
from typing import Any

from questionnaires.model import NOT_APPLICABLE, Factor, Question, QuestionKind, Questionnaire
from questionnaires.reader import read_questionnaire
from templates.breakable import breakable
from templates.languages import N_, day, translations
from templates.typesetting import typeset

LANGUAGE = "vi"

_SENTENCES = {
    "title": N_("Paper form: are you satisfied?"),
    "question": N_("Are you satisfied?"),
    "elsewhere": N_("Were you served at another counter? Please take the form of that one."),
    "promise": N_("Anonymous."),
    "promise_more": N_(
        "Write no name, telephone or file number: we do not want to know whose sheet this is. "
        "Whether you answer, and what, makes no difference to your case."
    ),
    "mark": N_("How to answer."),
    "mark_more": N_(
        "Put a cross through one box on each line. Skip any question you like. Marked the wrong "
        "one? Blacken it and cross another."
    ),
    "box": N_("When you are done."),
    "box_more": N_("Fold the sheet and drop it into the box yourself. Do not hand it to staff."),
    "opinion": N_("Your opinion"),
    "apart": N_("Does not concern me"),
    "more": N_("A few more questions"),
    "handwriting": N_(
        "Handwriting can be recognised. Write in capitals or leave this empty if you mind."
    ),
    "batch": N_("Batch"),
    "questionnaire": N_("Questionnaire"),
    "printed_on": N_("Printed on"),
    "contact": N_("Who answers for this"),
    "page": N_("Page"),
    "over": N_("Please turn over"),
    "demo": N_("Demo: made up, not to be handed out."),
}


@dataclass(frozen=True)
class PaperForm:
    """What a sheet says; `place` and `contact` may be empty.

    Sheets of a batch are all the same: a number that was printed on one could be handed to a person
    who is known.
    """

    questionnaire: Questionnaire
    batch: str
    office: str
    service_point: str
    place: str
    printed_on: date
    contact: str
    is_demo: bool

    def __reduce__(self) -> tuple[object, ...]:
        """Let another process have it, with its questionnaire as text."""
        others = [getattr(self, one.name) for one in fields(self)[1:]]
        return _made_of, (self.questionnaire.text, self.questionnaire.name, *others)


def _made_of(text: str, name: str, *others: Any) -> PaperForm:
    return PaperForm(read_questionnaire(text, name), *others)


def draw_paper_form(form: PaperForm) -> bytes:
    """Return the form as a PDF for both sides of one sheet, if the questionnaire fits there."""
    vietnamese = translations(LANGUAGE)
    words = {key: str(vietnamese.pgettext("paper", said)) for key, said in _SENTENCES.items()}
    return typeset("documents/paper_form.typ", {"words": words, "form": _page(form)})


def _page(form: PaperForm) -> dict[str, object]:
    asked = form.questionnaire
    return {
        "office": breakable(form.office),
        "service_point": breakable(form.service_point),
        "place": breakable(form.place),
        "contact": breakable(form.contact),
        "batch": form.batch,
        "questionnaire": asked.name,
        "printed_on": day(form.printed_on, LANGUAGE),
        "is_demo": form.is_demo,
        "introduction": str(asked.introduction or ""),
        "comment": str(asked.comment or ""),
        "scale": [_choice(choice.value, str(choice.label)) for choice in asked.scale.choices],
        "parts": _parts(asked),
    }


def _parts(asked: Questionnaire) -> list[dict[str, object]]:
    """Return neighbouring questions of one kind, items further grouped by factor."""
    numbered = list(enumerate(asked.questions, start=1))
    factors = {item: factor for factor in asked.factors for item in factor.items}
    parts: list[dict[str, object]] = []
    for kind, together in groupby(numbered, key=lambda one: one[1].kind):
        grouped = groupby(together, key=lambda one: factors.get(one[1].id))
        parts.append(
            {
                "are_items": kind is QuestionKind.ITEM,
                "is_first": not parts,
                "groups": [_group(factor, list(questions)) for factor, questions in grouped],
            }
        )
    return parts


def _group(factor: Factor | None, questions: list[tuple[int, Question]]) -> dict[str, object]:
    return {
        "title": "" if factor is None else str(factor.title),
        "questions": [_question(number, question) for number, question in questions],
    }


def _question(number: int, question: Question) -> dict[str, object]:
    choices = [_choice(choice.value, str(choice.label)) for choice in question.choices]
    return {
        "number": number,
        "wording": str(question.wording),
        "choices": choices,
        "apart": next((one for one in choices if one["value"] == NOT_APPLICABLE), None),
    }


def _choice(value: str, label: str) -> dict[str, str]:
    return {"value": value, "label": label}
