"""Posters as one PDF, a page each, ready to hang."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from survey.services.set_posters import set_posters
from templates.breakable import breakable
from templates.languages import N_, day, translations

_SENTENCES = {
    "title": N_("Posters: are you satisfied?"),
    "question": N_("Are you satisfied?"),
    "instruction": N_("Scan the code with your phone"),
    "qr": N_("QR code of the link below"),
    "step_scan": N_("Open the camera and scan the code"),
    "step_answer": N_("Touch your answers"),
    "step_send": N_("Press “Send answers”"),
    "link": N_("Or type this address; the page must open at exactly this one."),
    "time_more": N_("No sign-in, nothing to install."),
    "anonymous": N_("Anonymous"),
    "anonymous_more": N_("No name asked, nothing about your phone kept."),
    "never": N_("Never asked"),
    "never_more": N_("Identity number, OTP, money."),
    "questionnaire": N_("Questionnaire"),
    "printed_on": N_("Printed on"),
    "code": N_("Poster code"),
    "damage": N_("Damaged or in the wrong place? Tell"),
    "demo": N_("Demo: made up, not to be hung."),
}
_ONE_MINUTE = N_("About one minute")
_MINUTES = N_("About %(minutes)s minutes")


@dataclass(frozen=True)
class PosterSheet:
    """What one printed sheet says.

    `link` is the whole address, as the settings know it; `place` and `damage_contact` may be empty;
    `minutes` is how long its questionnaire takes.
    """

    link: str
    code: str
    office: str
    service_point: str
    place: str
    questionnaire: str
    minutes: int
    printed_on: date
    damage_contact: str
    is_demo: bool


def draw_posters(sheets: Sequence[PosterSheet]) -> bytes:
    """Return the A4 posters as one PDF, a page a sheet."""
    return set_posters(described(sheets))


def described(sheets: Sequence[PosterSheet]) -> str:
    """Return all that `set_posters` needs to know of some posters."""
    if not sheets:
        raise ValueError("sheets must not be empty: a PDF has at least one page")
    return json.dumps({"words": _words(), "sheets": [_page(sheet) for sheet in sheets]})


def _words() -> dict[str, dict[str, str]]:
    return {key: _in_both_languages(sentence) for key, sentence in _SENTENCES.items()}


def _in_both_languages(sentence: str, **values: object) -> dict[str, str]:
    vietnamese = str(translations("vi").pgettext("poster", sentence))
    return {"vi": vietnamese % values, "en": sentence % values}


def _page(sheet: PosterSheet) -> dict[str, object]:
    host, _, code = sheet.link.removeprefix("https://").rpartition("/")
    return {
        "link": sheet.link,
        "host": breakable(host),
        "path": f"/{code}",
        "office": breakable(sheet.office),
        "service_point": breakable(sheet.service_point),
        "place": breakable(sheet.place),
        "questionnaire": sheet.questionnaire,
        "time": _in_both_languages(
            _ONE_MINUTE if sheet.minutes == 1 else _MINUTES, minutes=sheet.minutes
        ),
        "printed_on": day(sheet.printed_on, "vi"),
        "code": sheet.code,
        "damage_contact": breakable(sheet.damage_contact),
        "is_demo": sheet.is_demo,
    }
